// The one translation unit that sees toml++: text to our own tree.

#include "load/document.hpp"
#include "load/scan.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

namespace shortlist::load {

namespace {

Where place(const toml::source_position& at, int file) {
  return {file, static_cast<int>(at.line), static_cast<int>(at.column)};
}

class Converter {
 public:
  Converter(int file, Problems& problems) : file_(file), problems_(problems) {}

  Node convert(const toml::node& from) {
    Node node;
    node.where = place(from.source().begin, file_);
    if (const auto* table = from.as_table()) {
      convert_table(*table, node);
    } else if (const auto* array = from.as_array()) {
      node.type = Node::Type::array;
      node.items.reserve(array->size());
      for (const toml::node& item : *array) node.items.push_back(convert(item));
    } else if (const auto* text = from.as_string()) {
      node.type = Node::Type::text;
      node.text = text->get();
    } else if (const auto* integer = from.as_integer()) {
      node.type = Node::Type::number;
      node.number = static_cast<double>(integer->get());
    } else if (const auto* number = from.as_floating_point()) {
      node.type = Node::Type::number;
      node.number = number->get();
      if (!std::isfinite(node.number)) {
        problems_.error(node.where, "a number has to be finite: nan and inf are refused",
                        "leave the key out where the value is not known");
        node.number = 0;
      }
    } else if (const auto* flag = from.as_boolean()) {
      node.type = Node::Type::flag;
      node.flag = flag->get();
    } else if (const auto* date = from.as_date()) {
      node.type = Node::Type::date;
      const toml::date& day = date->get();
      node.date = make_date(day.year, day.month, day.day);
    } else {
      node.type = Node::Type::other;
      node.text = from.is_time() ? "a time of day" : "a date with a time";
    }
    return node;
  }

 private:
  void convert_table(const toml::table& table, Node& node) {
    node.type = Node::Type::table;
    node.members.reserve(table.size());
    for (const auto& [key, value] : table)
      node.members.push_back(
          {std::string(key.str()), place(key.source().begin, file_), convert(value)});
    // toml++ sorts keys by name; the file's order is what needs and families go by.
    std::stable_sort(node.members.begin(), node.members.end(),
                     [](const Member& left, const Member& right) {
                       return std::pair{left.where.line, left.where.column} <
                              std::pair{right.where.line, right.where.column};
                     });
  }

  int file_;
  Problems& problems_;
};

}  // namespace

Node parse(std::string_view text, int file, Problems& problems) {
  if (!scan(text, file, problems)) return {};
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed) {
    const toml::parse_error& error = parsed.error();
    problems.error(place(error.source().begin, file), "TOML: " + std::string(error.description()));
    return {};
  }
  return Converter(file, problems).convert(parsed.table());
}

}  // namespace shortlist::load
