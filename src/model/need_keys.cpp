#include "model/need_keys.hpp"

#include <cstddef>
#include <initializer_list>

namespace shortlist::model {

std::vector<KeyEntry> keys_of(const RuleBase& rules, const Criterion& criterion) {
  using enum KeyForm;
  std::vector<KeyEntry> keys;
  const auto add = [&](std::initializer_list<KeyEntry> more) {
    keys.insert(keys.end(), more.begin(), more.end());
  };
  switch (criterion.kind) {
    case Kind::at_least:
      add({{"at_least", number}, {"aim", number}});
      break;
    case Kind::at_most:
      add({{"at_most", number}, {"aim", number}});
      break;
    case Kind::range: {
      const auto fact = static_cast<std::size_t>(criterion.fact);
      const bool levels = rules.vocabulary.facts[fact].type == FactType::level;
      add({{"at_least", levels ? word : number}, {"at_most", levels ? word : number}});
      break;
    }
    case Kind::curve:
      if (criterion.by_language()) {
        add({{"languages", list}, {"at_least", number}});
        break;
      }
      add({{"at_least", number}, {"at_most", number}});
      if (!criterion.benchmarks.front().id.empty()) add({{"benchmark", word}});
      break;
    case Kind::ladder:
      add({{"at_least", word}, {"aim", word}});
      break;
    case Kind::coverage:
      add({{"all_of", list}, {"any_of", list}});
      if (criterion.strong_fact >= 0) add({{"strong", list}});
      if (criterion.count_fact >= 0) add({{"count", number}});
      break;
    case Kind::one_of:
      add({{"one_of", list}, {"none_of", list}});
      break;
    case Kind::flag:
      add({{"is", flag}});
      break;
    case Kind::licence:
      add({{"allow", list}, {"deny", list}, {"classes", list}, {"refuse", list}});
      break;
    case Kind::device:
      add({{"device", word},
           {"memory", number},
           {"kind", word},
           {"count", number},
           {"context", number},
           {"sequences", number},
           {"kv", word},
           {"kv_values", word},
           {"quantisations", list},
           {"min_quantisation", word},
           {"aim_quantisation", word},
           {"runtime", word},
           {"batch", number},
           {"flash", flag},
           {"reserve", number},
           {"offload_experts", number},
           {"bandwidth_gb_s", number},
           {"min_tokens_per_s", number},
           {"min_total_tokens_per_s", number},
           {"max_first_token_s", number},
           {"prompt", number},
           {"max_price_usd", number},
           {"max_power_w", number}});
      break;
  }
  if (criterion.extended_fact >= 0) add({{"extended", flag}});
  add({{"level", word}, {"weight", number}, {"because", comment}});
  return keys;
}

}  // namespace shortlist::model
