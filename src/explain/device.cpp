// The memory of models by part, on the devices of a profile or on stated ones; and turned round.

#include "shortlist/device.hpp"

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "decide/decide.hpp"
#include "evaluate/fit.hpp"
#include "model/find_family.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>

namespace shortlist {

namespace {

using model::DeviceKeys;

void append(Diagnostics& all, const Failure& failure) {
  all.insert(all.end(), failure.diagnostics.begin(), failure.diagnostics.end());
}

// --- what is asked -------------------------------------------------------------------------------

// `key` of a need states `value`, in place of `replaced`.
void state(std::vector<model::StatedKey>& keys, const std::string& key, Datum value,
           const std::vector<std::string>& replaced = {}) {
  std::erase_if(keys, [&](const model::StatedKey& each) {
    return each.name == key ||
           std::find(replaced.begin(), replaced.end(), each.name) != replaced.end();
  });
  keys.push_back({key, std::move(value), false, {}, {}, true});
}

void state_options(std::vector<model::StatedKey>& keys, const DeviceOptions& options) {
  if (!options.device.empty()) {
    const bool amount = parse_memory(options.device).has_value();
    state(keys, amount ? "memory" : "device", options.device, {"device", "memory", "kind"});
  }
  for (const auto& [key, value] :
       {std::pair{"context", &options.context}, std::pair{"kv", &options.kv},
        std::pair{"sequences", &options.sequences}, std::pair{"runtime", &options.runtime},
        std::pair{"count", &options.count}, std::pair{"offload_experts", &options.offload_experts}})
    if (!value->empty()) state(keys, key, *value);
  if (!options.quantisations.empty())
    state(keys, "quantisations", Items{options.quantisations, false}, {"min_quantisation"});
}

int device_criterion(const model::RuleBase& rules) {
  const auto found =
      std::find_if(rules.criteria.begin(), rules.criteria.end(),
                   [](const auto& criterion) { return criterion.kind == model::Kind::device; });
  return found == rules.criteria.end() ? -1 : static_cast<int>(found - rules.criteria.begin());
}

bool on_device(const model::Need& need) { return std::holds_alternative<DeviceKeys>(need.keys); }

// The need with the options in its keys; what is to say of it is added to `said`, once for all
// needs, but for what was said when the profile was read.
std::optional<model::Need> stated_need(const model::RuleBase& rules, const model::Need& before,
                                       const DeviceOptions& options, Diagnostics& said) {
  std::vector<model::StatedKey> keys = before.stated;
  state_options(keys, options);
  Problems problems;
  auto need = model::remake_need(rules, before, std::move(keys), problems);
  for (const Problem& problem : problems.all()) {
    if (problem.severity == Severity::warning && problem.where.line > 0) continue;
    if (std::any_of(said.begin(), said.end(),
                    [&](const Diagnostic& each) { return each.message == problem.message; }))
      continue;
    append(said, model::usage(problem.message, problem.suggestion));
    said.back().severity = problem.severity;
  }
  return need;
}

// The profile with the options in its device needs, or one need of them alone.
model::Profile asked(const model::RuleBase& rules, const std::optional<Profile>& profile,
                     const DeviceOptions& options, Diagnostics& said) {
  model::Profile asked = profile ? profile->model() : model::Profile{};
  bool any = false;
  for (model::Need& need : asked.needs) {
    if (!on_device(need)) continue;
    any = true;
    if (auto changed = stated_need(rules, need, options, said)) need = std::move(*changed);
  }
  if (any) return asked;
  const int criterion = device_criterion(rules);
  if (criterion < 0) {
    append(said, model::usage("the rule base has no criterion of kind device"));
    return asked;
  }
  DeviceOptions stated = options;
  // Turned round, any will do: each takes its place.
  if (stated.device.empty() && stated.smallest && !rules.devices.empty())
    stated.device = rules.devices.front().id;
  if (stated.device.empty()) {
    append(said, model::usage(profile ? "the profile has no device need, and no --device is given"
                                      : "neither a profile nor --device says where to run",
                              "'shortlist list devices' names them; memory will do too: --device "
                              "'24 GiB'"));
    stated.device = "1 GiB";  // so that what else is wrong is said too
  }
  model::Need of_options;
  of_options.criterion = criterion;
  auto need = stated_need(rules, of_options, stated, said);
  if (need) {
    need->must = true;
    asked.needs.push_back(std::move(*need));
  }
  return asked;
}

std::vector<int> families_asked(const model::Catalogue& catalogue, const DeviceOptions& options,
                                Diagnostics& wrong) {
  const auto only = model::find_families(catalogue, options.only);
  if (!only) append(wrong, only.error());
  const auto named = model::find_families(catalogue, options.families);
  if (!named) append(wrong, named.error());
  if (!only || !named) return {};
  std::vector<int> all(catalogue.families().size());
  std::iota(all.begin(), all.end(), 0);
  if (!only->empty()) all = *only;
  if (named->empty()) return all;
  for (const int family : *named)
    if (std::find(all.begin(), all.end(), family) == all.end())
      append(wrong,
             model::usage("--only leaves '" +
                              catalogue.rules().families[static_cast<std::size_t>(family)].id +
                              "' out",
                          "name it there too"));
  return *named;
}

bool is_called(const model::Variant& variant, const std::string& name) {
  return equal_folded(variant.id, name) || equal_folded(variant.name, name);
}

// Candidates of the families by id or name; all where no variant is asked for.
struct Choice {
  int family = -1;
  std::vector<int> candidates;  // -1: the family itself, where it has none
};

std::vector<Choice> choices(const model::Catalogue& catalogue, const DeviceOptions& options,
                            Diagnostics& wrong) {
  std::vector<Choice> all;
  std::vector<std::string> known;
  bool disputed = false;
  const auto families = families_asked(catalogue, options, wrong);
  for (const int family : families) {
    const model::SeenFamily& seen = catalogue.families()[static_cast<std::size_t>(family)];
    Choice choice{family, {}};
    for (std::size_t i = 0; i < seen.candidates.size(); ++i) {
      known.push_back(seen.candidates[i].variant->id);
      if (options.variant.empty() || is_called(*seen.candidates[i].variant, options.variant))
        choice.candidates.push_back(static_cast<int>(i));
    }
    for (const model::Variant* each : seen.disputed)
      disputed = disputed || (!options.variant.empty() && is_called(*each, options.variant));
    if (seen.candidates.empty() && options.variant.empty()) choice.candidates.push_back(-1);
    if (!choice.candidates.empty()) all.push_back(std::move(choice));
  }
  if (!all.empty() || families.empty()) return all;
  std::string suggestion = disputed ? "a less trusted source lists it: see --trust"
                                    : did_you_mean(options.variant, known);
  if (suggestion.empty()) suggestion = "`shortlist list variants` names them all";
  append(wrong, model::usage("there is no variant '" + options.variant + "'", suggestion));
  return all;
}

evaluate::Subject subject_of(const model::Catalogue& catalogue, const model::Profile& profile,
                             int family, int candidate) {
  const model::SeenFamily& seen = catalogue.families()[static_cast<std::size_t>(family)];
  evaluate::Subject subject(
      catalogue, seen,
      candidate < 0 ? seen.whole : seen.candidates[static_cast<std::size_t>(candidate)]);
  subject.apply(
      evaluate::apply_rules(subject, profile, evaluate::infer_of_family(catalogue, seen, profile)));
  return subject;
}

// --- what is found -------------------------------------------------------------------------------

std::string_view kv_name(KvType type) {
  switch (type) {
    case KvType::q8_0:
      return "q8_0";
    case KvType::q4_0:
      return "q4_0";
    case KvType::fp8:
      return "fp8";
    case KvType::f16:
      break;
  }
  return "f16";
}

std::string budget_text(const DeviceKeys& keys, const model::RuleBase& rules) {
  const double memory =
      keys.device < 0 ? *keys.memory : rules.devices[static_cast<std::size_t>(keys.device)].memory;
  std::string text = "budget: " + bytes_text(memory);
  if (const double share = evaluate::usable_share(keys, rules); share != 1)
    text += ", of which " + number_text(share) + " can be used";
  if (const double share = evaluate::utilisation(keys, rules); share != 1)
    text += ", of which the runtime takes " + number_text(share);
  if (keys.reserve > 0) text += ", less " + bytes_text(keys.reserve) + " for other programs";
  return text;
}

// How several devices share the model.
std::string split_text(const DeviceKeys& keys, const device::Split& split, const Geometry* geometry,
                       bool tensor_parallel) {
  using enum device::Split::By;
  const std::string count = number_text(keys.count);
  if (split.by == tensors) {
    std::string text = count + " devices, tensor parallel: each has its part of every layer";
    if (geometry->mla_kv_lora_rank > 0) return text + ", and the whole cache, which is latent";
    if (split.kv_copies > 1)
      text += ", and one key-value head: " + number_text(split.kv_copies) + " copies of the cache";
    return text;
  }
  std::string text = count + " devices, pooled by layers";
  if (!tensor_parallel) return text;
  if (geometry == nullptr || geometry->q_heads == 0)
    return text + ": how many query heads there are to share is unknown";
  return text + ": its " + std::to_string(geometry->q_heads) + " query heads do not divide";
}

std::string offload_text(const evaluate::Parts& parts) {
  if (parts.host <= 0) return "experts: none to move to the host's memory";
  if (parts.host_least == parts.host)
    return "experts: " + bytes_text(parts.host) + " in the host's memory";
  return "experts: between " + bytes_text(parts.host_least) + " and " + bytes_text(parts.host) +
         " in the host's memory, by the parameters that are active";
}

std::string weights_text(const evaluate::Parts& parts, const evaluate::Subject& subject,
                         const model::Quantisation& quantisation) {
  if (!parts.weights) return "weights: no source gives the parameters or the size of the file";
  if (parts.weights_from >= 0)
    return "weights: the size of the file by " +
           subject.family().family->sources[static_cast<std::size_t>(parts.weights_from)].id;
  if (parts.weights_by_tensor)
    return "weights: by tensor, from the geometry and the bits of each in " + quantisation.id;
  return "weights: parameters x " + number_text(quantisation.bits_per_weight) + " bits";
}

std::string towers_text(const evaluate::Parts& parts) {
  if (parts.towers > 0)
    return "what takes images or sound is asked for, and adds " + bytes_text(parts.towers) +
           " in 16 bits";
  return "of the text part alone: what takes images or sound is a file of its own";
}

std::vector<std::string> assumptions(const DeviceKeys& keys, const evaluate::Subject& subject,
                                     const evaluate::Estimate& estimate,
                                     const model::Quantisation& quantisation) {
  const model::RuleBase& rules = subject.rules();
  const model::Variant* const variant = subject.variant();
  const Geometry* const geometry =
      variant != nullptr && variant->geometry ? &*variant->geometry : nullptr;
  std::vector<std::string> all{budget_text(keys, rules),
                               weights_text(estimate.parts, subject, quantisation)};
  if (keys.count > 1)
    all.push_back(
        split_text(keys, estimate.parts.split, geometry, evaluate::tensor_parallel(keys, rules)));
  if (keys.offload_experts) {
    all.push_back("the experts of a mixture move to the host's memory of " +
                  bytes_text(*keys.offload_experts));
    all.push_back(offload_text(estimate.parts));
  }
  std::string run = number_text(estimate.context) + " tokens a sequence";
  if (keys.sequences > 1) run += ", " + number_text(keys.sequences) + " sequences";
  run.append(", cache in ").append(kv_name(keys.kv));
  if (keys.kv_values && *keys.kv_values != keys.kv)
    run.append(" and ").append(kv_name(*keys.kv_values));
  run.append(", batch of ");
  all.push_back(run + number_text(keys.batch) + (keys.flash ? ", flash" : ", no flash") +
                " attention");
  if (geometry != nullptr && geometry->sliding_layers > 0 && keys.kv != KvType::f16)
    all.emplace_back("the cache of the sliding layers is quantised with the rest");
  if (geometry == nullptr)
    all.push_back("without the geometry of its attention the weights are a lower bound" +
                  (estimate.largest_kv
                       ? "; a cache above " + bytes_text(*estimate.largest_kv) + " is not plausible"
                       : std::string{}));
  if (estimate.parts.text_alone) all.push_back(towers_text(estimate.parts));
  if (estimate.parts.compute_decides)
    all.emplace_back("compute: the runtime's activations as measured on another device");
  else if (estimate.parts.compute)
    all.emplace_back("compute: a bound, 1.15 x the formula");
  if (keys.runtime >= 0) {
    const auto& runtime = rules.runtimes[static_cast<std::size_t>(keys.runtime)];
    all.push_back("overhead: " + bytes_text(estimate.parts.overhead) + " by " + runtime.name);
  }
  if (estimate.window && *estimate.window < estimate.context)
    all.push_back("the model's own context is " + number_text(*estimate.window) + " tokens");
  if (estimate.in_window == evaluate::Truth::unknown)
    all.emplace_back("no source says how long the model's own context is");
  if (estimate.tokens_per_s)
    all.emplace_back("decode speed: an estimate, one sequence, from bandwidth and its efficiency");
  return all;
}

DeviceEstimate describe(const model::Need& need, const model::Profile& profile,
                        const evaluate::Subject& subject, int quantisation) {
  const auto& keys = std::get<DeviceKeys>(need.keys);
  const model::RuleBase& rules = subject.rules();
  const auto& entry = rules.quantisations[static_cast<std::size_t>(quantisation)];
  const evaluate::Estimate found = evaluate::estimate(keys, subject, profile, quantisation);
  DeviceEstimate estimate;
  estimate.need_id = need.id;
  estimate.family = subject.family().family->id;
  estimate.name = subject.family().family->name;
  estimate.variant_name = estimate.name;
  if (const model::Variant* const variant = subject.variant()) {
    estimate.variant = variant->id;
    estimate.variant_name = variant->name;
  }
  estimate.quantisation = entry.id;
  if (keys.device >= 0) estimate.device = rules.devices[static_cast<std::size_t>(keys.device)].id;
  estimate.place = keys.device < 0 && keys.count <= 1 ? bytes_text(*keys.memory)
                                                      : evaluate::place_text(keys, rules);
  estimate.count = keys.count;
  estimate.context_tokens = found.context;
  estimate.weights_bytes = found.parts.weights;
  estimate.kv_bytes = found.parts.kv;
  estimate.state_bytes = found.parts.state;
  estimate.compute_bytes = found.parts.compute;
  estimate.overhead_bytes = found.parts.overhead;
  estimate.host_bytes = found.parts.host;
  estimate.known_bytes = found.parts.complete() ? found.parts.total() : found.least;
  if (found.parts.complete()) estimate.total_bytes = estimate.known_bytes;
  estimate.budget_bytes = found.budget;
  if (found.fits != evaluate::Truth::unknown) estimate.fits = found.fits == evaluate::Truth::yes;
  estimate.max_context_tokens = found.max_context;
  estimate.decode_tokens_per_s = found.tokens_per_s;
  estimate.assumptions = assumptions(keys, subject, found, entry);
  estimate.beyond_window = found.in_window == evaluate::Truth::no;
  return estimate;
}

std::vector<DeviceEstimate> estimates(const model::Catalogue& catalogue,
                                      const model::Profile& profile,
                                      const std::vector<Choice>& choices) {
  std::vector<DeviceEstimate> all;
  for (const model::Need& need : profile.needs) {
    if (!on_device(need)) continue;
    const auto& keys = std::get<DeviceKeys>(need.keys);
    for (const Choice& choice : choices)
      for (const int candidate : choice.candidates) {
        const auto subject = subject_of(catalogue, profile, choice.family, candidate);
        const int told = evaluate::told_quantisation(keys, subject, profile);
        for (const int quantisation : evaluate::allowed_quantisations(keys, subject)) {
          all.push_back(describe(need, profile, subject, quantisation));
          all.back().chosen = quantisation == told;
        }
      }
  }
  return all;
}

// --- turned round --------------------------------------------------------------------------------

class Turned {
 public:
  Turned(const model::Catalogue& catalogue, model::Profile profile, std::size_t need)
      : catalogue_(catalogue),
        profile_(std::move(profile)),
        need_(need),
        weights_(profile_.needs.size(), 1.0),
        devices_(by_memory()) {
    profile_.needs[need_].must = true;
    keys().memory.reset();
    keys().kind.reset();
  }

  SmallestDevice smallest(const Choice& choice) {
    const model::Family& family = *catalogue_.families()[index(choice.family)].family;
    SmallestDevice found{profile_.needs[need_].id, family.id, family.name, {}, {}};
    if (devices_.empty()) return found;
    keys().device = devices_.front();
    auto all = judge(choice);
    for (const int device : devices_) found.places.push_back(place(device, all));
    // Of a model whose size nobody states no device can be said to be the least.
    const auto sized = [](const DevicePlace& place) {
      return place.status != Status::excluded && place.estimate.weights_bytes;
    };
    const auto cost = [&](const DevicePlace& place) {
      const auto device = devices_[static_cast<std::size_t>(&place - found.places.data())];
      return std::tuple{!sized(place), place.status,
                        catalogue_.rules().devices[index(device)].memory * place.estimate.count,
                        place.estimate.count};
    };
    const auto least = std::min_element(
        found.places.begin(), found.places.end(),
        [&](const auto& left, const auto& right) { return cost(left) < cost(right); });
    if (least != found.places.end() && sized(*least))
      found.smallest = static_cast<std::size_t>(least - found.places.begin());
    return found;
  }

 private:
  static std::size_t index(int position) { return static_cast<std::size_t>(position); }

  DeviceKeys& keys() { return std::get<DeviceKeys>(profile_.needs[need_].keys); }

  std::vector<int> by_memory() const {
    const auto& devices = catalogue_.rules().devices;
    std::vector<int> order(devices.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int left, int right) {
      return devices[index(left)].memory < devices[index(right)].memory;
    });
    return order;
  }

  // Those of each candidate, judged on whatever device the need has for now.
  std::vector<std::vector<decide::Alternative>> judge(const Choice& choice) const {
    std::vector<std::vector<decide::Alternative>> all;
    for (const int candidate : choice.candidates)
      all.push_back(decide::alternatives(catalogue_, choice.family, profile_, weights_,
                                         UnknownPolicy::low, candidate));
    return all;
  }

  // On the device of the moment; nothing else hangs on which it is.
  void judge_again(std::vector<std::vector<decide::Alternative>>& all) const {
    for (auto& of_candidate : all)
      decide::judge_again(of_candidate, profile_, need_, weights_, UnknownPolicy::low);
  }

  static const decide::Alternative& best(const std::vector<std::vector<decide::Alternative>>& all) {
    const decide::Alternative* best = nullptr;
    for (const auto& of_candidate : all)
      for (const decide::Alternative& each : of_candidate)
        if (best == nullptr || decide::before(each, *best)) best = &each;
    return *best;
  }

  // Whether all fail for other reasons than the device.
  bool out_anywhere(const std::vector<std::vector<decide::Alternative>>& all) const {
    const auto out = [&](const decide::Alternative& each) {
      const Verdict verdict = each.outcomes[need_].verdict;
      const bool here = verdict == Verdict::partly || verdict == Verdict::unmet;
      return each.failed > (here ? 1 : 0) ||
             each.subject.effects().excluded() == evaluate::Truth::yes;
    };
    return std::all_of(all.begin(), all.end(), [&](const auto& of_candidate) {
      return std::all_of(of_candidate.begin(), of_candidate.end(), out);
    });
  }

  // The least count of the device at which the family qualifies, else may, else one.
  DevicePlace place(int device, std::vector<std::vector<decide::Alternative>>& all) {
    keys().device = device;
    const int most = evaluate::most_devices(catalogue_.rules().devices[index(device)].kind);
    std::optional<decide::Alternative> found;
    double count = 1;
    for (int each = 1; each <= most; ++each) {
      keys().count = each;
      judge_again(all);
      const decide::Alternative& alternative = best(all);
      if (found && alternative.status >= found->status) continue;
      found = alternative;
      count = each;
      if (found->status == Status::qualified || out_anywhere(all)) break;
    }
    if (keys().count != count) {
      keys().count = count;
      judge_again(all);
    }
    const int quantisation = found->quantisation != evaluate::no_quantisation
                                 ? found->quantisation
                                 : evaluate::told_quantisation(keys(), found->subject, profile_);
    DevicePlace place{describe(profile_.needs[need_], profile_, found->subject, quantisation),
                      found->status, longest(all, found->status)};
    place.estimate.chosen = true;
    return place;
  }

  // Of the variants that may stand there; of all where none may. Unknown where only those are known
  // that do not fit at all.
  std::optional<double> longest(const std::vector<std::vector<decide::Alternative>>& all,
                                Status status) {
    std::optional<double> longest;
    bool open = false;
    for (const auto& judged : all) {
      const bool out = std::all_of(judged.begin(), judged.end(), [](const auto& each) {
        return each.status == Status::excluded;
      });
      if (out && status != Status::excluded) continue;
      const evaluate::Subject& subject = judged.front().subject;
      for (const int quantisation : evaluate::allowed_quantisations(keys(), subject)) {
        const auto tokens = evaluate::estimate(keys(), subject, profile_, quantisation).max_context;
        open = open || !tokens;
        if (tokens && (!longest || *tokens > *longest)) longest = tokens;
      }
    }
    return open && longest == 0.0 ? std::nullopt : longest;
  }

  const model::Catalogue& catalogue_;
  model::Profile profile_;
  std::size_t need_;
  std::vector<double> weights_;
  std::vector<int> devices_;
};

// Each device need is tried on each device with each variant, in each quantisation.
void check_places(const model::RuleBase& rules, const model::Profile& needs,
                  const std::vector<Choice>& choices, Diagnostics& wrong) {
  constexpr double most = 6'000'000;
  const auto asked =
      static_cast<double>(std::count_if(needs.needs.begin(), needs.needs.end(), on_device));
  double variants = 0;
  for (const Choice& each : choices) variants += static_cast<double>(each.candidates.size());
  const auto devices = static_cast<double>(rules.devices.size());
  const auto quantisations = static_cast<double>(rules.quantisations.size());
  const double all = asked * variants * devices * quantisations;
  if (all <= most) return;
  append(wrong, model::usage(number_text(asked) + " device needs, " + number_text(variants) +
                                 " variants, " + number_text(devices) + " devices and " +
                                 number_text(quantisations) + " quantisations come to " +
                                 number_text(all) + " places, and --smallest looks at " +
                                 number_text(most) + " at most",
                             "name families, or state fewer device needs"));
}

}  // namespace

Result<DeviceFit> device_fit(const RuleBase& rule_base, const std::optional<Profile>& profile,
                             const DeviceOptions& options) {
  const model::Catalogue& catalogue = rule_base.catalogue();
  Diagnostics said;
  const auto choice = choices(catalogue, options, said);
  const model::Profile needs = asked(catalogue.rules(), profile, options, said);
  if (options.smallest && catalogue.rules().devices.empty())
    append(said, model::usage("the rule base declares no devices"));
  if (options.smallest) check_places(catalogue.rules(), needs, choice, said);
  const auto warning = [](const Diagnostic& each) { return each.severity == Severity::warning; };
  if (!std::all_of(said.begin(), said.end(), warning))
    return Failure{FailureKind::usage, std::move(said)};
  DeviceFit fit;
  fit.warnings = std::move(said);
  fit.profile = profile.has_value();
  fit.inputs.rule_base_title = rule_base.title();
  fit.inputs.rule_base_fingerprint = rule_base.fingerprint();
  if (profile) {
    fit.inputs.profile_title = profile->title();
    fit.inputs.profile_file = profile->file();
  }
  if (!options.smallest) {
    fit.estimates = estimates(catalogue, needs, choice);
    return fit;
  }
  fit.smallest.emplace();
  for (std::size_t i = 0; i < needs.needs.size(); ++i) {
    if (!on_device(needs.needs[i])) continue;
    Turned turned(catalogue, needs, i);
    for (const Choice& each : choice) {
      fit.smallest->push_back(turned.smallest(each));
      const SmallestDevice& found = fit.smallest->back();
      if (found.smallest) fit.estimates.push_back(found.places[*found.smallest].estimate);
    }
  }
  return fit;
}

}  // namespace shortlist
