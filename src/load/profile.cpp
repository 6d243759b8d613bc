// A requirement profile: title, order, [use], and the needs in the order of the file.

#include "base/text.hpp"
#include "load/entries.hpp"
#include "load/load.hpp"

#include <algorithm>
#include <utility>

namespace shortlist::load {

namespace {

using model::UseKeyInfo;
using model::UseType;

// Sets that nobody declared and words that a set of purposes does not hold are worth a word.
std::optional<model::UseValue> read_use_value(Lookup& context, Reader& reader,
                                              const UseKeyInfo& key) {
  switch (key.type) {
    case UseType::flag:
      if (const auto flag = reader.flag(key.id)) return *flag;
      return std::nullopt;
    case UseType::number:
      if (const auto number = reader.number_within(key.id, 0, 1e18)) return *number;
      return std::nullopt;
    default:
      break;
  }
  const Node* const node = reader.find(key.id);
  if (node == nullptr) return std::nullopt;
  const bool region = key.type == UseType::region || key.type == UseType::regions;
  const bool list = key.type == UseType::regions || key.type == UseType::purposes;
  if (!list && node->type != Node::Type::text) {
    reader.wrong(*node, key.id, "text");
    return std::nullopt;
  }
  auto items = read_items(context, *node, region ? model::Match::region : model::Match::exact);
  if (!items) return std::nullopt;
  if (const auto* known =
          key.type == UseType::purposes ? context.vocabulary().find_set("purposes") : nullptr) {
    std::vector<std::string> words;
    for (const auto& item : known->items) words.push_back(item.text);
    for (const auto& item : *items)
      if (std::find(known->items.begin(), known->items.end(), item) == known->items.end())
        context.problems.warn(node->where, "the rule base knows no purpose '" + item.text + "'",
                              did_you_mean(item.text, words));
  }
  return *items;
}

void read_use(Lookup& context, const Node& node, model::Use& use) {
  Reader reader(node, "[use]", context.problems);
  for (const UseKeyInfo& key : model::use_keys())
    if (auto value = read_use_value(context, reader, key)) use.set(key.key, std::move(*value));
  reader.finish();
}

// The keys of a need as stated; what is no key's type is a problem here.
std::vector<model::StatedKey> stated_keys(const Node& node, Problems& problems) {
  std::vector<model::StatedKey> keys;
  for (const Member& member : node.members) {
    model::StatedKey key{member.key, {}, false, member.value.where, member.where};
    const Node& value = member.value;
    switch (value.type) {
      case Node::Type::text:
        key.value = value.text;
        break;
      case Node::Type::number:
        key.value = value.number;
        break;
      case Node::Type::flag:
        key.value = value.flag;
        break;
      case Node::Type::date:
        key.value = date_text(value.date);
        key.date = true;
        break;
      default: {
        auto words = as_words(value, false);
        if (!words) {
          problems.error(
              value.where,
              "'" + member.key + "' is a word, a number or a list of text, not " +
                  (value.type == Node::Type::array ? "a list of other things" : what_is(value)));
          words.emplace();
          words->emplace_back("?");
        }
        key.value = Items{std::move(*words), false};
      }
    }
    keys.push_back(std::move(key));
  }
  return keys;
}

// Needs stand in the order of the file, also where the tables of a repeated one are not together.
void read_needs(Lookup& context, const Node& table, model::Profile& profile) {
  std::vector<std::string> known;
  for (const auto& criterion : context.rules.criteria) known.push_back(criterion.id);
  for (const Member& member : table.members) {
    const int criterion = context.rules.find_criterion(member.key);
    if (criterion < 0) {
      context.problems.error(member.where, "there is no criterion '" + member.key + "'",
                             did_you_mean(member.key, known));
      continue;
    }
    const bool repeated = member.value.type == Node::Type::array;
    const std::vector<Node> single =
        repeated ? std::vector<Node>{} : std::vector<Node>{member.value};
    int ordinal = 0;
    for (const Node& node : repeated ? member.value.items : single) {
      ++ordinal;
      if (node.type != Node::Type::table) {
        context.problems.error(node.where, "a need is a table, such as [need." + member.key + "]");
        continue;
      }
      auto need =
          model::make_need(context.rules, criterion, ordinal, stated_keys(node, context.problems),
                           ordinal == 1 ? member.where : node.where, context.problems);
      if (need) profile.needs.push_back(std::move(*need));
    }
    if (repeated && ordinal == 0)
      context.problems.error(member.value.where, "'" + member.key + "' is an empty list of needs");
  }
  std::stable_sort(
      profile.needs.begin(), profile.needs.end(), [](const model::Need& a, const model::Need& b) {
        return std::pair{a.where.line, a.where.column} < std::pair{b.where.line, b.where.column};
      });
}

}  // namespace

std::shared_ptr<model::Profile> read_profile(const model::RuleBase& rules, const Node& document,
                                             const std::string& name, Problems& problems) {
  auto profile = std::make_shared<model::Profile>();
  profile->file = name;
  Lookup context{rules, problems};
  Reader reader(document, "a profile", problems);
  const Node* const schema = reader.need("schema");
  if (schema != nullptr && (schema->type != Node::Type::number || schema->number != 1))
    problems.error(schema->where, "'schema' is 1 here", "this program reads schema 1");
  profile->title = reader.text("title").value_or(name);
  profile->order = reader.words("order").value_or(std::vector<std::string>{});
  if (const Node* use = reader.table("use")) read_use(context, *use, profile->use);
  const Node* const needs = reader.table("need");
  if (needs != nullptr) read_needs(context, *needs, *profile);
  reader.finish();
  if (problems.errors() == 0)
    model::check_profile(rules, *profile, reader.where("order"), problems);
  return profile;
}

Result<std::shared_ptr<const model::Profile>> parse_profile(const model::RuleBase& rules,
                                                            std::string_view toml,
                                                            const std::string& name) {
  Problems problems;
  const Text text{name, std::string(toml)};
  std::shared_ptr<model::Profile> profile;
  const Node document = parse(text.text, 0, problems);
  if (problems.errors() == 0 || !document.members.empty())
    profile = read_profile(rules, document, name, problems);
  Diagnostics diagnostics = diagnose(problems, {&text});
  if (problems.errors() > 0)
    return tl::unexpected(Failure{FailureKind::data, std::move(diagnostics)});
  profile->warnings = std::move(diagnostics);
  return profile;
}

}  // namespace shortlist::load
