// Device fit at the public door: a rule base whose bytes are worked out by hand, and the shipped
// one.
//
// Heron: 10 layers x 2 heads x (64 + 64) x 2 bytes = 5,120 bytes a token; compute 1.15 x 4 x 512 x
// (900 + 100) = 2,355,200; 10^9 parameters in 8 bits; 10^6 bytes of the runtime a device.

#include "load/load.hpp"
#include "shortlist/shortlist.hpp"
#include "unit/explain/small.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace shortlist;
using Lines = std::vector<std::string>;

constexpr const char* text = R"toml(
schema = 1
[rule_base]
title = "Birds"
as_of = 2026-01-01
trust = ["maker"]

[[fact]]
id = "parameters"
title = "Parameters"
type = "number"
[[fact]]
id = "context_tokens"
title = "Context"
type = "number"
unit = "tokens"
[[criterion]]
id = "context"
title = "Context"
kind = "at-least"
fact = "context_tokens"
floor = 1
[[criterion]]
id = "device"
title = "Device"
kind = "device"

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
memory = "600 MB"
[[device]]
id = "tree"
name = "Tree"
kind = "cpu"
memory = "1100 MB"
bandwidth_gb_s = 100
efficiency = 0.5
[[device]]
id = "wood"
name = "Wood"
kind = "unified"
memory = "8 GB"
usable = 0.5

[[family]]
id = "heron"
name = "Heron"
[[family.source]]
id = "sheet"
kind = "maker"
[[family.variant]]
id = "heron-1b"
name = "Heron 1B"
[family.variant.claims.sheet]
parameters = "1B"
context_tokens = 131_072
[family.variant.architecture]
source = "sheet"
layers = 10
hidden_size = 100
vocabulary = 900
q_heads = 4
kv_heads = 2
head_dim = 64

[[family]]
id = "owl"
name = "Owl"
[[family.source]]
id = "sheet"
kind = "maker"
[[family.variant]]
id = "owl-1b"
name = "Owl 1B"
[family.variant.claims.sheet]
parameters = "1B"
context_tokens = 1000
)toml";

// A mixture whose heads can be shared, one of which only the active parameters are known, one of
// whose attention all but the cache is unknown and that says it works with every parameter it has;
// and a runtime that shares heads.
constexpr const char* mixtures = R"toml(
schema = 1
[[fact]]
id = "active_parameters"
title = "Active"
type = "number"
[[runtime]]
id = "vllm"
cell_padding = 16
[[device]]
id = "lake"
kind = "gpu"
memory = "1 GB"
[[family]]
id = "crane"
[[family.source]]
id = "sheet"
kind = "maker"
[[family.variant]]
id = "crane-1b"
[family.variant.claims.sheet]
parameters = "1B"
active_parameters = "0.4B"
context_tokens = 131_072
[family.variant.architecture]
source = "sheet"
layers = 10
hidden_size = 100
vocabulary = 900
q_heads = 4
kv_heads = 2
head_dim = 64
experts = 8
experts_per_token = 2
[[family]]
id = "stork"
[[family.source]]
id = "sheet"
kind = "maker"
[[family.variant]]
id = "stork-1b"
[family.variant.claims.sheet]
parameters = "1B"
active_parameters = "0.4B"
context_tokens = 131_072
[family.variant.architecture]
source = "sheet"
layers = 10
hidden_size = 100
vocabulary = 900
q_heads = 4
mla_kv_lora_rank = 64
[[family]]
id = "ibis"
[[family.source]]
id = "sheet"
kind = "maker"
[[family.variant]]
id = "ibis-1b"
[family.variant.claims.sheet]
parameters = "1B"
active_parameters = "1B"
context_tokens = 131_072
[family.variant.architecture]
source = "sheet"
layers = 10
kv_heads = 2
head_dim = 64
)toml";

// A model that sees, with a table that is not read to decode, and a runtime that keeps eyes apart.
constexpr const char* seeing = R"toml(
schema = 1
[[fact]]
id = "text_parameters"
type = "number"
[[fact]]
id = "inputs"
type = "set"
[[criterion]]
id = "inputs"
kind = "coverage"
fact = "inputs"
weight = 1
[[runtime]]
id = "eyeless"
towers_apart = true
[[family]]
id = "swift"
[[family.source]]
id = "sheet"
kind = "maker"
[[family.variant]]
id = "swift-1b"
[family.variant.claims.sheet]
parameters = "1B"
text_parameters = "0.96B"
inputs = ["text", "image"]
context_tokens = 131_072
[family.variant.architecture]
source = "sheet"
layers = 10
hidden_size = 100
vocabulary = 900
q_heads = 4
kv_heads = 2
head_dim = 64
lookup_rows = 1_000_000
lookup_width = 300
)toml";

template <class T>
T must(Result<T> result) {
  if (!result) {
    for (const auto& diagnostic : result.error().diagnostics) BOOST_ERROR(to_text(diagnostic));
    BOOST_FAIL("it fails");
  }
  return *std::move(result);
}

RuleBase loaded(std::shared_ptr<const model::RuleBase> rules) {
  Problems problems;
  return RuleBase(
      std::make_shared<const model::Catalogue>(std::move(rules), model::Trust{}, problems));
}

const RuleBase& birds() {
  static const RuleBase rule_base = loaded(must(load::parse_rule_base({{{"rules.toml", text}}})));
  return rule_base;
}

const RuleBase& more_birds() {
  static const RuleBase rule_base =
      loaded(must(load::parse_rule_base({{{"rules.toml", text}, {"mixtures.toml", mixtures}}})));
  return rule_base;
}

DeviceEstimate of_mixture(DeviceOptions options) {
  options.quantisations = {"eight"};
  options.context = "1024";
  const auto found = must(device_fit(more_birds(), std::nullopt, options));
  BOOST_REQUIRE(found.estimates.size() == 1);
  return found.estimates.front();
}

bool assumes(const DeviceEstimate& estimate, const std::string& what) {
  return std::any_of(estimate.assumptions.begin(), estimate.assumptions.end(),
                     [&](const auto& each) { return each == what; });
}

DeviceFit fit(const DeviceOptions& options) {
  return must(device_fit(birds(), std::nullopt, options));
}

DeviceEstimate one(const std::string& family, const std::string& device,
                   const std::string& quantisation = "eight", const std::string& context = "1000") {
  const auto found = fit({.families = {family},
                          .device = device,
                          .context = context,
                          .quantisations = {quantisation}});
  BOOST_REQUIRE(found.estimates.size() == 1);
  return found.estimates.front();
}

Lines messages(const Result<DeviceFit>& result) {
  Lines all;
  if (!result)
    for (const auto& each : result.error().diagnostics)
      all.push_back(each.message + (each.suggestion.empty() ? "" : " (" + each.suggestion + ")"));
  return all;
}

const DevicePlace& place(const SmallestDevice& family, const std::string& device) {
  const auto found =
      std::find_if(family.places.begin(), family.places.end(),
                   [&](const DevicePlace& each) { return each.estimate.device == device; });
  BOOST_REQUIRE(found != family.places.end());
  return *found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(device)

BOOST_AUTO_TEST_CASE(every_part_is_counted_to_the_byte) {
  const auto estimate = one("heron", "tree");
  BOOST_TEST(estimate.weights_bytes.value() == 1e9);
  BOOST_TEST(estimate.kv_bytes.value() == 1024 * 5120);  // 1,000 tokens in cells of 256
  BOOST_TEST(estimate.state_bytes.value() == 0);
  BOOST_TEST(estimate.compute_bytes.value() == 2'355'200);
  BOOST_TEST(estimate.overhead_bytes == 1e6);
  BOOST_TEST(estimate.total_bytes.value() == 1'008'598'080);
  BOOST_TEST(estimate.budget_bytes == 1.1e9);
  BOOST_TEST(estimate.fits.value());
  BOOST_TEST(estimate.max_context_tokens.value() == 73 * 256);  // 96,644,800 bytes are left
  // Half of 100 GB/s over the cache and all weights but the embedding, 900 x 100.
  BOOST_TEST(estimate.decode_tokens_per_s.value() == 50e9 / (1e9 - 90'000 + 1024 * 5120),
             boost::test_tools::tolerance(1e-12));
}

// 960 million weights of the text part, 300 million of them in a table; the eyes are 40 million in
// 16 bits.
BOOST_AUTO_TEST_CASE(eyes_are_loaded_where_they_are_asked_for) {
  const RuleBase rules =
      loaded(must(load::parse_rule_base({{{"rules.toml", text}, {"seeing.toml", seeing}}})));
  const auto estimate = [&](const std::string& runtime, const std::string& needs) {
    std::optional<Profile> profile;
    if (!needs.empty()) profile = must(parse_profile(rules, "schema = 1\n" + needs, "p.toml"));
    DeviceOptions options{.families = {"swift"}, .quantisations = {"eight"}};
    if (needs.empty()) {
      options.device = "tree";
      options.context = "1000";
      options.runtime = runtime;
    }
    const auto found = must(device_fit(rules, profile, options));
    BOOST_REQUIRE(found.estimates.size() == 1);
    return found.estimates.front();
  };
  const auto needs = [](const std::string& runtime, const std::string& inputs) {
    return "[need.device]\ndevice = \"tree\"\ncontext = 1000\nruntime = \"" + runtime +
           "\"\n[need.inputs]\nall_of = [" + inputs + "]\n";
  };
  const auto whole = estimate("llama.cpp", "");
  BOOST_TEST(whole.weights_bytes.value() == 1e9);
  BOOST_TEST(whole.decode_tokens_per_s.value() == 50e9 / (0.7e9 - 90'000 + 1024 * 5120),
             boost::test_tools::tolerance(1e-12));
  const auto alone = estimate("eyeless", "");
  BOOST_TEST(alone.weights_bytes.value() == 0.96e9);
  BOOST_TEST(alone.decode_tokens_per_s.value() == 50e9 / (0.66e9 - 90'000 + 1000 * 5120),
             boost::test_tools::tolerance(1e-12));
  BOOST_TEST(
      assumes(alone, "of the text part alone: what takes images or sound is a file of its own"));
  BOOST_TEST(estimate("", needs("eyeless", "\"text\"")).weights_bytes.value() == 0.96e9);
  const auto eyes = estimate("", needs("eyeless", "\"image\""));
  BOOST_TEST(eyes.weights_bytes.value() == 0.96e9 + 0.08e9);
  BOOST_TEST(eyes.decode_tokens_per_s.value() == alone.decode_tokens_per_s.value());
  BOOST_TEST(
      assumes(eyes, "what takes images or sound is asked for, and adds 76.3 MiB in 16 bits"));
  BOOST_TEST(estimate("", needs("llama.cpp", "\"image\"")).weights_bytes.value() == 1e9);
}

BOOST_AUTO_TEST_CASE(devices_that_share_layers_take_turns) {
  for (const std::string count : {"1", "2", "8"}) {
    const auto found = fit({.families = {"heron"},
                            .device = "tree",
                            .context = "1000",
                            .count = count,
                            .quantisations = {"eight"}});
    BOOST_TEST(
        found.estimates[0].decode_tokens_per_s.value() == 50e9 / (1e9 - 90'000 + 1024 * 5120),
        boost::test_tools::tolerance(1e-12));
  }
}

BOOST_AUTO_TEST_CASE(longest_context_is_exact_at_the_byte) {
  // 1,003,355,200 bytes beside the cache, and 256 cells of it take 1,310,720.
  BOOST_TEST(one("heron", "1004665919 B").max_context_tokens.value() == 0);
  BOOST_TEST(one("heron", "1004665920 B").max_context_tokens.value() == 256);
  BOOST_TEST(one("heron", "64 GB").max_context_tokens.value() == 131'072);  // the model's own
}

BOOST_AUTO_TEST_CASE(sequences_share_the_memory_left) {
  const auto found = fit({.families = {"heron"},
                          .device = "tree",
                          .context = "1024",
                          .sequences = "4",
                          .quantisations = {"eight"}});
  BOOST_TEST(found.estimates[0].kv_bytes.value() == 4 * 1024 * 5120);
  BOOST_TEST(found.estimates[0].max_context_tokens.value() == 18 * 256);  // 73 / 4
}

BOOST_AUTO_TEST_CASE(without_geometry_the_weights_are_a_lower_bound) {
  const auto open = one("owl", "tree");
  BOOST_TEST(!open.kv_bytes);
  BOOST_TEST(!open.total_bytes);
  BOOST_TEST(open.known_bytes == 1.001e9);
  BOOST_TEST(!open.fits);
  BOOST_TEST(!open.max_context_tokens);
  const auto shut = one("owl", "nest");
  BOOST_TEST(!shut.fits.value());
  BOOST_TEST(shut.max_context_tokens.value() == 0);
}

BOOST_AUTO_TEST_CASE(of_the_quantisations_the_best_that_fits_is_chosen) {
  const auto found = fit({.families = {"heron"}, .device = "nest"});
  BOOST_REQUIRE(found.estimates.size() == 2);
  BOOST_TEST(found.estimates[0].quantisation == "eight");
  BOOST_TEST(!found.estimates[0].chosen);
  BOOST_TEST(found.estimates[1].chosen);
  BOOST_TEST(found.estimates[1].fits.value());
  BOOST_TEST(found.estimates[1].context_tokens == 8192);
}

BOOST_AUTO_TEST_CASE(the_least_device_is_the_one_of_least_memory_in_all) {
  const auto found =
      fit({.families = {"heron"}, .context = "1000", .quantisations = {"eight"}, .smallest = true});
  BOOST_REQUIRE(found.smallest.value().size() == 1);
  const SmallestDevice& heron = found.smallest->front();
  BOOST_REQUIRE(heron.smallest.has_value());
  BOOST_TEST(heron.places[*heron.smallest].estimate.device == "tree");  // 1,100 MB, not 2 x 600
  BOOST_TEST(found.estimates.front().device == "tree");
  const DevicePlace& nests = place(heron, "nest");
  BOOST_TEST(nests.estimate.count == 2);
  BOOST_TEST((nests.status == Status::qualified));
  // 1,200 MB less weights and two of the buffer and the runtime: 193,289,600 bytes.
  BOOST_TEST(nests.longest_context_tokens.value() == 147 * 256);
  BOOST_TEST(place(heron, "wood").longest_context_tokens.value() == 131'072);
}

BOOST_AUTO_TEST_CASE(the_least_device_meets_the_other_musts_too) {
  const auto profile = must(parse_profile(birds(),
                                          "schema = 1\n[need.context]\nat_least = 4096\n"
                                          "level = \"must\"\nweight = 1\n"
                                          "[need.device]\ndevice = \"wood\"\nweight = 1\n",
                                          "p.toml"));
  const auto found = must(device_fit(birds(), profile, {.smallest = true}));
  BOOST_REQUIRE(found.smallest.value().size() == 2);
  BOOST_TEST(found.smallest->at(0).smallest.has_value());
  BOOST_TEST(place(found.smallest->at(0), "nest").estimate.context_tokens == 4096);
  BOOST_TEST(!found.smallest->at(1).smallest.has_value());  // its context is 1,000 tokens
}

// Turned round, a place is judged on what changes there alone: as a whole profile judges it.
BOOST_AUTO_TEST_CASE(each_place_of_several_musts_is_what_a_ranking_says_of_it) {
  const RuleBase rules = small::shipped();
  const std::string others =
      "[need.context]\nat_least = \"16Ki\"\nlevel = \"must\"\n"
      "[[need.device]]\nmemory = \"30 GiB\"\nkind = \"gpu\"\nlevel = \"must\"\n"
      "[[need.device]]\ndevice = \"rtx-4090\"\ncount = 2\nlevel = \"must\"\ncontext = 4096\n";
  const auto with = [&](const std::string& turned) {
    return must(parse_profile(
        rules, "schema = 1\n" + others + "[[need.device]]\nlevel = \"must\"\n" + turned, "p.toml"));
  };
  for (const char* const family : {"qwen3.5", "gpt-oss"}) {
    const auto found = must(
        device_fit(rules, with("memory = \"8 GiB\"\n"), {.families = {family}, .smallest = true}));
    BOOST_REQUIRE(found.smallest.value().size() == 3);
    for (const DevicePlace& each : found.smallest->at(2).places) {
      const auto profile = with("device = \"" + each.estimate.device + "\"\ncount = " +
                                std::to_string(static_cast<int>(each.estimate.count)) + "\n");
      const Ranking ranking = must(rank(rules, profile, {.only = {family}}));
      const RankedFamily& standing =
          ranking.ranking.empty() ? ranking.excluded.front().standing : ranking.ranking.front();
      BOOST_TEST((standing.status == each.status), family << " on " << each.estimate.place);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_least_device_is_looked_for_at_a_bounded_number_of_places) {
  const RuleBase rules = small::shipped();
  std::string needs = "schema = 1\n";
  for (int i = 0; i < 1'000; ++i)
    needs += "[[need.device]]\nmemory = \"8 GiB\"\nlevel = \"must\"\n";
  const auto refused =
      device_fit(rules, must(parse_profile(rules, needs, "p.toml")), {.smallest = true});
  BOOST_REQUIRE(!refused);
  const std::string& said = refused.error().diagnostics.front().message;
  BOOST_TEST_CONTEXT(said) {
    BOOST_TEST(said.find("devices that differ for some need, ") != std::string::npos);
    BOOST_TEST(said.ends_with(" places, and --smallest looks at 9,000,000 at most"));
  }
}

BOOST_AUTO_TEST_CASE(options_take_the_place_of_what_a_profile_says) {
  const auto profile =
      must(parse_profile(birds(),
                         "schema = 1\n[[need.device]]\nmemory = \"2 GB\"\nkind = \"gpu\"\n"
                         "weight = 1\n[[need.device]]\ndevice = \"wood\"\ncount = 2\n",
                         "p.toml"));
  const auto as_stated = must(device_fit(birds(), profile, {.only = {"heron"}}));
  BOOST_REQUIRE(as_stated.estimates.size() == 4);  // two needs, two quantisations
  BOOST_TEST(as_stated.estimates[0].budget_bytes == 2e9);
  BOOST_TEST(as_stated.estimates[2].need_id == "device#2");
  BOOST_TEST(as_stated.estimates[2].budget_bytes == 8e9);
  const auto changed =
      must(device_fit(birds(), profile, {.only = {"heron"}, .device = "tree", .kv = "q8_0"}));
  BOOST_TEST(changed.estimates[0].device == "tree");
  BOOST_TEST(changed.estimates[0].kv_bytes.value() == 8192 * 5120 / 2 * 34 / 32);
  BOOST_TEST(changed.estimates[2].count == 2);
}

BOOST_AUTO_TEST_CASE(the_reason_says_what_would_fit_instead) {
  const auto reason = [](const std::string& keys) {
    const auto profile = must(
        parse_profile(birds(), "schema = 1\n[need.device]\nweight = 1\n" + keys + "\n", "p.toml"));
    return must(rank(birds(), profile, {.only = {"heron"}})).ranking.at(0).criteria.at(0).reason;
  };
  BOOST_TEST(reason("device = \"nest\"\nquantisations = [\"eight\"]\ncontext = 1000") ==
             "even eight takes 961.9 MiB at 1,000 tokens (weights 953.7 MiB, cache 5 MiB, compute "
             "2.2 MiB, overhead 976.6 KiB), more than 572.2 MiB of Nest; q4_k_m or 2 x Nest would "
             "fit");
  BOOST_TEST(reason("device = \"tree\"\nquantisations = [\"eight\"]\ncontext = 32768") ==
             "even eight takes 1.1 GiB at 32,768 tokens (weights 953.7 MiB, cache 160 MiB, compute "
             "2.2 MiB, overhead 976.6 KiB), more than 1 GiB of Tree; 18,688 tokens or q4_k_m would "
             "fit");
}

BOOST_AUTO_TEST_CASE(devices_that_share_heads_copy_the_cache_where_there_are_too_few) {
  struct {
    const char* family;
    const char* runtime;
    const char* count;
    double copies;
    const char* assumption;
  } const cases[] = {
      {"crane", "vllm", "2", 1, "2 devices, tensor parallel: each has its part of every layer"},
      {"crane", "vllm", "4", 2,
       "4 devices, tensor parallel: each has its part of every layer, and one key-value head: 2 "
       "copies of the cache"},
      {"crane", "vllm", "3", 1, "3 devices, pooled by layers: its 4 query heads do not divide"},
      {"crane", "llama.cpp", "4", 1, "4 devices, pooled by layers"},
      {"stork", "vllm", "4", 4,
       "4 devices, tensor parallel: each has its part of every layer, and the whole cache, which "
       "is latent"},
      {"ibis", "vllm", "4", 1,
       "4 devices, pooled by layers: how many query heads there are to share is unknown"},
  };
  for (const auto& each : cases)
    BOOST_TEST_CONTEXT(each.family << " on " << each.count << " by " << each.runtime) {
      const auto found = of_mixture({.families = {each.family},
                                     .device = "lake",
                                     .count = each.count,
                                     .runtime = each.runtime});
      const double once = std::string(each.family) == "stork" ? 1280.0 : 5120.0;
      BOOST_TEST(found.kv_bytes.value() == 1024 * once * each.copies);
      BOOST_TEST(found.budget_bytes == 1e9 * std::stod(each.count));
      BOOST_TEST(assumes(found, each.assumption));
    }
}

BOOST_AUTO_TEST_CASE(experts_move_to_the_host) {
  // 6 of 8 experts are the 600,000,000 weights at rest, so all are 800,000,000.
  const auto known =
      of_mixture({.families = {"crane"}, .device = "600 MB", .offload_experts = "1 GB"});
  BOOST_TEST(known.host_bytes == 8e8);
  BOOST_TEST(known.weights_bytes.value() == 2e8);
  BOOST_TEST(known.fits.value());
  BOOST_TEST(!of_mixture({.families = {"crane"}, .device = "600 MB", .offload_experts = "790 MB"})
                  .fits.value());
  // Between what is at rest and all but the embedding.
  const auto bounds =
      of_mixture({.families = {"stork"}, .device = "300 MB", .offload_experts = "1 GB"});
  BOOST_TEST(bounds.host_bytes == 1e9 - 900 * 100);
  BOOST_TEST(bounds.weights_bytes.value() == 4e8);
  BOOST_TEST(!bounds.fits);
  BOOST_TEST(of_mixture({.families = {"stork"}, .device = "500 MB", .offload_experts = "1 GB"})
                 .fits.value());
  const auto dense =
      of_mixture({.families = {"ibis"}, .device = "2 GB", .offload_experts = "1 GB"});
  BOOST_TEST(dense.host_bytes == 0);
  BOOST_TEST(assumes(dense, "experts: none to move to the host's memory"));
}

BOOST_AUTO_TEST_CASE(a_part_that_is_unknown_leaves_the_total_unknown) {
  const auto found = of_mixture({.families = {"ibis"}, .device = "64 GB"});
  BOOST_TEST(found.kv_bytes.value() == 1024 * 5120);
  BOOST_TEST(!found.compute_bytes);
  BOOST_TEST(!found.total_bytes);
  BOOST_TEST(!found.fits);
}

BOOST_AUTO_TEST_CASE(the_reason_says_what_of_the_experts_does_not_fit) {
  const auto reason = [](const std::string& family, const std::string& keys) {
    const auto profile = must(parse_profile(
        more_birds(),
        "schema = 1\n[need.device]\nweight = 1\nquantisations = [\"eight\"]\n" + keys + "\n",
        "p.toml"));
    return must(rank(more_birds(), profile, {.only = {family}}))
        .ranking.at(0)
        .criteria.at(0)
        .reason;
  };
  BOOST_TEST(reason("crane", "memory = \"600 MB\"\noffload_experts = \"100 MB\"") ==
             "eight takes 233.9 MiB at 8,192 tokens (weights 190.7 MiB, cache 40 MiB, compute 2.2 "
             "MiB, overhead 976.6 KiB), but its experts take 762.9 MiB, more than the host's 95.4 "
             "MiB");
  BOOST_TEST(reason("stork", "memory = \"300 MB\"\noffload_experts = \"1 GB\"") ==
             "eight takes 394.7 MiB at 8,192 tokens (weights 381.5 MiB, cache 10 MiB, compute 2.2 "
             "MiB, overhead 976.6 KiB) of 286.1 MiB of memory; how much of it its experts take is "
             "unknown");
  BOOST_TEST(
      reason("ibis", "memory = \"64 GB\"")
          .ends_with("; without its vocabulary and hidden size the compute buffer is unknown"));
}

BOOST_AUTO_TEST_CASE(all_that_is_wrong_is_said_at_once) {
  BOOST_TEST(messages(device_fit(birds(), std::nullopt,
                                 {.variant = "heron-2b",
                                  .device = "nets",
                                  .context = "long",
                                  .kv = "f17",
                                  .sequences = "2.5",
                                  .quantisations = {"q4_k_n"},
                                  .runtime = "lama.cpp"}))
                 .size() == 7);
  BOOST_TEST(messages(device_fit(birds(), std::nullopt, {.families = {"hern"}})) ==
                 (Lines{"there is no family 'hern' (did you mean 'heron'?)",
                        "neither a profile nor --device says where to run ('shortlist list "
                        "devices' names them; memory will do too: --device '24 GiB')"}),
             boost::test_tools::per_element());
  BOOST_TEST(
      messages(device_fit(birds(), std::nullopt, {.variant = "heron-2b", .device = "nets"})) ==
          (Lines{"there is no variant 'heron-2b' (did you mean 'heron-1b'?)",
                 "there is no device 'nets' (did you mean 'nest'?)"}),
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(parts_add_up_over_the_shipped_rule_base) {
  for (const char* runtime : {"llama.cpp", "vllm"})
    for (const char* device : {"rtx-4090", "phone-12gb", "h100-80gb"}) {
      const auto found =
          must(device_fit(small::shipped(), std::nullopt, {.device = device, .runtime = runtime}));
      for (const DeviceEstimate& each : found.estimates) {
        if (!each.total_bytes) continue;
        BOOST_TEST(*each.total_bytes == *each.weights_bytes + *each.kv_bytes + *each.state_bytes +
                                            *each.compute_bytes + each.overhead_bytes);
        if (each.fits && *each.fits) BOOST_TEST(*each.total_bytes <= each.budget_bytes);
        if (each.max_context_tokens) {
          const double tokens = *each.max_context_tokens;
          BOOST_TEST(tokens == 256 * static_cast<double>(static_cast<long long>(tokens) / 256));
        }
      }
    }
}

BOOST_AUTO_TEST_SUITE_END()
