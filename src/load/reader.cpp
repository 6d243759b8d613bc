#include "load/reader.hpp"

#include "base/quantity.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace shortlist::load {

const Node* Node::find(std::string_view key) const {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const Member& member) { return member.key == key; });
  return found == members.end() || found->value.type == Type::null ? nullptr : &found->value;
}

namespace {

// The start of a text, cut between characters.
std::string start(const std::string& text) {
  constexpr std::size_t enough = 40;
  if (text.size() <= enough) return text;
  std::size_t end = enough;
  while (end > 0 && (text[end] & '\xC0') == '\x80') --end;
  return text.substr(0, end) + "...";
}

}  // namespace

std::string what_is(const Node& node) {
  switch (node.type) {
    case Node::Type::table:
      return "a table";
    case Node::Type::array:
      return "a list";
    case Node::Type::text:
      return "text \"" + start(node.text) + "\"";
    case Node::Type::number:
      return "a number";
    case Node::Type::flag:
      return node.flag ? "true" : "false";
    case Node::Type::date:
      return "a date";
    case Node::Type::null:
      return "null";
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

const Node& not_a_word(const Node& node) {
  if (node.type != Node::Type::array) return node;
  const auto found = std::find_if(node.items.begin(), node.items.end(),
                                  [](const Node& item) { return item.type != Node::Type::text; });
  return found == node.items.end() ? node : *found;
}

Reader::Reader(const Node& table, std::string what, Problems& problems)
    : table_(table), what_(std::move(what)), problems_(problems) {}

bool Reader::knows(std::string_view key) const {
  return std::find(known_.begin(), known_.end(), key) != known_.end();
}

const Node* Reader::find(std::string_view key) {
  if (!knows(key)) known_.emplace_back(key);
  return table_.find(key);
}

const Node* Reader::need(std::string_view key) {
  const Node* const node = find(key);
  if (node == nullptr)
    problems_.error(table_.where, what_ + " has to state '" + std::string(key) + "'",
                    key == "schema" ? "start it with schema = 1" : std::string{});
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
  if (words) return words;
  const Node& item = not_a_word(*node);
  if (&item == node)
    wrong(*node, key, "a list of text");
  else
    problems_.error(item.where,
                    "an item of '" + std::string(key) + "' is text, not " + what_is(item));
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
  wrong(*node, key, "a list of tables",
        node->type == Node::Type::table ? "write each as [[" + std::string(key) + "]]"
                                        : std::string{});
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

void Reader::schema() {
  const Node* const node = need("schema");
  if (node != nullptr && (node->type != Node::Type::number || node->number != 1))
    problems_.error(
        node->where,
        "'schema' is 1 here, not " +
            (node->type == Node::Type::number ? number_text(node->number) : what_is(*node)),
        "this program reads schema 1");
}

void Reader::finish() {
  for (const Member& member : table_.members)
    if (std::find(known_.begin(), known_.end(), member.key) == known_.end())
      problems_.error(member.where, what_ + " has no key '" + member.key + "'",
                      suggest(problems_, member.key, known_));
}

}  // namespace shortlist::load
