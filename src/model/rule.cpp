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

// Whether any part of the condition is a test of needs that `holds` is true of.
template <class Holds>
bool any_need_test(const Condition& condition, Holds holds) {
  const auto any = [&](const std::vector<Condition>& parts) {
    return std::any_of(parts.begin(), parts.end(),
                       [&](const Condition& part) { return any_need_test(part, holds); });
  };
  if (const auto* test = std::get_if<NeedTest>(&condition.test)) return holds(*test);
  if (const auto* all = std::get_if<All>(&condition.test)) return any(all->parts);
  if (const auto* some = std::get_if<Any>(&condition.test)) return any(some->parts);
  const auto* const negation = std::get_if<Not>(&condition.test);
  return negation != nullptr && any(negation->part);
}

}  // namespace

bool reads_facts(const Condition& condition) { return std::visit(ReadsFacts{}, condition.test); }

bool reads_needs(const Condition& condition) {
  return any_need_test(condition, [](const NeedTest& /*test*/) { return true; });
}

bool reads_lists(const Condition& condition) {
  return any_need_test(condition,
                       [](const NeedTest& test) { return test.compare.includes.has_value(); });
}

}  // namespace shortlist::model
