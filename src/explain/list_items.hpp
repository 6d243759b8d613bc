#pragma once
// What stands in claims by a code or a word, as tables: languages, countries and vendors, with what
// else each is called and how many families have it.

#include "model/catalogue.hpp"
#include "shortlist/model.hpp"

#include <vector>

namespace shortlist::explanation {

std::vector<Record> languages(const model::Catalogue& catalogue);
std::vector<Record> countries(const model::Catalogue& catalogue);
std::vector<Record> vendors(const model::Catalogue& catalogue);

}  // namespace shortlist::explanation
