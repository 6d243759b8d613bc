// Tenders to profiles: what an export says comes back, and what others say is matched by id.

#include "base/printable.hpp"
#include "shortlist/import.hpp"
#include "shortlist/shortlist.hpp"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace shortlist;
using nlohmann::json;

const std::string root = SHORTLIST_SOURCE_DIR;

const RuleBase& rules() {
  static const RuleBase loaded =
      load_rule_base({.folders = {root + "/rules"}, .trust = {}, .only_source = {}}).value();
  return loaded;
}

Result<Import> import_text(const std::string& text) {
  std::string name = (std::filesystem::temp_directory_path() / "shortlist-tender-XXXXXX.json");
  const int file = mkstemps(name.data(), 5);
  BOOST_REQUIRE(file >= 0);
  std::ofstream(name, std::ios::binary) << text;
  auto import = import_model(rules(), name, {});
  std::filesystem::remove(name);
  return import;
}

Import imported(const std::string& text) {
  auto import = import_text(text);
  if (!import) throw std::runtime_error(to_text(import.error().diagnostics.front()));
  return *import;
}

// A release whose tender has this as its criteria, and these members too.
std::string release(const std::string& criteria, const std::string& tender = {},
                    const std::string& other = {}) {
  return R"({"ocid": "x", )" + other + R"("tender": {"id": "1", )" + tender + R"("criteria": )" +
         criteria + "}}";
}

// Criteria of which each has one of the requirements.
std::string criteria(const std::vector<std::string>& requirements) {
  std::string text = "[";
  for (const std::string& each : requirements)
    text += std::string(text.size() > 1 ? "," : "") +
            R"({"id": "c", "requirementGroups": [{"id": "g", "requirements": [)" + each + "]}]}";
  return text + "]";
}

Datum stated(const Import& import, const std::string& need_id, const std::string& key) {
  for (const ImportedNeed& need : import.profile->needs)
    if (need.need_id == need_id)
      for (const auto& [name, value] : need.need)
        if (name == key) return value;
  return {};
}

json tender_of(const Profile& profile) {
  return json::parse(report(*rank(rules(), profile, {}), rules(), Exchange::ocds)).at("tender");
}

// By the names of the award criteria.
std::map<std::string, double> weights_of(const json& tender) {
  std::map<std::string, double> weights;
  for (const json& each : tender.at("lots").at(0).at("awardCriteria").at("criteria"))
    weights[each.at("name")] = each.at("numbers").at(0).at("number");
  return weights;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tender)

BOOST_AUTO_TEST_CASE(every_shipped_profile_comes_back_from_its_export) {
  int read = 0;
  for (const auto& entry : std::filesystem::directory_iterator(root + "/profiles")) {
    const Profile profile = *load_profile(rules(), entry.path().string());
    const std::string text = report(*rank(rules(), profile, {}), rules(), Exchange::ocds);
    const Import import = imported(text);
    const auto again = parse_profile(rules(), import.toml, "again.toml");
    BOOST_REQUIRE(again.has_value());
    BOOST_TEST(again->title() == profile.title());
    const json before = json::parse(text).at("tender");
    const json after = tender_of(*again);
    BOOST_TEST((after.at("criteria") == before.at("criteria")), entry.path());
    const auto weights = weights_of(after);
    for (const auto& [name, weight] : weights_of(before))
      BOOST_TEST(std::abs(weights.at(name) - weight) < 1e-9, entry.path() << ": " << name);
    ++read;
  }
  BOOST_TEST(read > 20);
}

BOOST_AUTO_TEST_CASE(a_value_takes_the_key_that_its_criterion_asks_for) {
  const Import import = imported(release(criteria({
      R"({"id": "language", "expectedValue": "de , en"})",
      R"({"id": "vendor", "expectedValue": "Google"})",
      R"({"id": "licence", "expectedValue": "Apache-2.0"})",
      R"({"id": "smallest_size", "expectedValue": 4e9})",
      R"({"id": "size", "expectedValue": 8e9})",
      R"({"id": "gated", "expectedValue": false})",
      R"({"id": "device", "expectedValue": "rtx-4090"})",
  })));
  BOOST_TEST((stated(import, "language", "all_of") == Datum(Items{{"de", "en"}, false})));
  BOOST_TEST((stated(import, "vendor", "one_of") == Datum(Items{{"Google"}, false})));
  BOOST_TEST((stated(import, "licence", "allow") == Datum(Items{{"Apache-2.0"}, false})));
  BOOST_TEST((stated(import, "smallest_size", "at_most") == Datum(4e9)));
  BOOST_TEST((stated(import, "size", "at_least") == Datum(8e9)));
  BOOST_TEST((stated(import, "size", "at_most") == Datum(8e9)));
  BOOST_TEST((stated(import, "gated", "is") == Datum(false)));
  BOOST_TEST((stated(import, "device", "device") == Datum(std::string("rtx-4090"))));
  BOOST_TEST((stated(import, "device", "level") == Datum(std::string("must"))));
  BOOST_TEST(import.notes.empty());
}

BOOST_AUTO_TEST_CASE(keys_of_one_need_join_and_the_same_key_is_another_need) {
  const Import import = imported(release(criteria({
      R"({"id": "context.at_least", "minValue": 8192})",
      R"({"id": "context.aim", "minValue": 131072})",
      R"({"id": "context", "minValue": 16384})",
  })));
  BOOST_TEST(import.profile->needs.size() == 2U);
  BOOST_TEST((stated(import, "context", "aim") == Datum(131072.0)));
  BOOST_TEST((stated(import, "context#2", "at_least") == Datum(16384.0)));
}

BOOST_AUTO_TEST_CASE(a_level_that_a_requirement_states_stands) {
  const Import import = imported(release(criteria(
      {R"({"id": "context", "minValue": 8192, "description": "level = \"should\", weight = 7"})"})));
  BOOST_TEST((stated(import, "context", "level") == Datum(std::string("should"))));
  BOOST_TEST((stated(import, "context", "weight") == Datum(7.0)));
  BOOST_TEST(parse_profile(rules(), import.toml, "profile.toml").has_value());
}

BOOST_AUTO_TEST_CASE(alternatives_are_no_needs) {
  const auto import = import_text(release(
      R"([{"id": "context", "requirementGroups": [
           {"id": "a", "requirements": [{"id": "1", "minValue": 1}]},
           {"id": "b", "requirements": [{"id": "2", "minValue": 2}]}]}])"));
  BOOST_REQUIRE(!import.has_value());
  BOOST_TEST(import.error().diagnostics.front().message ==
             "no requirement of the tender has the id of a need");
}

BOOST_AUTO_TEST_CASE(weights_are_of_one_scale) {
  const auto award = [](const std::string& unit, double number) {
    return imported(release(criteria({R"({"id": "context", "minValue": 8192})"}),
                            R"("awardCriteria": {"criteria": [{"name": "context", "numbers": [
                               {"number": )" +
                                std::to_string(number) + R"(, "weight": ")" + unit +
                                R"("}]}]}, )"));
  };
  BOOST_TEST((stated(award("decimalExact", 0.25), "context", "weight") == Datum(25.0)));
  BOOST_TEST((stated(award("percentageExact", 25), "context", "weight") == Datum(25.0)));
  BOOST_TEST((stated(award("pointsExact", 60), "context", "weight") == Datum(60.0)));
  BOOST_TEST((award("order", 1).profile->order == std::vector<std::string>{"context"}));
}

BOOST_AUTO_TEST_CASE(a_domicile_is_one_code_or_none) {
  const auto domicile = [](const std::string& parties) {
    return imported(release(criteria({R"({"id": "context", "minValue": 8192})"}), {},
                            R"("buyer": {"id": "b"}, "parties": )" + parties + ", "));
  };
  const Import one = domicile(R"([{"id": "b", "address": {"countryName": "NO"}},
                                  {"id": "c", "address": {"countryName": "SE"}}])");
  BOOST_TEST(one.profile->domicile == "NO");
  const Import two = domicile(R"([{"id": "b", "address": {"country": "NO"}},
                                  {"roles": ["buyer"], "address": {"country": "SE"}}])");
  BOOST_TEST(two.profile->domicile == "");
  BOOST_TEST(two.notes.at(0) == "the buyer's country: NO and SE are more than one");
  const Import word = domicile(R"([{"id": "b", "address": {"countryName": "Norway"}}])");
  BOOST_TEST(word.notes.at(0) == "the buyer's country: Norway is no code of ISO 3166");
}

BOOST_AUTO_TEST_CASE(hostile_words_are_written_as_text) {
  const std::string words = "\\\"]\\n[use]\\ndomicile = \\\"KP\\\"\\u0000\\u007f\\u009b\\u202e";
  const Import import = imported(
      release(criteria({R"({"id": "context", "minValue": 8192, "description": ")" + words + "\"}",
                        R"({"id": ")" + words + R"(", "minValue": 1})"}),
              R"("title": ")" + words + "\", "));
  const auto profile = parse_profile(rules(), import.toml, "profile.toml");
  BOOST_REQUIRE(profile.has_value());
  BOOST_TEST(import.toml.find("\n[use]") == std::string::npos);
  BOOST_TEST(profile->title() == import.profile->title);
  BOOST_TEST(import.toml == printable(import.toml));
}

BOOST_AUTO_TEST_SUITE_END()
