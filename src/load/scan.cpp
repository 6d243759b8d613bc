#include "load/scan.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace shortlist::load {

namespace {

bool is_plain(char c) { return static_cast<std::uint8_t>(c) < 0x80 && c != '\0'; }

class Scanner {
 public:
  Scanner(std::string_view text, int file, Problems& problems)
      : text_(text), file_(file), problems_(problems) {}

  bool run() {
    if (text_.size() > largest_file)
      return fail("the file is larger than 4 MiB", "split it, or leave out what nobody reads");
    at_ = line_start_ = byte_order_mark(text_);
    while (at_ < text_.size())
      if (!step()) return false;
    rest_ += text_.substr(kept_);
    return true;
  }

  // The text without comments, once it has run.
  std::string take_rest() { return std::move(rest_); }

 private:
  // Reports at the current place. Columns count code points, of a line that is valid so far.
  bool fail(std::string message, std::string suggestion = {}) {
    const std::string_view before = text_.substr(line_start_, at_ - line_start_);
    const auto characters =
        std::count_if(before.begin(), before.end(), [](char c) { return (c & '\xC0') != '\x80'; });
    problems_.error({file_, line_, static_cast<int>(characters) + 1}, std::move(message),
                    std::move(suggestion));
    return false;
  }

  bool starts(std::string_view word) const { return text_.substr(at_).starts_with(word); }

  void end_line() {
    ++at_;
    ++line_;
    line_start_ = at_;
    fresh_ = true;
  }

  // Passes one character of any kind that stays on the line.
  bool pass() {
    if (is_plain(text_[at_])) {
      ++at_;
      return true;
    }
    if (text_[at_] == '\0') return fail("the file holds a zero byte", "is it text?");
    const std::size_t length = sequence(text_.substr(at_));
    if (length == 0) return fail("the file is not UTF-8", "save it as UTF-8");
    at_ += length;
    return true;
  }

  // Passes a character, a string or a comment.
  bool step() {
    const char c = text_[at_];
    const bool first = fresh_;
    fresh_ = fresh_ && (c == ' ' || c == '\t');
    switch (c) {
      case '#':
        return comment();
      case '"':
      case '\'':
        return string(c);
      case '\n':
        dots_ = 0;
        end_line();
        return true;
      case '[':
      case '{':
        if (++depth_ == 1 && c == '[' && first && ++headers_ > most_headers)
          return fail("more than 50,000 tables stand in the file");
        break;
      case ']':
      case '}':
        depth_ = std::max(0, depth_ - 1);
        break;
      case '.':
        ++dots_;
        break;
      case '=':
      case ',':
        dots_ = 0;
        break;
      default:
        if (is_plain(c)) break;
        if (c == '\0' || sequence(text_.substr(at_)) == 0) return pass();
        return fail("a character outside ASCII stands outside a string",
                    "put it in quotes; a key may be quoted too");
    }
    if (depth_ > deepest_nesting || dots_ >= deepest_nesting)
      return fail("nesting is deeper than " + std::to_string(deepest_nesting) + " levels");
    ++at_;
    return true;
  }

  bool comment() {
    rest_ += text_.substr(kept_, at_ - kept_);
    for (; at_ < text_.size() && text_[at_] != '\n';) {
      const auto c = static_cast<std::uint8_t>(text_[at_]);
      const bool end = c == '\r' && text_.substr(at_).starts_with("\r\n");
      if ((c < 0x20 && c != '\t' && c != '\0' && !end) || c == 0x7F)
        return fail("a control character stands in a comment");
      if (!pass()) return false;
    }
    kept_ = at_;
    return true;
  }

  // A string in one or three quotes. One that does not end is left to the parser.
  bool string(char quote) {
    const std::string three(3, quote);
    const bool several_lines = starts(three);
    at_ += several_lines ? 3 : 1;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\n') {
        if (!several_lines) return true;
        end_line();
      } else if (c == '\\' && quote == '"') {
        // An escaped quote or backslash ends nothing; the parser judges the other escapes.
        const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : ' ';
        at_ += next == '"' || next == '\\' ? 2 : 1;
      } else if (c != quote) {
        if (!pass()) return false;
      } else if (!several_lines) {
        ++at_;
        return true;
      } else if (starts(three)) {
        at_ += 3;  // of up to five quotes in a row the last three close
        for (int more = 0; more < 2 && at_ < text_.size() && text_[at_] == quote; ++more) ++at_;
        return true;
      } else {
        ++at_;
      }
    }
    return true;
  }

  std::string_view text_;
  int file_;
  Problems& problems_;
  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  std::string rest_;  // the text before kept_, without comments
  std::size_t kept_ = 0;
  int line_ = 1;
  int depth_ = 0;
  int dots_ = 0;
  bool fresh_ = true;  // nothing but white space stands before on the line
  int headers_ = 0;
};

}  // namespace

std::optional<std::string> scan(std::string_view text, int file, Problems& problems) {
  Scanner scanner(text, file, problems);
  return scanner.run() ? std::optional(scanner.take_rest()) : std::nullopt;
}

}  // namespace shortlist::load
