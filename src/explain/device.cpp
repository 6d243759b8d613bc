// The memory of models by part, on the devices of a profile or on stated ones; and turned round.

#include "shortlist/device.hpp"

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "evaluate/fit.hpp"
#include "explain/device_estimate.hpp"
#include "explain/smallest_device.hpp"
#include "model/find_family.hpp"
#include "shortlist/result.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist {

namespace {

using explanation::Choice;
using explanation::on_device;
using model::DeviceKeys;

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
    state(keys, amount ? "memory" : "device", options.device,
          {"device", "memory", "kind", "bandwidth_gb_s"});
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
          all.push_back(explanation::device_estimate(need, profile, subject, quantisation));
          all.back().chosen = quantisation == told;
        }
      }
  }
  return all;
}

// Each device need is tried on each device that differs for it, with each variant in each
// quantisation.
void check_places(const model::RuleBase& rules, const model::Profile& needs,
                  const std::vector<Choice>& choices, Diagnostics& wrong) {
  constexpr double most = 9'000'000;
  double variants = 0;
  for (const Choice& each : choices) variants += static_cast<double>(each.candidates.size());
  double devices = 0;
  for (const model::Need& need : needs.needs)
    if (on_device(need)) devices += static_cast<double>(explanation::devices_apart(rules, need));
  const auto quantisations = static_cast<double>(rules.quantisations.size());
  const double all = devices * variants * quantisations;
  if (all <= most) return;
  append(wrong,
         model::usage(number_text(devices) + " devices that differ for some need, " +
                          number_text(variants) + " variants and " + number_text(quantisations) +
                          " quantisations come to " + number_text(all) +
                          " places, and --smallest looks at " + number_text(most) + " at most",
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
    for (SmallestDevice& found : explanation::smallest_devices(catalogue, needs, i, choice)) {
      if (found.smallest) fit.estimates.push_back(found.places[*found.smallest].estimate);
      fit.smallest->push_back(std::move(found));
    }
  }
  return fit;
}

}  // namespace shortlist
