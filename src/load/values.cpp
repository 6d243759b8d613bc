#include "load/values.hpp"

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "model/codes.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

namespace shortlist::load {

namespace {

using model::Fact;
using model::FactType;
using model::Item;
using model::Match;
using model::Unit;

std::string expected(const Fact& fact) {
  switch (fact.type) {
    case FactType::number:
      return fact.unit == Unit::bytes ? "bytes, or text such as \"24 GiB\""
                                      : "a number, or text such as \"128K\"";
    case FactType::date:
      return "a date, such as 2026-11-24 without quotes";
    case FactType::level:
      return one_of(fact.levels);
    case FactType::text:
      return "text";
    case FactType::flag:
      return "true or false";
    case FactType::set:
      break;
  }
  return "a list of text, or { includes = [...] } where it may hold more";
}

void wrong(Lookup& context, const Fact& fact, const Node& node, std::string suggestion = {}) {
  context.problems.error(node.where,
                         "'" + fact.id + "' is " + expected(fact) + ", not " + what_is(node),
                         std::move(suggestion));
}

// Lists name sets, so a small file could come to more items than fit in memory.
constexpr std::size_t most_claimed_items = 1'000'000;

void check_code(Lookup& context, const std::string& text, Match match, Where where) {
  if (match == Match::language && !model::is_language_tag(text))
    context.problems.error(where, "'" + text + "' is no known language tag (BCP 47)",
                           suggest(context.problems, text, model::language_codes()));
  if (match == Match::region && !model::is_region_code(text) &&
      context.vocabulary().find_set(text) == nullptr) {
    const auto* const names = context.rules.called.items_that_match(context.vocabulary(), match);
    context.problems.error(where, "'" + text + "' is no country code (ISO 3166) and no set",
                           names == nullptr ? "countries are written as two letters, such as DE"
                                            : names->suggestion(text, context.problems));
  }
}

std::optional<double> read_number(Lookup& context, const Fact& fact, const Node& node) {
  std::optional<double> number;
  if (fact.unit == Unit::bytes && node.type == Node::Type::text)
    number = parse_memory(node.text);
  else
    number = as_number(node);
  if (!number) {
    wrong(context, fact, node);
  } else if (*number < 0 && fact.unit != Unit::none && fact.unit != Unit::usd) {
    context.problems.error(node.where, "'" + fact.id + "' is not negative");
    return std::nullopt;
  }
  return number;
}

std::optional<int> read_level(Lookup& context, const Fact& fact, const Node& node) {
  const auto level =
      node.type != Node::Type::text
          ? fact.levels.end()
          : std::find_if(fact.levels.begin(), fact.levels.end(),
                         [&](const std::string& each) { return equal_folded(each, node.text); });
  if (level != fact.levels.end()) return static_cast<int>(level - fact.levels.begin());
  wrong(context, fact, node,
        node.type == Node::Type::text ? suggest(context.problems, node.text, fact.levels)
                                      : std::string{});
  return std::nullopt;
}

std::optional<model::Value> read_set(Lookup& context, const Fact& fact, const Node& node) {
  const Node* list = &node;
  const bool open = node.type == Node::Type::table;
  if (open) {
    Reader reader(node, "an open list", context.problems);
    list = reader.need("includes");
    reader.finish();
    if (list == nullptr) return std::nullopt;
  }
  if (list->type != Node::Type::array && !(open && list->type == Node::Type::text)) {
    wrong(context, fact, *list);
    return std::nullopt;
  }
  auto items = read_items(context, *list, fact.match);
  if (!items) return std::nullopt;
  return model::make_set(std::move(*items), open);
}

}  // namespace

std::optional<std::vector<Item>> read_items(Lookup& context, const Node& node, Match match) {
  const auto words = as_words(node, true);
  if (!words) {
    const Node& other = not_a_word(node);
    context.problems.error(other.where, (&other == &node ? "a list of text stands here, not "
                                                         : "an item is text, not ") +
                                            what_is(other));
    return std::nullopt;
  }
  for (std::size_t i = 0; i < words->size(); ++i) {
    const Where where = node.type == Node::Type::array ? node.items[i].where : node.where;
    const std::string& word = (*words)[i];
    if (word.empty()) {
      context.problems.error(where, "an item is empty");
      return std::nullopt;
    }
    if (match == Match::exact) continue;
    if (!word.starts_with('@'))
      check_code(context, word, match, where);
    else if (const auto* named = context.vocabulary().find_set(std::string_view(word).substr(1)))
      for (const Item& item : named->items) check_code(context, item.text, match, where);
  }
  auto items = context.vocabulary().expand(*words, match, node.where, context.problems);
  context.items += items.size();
  if (context.items > most_claimed_items) {
    if (context.items - items.size() <= most_claimed_items)
      context.problems.error(node.where, "the lists come to more than 1,000,000 items");
    return std::nullopt;
  }
  return items;
}

std::optional<model::Value> read_value(Lookup& context, model::FactIndex index, const Node& node) {
  const Fact& fact = context.fact(index);
  if (context.unsure.contains(index)) return std::nullopt;
  switch (fact.type) {
    case FactType::number:
      if (const auto number = read_number(context, fact, node)) return *number;
      return std::nullopt;
    case FactType::date:
      if (node.type == Node::Type::date) return node.date;
      break;
    case FactType::level:
      if (const auto level = read_level(context, fact, node)) return model::Level{*level};
      return std::nullopt;
    case FactType::text:
      if (node.type != Node::Type::text || node.text.empty()) break;
      check_code(context, node.text, fact.match, node.where);
      return model::make_item(node.text);
    case FactType::flag:
      if (node.type == Node::Type::flag) return node.flag;
      break;
    case FactType::set:
      return read_set(context, fact, node);
  }
  wrong(context, fact, node);
  return std::nullopt;
}

std::optional<double> read_position(Lookup& context, model::FactIndex index, const Node& node) {
  const Fact& fact = context.fact(index);
  if (context.unsure.contains(index)) return std::nullopt;
  if (fact.type == FactType::number) return read_number(context, fact, node);
  if (fact.type == FactType::level) {
    const auto level = read_level(context, fact, node);
    return level ? std::optional<double>(*level) : std::nullopt;
  }
  if (fact.type == FactType::date && node.type == Node::Type::date) return node.date.days;
  wrong(context, fact, node);
  return std::nullopt;
}

void check_purposes(Lookup& context, const std::vector<Item>& purposes, Where where) {
  const auto* const known = context.vocabulary().find_set("purposes");
  if (known == nullptr) return;
  std::vector<std::string> words;
  for (const Item& item : known->items) words.push_back(item.text);
  for (const Item& item : purposes)
    if (std::find(known->items.begin(), known->items.end(), item) == known->items.end())
      context.problems.error(where, "the rule base knows no purpose '" + item.text + "'",
                             suggest(context.problems, item.text, words));
}

void check_placeholders(Lookup& context, const std::string& sentence, Where where,
                        const std::vector<std::string>& known) {
  std::size_t open = sentence.find('{');
  for (; open != std::string::npos; open = sentence.find('{', open + 1)) {
    const std::size_t close = sentence.find('}', open);
    const std::string word = sentence.substr(open + 1, close - open - 1);
    if (close != std::string::npos && std::find(known.begin(), known.end(), word) != known.end())
      continue;
    context.problems.error(where, "'{" + word + "}' is no placeholder here",
                           suggest(context.problems, word, known));
    return;
  }
}

model::FactIndex read_fact(Lookup& context, Reader& reader, std::string_view key) {
  const auto id = reader.text(key);
  if (!id) return -1;
  const model::FactIndex fact = context.vocabulary().find_fact(*id);
  if (fact < 0)
    context.problems.dangling(reader.where(key), "there is no fact '" + *id + "'",
                              suggest(context.problems, *id, context.vocabulary().facts));
  return fact;
}

}  // namespace shortlist::load
