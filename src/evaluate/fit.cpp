// A quantisation fits when weights, cache, state, compute buffer and the runtime's overhead come to
// no more than the budget, experts that are to stand in the host's memory to no more than that, the
// model's window holds the context that is asked for, and it is not slower than asked. Without
// geometry the weights alone are a lower bound: too large is a no, anything else is unknown.

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

const model::Device* device_of(const DeviceKeys& keys, const model::RuleBase& rules) {
  return keys.device < 0 ? nullptr : &rules.devices[static_cast<std::size_t>(keys.device)];
}

const model::Runtime* runtime_of(const DeviceKeys& keys, const model::RuleBase& rules) {
  return keys.runtime < 0 ? nullptr : &rules.runtimes[static_cast<std::size_t>(keys.runtime)];
}

// Share of the installed memory that the model may take.
double share_of(const DeviceKeys& keys, const model::RuleBase& rules) {
  return usable_share(keys, rules) * utilisation(keys, rules);
}

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
      device_(device_of(keys, rules_)),
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
    geometry_ = &*variant->geometry;
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
  if (keys_.min_tokens_per_s) fit.fits = both(fit.fits, fast_enough(parts, quantisation));
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

// Experts in the host's memory are read there, at a speed that nobody states.
std::optional<double> Fitter::tokens_per_s(const Parts& parts, int quantisation) const {
  if (device_ == nullptr || !device_->efficiency || !parts.kv || parts.host > 0)
    return std::nullopt;
  const auto most = most_tokens_per_s(parts, quantisation);
  return most ? std::optional(*most * *device_->efficiency) : std::nullopt;
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

// The file's size from the most trusted source that states one; else the tensors of the geometry in
// the bits of the quantisation; else parameters x bits.
void Fitter::add_weights(int quantisation, Parts& parts) const {
  if (const model::Variant* const variant = subject_.variant()) {
    for (const model::SourceIndex source : subject_.family().by_trust) {
      const auto file = std::find_if(
          variant->files.begin(), variant->files.end(), [&](const model::FileSize& each) {
            return each.source == source && each.quantisation == quantisation;
          });
      if (file == variant->files.end()) continue;
      parts.weights = file->bytes;
      parts.weights_from = source;
      break;
    }
  }
  const model::Quantisation& entry = at(quantisation);
  const auto mix = mix_of(entry, runtime_, weights_);
  if (!parts.weights && parameters_) {
    parts.weights = weights_bytes(entry, mix, *parameters_, weights_);
    parts.weights_by_tensor = mix.has_value();
  }
  parts.weights_least = parts.weights.value_or(0);
  const double unread = !weights_ ? 0
                        : mix     ? device::lookup_share(*weights_, *mix)
                                  : weights_->lookup / *parameters_;
  parts.weights_read = parts.weights_least * (1 - unread);
  if (keys_.offload_experts) offload(mix, parts);
  if (text_alone_) add_towers(parts);
}

// In 16 bits, as they are converted.
void Fitter::add_towers(Parts& parts) const {
  parts.text_alone = true;
  parts.towers = std::ceil(towers_ * 16 / 8);
  if (!parts.weights) return;
  *parts.weights += parts.towers;
  parts.weights_least += parts.towers;
}

// Moves the experts from the weights to the host. How many bytes those are may be known but for
// bounds, and then so is what stays.
void Fitter::offload(const std::optional<device::Mix>& mix, Parts& parts) const {
  if (!parts.weights) return;
  if (!parameters_ && is_mixture()) {  // any part of the file may be experts
    parts.host = *parts.weights;
    parts.weights_least = 0;
  }
  if (!parameters_) return;
  const auto experts = device::expert_weights(geometry_ == nullptr ? Geometry{} : *geometry_,
                                              *parameters_, active_parameters_);
  if (!experts) return;
  const auto share = [&](double count) {
    return mix ? device::expert_share(*weights_, *mix, count) : count / *parameters_;
  };
  const double all = *parts.weights;
  parts.host = std::ceil(all * share(experts->most));
  parts.host_least = std::floor(all * share(experts->least));
  parts.weights = all - parts.host_least;
  parts.weights_least = all - parts.host;
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

std::optional<double> Fitter::most_tokens_per_s(const Parts& parts, int quantisation) const {
  if (device_ == nullptr || !device_->bandwidth_gb_s || !parts.weights) return std::nullopt;
  const double active = active_parameters_
                            ? *active_parameters_ * at(quantisation).bits_per_weight / 8
                            : parts.weights_read;
  const double read = parts.host > 0 ? std::min(active, parts.weights_least) : active;
  const double cache = (parts.kv.value_or(0) + parts.state.value_or(0)) / keys_.sequences;
  // By layers the devices take turns.
  const double at_once = parts.split.by == device::Split::By::layers ? 1 : keys_.count;
  return device::decode_tokens_per_s(*device_->bandwidth_gb_s * at_once, 1, read, cache);
}

// No where even a device that wasted nothing would be too slow.
Truth Fitter::fast_enough(const Parts& parts, int quantisation) const {
  const auto most = most_tokens_per_s(parts, quantisation);
  if (!most) return Truth::unknown;
  if (*most < *keys_.min_tokens_per_s) return Truth::no;
  const auto likely = tokens_per_s(parts, quantisation);
  return likely ? truth(*likely >= *keys_.min_tokens_per_s) : Truth::unknown;
}

double usable_share(model::DeviceKind kind, double memory, const model::RuleBase& rules) {
  const auto& points = rules.usable[static_cast<std::size_t>(kind)];
  if (points.empty()) return 1;
  const auto above = std::find_if(points.begin(), points.end(),
                                  [&](const auto& each) { return each.first >= memory; });
  if (above == points.begin()) return points.front().second;
  if (above == points.end()) return points.back().second;
  const auto& [x, share] = *above;
  const auto& [x_below, share_below] = *(above - 1);
  return share_below + (share - share_below) * (memory - x_below) / (x - x_below);
}

double usable_share(const DeviceKeys& keys, const model::RuleBase& rules) {
  const model::Device* const device = device_of(keys, rules);
  if (device != nullptr) return device->usable.value_or(1);
  return keys.kind ? usable_share(*keys.kind, keys.memory.value_or(0), rules) : 1;
}

bool tensor_parallel(const DeviceKeys& keys, const model::RuleBase& rules) {
  const model::Runtime* const runtime = runtime_of(keys, rules);
  return runtime != nullptr && behaves_as(*runtime, "vllm");
}

double utilisation(const DeviceKeys& keys, const model::RuleBase& rules) {
  const model::Runtime* const runtime = runtime_of(keys, rules);
  return runtime == nullptr ? 1 : runtime->utilisation;
}

std::string place_text(const DeviceKeys& keys, const model::RuleBase& rules) {
  const model::Device* const device = device_of(keys, rules);
  if (keys.count <= 1) return device == nullptr ? "memory" : device->name;
  return number_text(keys.count) + " x " +
         (device == nullptr ? bytes_text(*keys.memory) : device->name);
}

int most_devices(model::DeviceKind kind) {
  return kind == model::DeviceKind::gpu || kind == model::DeviceKind::accelerator ? 8 : 1;
}

double budget_bytes(const DeviceKeys& keys, const model::RuleBase& rules) {
  const model::Device* const device = device_of(keys, rules);
  return device::budget_bytes(device == nullptr ? *keys.memory : device->memory,
                              share_of(keys, rules), keys.reserve, keys.count);
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
          sized.least <= fitter.budget() ? fitter.tokens_per_s(sized.parts, quantisation)
                                         : std::nullopt,
          fitter.largest_kv()};
}

}  // namespace shortlist::evaluate
