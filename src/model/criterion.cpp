#include "model/criterion.hpp"

#include <algorithm>
#include <vector>

namespace shortlist::model {

std::vector<FactIndex> facts_of(const Criterion& criterion) {
  std::vector<FactIndex> facts;
  const auto add = [&](FactIndex fact) {
    if (fact >= 0 && std::find(facts.begin(), facts.end(), fact) == facts.end())
      facts.push_back(fact);
  };
  for (const FactIndex fact :
       {criterion.fact, criterion.strong_fact, criterion.count_fact, criterion.extended_fact})
    add(fact);
  for (const Benchmark& benchmark : criterion.benchmarks) {
    add(benchmark.fact);
    for (const auto& [language, fact] : benchmark.languages) add(fact);
  }
  return facts;
}

bool fits(Kind kind, FactType type) {
  switch (kind) {
    case Kind::at_least:
    case Kind::at_most:
    case Kind::range:
      return type == FactType::number || type == FactType::date;
    case Kind::curve:
      return type == FactType::number;
    case Kind::coverage:
    case Kind::licence:
      return type == FactType::set;
    case Kind::one_of:
      return type == FactType::text || type == FactType::level;
    case Kind::flag:
      return type == FactType::flag;
    case Kind::ladder:
      return type == FactType::level;
    case Kind::device:
      break;
  }
  return false;
}

}  // namespace shortlist::model
