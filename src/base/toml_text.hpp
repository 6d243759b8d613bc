#pragma once
// Values as TOML writes them.

#include "shortlist/model.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace shortlist {

// A basic string: what could steer a terminal is escaped, what is no UTF-8 (of a file's name)
// becomes U+FFFD.
std::string toml_string(std::string_view text);

// A key, in quotation marks where it needs them.
std::string toml_key(std::string_view text);

// A list of strings.
std::string toml_list(const std::vector<std::string>& items);

// Numbers in groups of three from 10,000; fractions by the shortest digits that read back.
std::string toml_value(const Datum& datum);

}  // namespace shortlist
