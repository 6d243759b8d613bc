// Speeds in words: an interval, why it does not decide, and what would readmit. Heron has 10^9
// weights in 8 bits, and nothing in the cache to speak of.

#include "shortlist/shortlist.hpp"
#include "unit/explain/small.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <variant>

namespace {

using namespace shortlist;

const RuleBase& birds() {
  static const RuleBase rules = small::rule_base(R"toml(
[rule_base.efficiency]
gpu = { dense = [0.4, 0.8], mixture = [0.2, 0.4], compute = 0.5 }
unified = { dense = [0.5, 1] }
[[criterion]]
id = "device"
title = "Device"
kind = "device"
[[runtime]]
id = "llama.cpp"
[[quantisation]]
id = "q4_k_m"
bits_per_weight = 8
quality = 1
[[device]]
id = "nest"
name = "Nest"
kind = "gpu"
memory = "8 GB"
bandwidth_gb_s = 100
tflops_fp16 = 2
power_w = 100
price_usd = 900
[[device]]
id = "bush"
name = "Bush"
kind = "gpu"
memory = "8 GB"
bandwidth_gb_s = 100
efficiency = [0.6, 0.7]
[[device]]
id = "hedge"
name = "Hedge"
kind = "unified"
memory = "16 GB"
bandwidth_gb_s = 100
[[device]]
id = "wood"
name = "Wood"
kind = "unified"
memory = "16 GB"
bandwidth_gb_s = 300
[[device]]
id = "grove"
name = "Grove"
kind = "unified"
memory = "64 GB"
bandwidth_gb_s = 800
[[family]]
id = "heron"
name = "Heron"
[[family.source]]
id = "sheet"
kind = "vendor"
[[family.variant]]
id = "heron-1b"
name = "Heron 1B"
[family.variant.claims.sheet]
parameters = "1B"
context_tokens = 1000
[family.variant.architecture]
source = "sheet"
layers = 1
hidden_size = 1
vocabulary = 1
q_heads = 1
kv_heads = 1
head_dim = 1
tied_embeddings = true
)toml");
  return rules;
}

Ranking ranked(const std::string& keys) {
  auto ranking =
      rank(birds(),
           small::profile(birds(), "[need.device]\nlevel = \"must\"\ncontext = 256\n" + keys), {});
  BOOST_REQUIRE(ranking.has_value());
  return *ranking;
}

NeedResult device(const std::string& keys) {
  return small::standing(ranked(keys), "heron")->criteria.front();
}

bool ends(const NeedResult& need, const std::string& text) { return need.reason.ends_with(text); }

Change change(const std::string& keys) {
  const Ranking ranking = ranked(keys);
  const ExcludedFamily* const out = small::excluded(ranking, "heron");
  BOOST_REQUIRE(out != nullptr);
  BOOST_REQUIRE(out->relaxation.has_value());
  return out->relaxation->front();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(speeds)

BOOST_AUTO_TEST_CASE(a_speed_between_its_ends_is_unknown_and_says_why) {
  BOOST_TEST((device("device = \"nest\"\nmin_tokens_per_s = 39").verdict == Verdict::met));
  BOOST_TEST(ends(device("device = \"nest\"\nmin_tokens_per_s = 39"), "; 40 to 80 tokens/s"));
  const NeedResult between = device("device = \"nest\"\nmin_tokens_per_s = 50");
  BOOST_TEST((between.verdict == Verdict::unknown));
  BOOST_TEST(ends(between,
                  "; it runs at 40 to 80 tokens/s, as dense models do on devices of its "
                  "kind, and 50 is asked"),
             between.reason);
  const NeedResult measured = device("device = \"bush\"\nmin_tokens_per_s = 65");
  BOOST_TEST(
      ends(measured, "; it runs at 60 to 70 tokens/s, by measurements on it, and 65 is asked"),
      measured.reason);
  const NeedResult slow = device("device = \"nest\"\nmin_tokens_per_s = 81");
  BOOST_TEST((slow.verdict == Verdict::unmet));
  BOOST_TEST(ends(slow, ", but runs at 40 to 80 tokens/s, slower than 81"), slow.reason);
}

BOOST_AUTO_TEST_CASE(a_memory_of_a_kind_is_as_fast_as_the_listed_machines_of_its_size) {
  const std::string memory = "memory = \"16 GB\"\nkind = \"unified\"\nmin_tokens_per_s = ";
  BOOST_TEST((device(memory + "49").verdict == Verdict::met));
  BOOST_TEST(ends(device(memory + "100"),
                  "; it runs at 50 to 300 tokens/s, as dense models do on devices of its kind and "
                  "size, and 100 is asked"),
             device(memory + "100").reason);
  BOOST_TEST((device(memory + "301").verdict == Verdict::unmet));
  // Between two sizes, and beyond them.
  BOOST_TEST((device("memory = \"32 GB\"\nkind = \"unified\"\nmin_tokens_per_s = 799").verdict ==
              Verdict::unknown));
  BOOST_TEST((device("memory = \"99 GB\"\nkind = \"unified\"\nmin_tokens_per_s = 399").verdict ==
              Verdict::met));
  // Of its own bandwidth, and of no kind.
  BOOST_TEST((device("memory = \"16 GB\"\nkind = \"unified\"\nbandwidth_gb_s = 1000\n"
                     "min_tokens_per_s = 499")
                  .verdict == Verdict::met));
  const NeedResult no_kind =
      device("memory = \"16 GB\"\nbandwidth_gb_s = 100\nmin_tokens_per_s = 50");
  BOOST_TEST(ends(no_kind, "; how fast it runs is unknown, at most 100 tokens/s"), no_kind.reason);
}

BOOST_AUTO_TEST_CASE(first_tokens_and_throughput_rest_on_dense_operations) {
  // 2 x 10^9 x 500 operations at half of 2 TFLOPS: 1 s.
  BOOST_TEST((device("device = \"nest\"\nprompt = 250\nmax_first_token_s = 0.51").verdict ==
              Verdict::met));
  const NeedResult late = device("device = \"nest\"\nprompt = 250\nmax_first_token_s = 0.4");
  BOOST_TEST(ends(late, ", but takes about 0.5 s to the first token, more than 0.4"), late.reason);
  const NeedResult unknown = device("device = \"bush\"\nmax_first_token_s = 1");
  BOOST_TEST((unknown.verdict == Verdict::unknown));
  BOOST_TEST(ends(unknown, "; when the first token comes is unknown"), unknown.reason);
  // Four at once: at the slow end 25 ms to read, and 8 ms to compute.
  BOOST_TEST((device("device = \"nest\"\nsequences = 4\nmin_total_tokens_per_s = 159").verdict ==
              Verdict::met));
  BOOST_TEST((device("device = \"bush\"\nsequences = 4\nmin_total_tokens_per_s = 279").verdict ==
              Verdict::unknown));
  BOOST_TEST((device("device = \"bush\"\nsequences = 4\nmin_total_tokens_per_s = 281").verdict ==
              Verdict::unmet));
}

BOOST_AUTO_TEST_CASE(what_it_costs_and_draws_is_of_all_devices) {
  const std::string two = "device = \"nest\"\ncount = 2\n";
  BOOST_TEST((device(two + "max_price_usd = 1800\nmax_power_w = 200").verdict == Verdict::met));
  const NeedResult dear = device(two + "max_price_usd = 1799");
  BOOST_TEST(ends(dear, ", but costs 1,800 USD, more than 1,799"), dear.reason);
  const NeedResult unknown = device("device = \"bush\"\nmax_power_w = 200");
  BOOST_TEST(ends(unknown, "; how much power it draws is unknown"), unknown.reason);
}

BOOST_AUTO_TEST_CASE(a_relaxation_goes_to_the_slow_end) {
  const Change slower = change("device = \"nest\"\nmin_tokens_per_s = 100");
  BOOST_TEST(slower.key == "min_tokens_per_s");
  BOOST_TEST((std::get<double>(slower.to) > 39.8 && std::get<double>(slower.to) <= 40));
  BOOST_TEST(change("device = \"nest\"\nmax_price_usd = 5").key == "max_price_usd");
  BOOST_TEST((change("device = \"nest\"\nmax_price_usd = 5").to == Datum(900.0)));
  // No one key helps: it is asked for as a wish.
  BOOST_TEST(change("device = \"nest\"\nmax_price_usd = 5\nmax_power_w = 5").key == "level");
}

BOOST_AUTO_TEST_SUITE_END()
