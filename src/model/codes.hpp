#pragma once
// Codes that facts and needs are written in: language tags (BCP 47) and countries (ISO 3166-1).

#include <string>
#include <string_view>
#include <vector>

namespace shortlist::model {

// A well-formed tag whose primary subtag is an ISO 639-1 code, or any three letters (ISO 639-3 has
// thousands, and no table here).
bool is_language_tag(std::string_view tag);

// An assigned ISO 3166-1 alpha-2 code, in either case.
bool is_region_code(std::string_view code);

// The ISO 639-1 codes.
std::vector<std::string> language_codes();

}  // namespace shortlist::model
