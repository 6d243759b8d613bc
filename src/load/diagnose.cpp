#include "base/printable.hpp"
#include "load/load.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace shortlist::load {

namespace {

constexpr std::size_t longest_line = 400;

// Lines of one text, asked for in rising order.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}

  // The n-th line, from 1, without its end; empty where it is too long to be shown.
  std::string at(int line) {
    for (; at_ < line; ++at_) {
      const std::size_t end = rest_.find('\n');
      if (end == std::string_view::npos) return {};
      rest_.remove_prefix(end + 1);
    }
    std::string_view found = rest_.substr(0, longest_line + 2);
    found = found.substr(0, found.find('\n'));
    if (found.ends_with('\r')) found.remove_suffix(1);
    return found.size() > longest_line ? std::string{} : printable(found);
  }

 private:
  std::string_view rest_;
  int at_ = 1;
};

}  // namespace

Diagnostics diagnose(const Problems& problems, const std::vector<const Text*>& texts) {
  std::vector<const Problem*> sorted;
  sorted.reserve(problems.all().size());
  for (const Problem& problem : problems.all()) sorted.push_back(&problem);
  std::stable_sort(sorted.begin(), sorted.end(), [](const Problem* left, const Problem* right) {
    return std::tuple{left->where.file, left->where.line, left->where.column} <
           std::tuple{right->where.file, right->where.line, right->where.column};
  });
  Diagnostics diagnostics;
  diagnostics.reserve(sorted.size());
  int file = -1;
  Lines lines({});
  for (const Problem* problem : sorted) {
    const Where& where = problem->where;
    Diagnostic diagnostic{problem->severity,   {}, where.line, where.column, problem->message,
                          problem->suggestion, {}};
    if (where.file >= 0) {
      const Text& text = *texts[static_cast<std::size_t>(where.file)];
      if (where.file != file) lines = Lines(text.text);
      file = where.file;
      diagnostic.file = text.name;
      if (where.line > 0) diagnostic.source_line = lines.at(where.line);
    }
    diagnostics.push_back(std::move(diagnostic));
  }
  return diagnostics;
}

}  // namespace shortlist::load
