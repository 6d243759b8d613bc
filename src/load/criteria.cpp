// [[criterion]] and [[row]].

#include "base/text.hpp"
#include "load/benchmarks.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace shortlist::load {

namespace {

using model::Criterion;
using model::Fact;
using model::FactType;
using model::Kind;

const char* fact_types(Kind kind) {
  switch (kind) {
    case Kind::at_least:
    case Kind::at_most:
    case Kind::range:
      return "a number or a date";
    case Kind::curve:
      return "a number";
    case Kind::coverage:
    case Kind::licence:
      return "a set";
    case Kind::one_of:
      return "text or a level";
    case Kind::flag:
      return "a flag";
    case Kind::ladder:
      return "a level";
    case Kind::device:
      break;
  }
  return "";
}

// A second fact of a criterion, which has to be of one type.
model::FactIndex second_fact(Context& context, Reader& reader, const char* key, FactType type,
                             const char* type_name) {
  const model::FactIndex fact = read_fact(context, reader, key);
  if (fact < 0 || context.fact(fact).type == type) return fact;
  if (context.unsure.contains(fact)) return -1;
  context.problems.error(reader.where(key), "'" + std::string(key) + "' has to be " + type_name +
                                                ", and '" + context.fact(fact).id + "' is none");
  return -1;
}

// The keys of at-least, at-most and range. `type` is that of the fact, where it is one they read.
void read_scale(Context& context, Reader& reader, std::optional<FactType> type,
                Criterion& criterion) {
  static const std::vector<std::string> scales{"linear", "log"};
  criterion.scale = static_cast<model::Scale>(reader.choice("scale", scales).value_or(0));
  const Node* const floor = reader.find("floor");
  const Node* const ceiling = reader.find("ceiling");
  reader.find("extended_fact");
  if (!type) return;
  if (floor != nullptr) criterion.floor = read_position(context, criterion.fact, *floor);
  if (ceiling != nullptr) criterion.ceiling = read_position(context, criterion.fact, *ceiling);
  criterion.extended_fact = second_fact(context, reader, "extended_fact", *type,
                                        *type == FactType::number ? "a number" : "a date");
  if (criterion.floor && criterion.ceiling && *criterion.floor >= *criterion.ceiling)
    context.problems.error(reader.where("ceiling"), "the ceiling is not above the floor");
  if (criterion.scale != model::Scale::logarithmic) return;
  if (*type == FactType::date)
    return context.problems.error(reader.where("scale"), "dates have no log scale");
  for (const auto& [key, bound] :
       {std::pair{"floor", criterion.floor}, std::pair{"ceiling", criterion.ceiling}})
    if (bound && *bound <= 0)
      context.problems.error(reader.where(key),
                             "'" + std::string(key) + "' has to be above 0 on a log scale");
  if (criterion.kind == Kind::at_least && !criterion.floor)
    context.problems.error(reader.where("scale"), "a log scale has no 0: state a floor",
                           "add floor = ..., the fact that is worth nothing");
}

std::string read_advantage(Context& context, Reader& reader, const char* key) {
  static const std::vector<std::string> placeholders{"own", "other", "item"};
  const auto sentence = reader.text(key);
  if (sentence) check_placeholders(context, *sentence, reader.where(key), placeholders);
  return sentence.value_or("");
}

Criterion read_criterion(Context& context, const Node& node) {
  static const std::vector<std::string> kinds{"at-least", "at-most", "range", "curve",
                                              "coverage", "one-of",  "flag",  "ladder",
                                              "licence",  "device"};
  static const std::vector<std::string> scopes{"variant", "family"};
  Reader reader(node, "a [[criterion]]", context.problems);
  Criterion criterion;
  criterion.id = reader.id();
  criterion.where = reader.where("id");
  criterion.title = reader.text("title").value_or(criterion.id);
  reader.need("kind");
  const auto kind = reader.choice("kind", kinds);
  criterion.kind = static_cast<Kind>(kind.value_or(static_cast<int>(Kind::device)));
  criterion.scope = static_cast<model::Scope>(reader.choice("scope", scopes).value_or(0));
  criterion.weight = reader.number_within("weight", 0, model::heaviest_weight);
  criterion.advantage = read_advantage(context, reader, "advantage");
  criterion.advantage_strong = read_advantage(context, reader, "advantage_strong");
  criterion.advantage_count = read_advantage(context, reader, "advantage_count");
  const bool declares = kind && read_benchmarks(context, reader, criterion);
  std::optional<FactType> type;
  if (kind && criterion.kind != Kind::device && !declares) {
    reader.need("fact");
    criterion.fact = read_fact(context, reader, "fact");
    if (criterion.fact >= 0 && !context.unsure.contains(criterion.fact))
      type = context.fact(criterion.fact).type;
    if (type && !fits(criterion.kind, *type)) {
      context.problems.error(reader.where("fact"), "a criterion of this kind reads " +
                                                       std::string(fact_types(criterion.kind)) +
                                                       ", and '" + context.fact(criterion.fact).id +
                                                       "' is none");
      type.reset();
    }
  }
  const bool scaled = criterion.kind == Kind::at_least || criterion.kind == Kind::at_most ||
                      criterion.kind == Kind::range;
  if (scaled) read_scale(context, reader, type, criterion);
  if (criterion.kind == Kind::coverage) {
    criterion.strong_fact = second_fact(context, reader, "strong_fact", FactType::set, "a set");
    criterion.count_fact = second_fact(context, reader, "count_fact", FactType::number, "a number");
  }
  if (criterion.kind == Kind::curve && !declares)
    criterion.benchmarks.push_back({{}, {}, criterion.fact, {}, read_points(reader)});
  if (criterion.kind != Kind::curve && reader.find("points") != nullptr)
    context.problems.error(reader.where("points"), "only a criterion of kind curve has points");
  if (kind) reader.finish();
  return criterion;
}

}  // namespace

void read_criteria(Context& context, const Entries& entries) {
  for (const Node* entry : entries)
    context.rules.criteria.push_back(read_criterion(context, *entry));
}

void read_rows(Context& context, const Entries& entries) {
  for (const Node* entry : entries) {
    Reader reader(*entry, "a [[row]]", context.problems);
    model::Row row;
    row.id = reader.id();
    row.where = reader.where("id");
    row.title = reader.required_text("title");
    reader.need("facts");
    for (const auto& id : reader.words("facts").value_or(std::vector<std::string>{})) {
      const model::FactIndex fact = context.vocabulary().find_fact(id);
      if (fact < 0)
        context.problems.dangling(reader.where("facts"), "there is no fact '" + id + "'",
                                  suggest(context.problems, id, context.vocabulary().facts));
      else
        row.facts.push_back(fact);
    }
    reader.finish();
    context.rules.rows.push_back(std::move(row));
  }
}

}  // namespace shortlist::load
