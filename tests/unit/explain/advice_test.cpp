// What a device need says of a context beyond the window, and what its relaxations ask for.
//
// Heron: 10 layers x 2 heads x (64 + 64) x 2 bytes = 5,120 bytes a token; compute 1.15 x 4 x 512 x
// (900 + 100) = 2,355,200; 10^9 parameters in 8 or 4 bits; 10^6 bytes of the runtime a device.

#include "base/quantity.hpp"
#include "model/catalogue.hpp"
#include "shortlist/shortlist.hpp"
#include "unit/explain/small.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace {

using namespace shortlist;

std::string bird(const std::string& id, const std::string& claims, bool geometry = true) {
  std::string text = "[[family]]\nid = \"" + id + "\"\nname = \"" + id +
                     "\"\n[[family.source]]\nid = \"card\"\nkind = \"vendor\"\n"
                     "[[family.variant]]\nid = \"" +
                     id + "-1b\"\nname = \"" + id + " 1B\"\n[family.variant.claims.card]\n" +
                     "parameters = \"1B\"\n" + claims + "\n";
  if (geometry)
    text +=
        "[family.variant.architecture]\nsource = \"card\"\nlayers = 10\nhidden_size = 100\n"
        "vocabulary = 900\nq_heads = 4\nkv_heads = 2\nhead_dim = 64\n";
  return text;
}

const RuleBase& birds() {
  static const RuleBase rules = small::rule_base(R"(
[[criterion]]
id = "device"
title = "Device"
kind = "device"
weight = 1
[[runtime]]
id = "llama.cpp"
overhead = 1_000_000
cell_padding = 256
[[quantisation]]
id = "eight"
bits_per_weight = 8
quality = 1
[[quantisation]]
id = "q4_k_m"
bits_per_weight = 4
quality = 0.5
[[device]]
id = "nest"
name = "Nest"
kind = "gpu"
memory = "300 MB"
bandwidth_gb_s = 1000
efficiency = 0.5
[[device]]
id = "bush"
name = "Bush"
kind = "cpu"
memory = "506 MB"
bandwidth_gb_s = 100
efficiency = 0.5
[[device]]
id = "hedge"
name = "Hedge"
kind = "cpu"
memory = "64 GB"
bandwidth_gb_s = 100
[[device]]
id = "wood"
name = "Wood"
kind = "unified"
memory = "900 MB"
usable = 0.5
)" + bird("heron", "context_tokens = 131_072\nextended_context_tokens = 262_144") +
                                                 bird("wren", "tools = true") +
                                                 bird("owl", "context_tokens = 131_072", false));
  return rules;
}

Ranking ranked(const std::string& needs, const std::string& family) {
  auto ranking = rank(birds(), small::profile(birds(), needs), {.only = {family}});
  BOOST_REQUIRE(ranking.has_value());
  return *ranking;
}

NeedResult device(const std::string& needs, const std::string& family) {
  return small::standing(ranked(needs, family), family)->criteria.back();
}

std::string on(const std::string& keys) {
  return "[need.device]\nlevel = \"must\"\n" + keys + "\n";
}

// The one change that readmits the family, which is known to be met then, or as unknown as it was.
Change only_change(const std::string& needs, const std::string& family, Verdict then) {
  const auto ranking = ranked(needs, family);
  const ExcludedFamily* const out = small::excluded(ranking, family);
  BOOST_REQUIRE(out != nullptr);
  BOOST_REQUIRE(out->relaxation.has_value());
  BOOST_REQUIRE_EQUAL(out->relaxation->size(), 1);
  const auto changed = relaxed(birds(), small::profile(birds(), needs), *out->relaxation);
  BOOST_REQUIRE(changed.has_value());
  const auto after = rank(birds(), *changed, {.only = {family}});
  BOOST_REQUIRE(after.has_value());
  BOOST_TEST((small::excluded(*after, family) == nullptr));
  BOOST_TEST((small::standing(*after, family)->criteria.back().verdict == then));
  return out->relaxation->front();
}

double bytes(const Datum& amount) { return *parse_memory(std::get<std::string>(amount)); }

BOOST_AUTO_TEST_SUITE(advice)

BOOST_AUTO_TEST_CASE(a_context_beyond_the_window_is_unmet_on_the_window) {
  const std::string needs = on("memory = \"64 GB\"\ncontext = 131_073");
  const NeedResult found = device(needs, "heron");
  BOOST_TEST((found.verdict == Verdict::unmet));
  BOOST_TEST(found.reason == "131,073 tokens asked; its window is 131,072");
  BOOST_REQUIRE_EQUAL(found.facts.size(), 2);
  BOOST_TEST(found.facts[1].id == "context_tokens");
  const Change change = only_change(needs, "heron", Verdict::met);
  BOOST_TEST(change.key == "context");
  BOOST_TEST((change.to == Datum(131072.0)));
  BOOST_TEST(
      (device(on("memory = \"64 GB\"\ncontext = 131_072"), "heron").verdict == Verdict::met));
  // Without geometry too, and where the memory is short as well.
  BOOST_TEST((device(needs, "owl").verdict == Verdict::unmet));
  BOOST_TEST(only_change(on("memory = \"506 MB\"\ncontext = 200_000"), "heron", Verdict::met).key ==
             "context");
}

BOOST_AUTO_TEST_CASE(what_the_need_for_context_asks_is_judged_there_alone) {
  const NeedResult found =
      device("[need.context]\nat_least = 200_000\n" + on("memory = \"64 GB\""), "heron");
  BOOST_TEST((found.verdict == Verdict::met));
  BOOST_TEST(found.reason.ends_with("; its window is 131,072 tokens"));
  // And the one that it asks for by default is nobody's.
  BOOST_TEST((device(on("memory = \"64 GB\""), "wren").verdict == Verdict::met));
}

BOOST_AUTO_TEST_CASE(an_extended_window_counts_where_the_need_for_context_takes_it) {
  const std::string device_need = on("memory = \"64 GB\"\ncontext = 262_144");
  const std::string context = "[need.context]\nat_least = 1000\nextended = ";
  BOOST_TEST((device(context + "false\n" + device_need, "heron").verdict == Verdict::unmet));
  const NeedResult extended = device(context + "true\n" + device_need, "heron");
  BOOST_TEST((extended.verdict == Verdict::met));
  BOOST_TEST(extended.reason.ends_with("; up to 262,144 tokens fit"));
  const auto sweep =
      whatif_need(birds(), small::profile(birds(), context + "false\n" + device_need),
                  "context.extended=*", {});
  BOOST_REQUIRE(sweep.has_value());
  BOOST_REQUIRE_EQUAL(sweep->segments->size(), 2);
  for (const NeedSegment& segment : *sweep->segments) {
    const auto& qualified = segment.qualified;
    BOOST_TEST((std::find(qualified.begin(), qualified.end(), "heron") != qualified.end()) ==
               std::get<bool>(segment.from));
  }
}

BOOST_AUTO_TEST_CASE(a_window_that_nobody_states_is_asked_for) {
  const auto ranking = ranked(on("memory = \"64 GB\"\ncontext = 4096"), "wren");
  const RankedFamily& wren = *small::standing(ranking, "wren");
  BOOST_TEST((wren.status == Status::to_verify));
  BOOST_REQUIRE_EQUAL(wren.questions.size(), 1);
  BOOST_TEST(wren.questions[0].fact == "context_tokens");
  BOOST_TEST(wren.criteria[0].reason.ends_with("; no source says how long its window is"));
}

BOOST_AUTO_TEST_CASE(the_window_is_a_breakpoint_of_the_context) {
  const auto sweep =
      whatif_need(birds(), small::profile(birds(), on("memory = \"64 GB\"\ncontext = 4096")),
                  "device.context=1000..200_000", {.rank = {.only = {"heron"}}});
  BOOST_REQUIRE(sweep.has_value());
  BOOST_REQUIRE_EQUAL(sweep->segments->size(), 2);
  BOOST_TEST((sweep->segments->at(0).to == Datum(131072.0)));
  BOOST_TEST(sweep->segments->at(1).excluded.size() == 1);
}

BOOST_AUTO_TEST_CASE(the_device_command_knows_the_window) {
  const auto estimate = [](const char* family, const char* context) {
    const auto fit = device_fit(
        birds(), std::nullopt,
        {.families = {family}, .device = "64 GB", .context = context, .quantisations = {"eight"}});
    BOOST_REQUIRE(fit.has_value());
    return fit->estimates.front();
  };
  BOOST_TEST(estimate("heron", "131072").fits.value());
  BOOST_TEST(!estimate("heron", "131073").fits.value());
  BOOST_TEST(estimate("heron", "131073").beyond_window);
  BOOST_TEST(!estimate("wren", "4096").fits.has_value());
  BOOST_TEST(!estimate("wren", "4096").beyond_window);
  BOOST_TEST(estimate("wren", "").fits.value());  // 8Ki, which nobody asks for
}

BOOST_AUTO_TEST_CASE(what_is_too_slow_is_asked_to_be_less_fast) {
  // 50 GB/s over 500 MB and a cache of 1.25 MiB: 99.74.
  const auto slow = only_change(on("device = \"bush\"\ncontext = 100\nmin_tokens_per_s = 200"),
                                "heron", Verdict::met);
  BOOST_TEST(slow.key == "min_tokens_per_s");
  BOOST_TEST((slow.to == Datum(99.7)));
  // At most, where nobody says how efficient the device is: it was unknown before too.
  const auto at_most = only_change(on("device = \"hedge\"\ncontext = 100\nmin_tokens_per_s = 999"),
                                   "heron", Verdict::unknown);
  BOOST_TEST(at_most.key == "min_tokens_per_s");
  BOOST_TEST((at_most.to == Datum(199.0)));
}

BOOST_AUTO_TEST_CASE(a_device_that_is_timed_keeps_its_id) {
  const auto more = only_change(on("device = \"nest\"\ncontext = 1000\nmin_tokens_per_s = 10"),
                                "heron", Verdict::met);
  BOOST_TEST(more.key == "count");
  BOOST_TEST((more.from == Datum()));
  BOOST_TEST((more.to == Datum(2.0)));
  // There is one of a machine; 506 MB leave 2,644,800 bytes for the cache.
  const auto fewer = only_change(on("device = \"bush\"\ncontext = 4096\nmin_tokens_per_s = 10"),
                                 "heron", Verdict::met);
  BOOST_TEST(fewer.key == "context");
  BOOST_TEST((fewer.to == Datum(512.0)));
}

BOOST_AUTO_TEST_CASE(memory_is_named_as_it_is_installed) {
  // 450 of 900 MB can be used, and 510 MB are needed.
  const auto change = only_change(on("device = \"wood\"\ncontext = 1000"), "heron", Verdict::met);
  BOOST_TEST(change.key == "memory");
  BOOST_TEST(bytes(change.to) >= 2 * 508'598'080.0);
  BOOST_TEST(bytes(change.to) <= 2 * 508'598'080.0 + 1.1e8);
}

// Over the shipped rules: no advice asks for less of what failed for want of more, or helps only
// because something is no longer known.
BOOST_AUTO_TEST_CASE(no_advice_loses_what_is_known) {
  const auto rules = small::shipped();
  int seen = 0;
  for (const char* id : {"apple-m3-ultra-512gb", "rtx-4090", "apple-m1-16gb", "l4", "phone-8gb"})
    for (const char* speed : {"", "min_tokens_per_s = 40\n"}) {
      const auto& devices = rules.catalogue().rules().devices;
      const auto& entry =
          devices[static_cast<std::size_t>(rules.catalogue().rules().find_device(id))];
      const auto profile = small::profile(
          rules, on("device = \"" + std::string(id) + "\"\ncontext = 65_536\n" + speed));
      const auto ranking = rank(rules, profile, {});
      BOOST_REQUIRE(ranking.has_value());
      for (const ExcludedFamily& out : ranking->excluded) {
        if (out.left_out_by_default()) continue;  // no change of the device helps
        const Change& change = out.relaxation.value().front();
        ++seen;
        if (change.key == "memory") {
          BOOST_TEST(bytes(change.to) > entry.memory, id << " " << out.standing.family);
          BOOST_TEST((*speed == '\0' || !entry.bandwidth_gb_s));
        }
        if (change.key == "min_tokens_per_s") BOOST_TEST(std::get<double>(change.to) < 40);
        const auto after =
            rank(rules, *relaxed(rules, profile, *out.relaxation), {.only = {out.standing.family}});
        BOOST_TEST(after->excluded.empty(), id << " " << out.standing.family);
      }
    }
  BOOST_TEST(seen > 30);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
