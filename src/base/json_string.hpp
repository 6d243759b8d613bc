#pragma once
// A string of JSON, with its quotation marks. What must not reach a terminal (base/printable.hpp)
// is escaped and so keeps its value; bytes that are no UTF-8 have none in JSON and become U+FFFD.

#include <string>
#include <string_view>

namespace shortlist {

void append_json_string(std::string_view text, std::string& out);

}  // namespace shortlist
