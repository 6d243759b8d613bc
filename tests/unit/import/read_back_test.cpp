// What would not load beside the rule base is left out, with its key and the reason.

#include "import/read_back.hpp"

#include "load/load.hpp"
#include "model/catalogue.hpp"
#include "shortlist/load.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace shortlist;
using Kind = ImportedValue::Kind;

const model::RuleBase& rules() {
  static const auto loaded =
      load_rule_base({.folders = {SHORTLIST_SOURCE_DIR "/tests/data/models"}});
  return loaded->catalogue().rules();
}

ImportedValue value(Kind kind, std::string key, Datum stated) {
  ImportedValue made;
  made.kind = kind;
  made.key = std::move(key);
  made.value = std::move(stated);
  made.source = "config";
  return made;
}

std::vector<ImportedFamily> family(std::vector<ImportedValue> values) {
  ImportedVariant variant;
  variant.id = variant.name = "new-1b";
  variant.sources = {"config"};
  variant.values = std::move(values);
  return {{"new", "New", false, {{"config", "repository", "config.json", {}}}, {variant}}};
}

std::vector<ImportedValue> architecture(const std::vector<std::pair<std::string, double>>& keys) {
  std::vector<ImportedValue> values;
  values.reserve(keys.size());
  for (const auto& [key, stated] : keys) values.push_back(value(Kind::architecture, key, stated));
  return values;
}

// What is left of the values, and what is said of the others.
struct Left {
  std::string keys;
  std::vector<std::string> notes;
};

Left left_of(std::vector<ImportedValue> values) {
  auto families = family(std::move(values));
  Left left;
  const std::string toml = importing::loadable(rules(), families, left.notes);
  if (!families.empty())
    for (const ImportedValue& each : families.front().variants.front().values)
      left.keys += (left.keys.empty() ? "" : " ") + each.key;
  const auto loaded = load_rule_base({.folders = {SHORTLIST_SOURCE_DIR "/tests/data/models"},
                                      .documents = {{"imported.toml", toml}}});
  BOOST_TEST(loaded.has_value());
  return left;
}

void check(const Left& left, const std::string& keys, const std::string& note) {
  BOOST_TEST(left.keys == keys);
  BOOST_TEST_REQUIRE(left.notes.size() == 1U);
  BOOST_TEST(left.notes.front() == note);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(read_back)

BOOST_AUTO_TEST_CASE(what_loads_stays_as_it_is) {
  const Left left = left_of({value(Kind::fact, "parameters", 1e9)});
  BOOST_TEST(left.keys == "parameters");
  BOOST_TEST(left.notes.empty());
}

BOOST_AUTO_TEST_CASE(heads_that_do_not_divide_leave_the_architecture_out) {
  check(left_of(architecture({{"layers", 4}, {"q_heads", 8}, {"kv_heads", 3}, {"head_dim", 64}})),
        "",
        "new-1b: left out kv_heads: 8 heads do not divide by 3, the 'kv_heads'; and the "
        "architecture with it");
  check(left_of(architecture({{"layers", 2},
                              {"linear_layers", 2},
                              {"linear_key_heads", 17},
                              {"linear_value_heads", 48},
                              {"linear_key_head_dim", 128},
                              {"linear_value_head_dim", 128},
                              {"linear_conv_kernel", 4}})),
        "",
        "new-1b: left out linear_key_heads: 48 heads do not divide by 17, the "
        "'linear_key_heads'; and the architecture with it");
}

BOOST_AUTO_TEST_CASE(layers_that_do_not_add_up_leave_the_architecture_out) {
  const Left left = left_of(architecture({{"layers", 4},
                                          {"kv_heads", 2},
                                          {"head_dim", 64},
                                          {"full_layers", 3},
                                          {"sliding_layers", 2},
                                          {"sliding_window", 128}}));
  check(left, "",
        "new-1b: left out layers: layers is not the sum of full, sliding, linear and shared "
        "layers; and the architecture with it");
}

BOOST_AUTO_TEST_CASE(a_key_beside_the_cache_is_left_out_alone) {
  check(left_of(architecture({{"layers", 4},
                              {"kv_heads", 2},
                              {"head_dim", 64},
                              {"experts", 4},
                              {"experts_per_token", 8}})),
        "layers kv_heads head_dim experts",
        "new-1b: left out experts_per_token: no more experts work on a token than there are: 8 of "
        "4");
}

BOOST_AUTO_TEST_CASE(numbers_that_no_model_has_are_left_out) {
  check(left_of({value(Kind::fact, "parameters", 1e15), value(Kind::fact, "tools", true)}), "tools",
        "new-1b: left out parameters: a model has at least 1 parameter, and fewer than 10^15");
  check(left_of({value(Kind::fact, "context_tokens", 1e19), value(Kind::fact, "tools", true)}),
        "tools",
        "new-1b: left out context_tokens: a number is at most 10^18 here, and this one is larger");
}

BOOST_AUTO_TEST_CASE(facts_and_licences_that_the_rule_base_lacks_are_left_out) {
  check(
      left_of({value(Kind::fact, "colour", std::string("red")), value(Kind::fact, "tools", true)}),
      "tools", "new-1b: left out colour: there is no fact 'colour'");
  check(left_of({value(Kind::fact, "licence", Items{{"Unheard-Of"}, false})}), "",
        "new-1b: left out licence: there is no licence 'Unheard-Of'");
  check(left_of({value(Kind::file, "q99", 1e9)}), "",
        "new-1b: left out q99: there is no quantisation 'q99'");
}

BOOST_AUTO_TEST_CASE(ids_that_are_taken_or_none_leave_their_entry_out) {
  auto families = family({});
  families.front().variants.front().id = "qwen3-8b";
  std::vector<std::string> notes;
  importing::loadable(rules(), families, notes);
  BOOST_TEST(families.empty());
  BOOST_TEST_REQUIRE(notes.size() == 1U);
  BOOST_TEST(notes.front() ==
             "left out the variant qwen3-8b: the variant id 'qwen3-8b' is taken, in the family "
             "'qwen3'");
}

BOOST_AUTO_TEST_CASE(a_need_that_does_not_load_is_left_out_key_by_key) {
  ImportedProfile profile;
  profile.title = "A need";
  profile.order = {"nobody"};
  profile.needs = {{"context", "context", "", {{"at_least", 1000.0}, {"most", 3.0}}},
                   {"colour", "colour", "", {{"is", true}}}};
  std::vector<std::string> notes;
  const auto shipped = load_rule_base({.folders = {SHORTLIST_SOURCE_DIR "/rules"}});
  const std::string toml = importing::loadable(shipped->catalogue().rules(), profile, notes);
  BOOST_TEST(load::parse_profile(shipped->catalogue().rules(), toml, "profile.toml").has_value());
  BOOST_TEST(profile.order.empty());
  BOOST_TEST_REQUIRE(profile.needs.size() == 1U);
  BOOST_TEST(profile.needs.front().need.size() == 1U);
  BOOST_TEST(notes.size() == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
