#pragma once
// Draws small worlds that load: a fixed vocabulary with a fact of every type and match, criteria of
// every kind with drawn scales, families whose sources leave out and contradict, and needs whose
// bounds meet the facts often enough for ties, unknowns and failures to be common.

#include "oracle/world.hpp"

#include <rapidcheck.h>

#include <cstddef>
#include <iosfwd>
#include <ostream>
#include <string>
#include <vector>

namespace oracle {

// How RapidCheck shows a counterexample: as the files that reproduce it.
void showValue(const World& world, std::ostream& os);

}  // namespace oracle

namespace property {

struct Wish {
  bool rules = true;  // infer, reweigh and exclude rules
  bool one_candidate =
      false;  // at most one variant a family, who is one, so that what ranks cannot change
  bool weights = true;  // false: every weight is 0
  double must = 0.3;    // share of musts among the needs
};

rc::Gen<oracle::World> worlds(Wish wish = {});

// Any value that a source could state of the fact, complete lists only.
rc::Gen<oracle::Value> values(const oracle::Fact& fact);

// The vocabulary, for what is claimed: no derived facts.
const std::vector<oracle::Fact>& claimable();

// Facts that nobody states of the family or of its variants.
std::vector<oracle::Fact> unstated(const oracle::Family& family);

// With `extended = true` only what is known of the two facts counts, and of several benchmarks of a
// language the first that is known, so learning the other may leave the interval: the contract's
// two exceptions.
oracle::World without_extended(oracle::World world);

// Any order of them.
template <class T>
rc::Gen<std::vector<T>> shuffled(std::vector<T> items) {
  return rc::gen::exec([items] {
    std::vector<T> rest = items;
    std::vector<T> result;
    while (!rest.empty()) {
      const auto i = *rc::gen::inRange<std::size_t>(0, rest.size());
      result.push_back(rest[i]);
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return result;
  });
}

}  // namespace property
