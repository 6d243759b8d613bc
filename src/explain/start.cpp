// How to try a model: the `start` templates of the runtimes that are said to run it, filled in with
// what sources say of the variant. A template names text facts, "{hugging_face}", and may name
// "{quantisation}".

#include "base/text.hpp"
#include "evaluate/fit.hpp"
#include "evaluate/machine.hpp"
#include "evaluate/mix.hpp"
#include "explain/describe.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::explanation {

namespace {

// Facts come from strangers and end up on a command line.
bool safe(const std::string& word) {
  return !word.empty() && word.front() != '-' && std::all_of(word.begin(), word.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("._:/-").find(c) != std::string_view::npos;
  });
}

// What stands for a placeholder; empty where it is not known.
std::string filling(const decide::Alternative& alternative, const std::string& name) {
  const model::RuleBase& rules = alternative.subject.rules();
  if (name == "quantisation") {
    if (alternative.quantisation == evaluate::no_quantisation) return {};
    return upper(rules.quantisations[static_cast<std::size_t>(alternative.quantisation)].id);
  }
  const model::FactIndex fact = rules.vocabulary.find_fact(name);
  if (fact < 0) return {};
  const model::Value* const value = alternative.subject.value(fact, model::Scope::variant);
  const auto* const word = value == nullptr ? nullptr : std::get_if<model::Item>(value);
  return word != nullptr && safe(word->text) ? word->text : std::string{};
}

constexpr double not_quantised = 16;  // bits a weight

bool names_quantisation(const std::string& start) {
  return start.find("{quantisation}") != std::string::npos;
}

// Whether the command starts what was judged. On a quantisation it has to name it wherever the
// runtime can be told, and else the quantisation has to be what the vendor's own weights are in and
// name the runtime: any other command loads weights of another size than those that fit.
bool starts(const decide::Alternative& alternative, const model::Runtime& runtime, bool named) {
  if (alternative.quantisation == evaluate::no_quantisation) return true;
  if (!named && std::any_of(runtime.start.begin(), runtime.start.end(), names_quantisation))
    return false;
  const model::Quantisation& quantisation =
      alternative.subject.rules().quantisations[static_cast<std::size_t>(alternative.quantisation)];
  if (!named && quantisation.bits_per_weight < not_quantised &&
      alternative.quantisation != evaluate::native_quantisation(alternative.subject))
    return false;
  const auto& runtimes = quantisation.runtimes;
  if (runtimes.empty()) return named;
  return std::any_of(runtimes.begin(), runtimes.end(), [&](const auto& id) {
    return equal_folded(id, runtime.id) || (named && equal_folded(id, runtime.like));
  });
}

// Whether it is said to run the variant. A rule base may keep no account of that.
bool runs(const decide::Alternative& alternative, const model::Runtime& runtime) {
  const model::Vocabulary& vocabulary = alternative.subject.rules().vocabulary;
  const model::FactIndex fact = vocabulary.find_fact("runtimes");
  if (fact < 0) return true;
  const model::Value* const value = alternative.subject.value(fact, model::Scope::variant);
  const auto* const said = value == nullptr ? nullptr : std::get_if<model::ItemSet>(value);
  return said != nullptr &&
         vocabulary.holds(*said, model::make_item(runtime.id),
                          vocabulary.facts[static_cast<std::size_t>(fact)].match);
}

// Whether the weights come as one file that the runtime takes; also where their size is unknown.
bool in_one_file(const decide::Alternative& alternative, const model::Runtime& runtime) {
  const model::RuleBase& rules = alternative.subject.rules();
  const model::FactIndex fact = rules.vocabulary.find_fact("parameters");
  if (!runtime.largest_file || fact < 0 || alternative.quantisation == evaluate::no_quantisation)
    return true;
  const model::Value* const value = alternative.subject.value(fact, model::Scope::variant);
  const auto* const parameters = value == nullptr ? nullptr : std::get_if<double>(value);
  const auto& quantisation =
      rules.quantisations[static_cast<std::size_t>(alternative.quantisation)];
  return parameters == nullptr ||
         evaluate::weights_bytes(quantisation, {}, *parameters, {}) <= *runtime.largest_file;
}

// Whether it takes what a device was judged by, and is for such a device.
bool serves(const model::Runtime& runtime, const model::DeviceKeys& keys,
            const model::RuleBase& rules) {
  const model::Device* const device = evaluate::device_of(keys, rules);
  const auto kind = device != nullptr ? device->kind : keys.kind.value_or(model::DeviceKind::gpu);
  const auto& kinds = runtime.kinds;
  const model::Runtime* const asked = evaluate::runtime_of(keys, rules);
  return (kinds.empty() || std::find(kinds.begin(), kinds.end(), kind) != kinds.end()) &&
         (asked == nullptr || evaluate::behaves_as(runtime, asked->id));
}

// A template filled in; the facts that are known of those it names stand among the places.
std::optional<std::string> filled(const decide::Alternative& alternative, std::string_view rest,
                                  std::vector<std::string>& places) {
  std::string command;
  bool known = true;
  while (!rest.empty()) {
    const std::size_t open = rest.find('{');
    command.append(rest.substr(0, open));
    if (open == std::string_view::npos) break;
    const std::size_t close = rest.find('}', open);
    if (close == std::string_view::npos) return std::nullopt;
    const std::string name(rest.substr(open + 1, close - open - 1));
    const std::string word = filling(alternative, name);
    rest.remove_prefix(close + 1);
    command.append(word);
    known = known && !word.empty();
    if (word.empty() || name == "quantisation") continue;
    std::string place = name;
    place.append(": ").append(word);
    if (std::find(places.begin(), places.end(), place) == places.end())
      places.push_back(std::move(place));
  }
  return known ? std::optional(std::move(command)) : std::nullopt;
}

}  // namespace

std::vector<int> runtimes_to_start(const model::RuleBase& rules, const model::Profile& profile) {
  std::vector<const model::DeviceKeys*> devices;
  for (const model::Need& need : profile.needs)
    if (const auto* const keys = std::get_if<model::DeviceKeys>(&need.keys))
      devices.push_back(keys);
  std::vector<int> runtimes;
  for (std::size_t i = 0; i < rules.runtimes.size(); ++i)
    if (devices.empty() || std::any_of(devices.begin(), devices.end(), [&](const auto* keys) {
          return serves(rules.runtimes[i], *keys, rules);
        }))
      runtimes.push_back(static_cast<int>(i));
  return runtimes;
}

void describe_start(const decide::Alternative& alternative, const std::vector<int>& runtimes,
                    RankedFamily& family) {
  const model::RuleBase& rules = alternative.subject.rules();
  for (std::size_t i = 0; i < rules.runtimes.size(); ++i) {
    const model::Runtime& runtime = rules.runtimes[i];
    const bool asked = std::binary_search(runtimes.begin(), runtimes.end(), static_cast<int>(i)) &&
                       runs(alternative, runtime);
    std::optional<std::string> first;
    for (const std::string& start : runtime.start) {
      auto command = filled(alternative, start, family.weights_at);
      const bool named = names_quantisation(start);
      if (!first && command && starts(alternative, runtime, named) &&
          (!named || in_one_file(alternative, runtime)))
        first = std::move(command);
    }
    if (first && asked) family.start.push_back(std::move(*first));
  }
}

}  // namespace shortlist::explanation
