// Ranks a profile and prints the JSON of it. usage: consumer PROFILE [RULES]: "shipped", the
// default, leaves it to the library to find the rule base.

#include <shortlist/shortlist.hpp>

#include <iostream>
#include <string>

int main(int count, char** words) {
  shortlist::LoadOptions options;
  if (count > 2 && words[2] != std::string("shipped")) options.folders = {words[2]};
#ifdef RULES_DIR
  if (count > 2 && words[2] == std::string("configured")) options.folders = {RULES_DIR};
#endif
  const auto fail = [](const shortlist::Failure& failure) {
    for (const auto& diagnostic : failure.diagnostics) std::cerr << to_text(diagnostic);
    return 1;
  };
  const auto rule_base = shortlist::load_rule_base(options);
  if (!rule_base) return fail(rule_base.error());
  const auto profile = shortlist::load_profile(*rule_base, words[1]);
  if (!profile) return fail(profile.error());
  const auto ranking = shortlist::rank(*rule_base, *profile, {});
  if (!ranking) return fail(ranking.error());
  std::cout << shortlist::report(*ranking, {.format = shortlist::Format::json});
}
