// [[criterion.benchmark]]: the benchmarks that a need chooses from, or that tell of one language
// each, and the curves on which their scores lie.

#include "load/benchmarks.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace shortlist::load {

namespace {

using model::Benchmark;
using model::Criterion;

// Whether a benchmark can read the fact; a problem at `where` when it is no number.
bool is_number(Context& context, model::FactIndex fact, Where where) {
  if (context.unsure.contains(fact)) return true;
  if (context.fact(fact).type == model::FactType::number) return true;
  context.problems.error(where,
                         "a benchmark reads numbers, and '" + context.fact(fact).id + "' is none");
  return false;
}

// The one fact that tells of the language, or that of the prefix and its tag; -1 where there is
// none.
model::FactIndex fact_of_language(Context& context, const std::optional<std::string>& prefix,
                                  model::FactIndex one, const model::Item& language, Where where) {
  if (!prefix) return one;
  const std::string id = *prefix + language.text;
  const model::FactIndex fact = context.vocabulary().find_fact(id);
  if (fact < 0)
    context.problems.dangling(where, "there is no fact '" + id + "'",
                              suggest(context.problems, id, context.vocabulary().facts));
  return fact < 0 || is_number(context, fact, where) ? fact : -1;
}

void read_facts(Context& context, Reader& reader, Benchmark& benchmark) {
  const auto prefix = reader.text("fact_prefix");
  const bool one = reader.find("fact") != nullptr;
  if (one == prefix.has_value()) {
    reader.find("languages");
    return context.problems.error(reader.where(one ? "fact" : ""),
                                  "a benchmark has a fact or, by language, a fact_prefix",
                                  one ? "leave one of the two out" : "add fact = \"...\"");
  }
  model::FactIndex fact = read_fact(context, reader, "fact");
  if (fact >= 0 && !is_number(context, fact, reader.where("fact"))) fact = -1;
  const Node* const node = prefix ? reader.need("languages") : reader.find("languages");
  if (node == nullptr) {
    benchmark.fact = fact;
    return;
  }
  const auto languages = read_items(context, *node, model::Match::language);
  if (languages && languages->empty())
    context.problems.error(node->where, "the benchmark tells of no language",
                           "name one, or leave the key out");
  for (const model::Item& language : languages.value_or(std::vector<model::Item>{}))
    if (const auto of = fact_of_language(context, prefix, fact, language, node->where); of >= 0)
      benchmark.languages.emplace_back(language, of);
}

Benchmark read_benchmark(Context& context, const Node& node) {
  Reader reader(node, "a [[criterion.benchmark]]", context.problems);
  Benchmark benchmark;
  benchmark.id = reader.id();
  benchmark.title = reader.text("title").value_or(benchmark.id);
  read_facts(context, reader, benchmark);
  benchmark.points = read_points(reader);
  reader.finish();
  return benchmark;
}

void check_benchmarks(Context& context, const std::vector<Node>& list, const Criterion& criterion) {
  const auto& all = criterion.benchmarks;
  for (std::size_t i = 1; i < all.size(); ++i) {
    const bool twice = std::any_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(i),
                                   [&](const Benchmark& each) {
                                     return !each.id.empty() && equal_folded(each.id, all[i].id);
                                   });
    if (twice)
      context.problems.error(list[i].where, "the benchmark '" + all[i].id + "' stands twice");
    if ((list[i].find("languages") == nullptr) != (list[0].find("languages") == nullptr))
      context.problems.error(
          list[i].where, "the benchmarks of a criterion are all by language or none of them is");
  }
}

}  // namespace

std::vector<std::pair<double, double>> read_points(Reader& reader) {
  std::vector<std::pair<double, double>> points;
  const Node* const node = reader.find("points");
  const auto wrong = [&](Where where, const char* what) {
    reader.problems().error(where, what, "points = [[x, value], ...], x rising, value from 0 to 1");
    return points;
  };
  if (node == nullptr || node->type != Node::Type::array || node->items.size() < 2)
    return wrong(node == nullptr ? reader.where() : node->where, "a curve has at least two points");
  for (const Node& point : node->items) {
    const bool pair = point.type == Node::Type::array && point.items.size() == 2;
    const auto x = pair ? as_number(point.items[0]) : std::nullopt;
    const auto value = pair ? as_number(point.items[1]) : std::nullopt;
    if (!x || !value) return wrong(point.where, "a point is a pair of numbers");
    if (*value < 0 || *value > 1) return wrong(point.where, "a value lies from 0 to 1");
    if (!points.empty() && *x <= points.back().first)
      return wrong(point.where, "the x of the points have to rise");
    points.emplace_back(*x, *value);
  }
  return points;
}

bool read_benchmarks(Context& context, Reader& reader, Criterion& criterion) {
  const auto* const list = reader.list_of_tables("benchmark");
  if (list == nullptr || list->empty()) return false;
  if (criterion.kind != model::Kind::curve)
    context.problems.error(reader.where("benchmark"),
                           "only a criterion of kind curve has benchmarks");
  for (const char* const key : {"fact", "points"})
    if (reader.find(key) != nullptr)
      context.problems.error(reader.where(key),
                             "'" + std::string(key) +
                                 "' stands with each benchmark where a criterion "
                                 "has several",
                             "move it below [[criterion.benchmark]]");
  for (const Node& entry : *list) criterion.benchmarks.push_back(read_benchmark(context, entry));
  check_benchmarks(context, *list, criterion);
  criterion.fact = criterion.benchmarks.front().fact;
  return true;
}

}  // namespace shortlist::load
