// The one translation unit that sees toml++: text to our own tree.

#include "base/quantity.hpp"
#include "load/document.hpp"
#include "load/scan.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

// toml++ 3.3 asserts what malformed input breaks ("[?" in place of a header), and in a release build
// tells the compiler to take it for granted. Its own checks behind the assertions say what is wrong.
#undef NDEBUG
#define TOML_ASSERT(expression) static_assert(true)
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

namespace shortlist::load {

namespace {

Where place(const toml::source_position& at, int file) {
  return {file, static_cast<int>(at.line), static_cast<int>(at.column)};
}

bool before(const toml::source_position& left, const toml::source_position& right) {
  return left.line != right.line ? left.line < right.line : left.column < right.column;
}

// Takes the parsed tree apart: strings are moved out of it.
class Converter {
 public:
  Converter(int file, Problems& problems) : file_(file), problems_(problems) {}

  void convert(toml::node& from, Node& into, int depth) {
    into.where = place(from.source().begin, file_);
    if (depth > deepest_nesting) {
      if (!too_deep_) problems_.error(into.where, "nesting is deeper than 64 levels");
      too_deep_ = true;
    } else if (auto* table = from.as_table()) {
      convert_table(*table, into, depth);
    } else if (auto* array = from.as_array()) {
      into.type = Node::Type::array;
      into.items.resize(array->size());
      for (std::size_t i = 0; i < array->size(); ++i)
        convert((*array)[i], into.items[i], depth + 1);
    } else if (auto* text = from.as_string()) {
      into.type = Node::Type::text;
      into.text = std::move(text->get());
    } else if (const auto* integer = from.as_integer()) {
      convert_number(static_cast<double>(integer->get()), into);
    } else if (const auto* number = from.as_floating_point()) {
      convert_number(number->get(), into);
    } else if (const auto* flag = from.as_boolean()) {
      into.type = Node::Type::flag;
      into.flag = flag->get();
    } else if (const auto* date = from.as_date()) {
      into.type = Node::Type::date;
      const toml::date& day = date->get();
      into.date = make_date(day.year, day.month, day.day);
    } else {
      into.type = Node::Type::other;
      into.text = from.is_time() ? "a time of day" : "a date with a time";
    }
  }

 private:
  void convert_number(double number, Node& into) {
    into.type = Node::Type::number;
    if (!std::isfinite(number))
      problems_.error(into.where, "a number has to be finite: nan and inf are refused",
                      "leave the key out where the value is not known");
    else if (std::fabs(number) > largest_quantity)
      problems_.error(into.where, "a number is at most 10^18 here, and this one is larger");
    else
      into.number = number;
  }

  // toml++ sorts keys by name; the file's order is what needs and entries go by.
  void convert_table(toml::table& table, Node& into, int depth) {
    struct Stated {
      const toml::key* key;
      toml::node* value;
    };
    std::vector<Stated> stated;
    stated.reserve(table.size());
    for (auto&& [key, value] : table) stated.push_back({&key, &value});
    std::sort(stated.begin(), stated.end(), [](const Stated& left, const Stated& right) {
      return before(left.key->source().begin, right.key->source().begin);
    });
    into.type = Node::Type::table;
    into.members.resize(stated.size());
    for (std::size_t i = 0; i < stated.size(); ++i) {
      Member& member = into.members[i];
      member.key = stated[i].key->str();
      member.where = place(stated[i].key->source().begin, file_);
      convert(*stated[i].value, member.value, depth + 1);
    }
  }

  int file_;
  Problems& problems_;
  bool too_deep_ = false;
};

}  // namespace

Node parse(std::string_view text, int file, Problems& problems) {
  Node document;
  if (!scan(text, file, problems)) return document;
  toml::parse_result parsed = toml::parse(text);
  if (!parsed) {
    const toml::parse_error& error = parsed.error();
    problems.error(place(error.source().begin, file), "TOML: " + std::string(error.description()));
    return document;
  }
  Converter(file, problems).convert(parsed.table(), document, 0);
  return document;
}

}  // namespace shortlist::load
