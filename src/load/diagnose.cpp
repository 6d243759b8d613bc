#include "load/load.hpp"

#include <algorithm>
#include <tuple>

namespace shortlist::load {

namespace {

constexpr std::size_t longest_line = 400;

// The n-th line of a text, from 1, without its end.
std::string line_of(std::string_view text, int line) {
  for (int at = 1; at < line; ++at) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  text = text.substr(0, text.find('\n'));
  if (text.ends_with('\r')) text.remove_suffix(1);
  return std::string(text.size() > longest_line ? std::string_view{} : text);
}

}  // namespace

Diagnostics diagnose(const Problems& problems, const std::vector<const Text*>& texts) {
  std::vector<const Problem*> sorted;
  for (const Problem& problem : problems.all()) sorted.push_back(&problem);
  std::stable_sort(sorted.begin(), sorted.end(), [](const Problem* left, const Problem* right) {
    return std::tuple{left->where.file, left->where.line, left->where.column} <
           std::tuple{right->where.file, right->where.line, right->where.column};
  });
  Diagnostics diagnostics;
  for (const Problem* problem : sorted) {
    Diagnostic diagnostic{
        problem->severity,   {}, problem->where.line, problem->where.column, problem->message,
        problem->suggestion, {}};
    if (problem->where.file >= 0) {
      const Text& text = *texts[static_cast<std::size_t>(problem->where.file)];
      diagnostic.file = text.name;
      diagnostic.source_line = line_of(text.text, problem->where.line);
    }
    diagnostics.push_back(std::move(diagnostic));
  }
  return diagnostics;
}

}  // namespace shortlist::load
