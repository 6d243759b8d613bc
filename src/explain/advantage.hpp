#pragma once
// "Choose X if you ...": what one family has over others, criterion by criterion.

#include "model/catalogue.hpp"
#include "shortlist/explain.hpp"

#include <string>
#include <vector>

namespace shortlist::explanation {

// What speaks for each of the families on one criterion: larger, smaller, higher, yes where all
// others are known to be no, or items that all others are known to lack. The best that is known of
// any of its candidates counts; of the others it has to be known of every candidate: the unknown
// speaks for nobody. `facts` are those the comparison is about, by FactIndex: of several benchmarks
// the first of them counts.
std::vector<std::vector<Advantage>> advantages(
    const model::Catalogue& catalogue, const model::Criterion& criterion,
    const std::vector<bool>& facts, const std::vector<const model::SeenFamily*>& families);

// A value as a sentence has it: "128K", "1M", "128Ki", "27.4B", "140".
std::string spoken(const model::Vocabulary& vocabulary, model::FactIndex fact,
                   const model::Value& value);

// A template with {own}, {other} and {item} filled in.
std::string fill(const std::string& sentence, const std::string& own, const std::string& other,
                 const std::string& item);

}  // namespace shortlist::explanation
