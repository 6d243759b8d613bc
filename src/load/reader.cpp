#include "load/reader.hpp"

#include "base/quantity.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace shortlist::load {

const Node* Node::find(std::string_view key) const {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const Member& member) { return member.key == key; });
  return found == members.end() ? nullptr : &found->value;
}

std::string what_is(const Node& node) {
  switch (node.type) {
    case Node::Type::table:
      return "a table";
    case Node::Type::array:
      return "a list";
    case Node::Type::text:
      return "text \"" + node.text.substr(0, 40) + "\"";
    case Node::Type::number:
      return "a number";
    case Node::Type::flag:
      return node.flag ? "true" : "false";
    case Node::Type::date:
      return "a date";
    case Node::Type::other:
      break;
  }
  return node.text;
}

std::optional<double> as_number(const Node& node) {
  if (node.type == Node::Type::number) return node.number;
  return node.type == Node::Type::text ? parse_number(node.text) : std::nullopt;
}

std::optional<std::vector<std::string>> as_words(const Node& node, bool single) {
  if (single && node.type == Node::Type::text) return std::vector{node.text};
  if (node.type != Node::Type::array) return std::nullopt;
  std::vector<std::string> words;
  words.reserve(node.items.size());
  for (const Node& item : node.items) {
    if (item.type != Node::Type::text) return std::nullopt;
    words.push_back(item.text);
  }
  return words;
}

Reader::Reader(const Node& table, std::string what, Problems& problems)
    : table_(table), what_(std::move(what)), problems_(problems) {}

const Node* Reader::find(std::string_view key) {
  known_.emplace_back(key);
  return table_.find(key);
}

const Node* Reader::need(std::string_view key) {
  const Node* const node = find(key);
  if (node == nullptr)
    problems_.error(table_.where, what_ + " has to state '" + std::string(key) + "'");
  return node;
}

Where Reader::where(std::string_view key) const {
  const Node* const node = table_.find(key);
  return node == nullptr ? table_.where : node->where;
}

void Reader::wrong(const Node& node, std::string_view key, const std::string& expected,
                   std::string suggestion) {
  problems_.error(
      node.where,
      "'" + std::string(key) + "' of " + what_ + " is " + expected + ", not " + what_is(node),
      std::move(suggestion));
}

std::optional<std::string> Reader::text(std::string_view key) {
  const Node* const node = find(key);
  if (node == nullptr) return std::nullopt;
  if (node->type == Node::Type::text) return node->text;
  wrong(*node, key, "text");
  return std::nullopt;
}

std::optional<double> Reader::number(std::string_view key) {
  const Node* const node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto number = as_number(*node);
  if (!number) wrong(*node, key, "a number, or text such as \"128K\" or \"8.03B\"");
  return number;
}

std::optional<double> Reader::number_within(std::string_view key, double least, double most) {
  const auto read = number(key);
  if (!read || (*read >= least && *read <= most)) return read;
  problems_.error(where(key), "'" + std::string(key) + "' of " + what_ + " is a number from " +
                                  number_text(least) + " to " + number_text(most));
  return std::nullopt;
}

std::optional<double> Reader::memory(std::string_view key) {
  const Node* const node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto bytes = node->type == Node::Type::text ? parse_memory(node->text) : std::nullopt;
  if (!bytes) wrong(*node, key, "memory with its unit, such as \"24 GiB\" or \"309 MiB\"");
  return bytes;
}

std::optional<bool> Reader::flag(std::string_view key) {
  const Node* const node = find(key);
  if (node == nullptr) return std::nullopt;
  if (node->type == Node::Type::flag) return node->flag;
  wrong(*node, key, "true or false");
  return std::nullopt;
}

std::optional<Date> Reader::date(std::string_view key) {
  const Node* const node = find(key);
  if (node == nullptr) return std::nullopt;
  if (node->type == Node::Type::date) return node->date;
  wrong(*node, key, "a date, such as 2026-11-24 without quotes");
  return std::nullopt;
}

std::optional<std::vector<std::string>> Reader::words(std::string_view key) {
  const Node* const node = find(key);
  if (node == nullptr) return std::nullopt;
  auto words = as_words(*node, true);
  if (!words) wrong(*node, key, "a list of text");
  return words;
}

const Node* Reader::table(std::string_view key) {
  const Node* const node = find(key);
  if (node == nullptr || node->type == Node::Type::table) return node;
  wrong(*node, key, "a table");
  return nullptr;
}

const std::vector<Node>* Reader::list_of_tables(std::string_view key) {
  const Node* const node = find(key);
  if (node == nullptr) return nullptr;
  const bool tables = node->type == Node::Type::array &&
                      std::all_of(node->items.begin(), node->items.end(),
                                  [](const Node& item) { return item.type == Node::Type::table; });
  if (tables) return &node->items;
  wrong(*node, key, "a list of tables");
  return nullptr;
}

std::string Reader::required_text(std::string_view key) {
  if (need(key) == nullptr) return {};
  auto read = text(key);
  if (read && read->empty())
    problems_.error(where(key), "'" + std::string(key) + "' of " + what_ + " is empty");
  return read.value_or("");
}

std::string Reader::id() {
  std::string id = required_text("id");
  if (id.empty() || is_id(id)) return id;
  problems_.error(where("id"), "'" + id + "' is no id",
                  "ids are letters, digits, '.', '_' and '-', and start with a letter or digit");
  return {};
}

std::optional<int> Reader::choice(std::string_view key, const std::vector<std::string>& words) {
  const auto word = text(key);
  if (!word) return std::nullopt;
  const auto found = std::find(words.begin(), words.end(), *word);
  if (found != words.end()) return static_cast<int>(found - words.begin());
  problems_.error(where(key),
                  "'" + std::string(key) + "' of " + what_ + " is " + listed(words, "or") +
                      ", not \"" + *word + "\"",
                  did_you_mean(*word, words));
  return std::nullopt;
}

void Reader::finish() {
  for (const Member& member : table_.members)
    if (std::find(known_.begin(), known_.end(), member.key) == known_.end())
      problems_.error(member.where, what_ + " has no key '" + member.key + "'",
                      did_you_mean(member.key, known_));
}

}  // namespace shortlist::load
