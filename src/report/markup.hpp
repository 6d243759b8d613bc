#pragma once
// Text as XML and HTML take it, in an element or between the double quotes of an attribute.

#include <string>
#include <string_view>

namespace shortlist::reporting {

// Of text that can be printed; line breaks and tabs keep their value in an attribute too.
void append_markup(std::string_view text, std::string& out);

}  // namespace shortlist::reporting
