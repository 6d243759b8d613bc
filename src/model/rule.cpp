#include "model/rule.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace shortlist::model {

namespace {

// Whether any part of the condition is a test of this kind that `holds` is true of.
template <class Test, class Holds>
bool any_test(const Condition& condition, Holds holds) {
  const auto any = [&](const std::vector<Condition>& parts) {
    return std::any_of(parts.begin(), parts.end(),
                       [&](const Condition& part) { return any_test<Test>(part, holds); });
  };
  if (const auto* test = std::get_if<Test>(&condition.test)) return holds(*test);
  if (const auto* all = std::get_if<All>(&condition.test)) return any(all->parts);
  if (const auto* some = std::get_if<Any>(&condition.test)) return any(some->parts);
  const auto* const negation = std::get_if<Not>(&condition.test);
  return negation != nullptr && any(negation->part);
}

}  // namespace

bool reads_facts(const Condition& condition) {
  return any_test<FactTest>(condition, [](const FactTest& /*test*/) { return true; });
}

bool asks_what_is_stated(const Condition& condition) {
  return any_test<FactTest>(condition,
                            [](const FactTest& test) { return test.stated.has_value(); });
}

void note_read_needs(const Condition& condition, bool lists, std::vector<std::string>& ids) {
  any_test<NeedTest>(condition, [&](const NeedTest& test) {
    if (!lists || test.compare.includes) ids.push_back(fold(test.id));
    return false;
  });
}

std::vector<UseKey> read_uses(const Condition& condition) {
  std::vector<UseKey> keys;
  any_test<UseTest>(condition, [&](const UseTest& test) {
    keys.push_back(test.key);
    return false;
  });
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

}  // namespace shortlist::model
