#pragma once
// SHA-256 of text, for fingerprints. (FIPS 180-4.)

#include <string>
#include <string_view>

namespace shortlist {

// Sixty-four hexadecimal digits, lower case.
std::string sha256(std::string_view text);

}  // namespace shortlist
