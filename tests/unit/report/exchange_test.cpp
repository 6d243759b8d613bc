// Documents of other trades, held to the rules of their schemas that matter. The published schemas
// themselves (CycloneDX 1.6, SARIF 2.1.0, OCDS 1.1) are no part of this project.

#include "shortlist/shortlist.hpp"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstddef>
#include <filesystem>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

using namespace shortlist;
using nlohmann::json;

const std::string root = SHORTLIST_SOURCE_DIR;

const RuleBase& shipped() {
  static const RuleBase rules =
      *load_rule_base({.folders = {root + "/rules"}, .trust = {}, .only_source = {}});
  return rules;
}

// Of every shipped profile.
const std::vector<Ranking>& rankings() {
  static const std::vector<Ranking> all = [] {
    std::vector<Ranking> made;
    for (const auto& entry : std::filesystem::directory_iterator(root + "/profiles"))
      made.push_back(*rank(shipped(), *load_profile(shipped(), entry.path().string()), {}));
    return made;
  }();
  return all;
}

json document(const Ranking& ranking, Exchange format) {
  return json::parse(report(ranking, shipped(), format));
}

void only_keys(const json& object, const std::set<std::string>& known) {
  for (const auto& [key, value] : object.items()) BOOST_TEST(known.contains(key), key);
}

bool is_uuid(const std::string& text) {
  return std::regex_match(
      text, std::regex("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}"));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(exchange)

BOOST_AUTO_TEST_CASE(sarif_has_a_result_for_each_failure_and_a_rule_for_each_result) {
  std::size_t found = 0;
  for (const Ranking& ranking : rankings()) {
    const json sarif = document(ranking, Exchange::sarif);
    BOOST_TEST(sarif.at("version") == "2.1.0");
    const json& run = sarif.at("runs").at(0);
    const json& rules = run.at("tool").at("driver").at("rules");
    std::size_t failures = 0;
    for (const ExcludedFamily& excluded : ranking.excluded) failures += excluded.failures.size();
    BOOST_TEST(run.at("results").size() == failures);
    found += failures;
    std::set<std::string> prints;
    for (const json& result : run.at("results")) {
      BOOST_TEST(rules.at(result.at("ruleIndex").get<std::size_t>()).at("id") ==
                 result.at("ruleId"));
      BOOST_TEST(result.at("level") == "error");  // only with kind "fail"
      BOOST_TEST(result.at("kind") == "fail");
      BOOST_TEST(!result.at("message").at("text").get<std::string>().empty());
      BOOST_TEST(
          prints.insert(result.at("partialFingerprints").at("shortlist/1").get<std::string>())
              .second);
    }
  }
  BOOST_TEST(found > 100U);
}

BOOST_AUTO_TEST_CASE(a_path_is_a_uri) {
  Ranking ranking = rankings().front();
  ranking.profile_file = "my needs/100%.toml";
  ranking.excluded.clear();
  ExcludedFamily& excluded = ranking.excluded.emplace_back();
  excluded.standing = ranking.ranking.front();
  excluded.failures = {{"context", {}, {}, {}, "too short"}};
  const json location = document(ranking, Exchange::sarif)["runs"][0]["results"][0]["locations"][0];
  BOOST_TEST(location["physicalLocation"]["artifactLocation"]["uri"] == "my%20needs/100%25.toml");
  ranking.profile_file = "-";
  BOOST_TEST(!document(ranking, Exchange::sarif)["runs"][0]["results"][0]["locations"][0].contains(
      "physicalLocation"));
}

BOOST_AUTO_TEST_CASE(cyclonedx_is_of_the_first_family) {
  bool licensed = false;
  for (const Ranking& ranking : rankings()) {
    const json bom = document(ranking, Exchange::cyclonedx);
    only_keys(bom, {"$schema", "bomFormat", "specVersion", "serialNumber", "version", "metadata",
                    "components"});
    BOOST_TEST(bom.at("bomFormat") == "CycloneDX");
    BOOST_TEST(bom.at("specVersion") == "1.6");
    const auto serial = bom.at("serialNumber").get<std::string>();
    BOOST_TEST(serial.starts_with("urn:uuid:"));
    BOOST_TEST(is_uuid(serial.substr(9)), serial);
    BOOST_REQUIRE(bom.at("components").size() == 1U);
    const json& component = bom.at("components").at(0);
    only_keys(component, {"type", "bom-ref", "group", "name", "licenses", "evidence", "modelCard",
                          "properties"});
    BOOST_TEST(component.at("type") == "machine-learning-model");
    BOOST_TEST(component.at("group") == ranking.ranking.front().name);
    only_keys(component.at("modelCard"), {"quantitativeAnalysis", "considerations", "properties"});
    for (const json& each : component.value("licenses", json::array())) {
      licensed = true;
      const json& licence = each.at("license");
      // An id is one of SPDX's list, which has no LicenseRef.
      BOOST_TEST(licence.size() == 1U);
      if (licence.contains("id"))
        BOOST_TEST(!licence.at("id").get<std::string>().starts_with("LicenseRef-"));
    }
    for (const json& property : component.at("properties")) only_keys(property, {"name", "value"});
  }
  BOOST_TEST(licensed);
  Ranking nothing;
  BOOST_TEST(document(nothing, Exchange::cyclonedx).at("components").empty());
}

BOOST_AUTO_TEST_CASE(ocds_responds_to_every_requirement_of_the_tender) {
  for (const Ranking& ranking : rankings()) {
    const json release = document(ranking, Exchange::ocds);
    for (const char* key : {"ocid", "id", "date", "tag", "initiationType"})
      BOOST_TEST(release.contains(key), key);
    BOOST_TEST(release.at("date").get<std::string>() == shipped().as_of() + "T00:00:00Z");
    std::set<std::string> requirements;
    for (const json& criterion : release.at("tender").at("criteria"))
      for (const json& group : criterion.at("requirementGroups"))
        for (const json& requirement : group.at("requirements"))
          requirements.insert(requirement.at("id").get<std::string>());
    BOOST_TEST(requirements.size() == ranking.weights.size());
    double sum = 0;
    for (const json& each :
         release.at("tender").at("lots").at(0).at("awardCriteria").at("criteria"))
      sum += each.at("numbers").at(0).at("number").get<double>();
    BOOST_TEST(std::abs(sum - 100) < 1e-9);
    const json& bids = release.at("bids").at("details");
    BOOST_TEST(bids.size() == ranking.ranking.size() + ranking.excluded.size());
    for (const json& bid : bids) {
      std::set<std::string> answered;
      for (const json& response : bid.at("requirementResponses"))
        answered.insert(response.at("requirement").at("id").get<std::string>());
      BOOST_TEST((answered == requirements));
    }
  }
}

BOOST_AUTO_TEST_CASE(the_same_ranking_gives_the_same_bytes) {
  for (const Exchange format : {Exchange::sarif, Exchange::cyclonedx, Exchange::ocds})
    BOOST_TEST(report(rankings().front(), shipped(), format) ==
               report(rankings().front(), shipped(), format));
}

BOOST_AUTO_TEST_SUITE_END()
