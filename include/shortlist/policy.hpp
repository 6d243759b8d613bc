#pragma once
// What a company asks of every model, whoever wants one: needs that join each profile as musts of
// no weight, and the exceptions that somebody answers for.
//
//     schema = 1
//     title = "Open-weight models at Example AG"
//     [need.licence]
//     deny = ["use-restricted", "LicenseRef-Llama-4"]
//     [need.country]
//     none_of = ["KP"]
//     [[exception]]
//     family = "llama-4"                 # or variant = "..."
//     needs = ["licence"]                # default: all needs of the policy
//     approver = "J. Weber, legal"
//     reason = "pilot in one department"
//     expires = 2027-03-31               # counted against the rule base's date, never the clock

#include "shortlist/load.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist {

namespace model {
struct Policy;
}

// Compiled against one rule base. A handle, cheap to copy, never changed.
class SHORTLIST_EXPORT Policy {
 public:
  explicit Policy(std::shared_ptr<const model::Policy> policy);

  const std::string& title() const;
  const std::string& file() const;  // the path as it was given
  const Diagnostics& warnings() const;

  // For the library's own stages.
  const model::Policy& model() const { return *policy_; }

 private:
  std::shared_ptr<const model::Policy> policy_;
};

// As a profile is read, in TOML or JSON, with the same bounds; every mistake is reported.
SHORTLIST_EXPORT Result<Policy> load_policy(const RuleBase& rule_base, const std::string& path);
SHORTLIST_EXPORT Result<Policy> parse_policy(const RuleBase& rule_base, std::string_view text,
                                             const std::string& name,
                                             ProfileFormat format = ProfileFormat::automatic);

// The profile with the needs of the policies after its own, as "policy.licence",
// "policy.licence#2", ... A family that an exception covers meets them, and its explanation says by
// whom and until when.
SHORTLIST_EXPORT Profile with_policies(const Profile& profile, const std::vector<Policy>& policies);

}  // namespace shortlist
