// A requirement profile, in TOML or JSON: title, order, [use], and the needs in the order of the
// file.

#include "base/text.hpp"
#include "load/entries.hpp"
#include "load/json.hpp"
#include "load/load.hpp"
#include "load/mend.hpp"
#include "load/overlay.hpp"
#include "load/scan.hpp"
#include "model/resolve.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::load {

namespace {

using model::UseKeyInfo;
using model::UseType;

constexpr std::size_t most_needs = 1'000;
constexpr std::size_t most_profile_items = 1'000'000;

// Countries by their names become codes.
Node with_codes(const Lookup& context, Problems& problems, Node node) {
  const auto by = node.typed ? model::NamedBy::parts : model::NamedBy::name;
  for (Node& item : node.items) item = with_codes(context, problems, std::move(item));
  if (node.type == Node::Type::text)
    node.text = model::region_named(context.rules, node.text, by, node.where, problems);
  return node;
}

bool is_of_regions(std::string_view key) {
  const UseKeyInfo* const found = model::find_use_key(key);
  return found != nullptr && (found->type == UseType::region || found->type == UseType::regions);
}

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
  const int before = context.problems.errors();
  const Node codes = region ? with_codes(context, context.problems, *node) : *node;
  if (context.problems.errors() > before) return std::nullopt;
  auto items = read_items(context, codes, region ? model::Match::region : model::Match::exact);
  if (!items) return std::nullopt;
  if (key.type == UseType::purposes) check_purposes(context, *items, node->where);
  return *items;
}

bool same_place(Where left, Where right) {
  return left.file == right.file && left.line == right.line && left.column == right.column;
}

// A need from its table; nothing where something is wrong with it.
std::optional<model::Need> read_need(Lookup& context, const Node& node, int criterion, int ordinal,
                                     Where where) {
  std::vector<Where> wrong;
  auto keys = stated_keys(node, context.problems, wrong);
  if (wrong.empty())
    return model::make_need(context.rules, criterion, ordinal, std::move(keys), where,
                            context.problems);
  // What else is wrong counts too; of the keys that are no key's type enough is said.
  Problems others;
  model::make_need(context.rules, criterion, ordinal, std::move(keys), where, others);
  for (const Problem& problem : others.all()) {
    const bool known = std::any_of(wrong.begin(), wrong.end(),
                                   [&](Where place) { return same_place(place, problem.where); });
    if (!known && problem.severity == Severity::error)
      context.problems.error(problem.where, problem.message, problem.suggestion);
  }
  return std::nullopt;
}

// Of the lists of a need, sets expanded.
struct CountItems {
  using List = std::optional<std::vector<model::Item>>;

  static std::size_t of(std::initializer_list<const List*> lists) {
    std::size_t items = 0;
    for (const List* list : lists) items += *list ? (*list)->size() : 0;
    return items;
  }
  std::size_t operator()(const model::CoverageKeys& keys) const {
    return of({&keys.all_of, &keys.any_of, &keys.strong});
  }
  std::size_t operator()(const model::ChoiceKeys& keys) const {
    return of({&keys.one_of, &keys.none_of});
  }
  std::size_t operator()(const model::LicenceKeys& keys) const {
    return of({&keys.allow, &keys.deny, &keys.classes, &keys.refuse});
  }
  std::size_t operator()(const model::LanguageKeys& keys) const { return keys.languages.size(); }
  std::size_t operator()(const model::BoundKeys& /*keys*/) const { return 0; }
  std::size_t operator()(const model::FlagKeys& /*keys*/) const { return 0; }
  std::size_t operator()(const model::DeviceKeys& /*keys*/) const { return 0; }
};

// What TOML says of a number when it is read, JSON says of a profile's here.
void refuse_numbers(const Node& node, Problems& problems) {
  if (node.refused)
    problems.error(node.where, "a number is at most 10^18 here, and this one is larger");
  for (const Node& item : node.items) refuse_numbers(item, problems);
  for (const Member& member : node.members) refuse_numbers(member.value, problems);
}

// The criterion of a need; where the table has another name of it a problem says so, and what
// stands in the table is judged all the same. -1 when there is none.
int named_criterion(Lookup& context, const Member& member) {
  const int criterion = context.rules.find_criterion(member.key);
  if (criterion >= 0) return criterion;
  const model::Names& criteria = context.rules.called.criteria;
  const auto ids = criteria.find(member.key, model::NamedBy::name);
  const std::string mended = ids.size() == 1 ? "write [need." + ids.front() + "]"
                                             : criteria.suggestion(member.key, context.problems);
  context.problems.error(member.where, "there is no criterion '" + member.key + "'", mended);
  return ids.size() == 1 ? context.rules.find_criterion(ids.front()) : -1;
}

}  // namespace

void read_use(Lookup& context, const Node& node, model::Profile& profile) {
  Reader reader(node, "[use]", context.problems);
  std::vector<Where> wrong;
  Problems said_below;
  Node codes = node;
  for (Member& member : codes.members)
    if (is_of_regions(member.key))
      member.value = with_codes(context, said_below, std::move(member.value));
  profile.stated_use = stated_keys(codes, said_below, wrong);
  std::erase_if(profile.stated_use, model::is_null);
  for (const UseKeyInfo& key : model::use_keys())
    if (auto value = read_use_value(context, reader, key))
      profile.use.set(key.key, std::move(*value));
  reader.finish();
}

std::vector<model::StatedKey> stated_keys(const Node& node, Problems& problems,
                                          std::vector<Where>& wrong) {
  std::vector<model::StatedKey> keys;
  keys.reserve(node.members.size());
  for (const Member& member : node.members) {
    model::StatedKey key{member.key,         {},           false,
                         member.value.where, member.where, member.value.typed};
    const Node& value = member.value;
    switch (value.type) {
      case Node::Type::text:
        key.value = value.text;
        break;
      case Node::Type::number:
        key.value = value.number;
        if (value.refused) {
          key.value = Items{{"?"}, false};
          wrong.push_back(value.where);
        }
        break;
      case Node::Type::flag:
        key.value = value.flag;
        break;
      case Node::Type::date:
        key.value = date_text(value.date);
        key.date = true;
        break;
      case Node::Type::null:
        break;
      default: {
        auto words = as_words(value, false);
        if (!words) {
          problems.error(
              value.where,
              "'" + member.key + "' is a word, a number or a list of text, not " +
                  (value.type == Node::Type::array ? "a list of other things" : what_is(value)));
          words.emplace(1, "?");
          wrong.push_back(value.where);
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
  std::vector<int> taken;  // criteria that have a table of their own
  std::size_t count = 0;
  std::size_t items = 0;
  for (const Member& member : table.members) {
    const int criterion = named_criterion(context, member);
    if (criterion < 0) continue;
    if (member.value.type == Node::Type::null) continue;
    if (std::find(taken.begin(), taken.end(), criterion) != taken.end()) {
      context.problems.error(member.where, "'" + member.key + "' is stated twice",
                             "several needs of one criterion are written as [[need." +
                                 context.rules.criteria[static_cast<std::size_t>(criterion)].id +
                                 "]]");
      continue;
    }
    taken.push_back(criterion);
    const bool repeated = member.value.type == Node::Type::array;
    const std::span<const Node> tables =
        repeated ? std::span(member.value.items) : std::span(&member.value, 1);
    int ordinal = 0;
    for (const Node& node : tables) {
      ++ordinal;
      if (++count > most_needs) {
        if (count == most_needs + 1)
          context.problems.error(node.where, "a profile states at most 1,000 needs");
        break;
      }
      if (node.type != Node::Type::table) {
        context.problems.error(node.where, "a need is a table, such as [need." + member.key + "]");
        continue;
      }
      auto need =
          read_need(context, node, criterion, ordinal, ordinal == 1 ? member.where : node.where);
      if (!need) continue;
      items += std::visit(CountItems{}, need->keys);
      if (items > most_profile_items) {
        context.problems.error(node.where, "the lists come to more than 1,000,000 items");
        return;
      }
      profile.needs.push_back(std::move(*need));
    }
    if (repeated && ordinal == 0)
      context.problems.error(member.value.where, "'" + member.key + "' is an empty list of needs");
  }
  std::stable_sort(profile.needs.begin(), profile.needs.end(),
                   [](const model::Need& a, const model::Need& b) {
                     return std::tuple{a.where.file, a.where.line, a.where.column} <
                            std::tuple{b.where.file, b.where.line, b.where.column};
                   });
}

std::shared_ptr<model::Profile> read_profile(const model::RuleBase& rules, const Node& document,
                                             const std::string& name, Problems& problems) {
  auto profile = std::make_shared<model::Profile>();
  profile->file = name;
  Lookup context{rules, problems};
  Reader reader(document, "a profile", problems);
  reader.schema();
  profile->title = reader.text("title").value_or(name);
  profile->order = reader.words("order").value_or(std::vector<std::string>{});
  if (const Node* use = reader.table("use")) read_use(context, *use, *profile);
  const Node* const needs = reader.table("need");
  if (needs != nullptr) read_needs(context, *needs, *profile);
  mend_keys_outside_tables(context, document, reader);
  reader.finish();
  if (problems.errors() == 0)
    model::check_profile(rules, *profile, reader.where("order"), problems);
  return profile;
}

Node read_profile_text(const Text& text, ProfileFormat format, Problems& problems) {
  const std::size_t begin = text.text.find_first_not_of(" \t\r\n", byte_order_mark(text.text));
  const bool json =
      format == ProfileFormat::json ||
      (format == ProfileFormat::automatic &&
       (text.name.ends_with(".json") || (begin != std::string::npos && text.text[begin] == '{')));
  if (!json) return parse(text.text, 0, problems);
  Node document = parse_json(text.text, problems);
  refuse_numbers(document, problems);
  if (document.type == Node::Type::table) return document;
  problems.error(document.where, "a profile is an object, not " + what_is(document),
                 "such as {\"schema\": 1, \"need\": {\"context\": {\"at_least\": \"32Ki\"}}}");
  return {};
}

Result<std::shared_ptr<const model::Profile>> parse_profile(const model::RuleBase& rules,
                                                            std::string_view text,
                                                            const std::string& name,
                                                            ProfileFormat format) {
  return parse_profile(rules, Text{name, std::string(text)}, {}, format);
}

Result<std::shared_ptr<const model::Profile>> parse_profile(const model::RuleBase& rules,
                                                            const std::optional<Text>& text,
                                                            const ProfileKeys& keys,
                                                            ProfileFormat format) {
  Problems problems;
  const Text file = text.value_or(Text{"the command line", "schema = 1\n"});
  std::shared_ptr<model::Profile> profile;
  Node document = read_profile_text(file, format, problems);
  if (problems.errors() == 0 || !document.members.empty()) {
    overlay(rules, keys, document, problems);
    profile = read_profile(rules, document, file.name, problems);
  }
  const std::vector<Text> beside = texts_of(keys);
  std::vector<const Text*> texts{&file};
  for (const Text& each : beside) texts.push_back(&each);
  Diagnostics diagnostics = diagnose(problems, texts);
  if (problems.errors() > 0) return Failure{FailureKind::data, std::move(diagnostics)};
  profile->warnings = std::move(diagnostics);
  return profile;
}

}  // namespace shortlist::load
