#include "unit/explain/small.hpp"

#include "load/load.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace small {

namespace {

constexpr const char* text = R"toml(
schema = 1
[rule_base]
title = "Small"
as_of = 2026-01-01
trust = ["vendor", "page"]
candidates = ["vendor"]

[[fact]]
id = "parameters"
title = "Parameters"
type = "number"
unit = "parameters"
[[fact]]
id = "context_tokens"
title = "Context"
type = "number"
unit = "tokens"
[[fact]]
id = "extended_context_tokens"
title = "Extended context"
type = "number"
unit = "tokens"
[[fact]]
id = "languages"
title = "Languages"
type = "set"
match = "language"
labels = { zh = "Chinese", en = "English", de = "German" }
[[fact]]
id = "language_count"
title = "Number of languages"
type = "number"
unit = "count"
[[fact]]
id = "tools"
title = "Tools"
type = "flag"
[[fact]]
id = "lineage"
title = "Lineage"
type = "text"
[[fact]]
id = "licence"
title = "Licence"
type = "set"
[[fact]]
id = "release"
title = "Released"
type = "date"
[[fact]]
id = "hugging_face"
title = "Repository"
type = "text"

[[criterion]]
id = "context"
title = "Context"
kind = "at-least"
fact = "context_tokens"
extended_fact = "extended_context_tokens"
weight = 1
advantage = "want a context above {other} (up to {own})"
[[criterion]]
id = "size"
title = "Size"
kind = "at-most"
fact = "parameters"
ceiling = "100B"
weight = 1
advantage = "want less than {other}: {own}"
[[criterion]]
id = "language"
title = "Languages"
kind = "coverage"
fact = "languages"
count_fact = "language_count"
weight = 1
advantage = "need {item}"
advantage_count = "need {own} languages, not {other}"
[[criterion]]
id = "tools"
title = "Tools"
kind = "flag"
fact = "tools"
weight = 1
advantage = "need tools"
[[criterion]]
id = "lineage"
title = "Lineage"
kind = "one-of"
fact = "lineage"
weight = 1
advantage = "want {own}"
[[criterion]]
id = "release"
title = "Released"
kind = "at-least"
fact = "release"
floor = 2024-01-01
weight = 1

[[criterion]]
id = "licence"
title = "Licence"
kind = "licence"
fact = "licence"
weight = 1

[[licence]]
id = "Free"
name = "Free licence"
commercial = true
[[licence]]
id = "Counted"
name = "Counted licence"
commercial = true
monthly_active_users_limit = 100_000_000
excluded_purposes = ["military"]

[[set]]
id = "purposes"
items = ["military"]

[[runtime]]
id = "server"
name = "Server"
start = "serve {hugging_face}"
[[runtime]]
id = "quantised"
name = "Quantised"
start = "run {hugging_face}:{quantisation}"

[[family]]
id = "ash"
name = "Ash"
aliases = ["ash-tree"]
  [[family.source]]
  id = "card"
  kind = "vendor"
  title = "Card"
  url = "https://example.org/ash"
  [[family.source]]
  id = "page"
  kind = "page"
  title = "Page"
  url = "https://example.org/page"
  [family.claims.card]
  languages = ["zh", "en"]
  language_count = 100
  tools = true
  lineage = "Wood"
  licence = ["Free"]
  release = 2025-06-01
  [family.claims.page]
  context_tokens = 64_000
  [[family.variant]]
  id = "ash-7b"
  name = "Ash 7B"
    [family.variant.claims.card]
    parameters = "7B"
    context_tokens = "128K"
    hugging_face = "wood/ash-7b"
  [[family.variant]]
  id = "ash-30b"
  name = "Ash 30B"
    [family.variant.claims.card]
    parameters = "30B"
    context_tokens = "128K"
    hugging_face = "wood/ash; rm -rf"
  [[family.variant]]
  id = "ash-2b"
  name = "Ash 2B"
    [family.variant.claims.page]
    parameters = "2B"

[[family]]
id = "birch"
name = "Birch"
  [[family.source]]
  id = "card"
  kind = "vendor"
  title = "Card"
  url = "https://example.org/birch"
  [family.claims.card]
  languages = ["en"]
  language_count = 20
  tools = false
  lineage = "Leaf"
  licence = ["Counted"]
  release = 2024-06-01
  [[family.variant]]
  id = "birch-9b"
  name = "Birch 9B"
    [family.variant.claims.card]
    parameters = "9B"
    context_tokens = 32_768
    extended_context_tokens = "1M"

[[family]]
id = "cedar"
name = "Cedar"
  [[family.source]]
  id = "card"
  kind = "vendor"
  title = "Card"
  url = "https://example.org/cedar"
  [family.claims.card]
  languages = { includes = ["en"] }
)toml";

}  // namespace

shortlist::RuleBase rule_base(const std::string& more) {
  using namespace shortlist;
  auto rules = load::parse_rule_base({{load::Text{"small.toml", text + more}}});
  if (!rules)
    for (const Diagnostic& each : rules.error().diagnostics) BOOST_TEST_MESSAGE(to_text(each));
  BOOST_REQUIRE(rules.has_value());
  Problems problems;
  auto catalogue = std::make_shared<model::Catalogue>(*rules, model::Trust{}, problems);
  BOOST_REQUIRE_EQUAL(problems.errors(), 0);
  return RuleBase(std::move(catalogue));
}

shortlist::Profile profile(const shortlist::RuleBase& rule_base, const std::string& toml) {
  auto profile = shortlist::parse_profile(rule_base, "schema = 1\n" + toml, "profile.toml");
  if (!profile)
    for (const auto& each : profile.error().diagnostics) BOOST_TEST_MESSAGE(to_text(each));
  BOOST_REQUIRE(profile.has_value());
  return *profile;
}

const shortlist::RankedFamily* standing(const shortlist::Ranking& ranking, const std::string& id) {
  const auto found = std::find_if(ranking.ranking.begin(), ranking.ranking.end(),
                                  [&](const auto& family) { return family.family == id; });
  if (found != ranking.ranking.end()) return &*found;
  const auto* const out = excluded(ranking, id);
  return out == nullptr ? nullptr : &out->standing;
}

const shortlist::ExcludedFamily* excluded(const shortlist::Ranking& ranking,
                                          const std::string& id) {
  const auto found = std::find_if(ranking.excluded.begin(), ranking.excluded.end(),
                                  [&](const auto& family) { return family.standing.family == id; });
  return found == ranking.excluded.end() ? nullptr : &*found;
}

shortlist::RuleBase shipped(std::vector<std::string> trust) {
  auto rules = shortlist::load_rule_base(
      {{std::string(SHORTLIST_SOURCE_DIR) + "/rules"}, std::move(trust), {}});
  BOOST_REQUIRE(rules.has_value());
  return *rules;
}

}  // namespace small
