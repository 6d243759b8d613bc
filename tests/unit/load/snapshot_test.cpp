// Snapshots: what is written reads back the same, and what is damaged, forged, stale or of another
// version gives a message or the TOML, never another rule base.

#include "snapshot/snapshot.hpp"

#include "load/compiled.hpp"
#include "model/profile.hpp"
#include "unit/load/small.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <utility>
#include <vector>

namespace {

namespace load = shortlist::load;
namespace model = shortlist::model;
namespace snapshot = shortlist::snapshot;
using Lines = std::vector<std::string>;

const std::vector<snapshot::File> files{{"base.toml", 12, 34, {56, 78}}};

// Entries of the kinds that the small rule base has none of.
constexpr const char* more = R"(
[[default_need]]
need = "touch"
keys = { is = true }
[[row]]
id = "outside"
title = "Outside"
facts = ["ports", "keyboards"]
[[vocabulary]]
id = "tongues"
of = "language"
names = { de = ["German"] }
instead = { swiss = "say de" }
[[question]]
id = "keys"
text = "Which keys?"
[[question.answer]]
word = "any"
need.touch = {}
[[question.answer]]
example = "de"
need.keyboard = { all_of = "{keys}" }
[[rule]]
id = "ported"
when = { all = [{ fact = "ports", includes = ["usb-c"] }, { any = [{ use = "commercial" },
         { not = { need = "touch" } }, { fact = "price", at_most = 900 }] }] }
infer = { fact = "ports", includes = ["power"] }
because = "one port is enough"
[[licence]]
id = "strict"
commercial = true
limits_when = { use = "commercial" }
annual_revenue_limit_usd = 1000
obligations = [{ id = "name", when = { use = "redistribute" } }]
)";

std::string read_and_written(const std::string& bytes) {
  const auto opened = snapshot::open(bytes);
  BOOST_REQUIRE((opened.flaw == snapshot::Flaw::none));
  const auto rules = snapshot::read_rules(opened.rules);
  BOOST_REQUIRE(rules != nullptr);
  return snapshot::write(*rules, opened.files);
}

bool is_read(const model::RuleBase& rules) {
  const std::string bytes = snapshot::write(rules, files);
  return snapshot::read_rules(snapshot::open(bytes).rules) != nullptr;
}

// A rule base folder with its snapshot beside it.
struct Compiled {
  small::Folder place;
  std::string folder = place.path("rules");
  std::string file = place.path("rules.snapshot");

  Compiled() {
    place.write("rules/base.toml", small::rule_base());
    place.write("rules/below/more.toml", std::string("schema = 1\n") + more);
    compile();
  }
  void compile() const {
    const auto bytes = shortlist::compile_rule_base(folder);
    BOOST_REQUIRE(bytes);
    place.write("rules.snapshot", *bytes);
  }
  // What keeps the snapshot from standing for its folder; empty: nothing.
  std::string flaw() const {
    const auto found = load::read_compiled(file, folder);
    BOOST_TEST((found.rules == nullptr) == !found.flaw.empty());
    return found.flaw;
  }
};

void set_time(const std::string& path, long seconds, long nanoseconds) {
  const timespec both[] = {{seconds, nanoseconds}, {seconds, nanoseconds}};
  BOOST_REQUIRE(utimensat(AT_FDCWD, path.c_str(), both, 0) == 0);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(snapshots)

BOOST_AUTO_TEST_CASE(what_is_written_reads_back_the_same) {
  const auto rules = small::loaded(more);
  const std::string bytes = snapshot::write(*rules, files);
  BOOST_TEST((read_and_written(bytes) == bytes));
  BOOST_TEST((snapshot::open(bytes).files == files));
  const auto again = snapshot::read_rules(snapshot::open(bytes).rules);
  BOOST_TEST(model::fingerprint(*again) == model::fingerprint(*rules));
  BOOST_REQUIRE(again->defaults != nullptr);
  BOOST_TEST(again->defaults->needs.size() == 1U);
  BOOST_TEST(again->defaults->needs.front().must);
}

BOOST_AUTO_TEST_CASE(the_shipped_rule_base_reads_back_the_same) {
  const auto bytes = shortlist::compile_rule_base(SHORTLIST_SOURCE_DIR "/rules");
  BOOST_REQUIRE(bytes);
  BOOST_TEST((read_and_written(*bytes) == *bytes));
  BOOST_TEST((*shortlist::compile_rule_base(SHORTLIST_SOURCE_DIR "/rules/") == *bytes));
}

BOOST_AUTO_TEST_CASE(a_cut_or_a_turned_bit_is_found) {
  const std::string bytes = snapshot::write(*small::loaded(), files);
  std::size_t missed = 0;
  for (std::size_t size = 0; size < bytes.size(); ++size)
    missed += snapshot::open(std::string_view(bytes).substr(0, size)).flaw == snapshot::Flaw::none
                  ? 1U
                  : 0U;
  BOOST_TEST(missed == 0U);
  std::string turned = bytes;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto bit = static_cast<char>(1U << (i % 8));
    turned[i] = static_cast<char>(bytes[i] ^ bit);
    missed += snapshot::open(turned).flaw == snapshot::Flaw::none ? 1U : 0U;
    turned[i] = bytes[i];
  }
  BOOST_TEST(missed == 0U);
  BOOST_TEST((snapshot::open(bytes + '\0').flaw == snapshot::Flaw::damaged));
}

BOOST_AUTO_TEST_CASE(other_versions_are_told_from_damage) {
  std::string bytes = snapshot::write(*small::loaded(), files);
  const std::size_t version = bytes.find('\n') + 1;
  bytes[version] = bytes[version] == '9' ? '8' : '9';
  BOOST_TEST((snapshot::open(bytes).flaw == snapshot::Flaw::other_version));
  BOOST_TEST((snapshot::open("schema = 1\n").flaw == snapshot::Flaw::no_snapshot));
  BOOST_TEST((snapshot::open("").flaw == snapshot::Flaw::no_snapshot));
}

// With a checksum that fits: a position out of its list, a value of another type, a list out of
// order.
BOOST_AUTO_TEST_CASE(what_no_loading_makes_is_refused) {
  const auto sound = small::loaded(more);
  BOOST_REQUIRE(is_read(*sound));
  const std::vector<std::pair<const char*, std::function<void(model::RuleBase&)>>> forgeries{
      {"criterion of no fact", [](auto& rules) { rules.criteria[0].fact = 999; }},
      {"criterion below any fact", [](auto& rules) { rules.criteria[0].fact = -2; }},
      {"criterion of a fact of another type", [](auto& rules) { rules.criteria[0].fact = 3; }},
      {"curve without points", [](auto& rules) { rules.criteria[8].benchmarks[0].points.clear(); }},
      {"curve that falls back",
       [](auto& rules) { rules.criteria[8].benchmarks[0].points[1].first = -1; }},
      {"claim of no fact", [](auto& rules) { rules.families[0].claims[0].fact = 999; }},
      {"claim of no source", [](auto& rules) { rules.families[0].claims[0].source = 9; }},
      {"claim of another type",
       [](auto& rules) {
         rules.families[0].claims[0].value = std::make_shared<const model::Value>(true);
       }},
      {"claims out of order",
       [](auto& rules) {
         auto& claims = rules.families[0].claims;
         std::reverse(claims.begin(), claims.end());
       }},
      {"set out of order",
       [](auto& rules) {
         auto& claim = rules.families[0].claims[0];
         auto set = std::get<model::ItemSet>(*claim.value);
         std::reverse(set.items.begin(), set.items.end());
         claim.value = std::make_shared<const model::Value>(std::move(set));
       }},
      {"variant of no source", [](auto& rules) { rules.families[0].variants[0].listed_by = {7}; }},
      {"file of no quantisation",
       [](auto& rules) {
         rules.families[0].variants[0].files.push_back({0, 5, 1e9});
       }},
      {"families out of order",
       [](auto& rules) { std::reverse(rules.families.begin(), rules.families.end()); }},
      {"no families", [](auto& rules) { rules.families.clear(); }},
      {"a place in no file", [](auto& rules) { rules.families[0].where.file = 5; }},
      {"rule on no fact",
       [](auto& rules) { std::get<model::FactTest>(rules.rules[1].when.test).fact = 99; }},
      {"not of nothing", [](auto& rules) { rules.rules[0].when.test = model::Not{}; }},
      {"rule that infers another type", [](auto& rules) { rules.rules[0].infer->value = 1.0; }},
      {"tie break by a set", [](auto& rules) { rules.tie_break[0].fact = 3; }},
      {"tie break without the id", [](auto& rules) { rules.tie_break.pop_back(); }},
      {"row of no fact", [](auto& rules) { rules.rows[0].facts[0] = -1; }},
      {"answer to no criterion",
       [](auto& rules) { rules.questions[0].replies[0].tables[0].criterion = "none"; }},
      {"said of fewer facts", [](auto& rules) { rules.said.pop_back(); }},
      {"a number that no file can state", [](auto& rules) { rules.devices[0].memory = 1e300; }},
      {"an enumerator that is none",
       [](auto& rules) { rules.devices[0].kind = static_cast<model::DeviceKind>(77); }},
      {"conditions too deep",
       [](auto& rules) {
         for (int i = 0; i < 200; ++i)
           rules.rules[0].when.test = model::Not{{std::move(rules.rules[0].when)}};
       }},
  };
  for (const auto& [what, forge] : forgeries) {
    model::RuleBase forged = *sound;
    BOOST_TEST_CHECKPOINT(what);
    forge(forged);
    BOOST_TEST(!is_read(forged), what);
  }
}

BOOST_AUTO_TEST_CASE(a_snapshot_stands_for_its_folder_until_a_file_changes) {
  const Compiled base;
  BOOST_TEST(base.flaw() == "");
  const auto from_toml = shortlist::load_rule_base({.folders = {base.folder}});
  const auto from_bytes = shortlist::load_rule_base({.folders = {base.file}});
  BOOST_REQUIRE(from_toml);
  BOOST_REQUIRE(from_bytes);
  BOOST_TEST(from_bytes->fingerprint().text() == from_toml->fingerprint().text());
  BOOST_TEST(from_bytes->catalogue().rules().files == from_toml->catalogue().rules().files,
             boost::test_tools::per_element());
  BOOST_TEST(small::lines(from_bytes->warnings()) == small::lines(from_toml->warnings()),
             boost::test_tools::per_element());

  set_time(base.place.path("rules/base.toml"), 1000, 5);
  BOOST_TEST(base.flaw() == "");  // touched, but the same
  std::string other = small::rule_base();
  other.replace(other.find("Laptops"), 7, "Tablets");
  base.place.write("rules/base.toml", other);
  set_time(base.place.path("rules/base.toml"), 1000, 5);
  const std::string stale = "the snapshot is not of its folder as it is now: '";
  BOOST_TEST(base.flaw() == stale + "base.toml' differs");
  base.compile();
  BOOST_TEST(base.flaw() == "");
  base.place.write("rules/base.toml", other + "#");
  BOOST_TEST(base.flaw() == stale + "base.toml' differs");
  base.place.write("rules/base.toml", other);
  base.place.write("rules/a.toml", "schema = 1\n");
  BOOST_TEST(base.flaw() == stale + "a.toml' differs");
  std::filesystem::remove(base.place.path("rules/a.toml"));
  std::filesystem::remove(base.place.path("rules/below/more.toml"));
  BOOST_TEST(base.flaw() == stale + "below/more.toml' differs");
}

BOOST_AUTO_TEST_CASE(times_are_the_same_to_what_a_copy_keeps_of_them) {
  const Compiled base;
  const std::string path = base.place.path("rules/base.toml");
  set_time(path, 1000, 123'456'789);
  base.compile();
  std::string other = small::rule_base();
  other.replace(other.find("Laptops"), 7, "Tablets");
  base.place.write("rules/base.toml", other);
  const auto is_taken_as_it_was = [&](long seconds, long nanoseconds) {
    set_time(path, seconds, nanoseconds);
    return base.flaw().empty();
  };
  BOOST_TEST(is_taken_as_it_was(1000, 123'456'789));
  BOOST_TEST(is_taken_as_it_was(1000, 123'456'000));
  BOOST_TEST(is_taken_as_it_was(1000, 0));
  BOOST_TEST(!is_taken_as_it_was(1000, 123'456'788));
  BOOST_TEST(!is_taken_as_it_was(1000, 123'457'000));
  BOOST_TEST(!is_taken_as_it_was(1001, 0));
}

BOOST_AUTO_TEST_CASE(what_is_wrong_with_a_snapshot_is_said) {
  const Compiled base;
  const auto faults = [&](const std::vector<std::string>& folders) {
    const auto rules = shortlist::load_rule_base({.folders = folders});
    return rules ? Lines{} : small::lines(rules.error().diagnostics, base.file);
  };
  const std::string remedy =
      " (`shortlist compile --rules " + base.folder + " --output " + base.file + "` makes it anew)";
  // Beside its folder it stands for the folder.
  base.place.write("more/more.toml", "schema = 1\n[[set]]\nid = \"arctic\"\nitems = [\"se\"]\n");
  BOOST_TEST(faults({base.file, base.place.path("more")}) == Lines{},
             boost::test_tools::per_element());

  const auto bytes = shortlist::compile_rule_base(base.folder);
  BOOST_REQUIRE(bytes);
  base.place.write("rules.snapshot", bytes->substr(0, bytes->size() - 1));
  BOOST_TEST(faults({base.file}) == Lines{"0:0: the snapshot is damaged" + remedy},
             boost::test_tools::per_element());
  std::string older = *bytes;
  older[older.find('\n') + 1] = '?';
  base.place.write("rules.snapshot", older);
  BOOST_TEST(faults({base.file}) ==
                 Lines{"0:0: the snapshot was made by another version of shortlist" + remedy},
             boost::test_tools::per_element());
  base.place.write("rules.snapshot", "no snapshot at all");
  BOOST_TEST(faults({base.file}) == Lines{"0:0: is no folder (--rules takes a folder of *.toml "
                                          "files)"},
             boost::test_tools::per_element());

  // Without its folder it stands by itself, but nothing can be laid over it.
  base.compile();
  std::filesystem::rename(base.folder, base.place.path("elsewhere"));
  BOOST_TEST(faults({base.file}) == Lines{}, boost::test_tools::per_element());
  BOOST_TEST(faults({base.file, base.place.path("more")}) ==
                 Lines{"0:0: a snapshot cannot stand beside other folders (give the folder that it "
                       "was made from)"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_check_compares_the_content) {
  const Compiled base;
  const auto doubts = [&] {
    const auto rules =
        shortlist::load_rule_base({.folders = {base.folder}, .compare_snapshot = true});
    BOOST_REQUIRE(rules);
    Lines lines;
    for (const std::string& line : small::lines(rules->warnings()))
      if (line.find("snapshot") != std::string::npos) lines.push_back(line);
    return lines;
  };
  BOOST_TEST(doubts() == Lines{}, boost::test_tools::per_element());
  // Forged: of the same files, by name, size, time and content, with another title.
  const auto bytes = shortlist::compile_rule_base(base.folder);
  BOOST_REQUIRE(bytes);
  const auto opened = snapshot::open(*bytes);
  const auto rules = snapshot::read_rules(opened.rules);
  BOOST_REQUIRE(rules != nullptr);
  rules->title = "Forged";
  base.place.write("rules.snapshot", snapshot::write(*rules, opened.files));
  BOOST_TEST(base.flaw() == "");
  BOOST_TEST(
      doubts() == Lines{"warning: " + base.file +
                        ":0:0: the snapshot is not what its folder compiles to (`shortlist compile "
                        "--rules " +
                        base.folder + " --output " + base.file + "` makes it anew)"},
      boost::test_tools::per_element());
  std::filesystem::remove(base.file);
  BOOST_TEST(doubts() == Lines{}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_folder_that_does_not_load_has_no_snapshot) {
  const small::Folder place;
  place.write("rules/a.toml", "schema = 1\nplanet = 1\n");
  const auto bytes = shortlist::compile_rule_base(place.path("rules"));
  BOOST_REQUIRE(!bytes);
  BOOST_TEST(bytes.error().diagnostics.back().file == place.path("rules/a.toml"));
  BOOST_TEST(bytes.error().diagnostics.back().line == 2);
}

BOOST_AUTO_TEST_SUITE_END()
