#pragma once
// html_page.html, which the build puts into the library.

#include <string_view>

namespace shortlist::reporting {

extern const std::string_view html_frame;  // with {{title}} and {{content}} once each

}  // namespace shortlist::reporting
