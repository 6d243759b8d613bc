// The keys of a device need: where the model is to run, how it is to be run, and how far it may be
// quantised. Defaults are those of contract section 5.

#include "base/machine.hpp"
#include "base/text.hpp"
#include "model/need_reader.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shortlist::model {

namespace {

// One of a few words, by position; nothing when not stated or wrong.
template <std::size_t N>
std::optional<int> choice(NeedReader& reader, std::string_view name,
                          const std::array<std::string_view, N>& options) {
  const auto word = reader.word(name);
  if (!word) return std::nullopt;
  const auto found = std::find(options.begin(), options.end(), *word);
  if (found != options.end()) return static_cast<int>(found - options.begin());
  const std::vector<std::string> known(options.begin(), options.end());
  reader.error(reader.place(name),
               "'" + std::string(name) + "' is " + listed(known, "or") + ", not \"" + *word + "\"",
               reader.suggest(*word, known));
  return std::nullopt;
}

// The position of a declared entry; `otherwise` when the key is not stated, -1 when it is wrong.
template <class Entries>
int reference(NeedReader& reader, std::string_view name, const Entries& entries,
              std::string_view otherwise) {
  const auto word = reader.word(name);
  const std::string_view id = word ? std::string_view(*word) : otherwise;
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const auto& entry) { return equal_folded(entry.id, id); });
  if (found != entries.end()) return static_cast<int>(found - entries.begin());
  if (word)
    reader.error(reader.place(name), "there is no " + std::string(name) + " '" + *word + "'",
                 reader.suggest(*word, entries));
  return -1;
}

bool runs(const RuleBase& rules, const Quantisation& quantisation, int runtime) {
  if (runtime < 0 || quantisation.runtimes.empty()) return true;
  const Runtime& used = rules.runtimes[static_cast<std::size_t>(runtime)];
  return std::any_of(quantisation.runtimes.begin(), quantisation.runtimes.end(),
                     [&](const std::string& id) {
                       return equal_folded(id, used.id) || equal_folded(id, used.like);
                     });
}

// Allowed quantisations, best declared quality first, then as declared.
std::vector<int> allowed(const RuleBase& rules, NeedReader& reader, int runtime) {
  std::vector<int> allowed;
  std::vector<bool> taken(rules.quantisations.size());
  bool sound = true;
  const auto stated = reader.words("quantisations");
  for (const std::string& word : stated.value_or(std::vector<std::string>{})) {
    const int found = rules.find_quantisation(word);
    sound = sound && found >= 0;
    if (found < 0)
      reader.error(reader.place("quantisations"), "there is no quantisation '" + word + "'",
                   reader.suggest(word, rules.quantisations));
    else if (!taken[static_cast<std::size_t>(found)])
      allowed.push_back(found);
    if (found >= 0) taken[static_cast<std::size_t>(found)] = true;
  }
  const int least = reference(reader, "min_quantisation", rules.quantisations, "");
  const auto at = [&](int index) -> const Quantisation& {
    return rules.quantisations[static_cast<std::size_t>(index)];
  };
  if (!stated)
    for (int i = 0; i < static_cast<int>(rules.quantisations.size()); ++i)
      if (runs(rules, at(i), runtime)) allowed.push_back(i);
  if (least >= 0) std::erase_if(allowed, [&](int i) { return at(i).quality < at(least).quality; });
  std::stable_sort(allowed.begin(), allowed.end(),
                   [&](int a, int b) { return at(a).quality > at(b).quality; });
  if (allowed.empty() && sound)
    reader.error(reader.where(), "no quantisation is allowed by this need",
                 "name others in quantisations, or lower min_quantisation");
  return allowed;
}

constexpr std::string_view host = "this-machine";

// The host in place of a declared device: its smallest card, as often as it has cards, or its
// memory.
void read_host(NeedReader& reader, DeviceKeys& keys) {
  const auto& machine = this_machine();
  if (!machine)
    return reader.error(reader.place("device"), "nothing is to be read of this machine",
                        "state its memory, such as memory = \"24 GiB\"");
  keys.memory = machine->memory;
  keys.kind = machine->cards > 0 ? DeviceKind::gpu : DeviceKind::cpu;
  keys.count = std::max(1, machine->cards);
  reader.warn(reader.place("device"),
              "this machine has " + machine->found + "; on another one the result is another");
}

// How fast it is to be, and what it may cost.
void read_limits(NeedReader& reader, DeviceKeys& keys) {
  constexpr double least_bandwidth = 1e-9;
  const auto limit = [&](std::string_view name, std::optional<double>& place, double least) {
    if (reader.find(name) != nullptr) place = reader.number_or(name, least, least);
  };
  limit("bandwidth_gb_s", keys.bandwidth_gb_s, least_bandwidth);
  if (keys.bandwidth_gb_s && reader.find("device") != nullptr)
    reader.error(reader.place("bandwidth_gb_s"),
                 "'bandwidth_gb_s' goes with 'memory': a device has its own");
  limit("min_tokens_per_s", keys.min_tokens_per_s, 0);
  limit("min_total_tokens_per_s", keys.min_total_tokens_per_s, 0);
  limit("max_first_token_s", keys.max_first_token_s, 0);
  limit("prompt", keys.prompt, 1);
  if (keys.prompt && keys.context && *keys.prompt > *keys.context)
    reader.error(reader.place("prompt"), "'prompt' is longer than 'context'",
                 "the prompt is part of it");
  limit("max_price_usd", keys.max_price_usd, 0);
  limit("max_power_w", keys.max_power_w, 0);
}

}  // namespace

DeviceKeys read_device_keys(const RuleBase& rules, NeedReader& reader) {
  static constexpr std::array<std::string_view, 5> kinds{"gpu", "unified", "cpu", "phone",
                                                         "accelerator"};
  static constexpr std::array<std::string_view, 4> kv_types{"f16", "q8_0", "q4_0", "fp8"};
  DeviceKeys keys;
  const bool named = reader.find("device") != nullptr;
  const bool on_host = named && reader.word("device") == host;
  if (const auto word = on_host ? std::nullopt : reader.word("device")) {
    keys.device = rules.find_device(*word);
    if (keys.device < 0)
      rules.called.devices.unknown(*word, reader.place("device"), reader.problems());
  }
  keys.memory = reader.memory("memory");
  if (on_host) read_host(reader, keys);
  const bool memory_stated = reader.find("memory") != nullptr;
  if (named == memory_stated)
    reader.error(
        named ? reader.place("memory") : reader.where(),
        named ? "'device' and 'memory' are two answers to one question"
              : "a device need has to state 'device' or 'memory'",
        named ? "keep one of them" : "such as device = \"rtx-4090\" or memory = \"24 GiB\"");
  if (const auto kind = choice(reader, "kind", kinds)) {
    keys.kind = static_cast<DeviceKind>(*kind);
    if (named)
      reader.error(reader.place("kind"), "'kind' goes with 'memory': a device has its own");
  }
  keys.count = reader.number_or("count", keys.count, 1);
  if (const StatedKey* const context = reader.find("context")) {
    keys.context = reader.number_or("context", 0, 1);
    warn_of_forgotten_suffix(reader, *context, *keys.context, Unit::tokens);
  }
  keys.sequences = reader.number_or("sequences", 1, 1);
  keys.kv = static_cast<KvType>(choice(reader, "kv", kv_types).value_or(0));
  if (const auto values = choice(reader, "kv_values", kv_types))
    keys.kv_values = static_cast<KvType>(*values);
  keys.runtime = reference(reader, "runtime", rules.runtimes, "llama.cpp");
  keys.quantisations = allowed(rules, reader, keys.runtime);
  keys.listed = reader.find("quantisations") != nullptr;
  keys.aim_quantisation = reference(reader, "aim_quantisation", rules.quantisations, "q4_k_m");
  keys.batch = reader.number_or("batch", 512, 1);
  keys.flash = reader.flag("flash").value_or(true);
  keys.reserve = reader.memory("reserve").value_or(0);
  keys.offload_experts = reader.memory("offload_experts");
  read_limits(reader, keys);
  for (const auto& [name, value] :
       {std::pair{"count", keys.count}, std::pair{"sequences", keys.sequences},
        std::pair{"batch", keys.batch}, std::pair{"context", keys.context.value_or(1)},
        std::pair{"prompt", keys.prompt.value_or(1)}})
    if (value != std::floor(value))
      reader.error(reader.place(name), "'" + std::string(name) + "' is a whole number");
  return keys;
}

}  // namespace shortlist::model
