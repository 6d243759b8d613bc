// A quantisation fits when weights, cache, state, compute buffer and the runtime's overhead come to
// no more than the budget, experts that are to stand in the host's memory to no more than that, the
// model's window holds the context that is asked for, and it is neither slower nor dearer than
// asked (speed.cpp). Without geometry the weights alone are a lower bound: too large is a no,
// anything else is unknown.

#include "base/quantity.hpp"
#include "evaluate/fitter.hpp"
#include "evaluate/mix.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::evaluate {

namespace {

using model::DeviceKeys;

constexpr double default_context = 8192;
constexpr double context_step = 256;
constexpr double activation_batch = 8192;  // contract section 5: what `activation` is stated for

Truth within(double least, double most, double bound) {
  if (least > bound) return Truth::no;
  return most <= bound ? Truth::yes : Truth::unknown;
}

// The need that says how many tokens are asked for; null where there is none.
const model::Need* context_need(const model::Profile& profile) {
  const int index = profile.find_need("context");
  if (index < 0) return nullptr;
  const model::Need& need = profile.needs[static_cast<std::size_t>(index)];
  return std::holds_alternative<model::BoundKeys>(need.keys) ? &need : nullptr;
}

double context_of(const DeviceKeys& keys, const model::Profile& profile) {
  if (keys.context) return *keys.context;
  const model::Need* const need = context_need(profile);
  if (need == nullptr) return default_context;
  return std::get<model::BoundKeys>(need->keys).at_least.value_or(default_context);
}

// The fact that counts beside the window, where need.context says so.
model::FactIndex extended_window(const model::RuleBase& rules, const model::Profile& profile) {
  const model::Need* const need = context_need(profile);
  if (need == nullptr || !std::get<model::BoundKeys>(need->keys).extended) return -1;
  return rules.criteria[static_cast<std::size_t>(need->criterion)].extended_fact;
}

// Whether some need is of what a text part alone does not take.
bool asks_for_towers(const model::RuleBase& rules, const model::Profile& profile) {
  const model::FactIndex inputs = rules.vocabulary.find_fact("inputs");
  if (inputs < 0) return false;
  const auto asks = [](const std::optional<std::vector<model::Item>>& items) {
    return items && std::any_of(items->begin(), items->end(),
                                [](const model::Item& item) { return item.key != "text"; });
  };
  return std::any_of(profile.needs.begin(), profile.needs.end(), [&](const model::Need& need) {
    const auto* const keys = std::get_if<model::CoverageKeys>(&need.keys);
    return keys != nullptr &&
           rules.criteria[static_cast<std::size_t>(need.criterion)].fact == inputs &&
           (asks(keys->all_of) || asks(keys->any_of));
  });
}

}  // namespace

int native_quantisation(const Subject& subject) {
  const model::RuleBase& rules = subject.rules();
  const model::FactIndex fact = rules.vocabulary.find_fact("native_quantisation");
  if (fact < 0) return no_quantisation;
  const model::Value* const value = subject.value(fact, model::Scope::variant);
  const auto* const word = value == nullptr ? nullptr : std::get_if<model::Item>(value);
  return word == nullptr ? no_quantisation : rules.find_quantisation(word->text);
}

std::vector<int> allowed_quantisations(const DeviceKeys& keys, const Subject& subject) {
  std::vector<int> allowed = keys.quantisations;
  const int native = keys.listed ? no_quantisation : native_quantisation(subject);
  if (native == no_quantisation ||
      std::find(allowed.begin(), allowed.end(), native) != allowed.end())
    return allowed;
  const model::RuleBase& rules = subject.rules();
  if (runs_on(rules.quantisations[static_cast<std::size_t>(native)].runtimes,
              runtime_of(keys, rules)))
    allowed.insert(allowed.begin(), native);
  return allowed;
}

Fitter::Fitter(const DeviceKeys& keys, const Subject& subject, const model::Profile& profile)
    : keys_(keys),
      subject_(subject),
      rules_(subject.rules()),
      allowed_(allowed_quantisations(keys, subject)),
      native_(native_quantisation(subject)),
      parameters_(number("parameters")),
      active_parameters_(number("active_parameters")),
      runtime_(runtime_of(keys, rules_)),
      machine_(shows_speed(keys) ? machine_of(keys, rules_) : Machine{}),
      plan_{.context = context_of(keys, profile),
            .sequences = keys.sequences,
            .batch = keys.batch,
            .flash = keys.flash,
            .kv = keys.kv,
            .kv_values = keys.kv_values.value_or(keys.kv),
            .cell_padding = runtime_ == nullptr ? 1 : runtime_->cell_padding},
      extended_window_(extended_window(rules_, profile)),
      window_(find_window()),
      images_(runtime_ != nullptr && runtime_->activation && takes_images()),
      budget_(budget_bytes(keys, rules_)) {
  // A dense model works with all it has, which some sources state.
  if (active_parameters_ == parameters_) active_parameters_.reset();
  keep_text_part(profile);
  const model::Variant* const variant = subject.variant();
  if (variant != nullptr && variant->geometry) {
    geometry_ = variant->geometry.get();
    fixed_.split = device::split_of(*geometry_, keys.count, tensor_parallel(keys, rules_));
    fixed_.state = std::ceil(device::state_bytes(*geometry_, plan_) * fixed_.split.state_copies);
    fixed_.compute = compute(plan_);
    if (parameters_) weights_ = device::weights_of(*geometry_, *parameters_, active_parameters_);
  }
  add_runtime(fixed_);
}

// What a runtime loads that leaves the towers for images and sound in a file of their own. Where
// these are asked for and nobody knows how large they are, the model counts as what is stated of
// it.
void Fitter::keep_text_part(const model::Profile& profile) {
  if (runtime_ == nullptr || !runtime_->towers_apart) return;
  const auto text = number("text_parameters");
  if (!text) return;
  if (asks_for_towers(rules_, profile)) {
    if (!parameters_ || *parameters_ <= *text) return;
    towers_ = *parameters_ - *text;
  }
  parameters_ = text;
  text_alone_ = true;
}

Parts Fitter::weigh(int quantisation) const {
  Parts parts = fixed_;
  add_weights(quantisation, parts);
  return parts;
}

Fitter::Sized Fitter::fit(const Parts& weighed, int quantisation, double context) const {
  Sized fit{Truth::unknown, weighed, 0, 0};
  Parts& parts = fit.parts;
  if (geometry_ != nullptr) {
    device::Plan plan = plan_;
    plan.context = context;
    parts.kv = device::kv_bytes(*geometry_, plan, parts.split);
    if (!plan.flash && !parts.compute_decides) parts.compute = compute(plan);
  }
  fit.total = parts.total();
  fit.least = fit.total - (parts.weights.value_or(0) - parts.weights_least);
  if (!parts.complete() || parts.compute_decides) fit.least -= parts.compute.value_or(0);
  const double most = parts.complete() ? fit.total : std::numeric_limits<double>::infinity();
  fit.fits = within(fit.least, most, budget_);
  if (keys_.offload_experts)
    fit.fits = both(fit.fits, within(parts.host_least, parts.host, *keys_.offload_experts));
  fit.fits = both(fit.fits, within_limits(parts, quantisation));
  fit.fits = both(fit.fits, in_window(context));
  return fit;
}

// Whether it fits only ever gets worse with the context.
std::optional<double> Fitter::max_context(int quantisation) const {
  const Parts weighed = weigh(quantisation);
  const auto fits = [&](double steps) {
    return fit(weighed, quantisation, steps * context_step).fits;
  };
  const Truth least = fits(1);
  if (least == Truth::no) return 0;
  if (!window_) return std::nullopt;
  const double most = std::floor(*window_ / context_step);
  if (most < 1) return 0;
  if (least == Truth::unknown) return std::nullopt;
  if (fits(most) == Truth::yes) return most * context_step;
  double held = 1;
  double missed = most;
  while (missed - held > 1) {
    const double middle = std::floor((held + missed) / 2);
    (fits(middle) == Truth::yes ? held : missed) = middle;
  }
  return held * context_step;
}

// The lightest leaves most room, so most of the others need but one look.
LongestContext Fitter::longest_context() const {
  std::vector<std::pair<double, int>> by_weight;
  by_weight.reserve(allowed_.size());
  for (const int each : allowed_) by_weight.emplace_back(weigh(each).weights_least, each);
  std::sort(by_weight.begin(), by_weight.end());
  LongestContext longest;
  for (const auto& [weight, each] : by_weight) {
    if (longest.tokens > 0 &&
        (longest.tokens + context_step > *window_ ||
         fit(weigh(each), each, longest.tokens + context_step).fits != Truth::yes))
      continue;
    const auto tokens = max_context(each);
    longest.open = longest.open || !tokens;
    longest.tokens = std::max(longest.tokens, tokens.value_or(0));
  }
  longest.open = longest.open && longest.tokens == 0;
  return longest;
}

std::optional<double> Fitter::find_window() const {
  const auto own = number("context_tokens");
  if (extended_window_ < 0) return own;
  const auto extended = number(extended_window_);
  if (!own || !extended) return own ? own : extended;
  return std::max(*own, *extended);
}

std::vector<model::FactIndex> Fitter::window_facts() const {
  std::vector<model::FactIndex> facts;
  for (const model::FactIndex fact :
       {rules_.vocabulary.find_fact("context_tokens"), extended_window_})
    if (fact >= 0) facts.push_back(fact);
  return facts;
}

Truth Fitter::in_window(double context) const {
  if (!keys_.context || window_facts().empty()) return Truth::yes;
  return window_ ? truth(context <= *window_) : Truth::unknown;
}

std::optional<double> Fitter::largest_kv() const {
  if (geometry_ != nullptr || !parameters_) return std::nullopt;
  return device::largest_kv_bytes(*parameters_, plan_);
}

std::vector<int> Fitter::others() const {
  std::vector<int> others;
  for (int i = 0; i < static_cast<int>(rules_.quantisations.size()); ++i)
    if (runs_on(at(i).runtimes, runtime_) &&
        std::find(allowed_.begin(), allowed_.end(), i) == allowed_.end())
      others.push_back(i);
  return others;
}

double Fitter::value(int quantisation) const {
  const double quality = quantisation == native_ ? 1 : at(quantisation).quality;
  const double aim = keys_.aim_quantisation < 0 ? 1 : at(keys_.aim_quantisation).quality;
  return aim <= 0 ? 1 : std::min(1.0, quality / aim);
}

std::optional<double> Fitter::number(std::string_view fact_id) const {
  const model::FactIndex fact = rules_.vocabulary.find_fact(fact_id);
  return fact < 0 ? std::nullopt : number(fact);
}

std::optional<double> Fitter::number(model::FactIndex fact) const {
  const model::Value* const value = subject_.value(fact, model::Scope::variant);
  const auto* const number = value == nullptr ? nullptr : std::get_if<double>(value);
  return number == nullptr ? std::nullopt : std::optional(*number);
}

std::optional<double> Fitter::compute(const device::Plan& plan) const {
  const auto each = device::compute_bytes(*geometry_, plan);
  return each ? std::optional(*each * keys_.count) : std::nullopt;
}

void Fitter::add_runtime(Parts& parts) const {
  if (runtime_ == nullptr) return;
  parts.overhead = std::ceil(runtime_->overhead * keys_.count);
  if (!runtime_->extra.empty()) {
    const auto index = std::min(static_cast<std::size_t>(keys_.count), runtime_->extra.size());
    parts.overhead += std::ceil(runtime_->extra[index - 1] * keys_.count);
  }
  if (runtime_->activation) {
    const auto& activation = *runtime_->activation;
    const double stated = images_        ? activation.multimodal
                          : is_mixture() ? activation.mixture
                                         : activation.dense;
    parts.compute = std::ceil(stated * keys_.batch / activation_batch) * keys_.count;
    parts.compute_decides = true;
  }
}

bool Fitter::is_mixture() const {
  return active_parameters_ || (geometry_ != nullptr && geometry_->experts > 0);
}

bool Fitter::takes_images() const {
  const model::FactIndex fact = rules_.vocabulary.find_fact("inputs");
  if (fact < 0) return false;
  const model::Value* const value = subject_.value(fact, model::Scope::variant);
  const auto* const set = value == nullptr ? nullptr : std::get_if<model::ItemSet>(value);
  return set != nullptr &&
         rules_.vocabulary.holds(*set, model::make_item("image"), model::Match::exact);
}

Fit fit(const model::Need& need, const Subject& subject, const model::Profile& profile,
        int quantisation) {
  constexpr double never = std::numeric_limits<double>::infinity();
  const auto& keys = std::get<DeviceKeys>(need.keys);
  const Fitter fitter(keys, subject, profile);
  const Fitter::Sized sized = fitter.fit(quantisation);
  Truth beside = fitter.in_window();
  if (keys.offload_experts)
    beside = both(beside, within(sized.parts.host_least, sized.parts.host, *keys.offload_experts));
  return {sized.fits, beside == Truth::no ? never : sized.least,
          sized.parts.complete() && beside == Truth::yes ? sized.total : never};
}

LongestContext longest_context(const DeviceKeys& keys, const Subject& subject,
                               const model::Profile& profile) {
  return Fitter(keys, subject, profile).longest_context();
}

Estimate estimate(const DeviceKeys& keys, const Subject& subject, const model::Profile& profile,
                  int quantisation) {
  const Fitter fitter(keys, subject, profile);
  const Fitter::Sized sized = fitter.fit(quantisation);
  return {sized.parts,
          sized.fits,
          sized.least,
          fitter.budget(),
          fitter.plan().context,
          fitter.max_context(quantisation),
          fitter.window(),
          fitter.in_window(),
          sized.least <= fitter.budget() ? fitter.speeds(sized.parts, quantisation) : Speeds{},
          fitter.largest_kv(),
          fitter.machine(),
          fitter.is_mixture(),
          fitter.affordable()};
}

}  // namespace shortlist::evaluate
