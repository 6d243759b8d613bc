#pragma once
// The page of src/web with a requirement in it: one HTML file that states, ranks and explains in a
// browser by this library's own answers, without a server or a network.
//
//     auto html = shortlist::interactive_page(*rule_base, *profile);
//     if (html) write_file("needs.html", *html);
//
// It is there where it was built (`./dev web`) and installed, as share/shortlist/web/page.html
// beside the rule base that ships.

#include "shortlist/load.hpp"
#include "shortlist/profile.hpp"
#include "shortlist/result.hpp"

#include <string>

namespace shortlist {

// The page with the rule base, all sources of it, and the profile as it is written to TOML; some
// megabytes, the same bytes for the same input. O(size of the rule base). Fails with
// FailureKind::io where the page is not installed.
SHORTLIST_EXPORT Result<std::string> interactive_page(const RuleBase& rule_base,
                                                      const Profile& profile);

}  // namespace shortlist
