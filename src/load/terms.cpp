// [[licence]] and [[rule]]: terms and what follows from conditions.

#include "base/text.hpp"
#include "load/entries.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace shortlist::load {

namespace {

constexpr std::ptrdiff_t most_facts_named = 8;  // by one `because`: a short text could fill pages

std::vector<model::Item> items(Context& context, Reader& reader, const char* key,
                               model::Match match) {
  const Node* const node = reader.find(key);
  if (node == nullptr) return {};
  return read_items(context, *node, match).value_or(std::vector<model::Item>{});
}

void read_excluded_when(Context& context, Reader& reader, model::Licence& licence) {
  const Node* const table = reader.table("excluded_when");
  if (table == nullptr) return;
  for (const Member& member : table->members) {
    const model::FactIndex fact = context.vocabulary().find_fact(member.key);
    if (fact < 0) {
      context.problems.dangling(member.where, "there is no fact '" + member.key + "'",
                                suggest(context.problems, member.key, context.vocabulary().facts));
      continue;
    }
    const model::Fact& entry = context.fact(fact);
    if (entry.type != model::FactType::set && entry.type != model::FactType::text) {
      context.problems.error(member.where, "'" + member.key + "' is no set and no text");
      continue;
    }
    if (auto list = read_items(context, member.value, entry.match))
      licence.excluded_when.emplace_back(fact, std::move(*list));
  }
}

// After the limits.
void read_limits_when(Context& context, Reader& reader, model::Licence& licence) {
  const Node* const node = reader.find("limits_when");
  if (node == nullptr) return;
  licence.limits_when = read_condition(context, *node);
  if (!licence.limits_when) return;
  std::vector<std::string> needs;
  model::note_read_needs(*licence.limits_when, false, needs);
  if (model::reads_facts(*licence.limits_when) || !needs.empty())
    context.problems.error(node->where, "limits_when reads facts or needs",
                           "it is a condition on the use, such as { use = \"commercial\" }");
  if (!licence.monthly_active_users_limit && !licence.annual_revenue_limit_usd &&
      !licence.monthly_revenue_limit_usd)
    context.problems.error(node->where, "limits_when without a limit",
                           "state monthly_active_users_limit, annual_revenue_limit_usd or "
                           "monthly_revenue_limit_usd, or delete it");
}

void read_obligations(Context& context, Reader& reader, model::Licence& licence) {
  const auto* const list = reader.list_of_tables("obligations");
  if (list == nullptr) return;
  for (const Node& node : *list) {
    Reader one(node, "an obligation", context.problems);
    model::Obligation obligation{one.id(), std::nullopt, one.flag("agreement").value_or(false)};
    if (const Node* when = one.find("when")) obligation.when = read_condition(context, *when);
    one.finish();
    licence.obligations.push_back(std::move(obligation));
  }
}

// Nothing where the entry says that its terms are unknown.
std::optional<bool> read_commercial(Reader& reader) {
  const Node* const node = reader.need("commercial");
  if (node == nullptr || (node->type == Node::Type::text && node->text == "unknown"))
    return std::nullopt;
  if (node->type == Node::Type::flag) return node->flag;
  reader.wrong(*node, "commercial", "true, false or \"unknown\"");
  return std::nullopt;
}

model::Licence read_licence(Context& context, const Node& node) {
  Reader reader(node, "a [[licence]]", context.problems);
  constexpr double most = 1e18;
  model::Licence licence;
  licence.id = reader.id();
  licence.where = reader.where("id");
  licence.name = reader.text("name").value_or(licence.id);
  licence.hub_id = reader.text("hub_id").value_or("");
  licence.classes = reader.words("classes").value_or(std::vector<std::string>{});
  for (const std::string& word : licence.classes)
    if (std::find(model::licence_classes().begin(), model::licence_classes().end(), word) ==
        model::licence_classes().end())
      context.problems.dangling(reader.where("classes"), "there is no licence class '" + word + "'",
                                suggest(context.problems, word, model::licence_classes()));
  licence.commercial = read_commercial(reader);
  licence.monthly_active_users_limit = reader.number_within("monthly_active_users_limit", 0, most);
  licence.annual_revenue_limit_usd = reader.number_within("annual_revenue_limit_usd", 0, most);
  licence.monthly_revenue_limit_usd = reader.number_within("monthly_revenue_limit_usd", 0, most);
  read_limits_when(context, reader, licence);
  licence.nonprofit_exempt = reader.flag("nonprofit_exempt").value_or(false);
  licence.excluded_domiciles = items(context, reader, "excluded_domiciles", model::Match::region);
  licence.excluded_regions = items(context, reader, "excluded_regions", model::Match::region);
  licence.excluded_purposes = items(context, reader, "excluded_purposes", model::Match::exact);
  check_purposes(context, licence.excluded_purposes, reader.where("excluded_purposes"));
  read_excluded_when(context, reader, licence);
  licence.redistribution = reader.flag("redistribution");
  licence.derivatives = reader.flag("derivatives");
  licence.hosted_service = reader.flag("hosted_service");
  licence.output_training = reader.flag("output_training");
  read_obligations(context, reader, licence);
  licence.url = reader.text("url").value_or("");
  licence.source = reader.text("source").value_or("");
  reader.finish();
  return licence;
}

std::optional<model::Infer> read_infer(Context& context, const Node& node) {
  Reader reader(node, "infer", context.problems);
  reader.need("fact");
  const model::FactIndex index = read_fact(context, reader, "fact");
  const Node* const includes = reader.find("includes");
  const Node* const value = reader.find("value");
  reader.finish();
  if (index < 0) return std::nullopt;
  const model::Fact& fact = context.fact(index);
  const bool set = fact.type == model::FactType::set;
  if ((includes == nullptr) == (value == nullptr) || (includes != nullptr && !set)) {
    context.problems.error(node.where, "infer states either value or, of a set, includes");
    return std::nullopt;
  }
  if (fact.derived != model::Derived::none) {
    context.problems.error(node.where, "'" + fact.id + "' is derived and cannot be inferred");
    return std::nullopt;
  }
  if (includes != nullptr) {
    auto list = read_items(context, *includes, fact.match);
    if (!list) return std::nullopt;
    return model::Infer{index, model::make_set(std::move(*list), true)};
  }
  auto inferred = read_value(context, index, *value);
  if (!inferred) return std::nullopt;
  return model::Infer{index, std::move(*inferred)};
}

void read_reweigh(Context& context, Reader& reader, model::Rule& rule) {
  constexpr double largest_factor = 1e6;
  const Node* const table = reader.table("reweigh");
  if (table == nullptr) return;
  for (const Member& member : table->members) {
    const std::string criterion = member.key.substr(0, member.key.find('#'));
    if (context.rules.find_criterion(criterion) < 0) {
      context.problems.dangling(member.where, "there is no criterion '" + criterion + "'",
                                suggest(context.problems, criterion, context.rules.criteria));
      continue;
    }
    const auto factor = as_number(member.value);
    if (factor && *factor >= 0 && *factor <= largest_factor)
      rule.reweigh.emplace_back(member.key, *factor);
    else
      context.problems.error(member.value.where, "a factor is a number from 0 to 1,000,000");
  }
  if (reads_facts(rule.when))
    context.problems.error(table->where, "reweigh goes with conditions on use and need alone",
                           "weights are the same for every family, and a fact is not");
}

// Facts in braces are those of the variant that a rule is judged on: one that reweighs has none.
// They may stand in what could not be read.
void check_facts_named(Context& context, Reader& reader, const model::Rule& rule,
                       const std::vector<std::string>& facts) {
  if (rule.because.find('{') == std::string::npos || context.problems.partial()) return;
  const Where where = reader.where("because");
  if (std::count(rule.because.begin(), rule.because.end(), '{') > most_facts_named)
    return context.problems.error(where, "'because' names more than 8 facts");
  const bool reweighs = reader.find("reweigh") != nullptr;
  check_placeholders(context, rule.because, where, reweighs ? std::vector<std::string>{} : facts);
}

model::Rule read_rule(Context& context, const Node& node, const std::vector<std::string>& facts) {
  Reader reader(node, "a [[rule]]", context.problems);
  model::Rule rule{reader.id(), {model::All{}}, std::nullopt, {}, false, false, {}, {}, {}};
  rule.where = reader.where("id");
  bool complete = false;
  if (const Node* when = reader.need("when")) {
    if (auto condition = read_condition(context, *when)) {
      rule.when = std::move(*condition);
      complete = true;
    }
  }
  const Node* const infer = reader.table("infer");
  if (infer != nullptr) rule.infer = read_infer(context, *infer);
  if (complete) read_reweigh(context, reader, rule);
  const bool reweighs = reader.find("reweigh") != nullptr;
  rule.exclude = reader.flag("exclude").value_or(false);
  rule.warn = reader.flag("warn").value_or(false);
  rule.because = reader.required_text("because");
  check_facts_named(context, reader, rule, facts);
  rule.source = reader.text("source").value_or("");
  reader.finish();
  if (asks_what_is_stated(rule.when) && (infer != nullptr || rule.exclude))
    context.problems.error(reader.where("when"),
                           "a rule that asks whether a fact is stated only warns",
                           "what nobody states may still hold");
  if (infer == nullptr && !reweighs && !rule.exclude && !rule.warn)
    context.problems.error(rule.where, "the rule has no effect",
                           "add infer, reweigh, exclude = true or warn = true");
  return rule;
}

}  // namespace

void read_licences(Context& context, const Entries& entries) {
  for (const Node* entry : entries) context.rules.licences.push_back(read_licence(context, *entry));
}

void read_rules(Context& context, const Entries& entries) {
  const std::vector<std::string> facts = context.vocabulary().fact_ids();
  for (const Node* entry : entries)
    context.rules.rules.push_back(read_rule(context, *entry, facts));
  std::sort(context.rules.rules.begin(), context.rules.rules.end(),
            [](const model::Rule& left, const model::Rule& right) {
              return fold(left.id) < fold(right.id);
            });
}

}  // namespace shortlist::load
