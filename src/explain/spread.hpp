#pragma once
// What is believed of one fact over all candidates of a family.

#include "model/catalogue.hpp"

#include <vector>

namespace shortlist::explanation {

struct Spread {
  std::vector<const model::Value*> each;      // by candidate; null is unknown
  std::vector<const model::Value*> distinct;  // known ones, each once, in order of the candidates
  bool everywhere = false;                    // known of every candidate
};

// A derived fact, and any fact read with Scope::family, is the family's alone; so is every fact of
// a family without candidates.
Spread spread(const model::Catalogue& catalogue, const model::SeenFamily& family,
              model::FactIndex fact, model::Scope scope = model::Scope::variant);

}  // namespace shortlist::explanation
