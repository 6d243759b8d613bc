#include "load/scan.hpp"

#include <array>
#include <cstdint>
#include <string>

namespace shortlist::load {

namespace {

// Length of the UTF-8 sequence at the front of `text`, 0 when it is none (RFC 3629: no overlong
// forms, no surrogates, nothing above U+10FFFF).
std::size_t sequence(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const auto follows = [&](std::size_t i, std::uint8_t low = 0x80, std::uint8_t high = 0xBF) {
    return i < text.size() && byte(i) >= low && byte(i) <= high;
  };
  const std::uint8_t first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const std::uint8_t low = first == 0xE0 ? 0xA0 : 0x80;
    const std::uint8_t high = first == 0xED ? 0x9F : 0xBF;
    return follows(1, low, high) && follows(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const std::uint8_t low = first == 0xF0 ? 0x90 : 0x80;
    const std::uint8_t high = first == 0xF4 ? 0x8F : 0xBF;
    return follows(1, low, high) && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

class Scanner {
 public:
  Scanner(std::string_view text, int file, Problems& problems)
      : text_(text), file_(file), problems_(problems) {}

  bool run() {
    if (text_.size() > largest_file)
      return fail("the file is larger than 4 MiB", "split it, or leave out what nobody reads");
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    while (at_ < text_.size())
      if (!step()) return false;
    return true;
  }

 private:
  enum class State { plain, comment, basic, literal, long_basic, long_literal };

  bool fail(std::string message, std::string suggestion = {}) {
    problems_.error({file_, line_, column_}, std::move(message), std::move(suggestion));
    return false;
  }

  bool starts(std::string_view word) const { return text_.substr(at_).starts_with(word); }

  void advance(std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i, ++at_) {
      if (text_[at_] == '\n') {
        ++line_;
        column_ = 1;
        dots_ = 0;
        if (state_ != State::long_basic && state_ != State::long_literal) state_ = State::plain;
      } else if ((static_cast<std::uint8_t>(text_[at_]) & 0xC0U) != 0x80U) {
        ++column_;
      }
    }
  }

  bool step() {
    const std::size_t length = sequence(text_.substr(at_));
    if (length == 0) return fail("the file is not UTF-8", "save it as UTF-8");
    if (text_[at_] == '\0') return fail("the file holds a zero byte", "is it text?");
    if (state_ == State::plain) return plain(length);
    return quoted(length);
  }

  bool plain(std::size_t length) {
    if (length > 1)
      return fail("a character outside ASCII stands outside a string",
                  "put it in quotes; a key may be quoted too");
    struct Opening {
      std::string_view mark;
      State state;
    };
    static constexpr std::array<Opening, 5> openings{{{"\"\"\"", State::long_basic},
                                                      {"'''", State::long_literal},
                                                      {"\"", State::basic},
                                                      {"'", State::literal},
                                                      {"#", State::comment}}};
    for (const auto& [mark, state] : openings) {
      if (!starts(mark)) continue;
      state_ = state;
      advance(mark.size());
      return true;
    }
    const char c = text_[at_];
    if (c == '[' || c == '{') ++depth_;
    if ((c == ']' || c == '}') && depth_ > 0) --depth_;
    dots_ = c == '.' ? dots_ + 1 : (c == '=' || c == ',' ? 0 : dots_);
    if (depth_ > deepest_nesting || dots_ >= deepest_nesting)
      return fail("nesting is deeper than " + std::to_string(deepest_nesting) + " levels");
    advance(1);
    return true;
  }

  bool quoted(std::size_t length) {
    const bool escapes = state_ == State::basic || state_ == State::long_basic;
    if (escapes && text_[at_] == '\\' && at_ + 1 < text_.size()) {
      advance(1);
      const std::size_t escaped = sequence(text_.substr(at_));
      if (escaped == 0) return fail("the file is not UTF-8", "save it as UTF-8");
      advance(escaped);
      return true;
    }
    const std::string_view closing = state_ == State::basic          ? "\""
                                     : state_ == State::literal      ? "'"
                                     : state_ == State::long_basic   ? "\"\"\""
                                     : state_ == State::long_literal ? "'''"
                                                                     : "";
    if (!closing.empty() && starts(closing)) {
      state_ = State::plain;
      advance(closing.size());
      return true;
    }
    advance(length);
    return true;
  }

  std::string_view text_;
  int file_;
  Problems& problems_;
  State state_ = State::plain;
  std::size_t at_ = 0;
  int line_ = 1;
  int column_ = 1;
  int depth_ = 0;
  int dots_ = 0;
};

}  // namespace

bool scan(std::string_view text, int file, Problems& problems) {
  return Scanner(text, file, problems).run();
}

}  // namespace shortlist::load
