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

}  // namespace shortlist::model
