// when = { fact | use | need | all | any | not, comparators }

#include "base/text.hpp"
#include "load/values.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shortlist::load {

namespace {

using model::Comparators;
using model::Condition;
using model::Match;

constexpr std::array<std::string_view, 6> comparators{"at_least", "at_most", "is",
                                                      "one_of",   "none_of", "includes"};

bool compares(const Node& node) {
  return std::any_of(comparators.begin(), comparators.end(),
                     [&](std::string_view key) { return node.find(key) != nullptr; });
}

void refuse(Reader& reader, std::string_view key, const std::string& why) {
  if (const Node* const node = reader.find(key))
    reader.problems().error(node->where, "'" + std::string(key) + "' does not go with " + why);
}

void refuse_comparators(Reader& reader) {
  for (const std::string_view each : comparators)
    refuse(reader, each, "'stated', which asks whether there is anything to compare");
}

void read_lists(Lookup& context, Reader& reader, Match match, Comparators& compare) {
  if (const Node* node = reader.find("one_of")) compare.one_of = read_items(context, *node, match);
  if (const Node* node = reader.find("none_of"))
    compare.none_of = read_items(context, *node, match);
}

std::optional<Condition> fact_test(Lookup& context, Reader& reader, const Node& node) {
  const model::FactIndex index = read_fact(context, reader, "fact");
  if (index < 0) return std::nullopt;
  const model::Fact& fact = context.fact(index);
  const bool ordered = fact.type == model::FactType::number || fact.type == model::FactType::date ||
                       fact.type == model::FactType::level;
  model::FactTest test{index, {}, reader.flag("stated")};
  if (reader.find("stated") != nullptr) {
    refuse_comparators(reader);
    return Condition{test};
  }
  Comparators& compare = test.compare;
  if (ordered) {
    if (const Node* at = reader.find("at_least"))
      compare.at_least = read_position(context, index, *at);
    if (const Node* at = reader.find("at_most"))
      compare.at_most = read_position(context, index, *at);
  } else {
    refuse(reader, "at_least", "a fact that has no order");
    refuse(reader, "at_most", "a fact that has no order");
  }
  if (fact.type == model::FactType::set) {
    if (const Node* at = reader.find("includes"))
      compare.includes = read_items(context, *at, fact.match);
    refuse(reader, "is", "a set: use includes");
  } else {
    if (const Node* at = reader.find("is")) compare.is = read_value(context, index, *at);
    refuse(reader, "includes", "a fact that is no set");
  }
  read_lists(context, reader, fact.match, compare);
  if (!compares(node)) {
    if (fact.type != model::FactType::flag) {
      reader.problems().error(node.where, "a test of '" + fact.id + "' has to compare it",
                              "add at_least, at_most, is, one_of, none_of or includes, or ask "
                              "whether it is stated");
      return std::nullopt;
    }
    compare.is = true;
  }
  return Condition{test};
}

std::optional<Condition> use_test(Lookup& context, Reader& reader, const Node& node) {
  const auto id = reader.text("use");
  if (!id) return std::nullopt;
  const model::UseKeyInfo* const key = model::find_use_key(*id);
  if (key == nullptr) {
    std::vector<std::string> known;
    for (const auto& each : model::use_keys()) known.emplace_back(each.id);
    reader.problems().dangling(reader.where("use"), "there is no use '" + *id + "'",
                               did_you_mean(*id, known));
    return std::nullopt;
  }
  model::UseTest test{key->key, {}, reader.flag("stated")};
  if (node.find("stated") != nullptr) {
    refuse_comparators(reader);
    return Condition{test};
  }
  Comparators& compare = test.compare;
  using model::UseType;
  if (key->type == UseType::number) {
    compare.at_least = reader.number("at_least");
    compare.at_most = reader.number("at_most");
  } else if (key->type == UseType::flag) {
    if (const auto is = reader.flag("is")) compare.is = *is;
    if (!compares(node)) compare.is = true;
  } else {
    const bool regions = key->type == UseType::region || key->type == UseType::regions;
    const Match match = regions ? Match::region : Match::exact;
    if (const auto is = reader.text("is")) compare.is = model::make_item(*is);
    if (const Node* at = reader.find("includes"))
      compare.includes = read_items(context, *at, match);
    read_lists(context, reader, match, compare);
  }
  if (!compares(node) && key->type != UseType::flag) {
    reader.problems().error(node.where, "a test of use '" + *id + "' has to compare it",
                            "or to ask whether it is stated");
    return std::nullopt;
  }
  return Condition{test};
}

std::optional<Condition> need_test(Lookup& context, Reader& reader) {
  const auto id = reader.text("need");
  if (!id) return std::nullopt;
  const std::string criterion = id->substr(0, id->find('#'));
  if (context.rules.find_criterion(criterion) < 0) {
    reader.problems().dangling(reader.where("need"), "there is no criterion '" + criterion + "'",
                               suggest(context.problems, criterion, context.rules.criteria));
    return std::nullopt;
  }
  model::NeedTest test{*id, {}};
  if (const auto is = reader.flag("is")) test.compare.is = *is;
  if (const Node* at = reader.find("includes"))
    test.compare.includes = read_items(context, *at, Match::exact);
  return Condition{test};
}

std::optional<std::vector<Condition>> parts(Lookup& context, Reader& reader, std::string_view key) {
  const auto* const list = reader.list_of_tables(key);
  if (list == nullptr) return std::nullopt;
  std::vector<Condition> parts;
  for (const Node& each : *list)
    if (auto part = read_condition(context, each)) parts.push_back(std::move(*part));
  if (list->empty())
    reader.problems().error(reader.where(key), "'" + std::string(key) + "' is empty");
  return parts.size() == list->size() && !parts.empty() ? std::optional(parts) : std::nullopt;
}

std::optional<Condition> read_test(Lookup& context, Reader& reader, const Node& node,
                                   std::string_view what) {
  if (what == "fact") return fact_test(context, reader, node);
  if (what == "use") return use_test(context, reader, node);
  if (what == "need") return need_test(context, reader);
  if (what == "not") {
    const Node* const inner = reader.table("not");
    auto part = inner == nullptr ? std::nullopt : read_condition(context, *inner);
    if (!part) return std::nullopt;
    return Condition{model::Not{{std::move(*part)}}};
  }
  auto list = parts(context, reader, what);
  if (!list) return std::nullopt;
  if (what == "all") return Condition{model::All{std::move(*list)}};
  return Condition{model::Any{std::move(*list)}};
}

}  // namespace

std::optional<Condition> read_condition(Lookup& context, const Node& node) {
  static constexpr std::array<std::string_view, 6> tests{"fact", "use", "need",
                                                         "all",  "any", "not"};
  Reader reader(node, "a condition", context.problems);
  std::string_view what;
  int stated = 0;
  for (const std::string_view test : tests) {
    if (node.find(test) == nullptr) continue;
    what = test;
    ++stated;
  }
  if (node.type != Node::Type::table || stated != 1) {
    context.problems.error(node.where,
                           "a condition states exactly one of fact, use, need, all, any and not");
    return std::nullopt;
  }
  const int before = context.problems.errors();
  auto condition = read_test(context, reader, node, what);
  if (condition) reader.finish();
  return context.problems.errors() > before ? std::nullopt : condition;
}

}  // namespace shortlist::load
