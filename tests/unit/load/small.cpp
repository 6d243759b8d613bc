#include "unit/load/small.hpp"

#include "laptops_toml.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <fstream>
#include <system_error>
#include <unistd.h>

namespace small {

namespace fs = std::filesystem;
namespace load = shortlist::load;

const std::string& rule_base() {
  static const std::string text = shortlist::test::laptops_toml;
  return text;
}

std::vector<std::string> lines(const shortlist::Diagnostics& diagnostics, const std::string& file) {
  std::vector<std::string> lines;
  for (const auto& each : diagnostics) {
    std::string line = each.severity == shortlist::Severity::warning ? "warning: " : "";
    if (each.file != file) line += each.file + ":";
    line += std::to_string(each.line) + ":" + std::to_string(each.column) + ": " + each.message;
    if (!each.suggestion.empty()) line += " (" + each.suggestion + ")";
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> faults(const load::Folder& folder) {
  const auto rules = load::parse_rule_base({folder});
  return rules ? std::vector<std::string>{} : lines(rules.error().diagnostics);
}

std::vector<std::string> faults_beside(const std::string& toml) {
  const auto rules = load::parse_rule_base({{{"base.toml", rule_base()}, {"bad.toml", toml}}});
  return rules ? std::vector<std::string>{} : lines(rules.error().diagnostics, "bad.toml");
}

std::vector<std::string> profile_faults(const std::string& toml) {
  static const auto rules = loaded();
  const auto profile = load::parse_profile(*rules, toml, "p.toml");
  return lines(profile ? (*profile)->warnings : profile.error().diagnostics, "p.toml");
}

std::shared_ptr<const shortlist::model::RuleBase> loaded(const std::string& more) {
  load::Folder folder{{"base.toml", rule_base()}};
  if (!more.empty()) folder.push_back({"more.toml", "schema = 1\n" + more});
  auto rules = load::parse_rule_base({folder});
  if (!rules)
    for (const std::string& line : lines(rules.error().diagnostics)) BOOST_TEST_MESSAGE(line);
  BOOST_REQUIRE(rules);
  return *rules;
}

Folder::Folder() {
  std::string name = (fs::temp_directory_path() / "shortlist-load-XXXXXX").string();
  BOOST_REQUIRE(::mkdtemp(name.data()) != nullptr);
  path_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string Folder::path(const std::string& name) const { return (path_ / name).string(); }

void Folder::write(const std::string& name, const std::string& text) const {
  fs::create_directories((path_ / name).parent_path());
  std::ofstream(path_ / name, std::ios::binary) << text;
}

}  // namespace small
