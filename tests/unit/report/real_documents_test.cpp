// JSON of real results, held to the schemas: what the commands print in tests/cli, and the shipped
// profiles on the shipped rule base.

#include "sanitized.hpp"
#include "shortlist/shortlist.hpp"
#include "unit/report/schema_validator.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace {

using namespace shortlist;
using nlohmann::json;

const std::filesystem::path root = SHORTLIST_SOURCE_DIR;

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void hold_to_schema(const json& document, const std::string& whose) {
  std::string name = document.at("schema").get<std::string>();
  name.erase(0, std::string("shortlist/").size());
  name.replace(name.find('/'), 1, "-");
  const json schema = json::parse(read(root / "schemas" / (name + ".schema.json")));
  for (const std::string& fault : faults(document, schema)) BOOST_ERROR(whose << ": " << fault);
}

template <class T>
void hold_report_to_schema(const T& result, const std::string& whose) {
  hold_to_schema(json::parse(report(result, {.format = Format::json})), whose);
}

std::vector<std::filesystem::path> below(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(root / folder))
    paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(real_documents)

BOOST_AUTO_TEST_CASE(what_commands_print_is_valid) {
  int held = 0;
  for (const auto& folder : below("tests/cli")) {
    const std::string text = read(folder / "stdout");
    const json document = json::parse(text, nullptr, false);
    if (!document.is_object() || !document.contains("schema")) continue;
    hold_to_schema(document, folder.filename().string());
    ++held;
  }
  BOOST_TEST(held >= 6);  // one a command
}

BOOST_AUTO_TEST_CASE(lines_of_batch_are_valid, *boost::unit_test::label("threads")) {
  const auto rule_base = load_rule_base({.folders = {(root / "rules").string()}});
  BOOST_REQUIRE(rule_base.has_value());
  const auto paths = test::one_in(8, below("profiles"));
  std::size_t next = 0;
  const BatchSource source = [&]() -> Result<std::optional<BatchProfile>> {
    if (next == paths.size()) return std::nullopt;
    const auto& path = paths[next++];
    return BatchProfile{path.string(), 0, read(path), ProfileFormat::automatic, {}};
  };
  std::string lines = read(root / "tests/cli/batch-folder/stdout");
  const auto write = [&](std::string_view line) {
    lines += line;
    return true;
  };
  BOOST_REQUIRE(batch(*rule_base, source, write, {.top = 2}).has_value());
  std::size_t rankings = 0;
  int errors = 0;
  const json error_schema = json::parse(read(root / "schemas" / "batch-error-1.schema.json"));
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = lines.find('\n', at);
    const json line = json::parse(lines.substr(at, end - at));
    const std::string whose = line.at("input").at("file").get<std::string>();
    if (line.contains("error")) {
      ++errors;
      for (const std::string& fault : faults(line, error_schema))
        BOOST_ERROR(whose << ": " << fault);
    } else {
      ++rankings;
      hold_to_schema(line, whose);
    }
    at = end + 1;
  }
  BOOST_TEST(rankings >= paths.size());
  BOOST_TEST(errors == 1);
}

BOOST_AUTO_TEST_CASE(rankings_and_explanations_of_the_shipped_profiles_are_valid) {
  const auto rule_base = load_rule_base({.folders = {(root / "rules").string()}});
  BOOST_REQUIRE(rule_base.has_value());
  for (const auto& path : test::one_in(8, below("profiles"))) {
    if (path.extension() != ".toml") continue;
    const auto profile = load_profile(*rule_base, path.string());
    BOOST_REQUIRE(profile.has_value());
    const auto ranking = rank(*rule_base, *profile, {});
    BOOST_REQUIRE(ranking.has_value());
    hold_report_to_schema(*ranking, path.filename().string());
    for (const ExcludedFamily& family : ranking->excluded) {
      const auto explanation =
          explain(*rule_base, *profile, family.standing.family, std::nullopt, {});
      BOOST_REQUIRE(explanation.has_value());
      hold_report_to_schema(*explanation, path.filename().string());
    }
  }
}

BOOST_AUTO_TEST_CASE(lists_and_comparisons_of_the_shipped_rule_base_are_valid) {
  const auto rule_base = load_rule_base({.folders = {(root / "rules").string()}});
  BOOST_REQUIRE(rule_base.has_value());
  std::vector<std::string> families;
  for (const std::string& what : listable()) {
    const auto listing = list(*rule_base, what);
    BOOST_REQUIRE(listing.has_value());
    hold_report_to_schema(*listing, what);
    if (what == "families")
      for (const Record& item : listing->items)
        families.push_back(std::get<std::string>(item.front().second));
  }
  const auto comparison = compare(*rule_base, families, std::nullopt);
  BOOST_REQUIRE(comparison.has_value());
  hold_report_to_schema(*comparison, "all families");
}

BOOST_AUTO_TEST_SUITE_END()
