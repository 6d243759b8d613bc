// What users call things: in files by id, name or alias, on a command line by parts of these, and
// what is said of words that name several, or nothing.

#include "unit/load/small.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

using Lines = std::vector<std::string>;
namespace load = shortlist::load;
namespace model = shortlist::model;

const std::string vocabulary = R"(
[[device]]
id = "mac-48"
name = "Mac with M4 Max, 48 GB"
aliases = ["M4 Max", "MacBook Pro M4 Max 48GB"]
kind = "unified"
memory = "48 GiB"
tflops_fp16 = 30
power_w = 90
price_usd = 3999
[[device]]
id = "mac-64"
name = "Mac with M4 Max, 64 GB"
aliases = ["M4 Max"]
kind = "unified"
memory = "64 GiB"
[[device]]
id = "rtx-4090"
kind = "gpu"
memory = "24 GiB"
[[vocabulary]]
id = "languages"
of = "language"
names = { de = ["German", "Deutsch"], sv = ["Swedish"], lo = ["Lao"] }
[[vocabulary]]
id = "countries"
of = "region"
names = { DE = ["Germany", "DEU"] }
[[vocabulary]]
id = "makers"
of = "maker"
names = { "Bird & Co" = ["Bird"], "Bird Labs" = ["Bird"] }
[[vocabulary]]
id = "licences"
of = "licence"
names = { plain = ["Plain Terms"] }
instead = { "free for all" = "write use.commercial = true" }
[[vocabulary]]
id = "criteria"
of = "criterion"
names = { keyboard = ["keyboards", "keys"], device = ["gpu"], terms = ["license"] }
instead = { speed = "see min_tokens_per_s of [need.device]" }
[[vocabulary]]
id = "keys"
of = "key"
names = { at_least = ["min"], all_of = ["keyboards"] }
[[criterion]]
id = "maker"
kind = "one-of"
fact = "maker"
)";

const model::RuleBase& rules() {
  static const auto loaded = small::loaded(vocabulary);
  return *loaded;
}

// The profile, or what is wrong with it.
std::pair<std::string, Lines> read(const std::string& toml,
                                   const shortlist::ProfileKeys& keys = {}) {
  std::optional<load::Text> text;
  if (!toml.empty()) text = load::Text{"p.toml", "schema = 1\ntitle = \"t\"\n" + toml};
  const auto profile =
      load::parse_profile(rules(), text, keys, shortlist::ProfileFormat::automatic);
  if (!profile) return {"", small::lines(profile.error().diagnostics, "p.toml")};
  return {load::to_toml(**profile), small::lines((*profile)->warnings, "p.toml")};
}

std::string stated(const std::string& toml, const shortlist::ProfileKeys& keys = {}) {
  const auto [profile, said] = read(toml, keys);
  for (const std::string& line : said) BOOST_TEST_MESSAGE(line);
  const std::size_t needs = profile.find("\n\n");
  return needs == std::string::npos ? profile : profile.substr(needs + 2);
}

Lines wrong(const std::string& toml, const shortlist::ProfileKeys& keys = {}) {
  return read(toml, keys).second;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(names)

BOOST_AUTO_TEST_CASE(names_in_files_are_read_as_the_ids_they_stand_for) {
  for (const std::string name : {"rtx-4090", "RTX 4090", "rtx_4090", "RTX4090"})
    BOOST_TEST(stated("[need.device]\ndevice = \"" + name + "\"\n") ==
               "[need.device]\ndevice = \"rtx-4090\"\n");
  BOOST_TEST(stated("[need.device]\ndevice = \"macbook pro M4-Max 48 GB\"\n") ==
             "[need.device]\ndevice = \"mac-48\"\n");
  BOOST_TEST(stated("[need.keyboard]\nall_of = [\"Deutsch\", \"sv\", \"Lao\"]\n") ==
             "[need.keyboard]\nall_of = [\"de\", \"sv\", \"lo\"]\n");
  BOOST_TEST(stated("[use]\ndomicile = \"Germany\"\nregions = [\"EU\"]\n[need.touch]\n") ==
             "[use]\ndomicile = \"DE\"\nregions = [\"EU\"]\n\n[need.touch]\n");
  BOOST_TEST(stated("[need.terms]\nallow = [\"plain terms\"]\n") ==
             "[need.terms]\nallow = [\"plain\"]\n");
}

BOOST_AUTO_TEST_CASE(parts_of_a_name_do_on_a_command_line_alone) {
  BOOST_TEST(stated("", {{"device.device=m4 max 48"}, {}}) ==
             "[need.device]\ndevice = \"mac-48\"\n");
  BOOST_TEST(wrong("[need.device]\ndevice = \"m4 max 48\"\n")
                 .front()
                 .starts_with("4:10: there is no device 'm4 max 48'"));
}

BOOST_AUTO_TEST_CASE(a_name_of_several_lists_them_once) {
  const Lines several{"4:10: 'M4 Max' is several devices (choose one of mac-48 or mac-64)"};
  BOOST_TEST(wrong("[need.device]\ndevice = \"M4 Max\"\n") == several,
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_name_of_several_spellings_chooses_and_bans_all_of_them) {
  BOOST_TEST(stated("[need.maker]\nnone_of = [\"Bird\"]\n") ==
             "[need.maker]\nnone_of = [\"Bird & Co\", \"Bird Labs\"]\n");
}

BOOST_AUTO_TEST_CASE(a_suggestion_is_never_another_card) {
  const auto suggested = [](const std::string& device) {
    return wrong("[need.device]\ndevice = \"" + device + "\"\n").front();
  };
  BOOST_TEST(suggested("rtx-4080").find("did you mean") == std::string::npos);
  BOOST_TEST(suggested("rtz-4090") ==
             "4:10: there is no device 'rtz-4090' (did you mean 'rtx-4090'?)");
}

BOOST_AUTO_TEST_CASE(words_that_name_nothing_say_what_to_write) {
  const auto all = wrong("[need.speed]\n[need.terms]\nallow = [\"Free for all\"]\n");
  const Lines expected{"3:7: there is no criterion 'speed' (see min_tokens_per_s of [need.device])",
                       "5:9: 'Free for all' is no licence (write use.commercial = true)"};
  BOOST_TEST(all == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_stands_elsewhere_than_it_should_is_mended_line_by_line) {
  const Lines outside{
      "3:1: 'keyboards' is a need, which is a table (write need.keyboard.all_of = [\"de\"])",
      "4:1: 'gpu' is a need, which is a table (write need.device.device = \"rtx-4090\")",
      "5:1: 'license' is a need, which is a table (write use.commercial = true)",
      "6:1: 'commercial' is a key of [use] (write use.commercial = true)"};
  BOOST_TEST(wrong("keyboards = [\"German\"]\ngpu = \"RTX 4090\"\nlicense = \"free for all\"\n"
                   "commercial = true\n[need.touch]\n") == outside,
             boost::test_tools::per_element());
  const Lines inside{"3:7: there is no criterion 'keys' (write [need.keyboard])",
                     "4:1: a need of 'keyboard' has no key 'keyboards' (write all_of = "
                     "[\"German\"])",
                     "3:7: a need of 'keyboard' has to say what to cover (add all_of = [...] or "
                     "any_of = [...])",
                     "6:1: a need of 'terms' has no key 'commercial' (write commercial = true "
                     "below [use])"};
  const auto found =
      wrong("[need.keys]\nkeyboards = [\"German\"]\n[need.terms]\ncommercial = true\n");
  for (const std::string& line : inside)
    BOOST_TEST((std::find(found.begin(), found.end(), line) != found.end()), line);
  BOOST_TEST(found.size() == inside.size());
}

BOOST_AUTO_TEST_CASE(keys_beside_a_profile_take_the_place_of_its_own) {
  const std::string profile =
      "[need.size]\nat_most = \"8B\"\n[need.device]\nmemory = \"8 GiB\"\nkind = \"gpu\"\n";
  BOOST_TEST(
      stated(profile, {{"size.at_most=14B", "device.device=4090", "device.level=must",
                        "keyboard.any_of=German,sv"},
                       {"commercial=true"}}) ==
      "[use]\ncommercial = true\n\n[need.size]\nat_most = \"14B\"\n\n[need.device]\n"
      "device = \"rtx-4090\"\nlevel = \"must\"\n\n[need.keyboard]\nany_of = [\"de\", \"sv\"]\n");
  BOOST_TEST(stated(profile, {{"size#2.at_least=1_000_000"}, {}})
                 .starts_with("[[need.size]]\nat_most = \"8B\"\n\n"));
  BOOST_TEST(stated("", {{"ports.all_of=[\"a,b\"]", "touch.is=false", "age.at_least=2025-01-01",
                          "price.at_most=1500.5"},
                         {}}) ==
             "[need.ports]\nall_of = [\"a,b\"]\n\n[need.touch]\nis = false\n\n[need.age]\n"
             "at_least = 2025-01-01\n\n[need.price]\nat_most = 1500.5\n");
}

BOOST_AUTO_TEST_CASE(keys_beside_a_profile_are_shown_where_they_are_wrong) {
  const Lines expected{
      "--need:1:1: a need is stated as ID.KEY=VALUE (such as context.at_least=32K; `shortlist list "
      "criteria` has the ids)",
      "--need:1:1: there is no criterion 'prise' (did you mean 'price'?)",
      "--need:1:7: a need of 'price' has no key 'at_mots' (did you mean 'at_most'?)",
      "--need:1:1: the profile has no need 'size#3' (its needs of one criterion are counted: "
      "'size#2' is the second)",
      "--need:1:14: what begins so is a value of TOML, and this is none (such as [\"de\", \"fr\"])",
      "--need:1:1: what is stated is not UTF-8 (is it text?)",
      "--use:1:1: [use] has no key 'comercial' (did you mean 'commercial'?)"};
  const auto found = wrong("", {{"touch", "prise.at_most=1", "price.at_mots=1", "size#3.at_most=1",
                                 "ports.all_of=[\"x\"", "because.of=caf\xE9"},
                                {"comercial=true"}});
  for (const std::string& line : expected)
    BOOST_TEST((std::find(found.begin(), found.end(), line) != found.end()), line);
}

BOOST_AUTO_TEST_CASE(a_printed_profile_reads_back_as_the_same) {
  const std::string profile =
      "order = [\"size\", \"size#2\"]\n[use]\ncommercial = true\nsector = "
      "\"a\\\"b\"\n[[need.size]]\n"
      "at_most = \"8B\"\nbecause = \"so\"\n[[need.size]]\nat_least = 1_000_000\n[need.age]\n"
      "at_least = 2025-01-01\nlevel = \"must\"\n";
  const std::string printed = read(profile).first;
  BOOST_TEST(!printed.empty());
  const auto again = load::parse_profile(rules(), printed, "p.toml");
  BOOST_TEST_REQUIRE(static_cast<bool>(again));
  BOOST_TEST(load::to_toml(**again) == printed);
}

BOOST_AUTO_TEST_CASE(what_nothing_knows_is_an_error_where_it_excludes) {
  const auto ports = [](const std::string& keys) {
    return wrong("[need.ports]\n" + keys + "weight = 1\n");
  };
  BOOST_TEST(ports("all_of = [\"hmdi\"]\nlevel = \"must\"\n").front() ==
             "4:10: nothing in the rule base knows 'hmdi' (did you mean 'hdmi'?)");
  BOOST_TEST(ports("all_of = [\"hmdi\"]\n").front() ==
             "warning: 4:10: no family is said to have 'hmdi' (did you mean 'hdmi'?)");
  BOOST_TEST(
      ports("all_of = [\"military\"]\nlevel = \"must\"\n").front() ==
      "warning: 4:10: no family is said to have 'military' (known here: hdmi and usb-c)");  // of a
                                                                                            // set
  BOOST_TEST(wrong("[need.keyboard]\nall_of = [\"fr\"]\nlevel = \"must\"\n").front() ==
             "warning: 4:10: no family is said to have 'fr'");
  BOOST_TEST(wrong("[need.keyboard]\nall_of = [\"nb\"]\nlevel = \"must\"\n").empty());
  BOOST_TEST(wrong("[need.maker]\nnone_of = [\"Brid\"]\n").back() ==
             "4:11: nothing in the rule base knows 'Brid' (did you mean 'Bird'?)");
}

BOOST_AUTO_TEST_CASE(a_forgotten_suffix_is_worth_a_warning) {
  const auto size = [](const std::string& at_most) {
    return wrong("[need.size]\nat_most = " + at_most + "\n");
  };
  BOOST_TEST(size("14").front() ==
             "warning: 4:11: at_most = 14 is 14 parameters (for 14 billion write \"14B\")");
  BOOST_TEST(size("\"14B\"").empty());
  BOOST_TEST(wrong("[need.device]\ndevice = \"rtx-4090\"\ncontext = 32\n").front() ==
             "warning: 5:11: context = 32 is 32 tokens (for 32 thousand write \"32K\")");
}

BOOST_AUTO_TEST_CASE(vocabularies_are_checked) {
  const auto faults = [](const std::string& vocabulary) {
    return small::faults_beside("schema = 1\n[[vocabulary]]\nid = \"v\"\n" + vocabulary);
  };
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", "2:1: a [[vocabulary]] has to state 'of'"},
      {"of = \"prots\"\n", "4:6: there is no fact 'prots' (did you mean 'ports'?)"},
      {"of = \"language\"\nnames = { klingon = [\"K\"] }\n",
       "5:11: 'klingon' is no language to be named"},
      {"of = \"region\"\nnames = { XX = [\"X\"] }\n", "5:11: 'XX' is no region to be named"},
      {"of = \"licence\"\nnames = { x = [\"X\"] }\n", "5:11: 'x' is no licence to be named"},
      {"of = \"criterion\"\nnames = { x = [\"X\"] }\n", "5:11: 'x' is no criterion to be named"},
      {"of = \"ports\"\nnames = { hdmi = [\" - \"] }\n",
       "5:18: a name has a letter or a digit in it"},
      {"of = \"ports\"\nnames = { hdmi = 1 }\n",
       "5:18: 'hdmi' of names is a list of text, not a number"},
      {"of = \"ports\"\ninstead = { x = 1 }\n", "5:17: 'x' of instead is text, not a number"},
      {"of = \"ports\"\nname = 1\n",
       "5:1: a [[vocabulary]] has no key 'name' (did you mean 'names'?)"},
  };
  for (const auto& [toml, expected] : cases) BOOST_TEST(faults(toml).front() == expected);
}

BOOST_AUTO_TEST_CASE(devices_have_names_and_figures) {
  const auto& devices = rules().devices;
  const model::Device& mac = devices[static_cast<std::size_t>(rules().find_device("mac-48"))];
  BOOST_TEST(mac.aliases.size() == 2U);
  BOOST_TEST(mac.tflops_fp16.value() == 30);
  BOOST_TEST(mac.power_w.value() == 90);
  BOOST_TEST(mac.price_usd.value() == 3999);
  const std::string device =
      "schema = 1\n[[device]]\nid = \"d\"\nkind = \"gpu\"\nmemory = \"8 GiB\"\n";
  BOOST_TEST(small::faults_beside(device + "aliases = [\"--\"]\n").front() ==
             "6:11: an alias has a letter or a digit in it");
  BOOST_TEST(small::faults_beside(device + "power_w = 0\n")
                 .front()
                 .starts_with("6:11: 'power_w' of a [[device]] is a number from"));
}

BOOST_AUTO_TEST_CASE(usable_shares_are_points_that_leave_more_of_more) {
  const auto faults = [](const std::string& usable) {
    return small::faults({{"a.toml", small::rule_base()}}).empty()
               ? small::faults({{"a.toml",
                                 "schema = 1\n[rule_base]\ntitle = \"t\"\nas_of = 2026-01-01\n"
                                 "trust = [\"a\"]\nusable = { phone = " +
                                     usable + " }\n[[family]]\nid = \"f\"\n"}})
               : Lines{"the small rule base is wrong"};
  };
  BOOST_TEST(faults("[[\"8 GiB\", 0.6], [\"12 GiB\", 0.5]]").empty());
  BOOST_TEST(faults("[]").front() == "a.toml:6:20: the list of points is empty");
  BOOST_TEST(faults("[[8, 0.6]]").front() ==
             "a.toml:6:21: a point is a memory and the share of it that can be used (such as [\"16 "
             "GiB\", 0.67])");
  BOOST_TEST(faults("[[\"8 GiB\", 0.6], [\"12 GiB\", 0.3]]").front() ==
             "a.toml:6:37: points rise: a larger memory leaves as much at the least");
}

BOOST_AUTO_TEST_SUITE_END()
