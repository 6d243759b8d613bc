// Good input: what the model holds of it.

#include "model/codes.hpp"
#include "shortlist/load.hpp"
#include "unit/load/small.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace {

namespace model = shortlist::model;

const model::Value* claim(const model::RuleBase& rules, const std::vector<model::Claim>& claims,
                          const char* fact) {
  for (const auto& each : claims)
    if (each.fact == rules.vocabulary.find_fact(fact)) return each.value.get();
  return nullptr;
}

std::string keys(const std::vector<model::Item>& items) {
  std::string text;
  for (const auto& item : items) text += item.key + " ";
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(models)

BOOST_AUTO_TEST_CASE(header) {
  const auto rules = small::loaded();
  BOOST_TEST(rules->title == "Laptops");
  BOOST_TEST(shortlist::date_text(rules->as_of) == "2026-03-01");
  BOOST_TEST(rules->usable[0].front().second == 0.9);
  BOOST_TEST_REQUIRE(rules->tie_break.size() == 2U);
  BOOST_TEST(rules->tie_break[0].fact == rules->vocabulary.find_fact("price"));
  BOOST_TEST(!rules->tie_break[0].descending);
  BOOST_TEST(rules->tie_break[1].fact == -1);
}

BOOST_AUTO_TEST_CASE(claims_are_typed_and_lists_open_or_complete) {
  const auto rules = small::loaded();
  const auto& heron = rules->families.at(static_cast<std::size_t>(rules->find_family("Heron 14")));
  const auto* const ports = claim(*rules, heron.claims, "ports");
  BOOST_REQUIRE(ports != nullptr);
  BOOST_TEST(keys(std::get<model::ItemSet>(*ports).items) == "hdmi usb-c ");
  BOOST_TEST(!std::get<model::ItemSet>(*ports).open);
  const auto* const keyboards = claim(*rules, heron.claims, "keyboards");
  BOOST_REQUIRE(keyboards != nullptr);
  BOOST_TEST(keys(std::get<model::ItemSet>(*keyboards).items) == "da de no sv ");
  BOOST_TEST(std::get<model::ItemSet>(*keyboards).open);
  BOOST_TEST_REQUIRE(heron.variants.size() == 1U);
  BOOST_TEST(std::get<double>(*claim(*rules, heron.variants[0].claims, "price")) == 1100);
  BOOST_TEST(heron.variants[0].listed_by == std::vector<int>{1}, boost::test_tools::per_element());
  BOOST_TEST(heron.variants[0].geometry->full_layers == 10);
}

BOOST_AUTO_TEST_CASE(derived_facts_exist_where_their_base_does) {
  const auto rules = small::loaded();
  const auto& facts = rules->vocabulary;
  const auto largest = facts.find_fact("largest_parameters");
  BOOST_REQUIRE(largest >= 0);
  const auto& fact = facts.facts[static_cast<std::size_t>(largest)];
  BOOST_TEST(fact.base == facts.find_fact("parameters"));
  BOOST_TEST((fact.unit == model::Unit::parameters));
  BOOST_TEST(facts.find_fact("longest_context_tokens") == -1);
}

BOOST_AUTO_TEST_CASE(added_claims_extend_families) {
  const auto rules = small::loaded(R"(
[[claims]]
family = "HERON"
variant = "heron-512"
source = { id = "bench", kind = "shop", as_of = 2026-02-20 }
facts = { touch = true }
[[claims]]
family = "heron"
source = { id = "page", kind = "shop" }
facts = { repair = "battery" }
)");
  const auto& heron = rules->families.front();
  BOOST_TEST_REQUIRE(heron.sources.size() == 3U);
  BOOST_TEST(heron.sources[2].id == "bench");
  BOOST_TEST(heron.variants[0].listed_by == (std::vector<int>{1, 2}),
             boost::test_tools::per_element());
  BOOST_TEST(std::get<bool>(*claim(*rules, heron.variants[0].claims, "touch")));
  BOOST_TEST(std::get<model::Level>(*claim(*rules, heron.claims, "repair")).position == 1);
}

BOOST_AUTO_TEST_CASE(geometry_is_shared_by_same_as_through_a_chain) {
  const auto rules = small::loaded(R"(
[[family]]
id = "z"
  [[family.variant]]
  id = "z1"
  [family.variant.architecture]
  same_as = "z2"
  [[family.variant]]
  id = "z2"
  [family.variant.architecture]
  same_as = "Heron-512"
)");
  for (const auto& variant : rules->families.back().variants)
    BOOST_TEST(variant.geometry->layers == 10);
}

BOOST_AUTO_TEST_CASE(conditions_and_sets_are_compiled) {
  const auto rules = small::loaded(R"(
[[rule]]
id = "a"
when = { all = [{ use = "domicile", one_of = ["EU"] }, { not = { need = "ports", includes = ["hdmi"] } }] }
reweigh = { price = 2 }
because = "so"
)");
  BOOST_TEST_REQUIRE(rules->rules.size() == 2U);
  const auto& all = std::get<model::All>(rules->rules[0].when.test);
  const auto& use = std::get<model::UseTest>(all.parts[0].test);
  BOOST_TEST(keys(use.compare.one_of.value()) == "de fr ");
  BOOST_TEST(!model::reads_facts(rules->rules[0].when));
}

BOOST_AUTO_TEST_CASE(profiles_keep_the_order_of_the_file) {
  const auto rules = small::loaded();
  const auto profile = shortlist::load::parse_profile(*rules, R"(schema = 1
title = "T"
[use]
regions = ["EU"]
purposes = ["office"]
[need.touch]
[[need.keyboard]]
all_of = ["de"]
[need.price]
at_most = "1K"
aim = 500
[[need.keyboard]]
all_of = ["@nordic"]
weight = 2
)",
                                                      "p");
  BOOST_REQUIRE(profile);
  std::string ids;
  for (const auto& need : (*profile)->needs) ids += need.id + " ";
  BOOST_TEST(ids == "touch keyboard price keyboard#2 ");
  BOOST_TEST(keys(*(*profile)->use.items(model::UseKey::regions)) == "de fr ");
  const auto& price = std::get<model::BoundKeys>((*profile)->needs[2].keys);
  BOOST_TEST(price.at_most.value() == 1000);
  BOOST_TEST(price.aim.value() == 500);
}

BOOST_AUTO_TEST_CASE(codes_of_languages_and_countries) {
  for (const char* tag : {"en", "zh-Hans", "pt-BR", "yue", "ZH", "sr-Latn-RS", "de-1996"})
    BOOST_TEST(model::is_language_tag(tag), tag);
  for (const char* tag :
       {"", "e", "xx", "english", "zh-", "zh--Hans", "zh_Hans", "-zh", "zh-toolongtag"})
    BOOST_TEST(!model::is_language_tag(tag), tag);
  for (const char* code : {"DE", "de", "US", "CN", "XK"})
    BOOST_TEST(model::is_region_code(code) == (std::string(code) != "XK"), code);
  for (const char* code : {"", "D", "EU", "UK", "DEU", "??"})
    BOOST_TEST(!model::is_region_code(code), code);
  BOOST_TEST(model::language_codes().size() >= 183U);
}

BOOST_AUTO_TEST_CASE(the_shipped_rule_base_and_profiles_load) {
  const std::string root = SHORTLIST_SOURCE_DIR;
  const auto rules = shortlist::load_rule_base({{root + "/rules"}, {}, {}});
  if (!rules)
    for (const auto& line : small::lines(rules.error().diagnostics)) BOOST_ERROR(line);
  BOOST_REQUIRE(rules);
  BOOST_TEST(small::lines(rules->warnings()).empty());
  for (const auto& file : std::filesystem::directory_iterator(root + "/profiles")) {
    if (file.path().extension() != ".toml") continue;
    const auto profile = shortlist::load_profile(*rules, file.path().string());
    if (!profile)
      for (const auto& line : small::lines(profile.error().diagnostics)) BOOST_ERROR(line);
  }
}

BOOST_AUTO_TEST_CASE(trust_that_names_no_source_is_a_usage_failure) {
  const small::Folder folder;
  folder.write("a.toml", small::rule_base());
  const auto rules = shortlist::load_rule_base({{folder.path()}, {"makr"}, {}});
  BOOST_REQUIRE(!rules);
  BOOST_TEST((rules.error().kind == shortlist::FailureKind::usage));
  BOOST_TEST(rules.error().diagnostics.front().suggestion == "did you mean 'maker'?");
}

BOOST_AUTO_TEST_CASE(a_diagnostic_prints_with_line_and_caret) {
  shortlist::Diagnostic diagnostic{shortlist::Severity::error, "a.toml", 3, 4, "no\x1B[31m", "try",
                                   "\xC3\xA9\xC3\xA9 = 1"};
  BOOST_TEST(to_text(diagnostic) ==
             "a.toml:3:4: error: no\uFFFD[31m\n  \xC3\xA9\xC3\xA9 = 1\n     ^\n  try\n");
  diagnostic.line = diagnostic.column = 0;
  diagnostic.severity = shortlist::Severity::warning;
  BOOST_TEST(to_text(diagnostic) == "a.toml: warning: no\uFFFD[31m\n  try\n");
}

BOOST_AUTO_TEST_SUITE_END()
