#include "model/rule.hpp"

#include <algorithm>

namespace shortlist::model {

namespace {

struct ReadsFacts {
  bool operator()(const FactTest& /*test*/) const { return true; }
  bool operator()(const UseTest& /*test*/) const { return false; }
  bool operator()(const NeedTest& /*test*/) const { return false; }
  bool operator()(const All& all) const { return any_of(all.parts); }
  bool operator()(const Any& any) const { return any_of(any.parts); }
  bool operator()(const Not& negation) const { return any_of(negation.part); }

  static bool any_of(const std::vector<Condition>& parts) {
    return std::any_of(parts.begin(), parts.end(), reads_facts);
  }
};

}  // namespace

bool reads_facts(const Condition& condition) { return std::visit(ReadsFacts{}, condition.test); }

bool reads_needs(const Condition& condition) {
  const auto any = [](const std::vector<Condition>& parts) {
    return std::any_of(parts.begin(), parts.end(), reads_needs);
  };
  if (std::holds_alternative<NeedTest>(condition.test)) return true;
  if (const auto* all = std::get_if<All>(&condition.test)) return any(all->parts);
  if (const auto* some = std::get_if<Any>(&condition.test)) return any(some->parts);
  const auto* const negation = std::get_if<Not>(&condition.test);
  return negation != nullptr && any(negation->part);
}

}  // namespace shortlist::model
