#include "unit/load/small.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <fstream>
#include <system_error>
#include <unistd.h>

namespace small {

namespace fs = std::filesystem;
namespace load = shortlist::load;

const std::string& rule_base() {
  static const std::string text = R"(schema = 1
[rule_base]
title = "Laptops"
as_of = 2026-03-01
trust = ["maker", "shop"]
tie_break = ["price", "id"]
usable = { gpu = 0.9 }

[[fact]]
id = "price"
type = "number"
unit = "usd"
[[fact]]
id = "released"
type = "date"
[[fact]]
id = "repair"
type = "level"
levels = ["sealed", "battery", "everything"]
[[fact]]
id = "ports"
title = "Ports"
type = "set"
labels = { usb-c = "USB-C" }
[[fact]]
id = "maker"
type = "text"
[[fact]]
id = "assembled_in"
type = "text"
match = "region"
[[fact]]
id = "keyboards"
type = "set"
match = "language"
[[fact]]
id = "touch"
type = "flag"
[[fact]]
id = "terms"
type = "set"
[[fact]]
id = "parameters"
type = "number"
unit = "parameters"

[[set]]
id = "nordic"
items = ["da", "sv", "no"]
[[set]]
id = "eu"
items = ["DE", "FR"]
[[set]]
id = "purposes"
items = ["office", "military"]
[[same]]
id = "no"
members = ["nb", "nn"]

[[criterion]]
id = "price"
kind = "at-most"
fact = "price"
ceiling = 2000
weight = 30
[[criterion]]
id = "age"
kind = "at-least"
fact = "released"
floor = 2020-01-01
weight = 1
[[criterion]]
id = "ports"
kind = "coverage"
fact = "ports"
weight = 20
advantage = "plug in {item}"
[[criterion]]
id = "keyboard"
kind = "coverage"
fact = "keyboards"
weight = 5
[[criterion]]
id = "repair"
kind = "ladder"
fact = "repair"
weight = 10
[[criterion]]
id = "made"
kind = "one-of"
fact = "assembled_in"
[[criterion]]
id = "touch"
kind = "flag"
fact = "touch"
weight = 1
[[criterion]]
id = "terms"
kind = "licence"
fact = "terms"
weight = 1
[[criterion]]
id = "comfort"
kind = "curve"
fact = "price"
points = [[0, 0], [1000, 1]]
weight = 1
[[criterion]]
id = "size"
kind = "range"
fact = "parameters"
scale = "log"
weight = 1
[[criterion]]
id = "device"
kind = "device"
weight = 1

[[licence]]
id = "plain"
commercial = true
classes = ["custom"]

[[rule]]
id = "sealed"
when = { fact = "repair", is = "sealed" }
warn = true
because = "its battery ends it"

[[runtime]]
id = "llama.cpp"
[[quantisation]]
id = "q4_k_m"
bits_per_weight = 4.8
quality = 0.9
[[device]]
id = "card"
kind = "gpu"
memory = "24 GiB"

[[family]]
id = "heron"
name = "Heron 14"
aliases = ["grey-heron"]
  [[family.source]]
  id = "sheet"
  kind = "maker"
  [[family.source]]
  id = "page"
  kind = "shop"
  [family.claims.sheet]
  ports = ["usb-c", "hdmi"]
  keyboards = { includes = ["de", "@nordic"] }
  [[family.variant]]
  id = "heron-512"
    [family.variant.claims.page]
    price = "1.1K"
    [family.variant.architecture]
    source = "sheet"
    layers = 10
    kv_heads = 2
    head_dim = 64
[[family]]
id = "wren"
  [[family.source]]
  id = "sheet"
  kind = "maker"
)";
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
