// JSON to a tree that knows its lines. The parser tells of events but not of places: an iterator
// that leaves word where it is makes up for that.

#include "load/json.hpp"

#include "base/quantity.hpp"
#include "load/builder.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>

namespace shortlist::load {

namespace {

// What the parser reads from; `read` follows the copy that it makes.
class Watched {
 public:
  // NOLINTBEGIN(readability-identifier-naming): the standard calls them so
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;
  // NOLINTEND(readability-identifier-naming)

  Watched(const char* at, const char** read) : at_(at), read_(read) {}
  reference operator*() const { return *at_; }
  Watched& operator++() {
    *read_ = ++at_;
    return *this;
  }
  bool operator==(const Watched& other) const { return at_ == other.at_; }
  bool operator!=(const Watched& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  const char** read_;
};

// Receives the parser's events.
class Events {
 public:
  Events(std::string_view text, Problems& problems)
      : builder_(problems), begin_(text.data()), line_(begin_), last_(begin_), read_(begin_) {}

  bool parse(std::size_t size) {
    return nlohmann::json::sax_parse(Watched(begin_, &read_), Watched(begin_ + size, &read_), this);
  }
  Node take() { return std::move(builder_.root); }

  // NOLINTBEGIN(readability-identifier-naming): the parser calls them so
  bool null() { return builder_.add(made(Node::Type::null, word())); }
  bool boolean(bool flag) {
    Node node = made(Node::Type::flag, word());
    node.flag = flag;
    return builder_.add(std::move(node));
  }
  bool number_integer(std::int64_t number) { return add(static_cast<double>(number)); }
  bool number_unsigned(std::uint64_t number) { return add(static_cast<double>(number)); }
  bool number_float(double number, const std::string& /*text*/) { return add(number); }
  bool string(std::string& text) {
    Node node = made(Node::Type::text, quoted());
    node.text = std::move(text);
    return builder_.add(std::move(node));
  }
  bool binary(const nlohmann::json::binary_t& /*bytes*/) { return false; }
  bool start_object(std::size_t /*size*/) { return builder_.open(Node::Type::table, here(1)); }
  bool key(std::string& name) { return builder_.key(std::move(name), quoted()); }
  bool end_object() { return builder_.close(); }
  bool start_array(std::size_t /*size*/) { return builder_.open(Node::Type::array, here(1)); }
  bool end_array() { return builder_.close(); }
  bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                   const nlohmann::json::exception& error) {
    std::string message = error.what();
    message.erase(0, message.find("syntax error"));  // what the parser says of itself and the place
    message.erase(std::min(message.find(';'), message.size()));
    if (message.empty()) return builder_.refuse(word(), "JSON: a number is too large");
    return builder_.refuse(here(1), "JSON: " + message);
  }
  // NOLINTEND(readability-identifier-naming)

 private:
  static Node made(Node::Type type, Where where) {
    Node node;
    node.type = type;
    node.where = where;
    return node;
  }
  bool add(double number) {
    Node node = made(Node::Type::number, word());
    node.refused = std::fabs(number) > largest_quantity;
    node.number = node.refused ? 0 : number;
    return builder_.add(std::move(node));
  }

  // The place of the character that was read so many characters ago.
  Where here(std::ptrdiff_t back) { return place(std::max(read_ - back, begin_)); }

  // The place where the number or word starts that has just been read. Of a number the character
  // behind it has been read too, to know that it has ended.
  Where word() {
    const auto belongs = [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == 'E' || c == '+' || c == '-' ||
             c == '.';
    };
    const char* at = std::max(read_ - 1, begin_);
    if (at > begin_ && !belongs(*at)) --at;
    while (at > begin_ && belongs(at[-1])) --at;
    return place(at);
  }

  // The place of the quotation mark that opened the string that has just been read.
  Where quoted() {
    const char* at = read_ - 2;
    const auto escaped = [&] {
      const char* before = at;
      while (before > begin_ && before[-1] == '\\') --before;
      return (at - before) % 2 == 1;
    };
    while (at > begin_ && (*at != '"' || escaped())) --at;
    return place(at);
  }

  // Goes on from the place that was asked for last: a line may be the whole file.
  Where place(const char* at) {
    if (at < last_) {
      last_ = line_;
      column_ = 1;
    }
    for (; last_ < at; ++last_)
      if (*last_ == '\n') {
        line_ = last_ + 1;
        ++lines_;
        column_ = 1;
      } else if ((*last_ & '\xC0') != '\x80') {
        ++column_;
      }
    return {0, lines_, column_};
  }

  Builder builder_;
  const char* begin_;
  const char* line_;  // where the line starts that was asked for last
  const char* last_;  // what was asked for last, of this column
  int lines_ = 1;
  int column_ = 1;
  const char* read_;
};

}  // namespace

Node parse_json(std::string_view text, Problems& problems) {
  text.remove_prefix(byte_order_mark(text));
  if (text.size() > largest_file) {
    problems.error({0, 0, 0}, "the file is larger than 4 MiB");
    return {};
  }
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    problems.error({0, 1, 1}, "JSON: there is nothing to read");
    return {};
  }
  Events events(text, problems);
  if (!events.parse(text.size())) return {};
  return events.take();
}

}  // namespace shortlist::load
