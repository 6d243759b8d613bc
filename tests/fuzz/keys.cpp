// Keys that strangers state in place of a profile, or over one: a line each, those of [use] behind
// a
// "!". What loads prints as a profile that reads back as the same.

#include "fuzz/exercise.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace {

const shortlist::RuleBase& rule_base() {
  static const shortlist::RuleBase rules = [] {
    auto loaded = shortlist::load_rule_base(
        {.folders = {SHORTLIST_SOURCE_DIR "/tests/data/bicycles/rules"},
         .documents = {{"names.toml",
                        "schema = 1\n[[vocabulary]]\nid = \"criteria\"\nof = \"criterion\"\n"
                        "names = { range = [\"distance\"] }\ninstead = { speed = \"none\" }\n"}}});
    fuzz::require(loaded.has_value(), "the rule base of the target loads");
    return *loaded;
  }();
  return rules;
}

shortlist::ProfileKeys keys_of(std::string_view text) {
  shortlist::ProfileKeys keys;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    if (line.starts_with('!'))
      keys.use.emplace_back(line.substr(1));
    else
      keys.needs.emplace_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return keys;
}

void try_on(const std::optional<shortlist::load::Text>& profile,
            const shortlist::ProfileKeys& keys) {
  const auto& rules = rule_base().catalogue().rules();
  const auto loaded =
      shortlist::load::parse_profile(rules, profile, keys, shortlist::ProfileFormat::automatic);
  if (!loaded) return fuzz::check(loaded.error());
  const std::string printed = shortlist::load::to_toml(**loaded);
  const auto again = shortlist::load::parse_profile(rules, printed, "printed.toml");
  fuzz::require(again.has_value(), "a printed profile loads");
  fuzz::require(shortlist::load::to_toml(**again) == printed, "it is the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto keys = keys_of({reinterpret_cast<const char*>(data), size});
  try_on(std::nullopt, keys);
  try_on(shortlist::load::Text{"p.toml",
                               "schema = 1\n[[need.price]]\nat_most = 900\n[[need.price]]\n"
                               "at_most = 1200\n[need.range]\nat_least = 50\n"},
         keys);
  return 0;
}
