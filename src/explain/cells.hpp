#pragma once
// What one family has to say in one row of a comparison.

#include "model/catalogue.hpp"
#include "shortlist/explain.hpp"

#include <string>

namespace shortlist::explanation {

// The value believed, or the distinct values where the candidates differ; who states it; and the
// sources whose own picture of the family is another one.
ComparisonCell cell(const model::Catalogue& catalogue, const model::SeenFamily& family,
                    model::FactIndex fact);

// A licence by name with its terms in short: "Gemma Terms of Use: commercial use".
std::string licence_text(const model::RuleBase& rules, const model::Item& id);

}  // namespace shortlist::explanation
