#include "whatif/need_track.hpp"

#include "base/text.hpp"
#include "evaluate/fit.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>

namespace shortlist::whatif {

namespace {

using evaluate::Truth;

const model::DeviceKeys* device_keys(const model::Need& need) {
  return std::get_if<model::DeviceKeys>(&need.keys);
}

std::ptrdiff_t count_devices(const model::Profile& profile) {
  return std::count_if(profile.needs.begin(), profile.needs.end(),
                       [](const model::Need& need) { return device_keys(need) != nullptr; });
}

// The device needs whose outcome hangs on the key.
std::vector<int> device_needs(const model::Profile& profile, int swept, const std::string& key) {
  std::vector<int> needs;
  if (key == "weight") return needs;
  const auto& moved = profile.needs[static_cast<std::size_t>(swept)];
  if (device_keys(moved) != nullptr) return {swept};
  // A device need that states no context takes what need.context asks for.
  if (key != "at_least" || profile.find_need("context") != swept) return needs;
  for (std::size_t i = 0; i < profile.needs.size(); ++i) {
    const auto* const keys = device_keys(profile.needs[i]);
    if (keys != nullptr && !keys->context) needs.push_back(static_cast<int>(i));
  }
  return needs;
}

std::vector<int> moving(const Sweep& sweep, const NumberRange& range, std::vector<int> devices) {
  if (range.key.name != "weight" &&
      std::find(devices.begin(), devices.end(), sweep.need) == devices.end())
    devices.push_back(sweep.need);
  return devices;
}

std::optional<double> number_of(const evaluate::Subject& subject, model::FactIndex fact,
                                model::Scope scope) {
  if (fact < 0) return std::nullopt;
  const model::Value* const value = subject.value(fact, scope);
  if (value == nullptr) return std::nullopt;
  if (const auto* const number = std::get_if<double>(value)) return *number;
  if (const auto* const date = std::get_if<Date>(value)) return date->days;
  return std::nullopt;
}

void sort_unique(std::vector<Step>& steps) {
  std::sort(steps.begin(), steps.end());
  steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
}

}  // namespace

std::string_view turns_with(const model::DeviceKeys& keys, std::string_view key) {
  // More sequences take more memory, but fewer bytes are read for each.
  if (key == "sequences" && keys.min_tokens_per_s) return "min_tokens_per_s";
  if (key == "sequences" && keys.min_total_tokens_per_s) return "min_total_tokens_per_s";
  // More devices hold more, and cost and draw more.
  if (key == "count" && keys.max_price_usd) return "max_price_usd";
  return key == "count" && keys.max_power_w ? "max_power_w" : std::string_view{};
}

Track::Track(const model::RuleBase& rules, model::Profile profile, const Sweep& sweep,
             const NumberRange& range, const decide::Decision& decision, UnknownPolicy unknown)
    : rules_(rules),
      profile_(std::move(profile)),
      range_(range),
      need_(static_cast<std::size_t>(sweep.need)),
      slot_(profile_.needs[need_], range.key),
      axis_(range.from, range.to, range.whole),
      reweighing_(decision.reweighing),
      weights_(decision.weights),
      device_needs_(device_needs(profile_, sweep.need, range.key.name)),
      several_devices_(count_devices(profile_) > 1),
      weighs_(range.key.name == "weight"),
      direct_(!weighs_ && device_keys(profile_.needs[need_]) == nullptr),
      stepwise_(!weighs_ && !direct_),
      field_(profile_, decision, unknown, moving(sweep, range, device_needs_)) {
  find_general_cuts();
  steps_.resize(field_.movers().size());
  for (std::size_t i = 0; i < steps_.size(); ++i)
    for (const int need : device_needs_)
      steps_[i].push_back(device_steps(need, field_.movers()[i]));
}

void Track::move_to(Step step) {
  if (step_ == step) return;
  step_ = step;
  slot_.set(axis_.at(step));
  if (weighs_) weights_ = decide::weights(rules_, profile_, reweighing_);
}

Place Track::place(int mover, Step step) {
  move_to(step);
  const Mover& moved = field_.movers()[static_cast<std::size_t>(mover)];
  moved_.clear();
  if (direct_)
    moved_.emplace_back(static_cast<int>(need_),
                        evaluate::evaluate(profile_.needs[need_], moved.start->subject, profile_));
  for (std::size_t i = 0; i < device_needs_.size(); ++i) {
    const auto& steps = steps_[static_cast<std::size_t>(mover)][i];
    const auto next =
        std::upper_bound(steps.begin(), steps.end(), step,
                         [](Step at, const DeviceStep& each) { return at < each.from; });
    moved_.emplace_back(device_needs_[i], (next - 1)->outcome);
  }
  return field_.place(moved, moved_, weights_);
}

// --- cuts ----------------------------------------------------------------------------------------

// x may stand alone: what holds up to it, at it and after it can differ.
void Track::cut_round(double x, std::vector<Step>& cuts) const {
  for (const Step step : {axis_.since(x), axis_.until(x) + 1})
    if (step > axis_.first() && step <= axis_.last()) cuts.push_back(step);
}

// Cuts that are no matter of one alternative: 0 (where counts begin, where weights may all vanish),
// the ends of the scale, the other bounds of the need.
void Track::find_general_cuts() {
  general_cuts_ = {axis_.first()};
  cut_round(0, general_cuts_);
  const auto& need = profile_.needs[need_];
  const auto& criterion = rules_.criteria[static_cast<std::size_t>(need.criterion)];
  for (const auto& end : {criterion.floor, criterion.ceiling})
    if (direct_ && end) cut_round(*end, general_cuts_);
  const auto* const bounds = std::get_if<model::BoundKeys>(&need.keys);
  if (direct_ && bounds != nullptr)
    for (const auto& bound : {bounds->at_least, bounds->at_most, bounds->aim})
      if (bound) cut_round(*bound, general_cuts_);
  sort_unique(general_cuts_);
}

std::vector<Step> Track::cuts(int mover) const {
  std::vector<Step> cuts = general_cuts_;
  const auto& need = profile_.needs[need_];
  const auto& criterion = rules_.criteria[static_cast<std::size_t>(need.criterion)];
  const auto index = static_cast<std::size_t>(mover);
  const evaluate::Subject& subject = field_.movers()[index].start->subject;
  const auto* const bounds = std::get_if<model::BoundKeys>(&need.keys);
  const model::FactIndex main =
      bounds == nullptr ? criterion.fact : model::fact_of(criterion, *bounds);
  if (direct_)
    for (const model::FactIndex fact : {main, criterion.extended_fact, criterion.count_fact})
      if (const auto x = number_of(subject, fact, criterion.scope)) cut_round(*x, cuts);
  if (direct_)
    for (const double points : evaluate::language_points(need, subject)) cut_round(points, cuts);
  for (const auto& steps : steps_[index])
    for (const DeviceStep& step : steps) cuts.push_back(step.from);
  sort_unique(cuts);
  return cuts;
}

// --- devices -------------------------------------------------------------------------------------

// The least or the most bytes of a quantisation against a budget that is linear in the key.
void Track::add_budget_cut(double bytes, int need, std::vector<Step>& cuts) {
  const auto& keys = *device_keys(profile_.needs[static_cast<std::size_t>(need)]);
  const auto holds = [&](Step step) {
    move_to(step);
    return evaluate::budget_bytes(keys, rules_) >= bytes;
  };
  const bool at_first = holds(axis_.first());
  const double low = evaluate::budget_bytes(keys, rules_);
  if (holds(axis_.last()) == at_first) return;
  const double high = evaluate::budget_bytes(keys, rules_);
  const double guess = range_.from + (range_.to - range_.from) * ((bytes - low) / (high - low));
  cuts.push_back(first_step(
      axis_.first(), axis_.last(), [&](Step step) { return holds(step) != at_first; },
      axis_.since(guess)));
}

// Whether a quantisation fits only ever gets better along the axis, or only ever worse.
void Track::add_fit_cuts(int need, const Mover& mover, int quantisation, std::vector<Step>& cuts) {
  const auto& moved = profile_.needs[static_cast<std::size_t>(need)];
  const auto fit = [&](Step step) {
    move_to(step);
    return evaluate::fit(moved, mover.start->subject, profile_, quantisation);
  };
  if (range_.key.name == "memory" || range_.key.name == "reserve") {
    const evaluate::Fit sizes = fit(axis_.first());
    add_budget_cut(sizes.least, need, cuts);
    if (sizes.most != sizes.least) add_budget_cut(sizes.most, need, cuts);
    return;
  }
  const auto turn = [&](Step low, Step high, auto test) {
    const bool before = test(fit(low).fits);
    if (test(fit(high).fits) != before)
      cuts.push_back(
          first_step(low, high, [&](Step step) { return test(fit(step).fits) != before; }));
  };
  const Step from = cuts.back();  // what comes before is cut already
  turn(from, axis_.last(), [](Truth fits) { return fits == Truth::yes; });
  turn(from, axis_.last(), [](Truth fits) { return fits == Truth::no; });
}

std::vector<Step> Track::device_cuts(int need, const Mover& mover) {
  const auto& keys = *device_keys(profile_.needs[static_cast<std::size_t>(need)]);
  std::vector<Step> cuts{axis_.first()};
  Step one_by_one = axis_.first();
  // What a runtime needs beside the model may be stated for each number of devices, and whether
  // they can share the heads of a model is another question for each.
  if (range_.key.name == "count" && keys.runtime >= 0) {
    const model::Variant* const variant = mover.start->subject.variant();
    const std::int64_t heads =
        variant != nullptr && variant->geometry ? variant->geometry->q_heads : 0;
    const auto& extra = rules_.runtimes[static_cast<std::size_t>(keys.runtime)].extra;
    one_by_one =
        axis_.until(std::max(static_cast<double>(extra.size()), static_cast<double>(heads)));
  }
  // Devices that share tensors do so where the query heads divide by their number.
  constexpr double most_heads = 1024;
  if (range_.key.name == "count" && evaluate::tensor_parallel(keys, rules_))
    one_by_one = std::max(one_by_one, axis_.until(most_heads));
  if (!turns_with(keys, range_.key.name).empty()) one_by_one = axis_.last();
  for (Step step = axis_.first() + 1; step <= one_by_one; ++step) cuts.push_back(step);
  if (one_by_one == axis_.last()) return cuts;
  // The bandwidth of a bare memory is that of the listed devices of its size.
  if (range_.key.name == "memory" && keys.kind && !keys.bandwidth_gb_s && keys.asks_for_speed())
    for (const double size : evaluate::listed_sizes(*keys.kind, rules_)) cut_round(size, cuts);

  const std::vector<Step> start = cuts;
  for (const int quantisation : evaluate::allowed_quantisations(keys, mover.start->subject)) {
    if (several_devices_ && quantisation != mover.start->quantisation) continue;
    std::vector<Step> own = start;
    add_fit_cuts(need, mover, quantisation, own);
    cuts.insert(cuts.end(), own.begin() + static_cast<std::ptrdiff_t>(start.size()), own.end());
  }
  sort_unique(cuts);
  return cuts;
}

std::vector<DeviceStep> Track::device_steps(int need, const Mover& mover) {
  const auto& moved = profile_.needs[static_cast<std::size_t>(need)];
  const int quantisation = several_devices_ ? mover.start->quantisation : evaluate::no_quantisation;
  std::vector<DeviceStep> steps;
  for (const Step cut : device_cuts(need, mover)) {
    move_to(cut);
    const auto outcome =
        evaluate::evaluate_device(moved, mover.start->subject, profile_, quantisation).outcome;
    if (steps.empty() || steps.back().outcome.verdict != outcome.verdict ||
        steps.back().outcome.value != outcome.value)
      steps.push_back({cut, outcome});
  }
  return steps;
}

}  // namespace shortlist::whatif
