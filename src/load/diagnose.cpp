#include "load/load.hpp"
#include "load/scan.hpp"

#include <algorithm>
#include <tuple>

namespace shortlist::load {

namespace {

constexpr std::size_t longest_line = 400;  // bytes
constexpr int last_from_start = 300;       // column; as to_text() takes it
constexpr int round_it = 50;               // characters on either side of a column

// A line that a terminal and a JSON document can take: what is no text is shown as U+FFFD.
std::string readable(std::string_view line) {
  std::string text;
  text.reserve(line.size());
  while (!line.empty()) {
    const std::size_t length = sequence(line);
    const bool control = static_cast<unsigned char>(line.front()) < 0x20 || line.front() == '\x7F';
    if (length == 0 || (control && line.front() != '\t'))
      text += "\xEF\xBF\xBD";
    else
      text += line.substr(0, length);
    line.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return text;
}

// Lines of one text, asked for in rising order.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}

  // The n-th line, from 1, without its end; of one that is too long to be shown, its start or, where
  // the column lies further on, what stands round it: dots and 47 characters before it, 50 from it
  // on.
  std::string at(int line, int column) {
    for (; at_ < line; ++at_) {
      const std::size_t end = rest_.find('\n');
      if (end == std::string_view::npos) return {};
      rest_.remove_prefix(end + 1);
      place_ = {0, 1};
    }
    std::string_view found = rest_.substr(0, longest_line + 2);
    found = found.substr(0, found.find('\n'));
    if (found.ends_with('\r')) found.remove_suffix(1);
    if (found.size() <= longest_line) return readable(found);
    if (column <= last_from_start) return readable(part(0, last_from_start));
    const std::string dots = "...";
    const int before = round_it - static_cast<int>(dots.size());
    return dots + readable(part(offset(column - before), before + round_it));
  }

 private:
  struct Place {
    std::size_t byte = 0;
    int column = 1;
  };

  bool inside(std::size_t byte) const { return byte < rest_.size() && rest_[byte] != '\n'; }
  void pass(Place& place) const {
    do ++place.byte;
    while (inside(place.byte) && (rest_[place.byte] & '\xC0') == '\x80');
    ++place.column;
  }

  // Where a column of the line starts. Goes on from the one asked for last: a line may be the file.
  std::size_t offset(int column) {
    if (column < place_.column) place_ = {0, 1};
    while (place_.column < column && inside(place_.byte)) pass(place_);
    return place_.byte;
  }

  std::string_view part(std::size_t first, int characters) const {
    Place end{first, 0};
    while (end.column < characters && inside(end.byte)) pass(end);
    return rest_.substr(first, end.byte - first);
  }

  std::string_view rest_;
  int at_ = 1;
  Place place_;
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
      if (where.line > 0) diagnostic.source_line = lines.at(where.line, where.column);
    }
    diagnostics.push_back(std::move(diagnostic));
  }
  return diagnostics;
}

}  // namespace shortlist::load
