// Profiles of strangers, against a small rule base that has a criterion of every kind.

#include "fuzz/exercise.hpp"
#include "fuzz/laptops.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace {

const shortlist::RuleBase& rule_base() {
  static const shortlist::RuleBase rules = fuzz::seen(fuzz::laptops());
  return rules;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto profile = shortlist::parse_profile(rule_base(), text, "profile.toml");
  if (!profile) {
    fuzz::check(profile.error());
    return 0;
  }
  fuzz::require(shortlist::parse_profile(rule_base(), profile->to_toml(), "printed").has_value(),
                "a printed profile loads");
  fuzz::exercise(rule_base(), *profile);
  return 0;
}
