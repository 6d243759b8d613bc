// device: whether some allowed quantisation of a variant fits, and how good the best that fits is.
//
// A quantisation fits when weights, cache, state, compute buffer and the runtime's overhead come to
// no more than the budget, and it is not slower than asked. Without geometry the weights alone are
// a lower bound: too large is a no, anything else is unknown.

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "device/memory.hpp"
#include "evaluate/fit.hpp"
#include "evaluate/kinds.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace shortlist::evaluate {

namespace {

using model::DeviceKeys;

constexpr double default_context = 8192;
constexpr double activation_batch = 8192;  // contract section 5: what `activation` is stated for

struct Sized {
  Truth fits = Truth::unknown;
  Parts parts;
  double total = 0;  // of what is known
  double least = 0;  // of what is certain
};

const model::Device* device_of(const DeviceKeys& keys, const model::RuleBase& rules) {
  return keys.device < 0 ? nullptr : &rules.devices[static_cast<std::size_t>(keys.device)];
}

// Share of the installed memory that the model may take.
double share_of(const DeviceKeys& keys, const model::RuleBase& rules) {
  return usable_share(keys, rules) * utilisation(keys, rules);
}

bool runs_on(const model::Quantisation& quantisation, const model::Runtime* runtime) {
  if (runtime == nullptr || quantisation.runtimes.empty()) return true;
  return std::any_of(quantisation.runtimes.begin(), quantisation.runtimes.end(),
                     [&](const std::string& id) {
                       return equal_folded(id, runtime->id) || equal_folded(id, runtime->like);
                     });
}

class Fitter {
 public:
  Fitter(const DeviceKeys& keys, const Subject& subject, const model::Profile& profile)
      : keys_(keys),
        subject_(subject),
        rules_(subject.rules()),
        parameters_(number("parameters")),
        active_parameters_(number("active_parameters")) {
    if (keys.runtime >= 0) runtime_ = &rules_.runtimes[static_cast<std::size_t>(keys.runtime)];
    device_ = device_of(keys, rules_);
    budget_ = budget_bytes(keys, rules_);
    plan_ = {context(profile), keys.sequences, keys.batch,
             keys.flash,       keys.kv,        runtime_ == nullptr ? 1 : runtime_->cell_padding};
  }

  const device::Plan& plan() const { return plan_; }

  double share() const { return share_of(keys_, rules_); }
  double budget() const { return budget_; }

  std::string where() const { return place_text(keys_, rules_); }

  Sized fit(int quantisation) const { return fit(quantisation, plan_.context); }

  Sized fit(int quantisation, double context) const {
    Sized fit{Truth::unknown, parts(quantisation, context), 0, 0};
    const Parts& parts = fit.parts;
    fit.total = parts.total();
    const bool compute_counts = parts.complete() && !parts.compute_decides;
    fit.least = compute_counts ? fit.total : fit.total - parts.compute.value_or(0);
    if (fit.least > budget_)
      fit.fits = Truth::no;
    else if (parts.complete() && fit.total <= budget_)
      fit.fits = Truth::yes;
    if (keys_.min_tokens_per_s) fit.fits = both(fit.fits, fast_enough(fit.parts, quantisation));
    return fit;
  }

  // Whether it fits only ever gets worse with the context.
  std::optional<double> max_context(int quantisation) const {
    constexpr double step = 256;
    const auto fits = [&](double steps) { return fit(quantisation, steps * step).fits; };
    const Truth least = fits(1);
    if (least == Truth::no) return 0;
    const auto window = number("context_tokens");
    if (!window) return std::nullopt;
    double most = std::floor(*window / step);
    if (most < 1) return 0;
    if (least == Truth::unknown) return std::nullopt;
    if (fits(most) == Truth::yes) return most * step;
    double held = 1;
    while (most - held > 1) {
      const double middle = std::floor((held + most) / 2);
      (fits(middle) == Truth::yes ? held : most) = middle;
    }
    return held * step;
  }

  std::optional<double> tokens_per_s(const Parts& parts, int quantisation) const {
    if (device_ == nullptr || !device_->efficiency || !parts.kv) return std::nullopt;
    const auto most = most_tokens_per_s(parts, quantisation);
    return most ? std::optional(*most * *device_->efficiency) : std::nullopt;
  }

  // Quantisations that the need does not allow, though the runtime runs them.
  std::vector<int> others() const {
    std::vector<int> others;
    for (int i = 0; i < static_cast<int>(rules_.quantisations.size()); ++i)
      if (runs_on(at(i), runtime_) &&
          std::find(keys_.quantisations.begin(), keys_.quantisations.end(), i) ==
              keys_.quantisations.end())
        others.push_back(i);
    return others;
  }

  double value(int quantisation) const {
    const double quality = at(quantisation).quality;
    const double aim = keys_.aim_quantisation < 0 ? 1 : at(keys_.aim_quantisation).quality;
    return aim <= 0 ? 1 : std::min(1.0, quality / aim);
  }

  const model::Quantisation& at(int quantisation) const {
    return rules_.quantisations[static_cast<std::size_t>(quantisation)];
  }

  std::optional<double> number(std::string_view fact_id) const {
    const model::FactIndex fact = rules_.vocabulary.find_fact(fact_id);
    if (fact < 0) return std::nullopt;
    const model::Value* const value = subject_.value(fact, model::Scope::variant);
    const auto* const number = value == nullptr ? nullptr : std::get_if<double>(value);
    return number == nullptr ? std::nullopt : std::optional(*number);
  }

 private:
  double context(const model::Profile& profile) const {
    if (keys_.context) return *keys_.context;
    const int need = profile.find_need("context");
    if (need < 0) return default_context;
    const auto* const asked =
        std::get_if<model::BoundKeys>(&profile.needs[static_cast<std::size_t>(need)].keys);
    return asked == nullptr ? default_context : asked->at_least.value_or(default_context);
  }

  // The file's size from the most trusted source that states one, else parameters x bits.
  void add_weights(int quantisation, Parts& parts) const {
    if (const model::Variant* const variant = subject_.variant()) {
      for (const model::SourceIndex source : subject_.family().by_trust)
        for (const model::FileSize& file : variant->files)
          if (file.source == source && file.quantisation == quantisation) {
            parts.weights = file.bytes;
            parts.weights_from = source;
            return;
          }
    }
    if (parameters_) parts.weights = std::ceil(*parameters_ * at(quantisation).bits_per_weight / 8);
  }

  Parts parts(int quantisation, double context) const {
    Parts parts;
    add_weights(quantisation, parts);
    const model::Variant* const variant = subject_.variant();
    if (variant != nullptr && variant->geometry) {
      device::Plan plan = plan_;
      plan.context = context;
      parts.kv = device::kv_bytes(*variant->geometry, plan);
      parts.state = device::state_bytes(*variant->geometry, plan);
      parts.compute = device::compute_bytes(*variant->geometry, plan) * keys_.count;
    }
    if (runtime_ == nullptr) return parts;
    parts.overhead = std::ceil(runtime_->overhead * keys_.count);
    if (!runtime_->extra.empty()) {
      const auto index = std::min(static_cast<std::size_t>(keys_.count), runtime_->extra.size());
      parts.overhead += std::ceil(runtime_->extra[index - 1] * keys_.count);
    }
    if (runtime_->activation) {
      const auto& activation = *runtime_->activation;
      const double stated = takes_images()       ? activation.multimodal
                            : active_parameters_ ? activation.mixture
                                                 : activation.dense;
      parts.compute = std::ceil(stated * keys_.batch / activation_batch) * keys_.count;
      parts.compute_decides = true;
    }
    return parts;
  }

  bool takes_images() const {
    const model::FactIndex fact = rules_.vocabulary.find_fact("inputs");
    if (fact < 0) return false;
    const model::Value* const value = subject_.value(fact, model::Scope::variant);
    const auto* const set = value == nullptr ? nullptr : std::get_if<model::ItemSet>(value);
    return set != nullptr &&
           rules_.vocabulary.holds(*set, model::make_item("image"), model::Match::exact);
  }

  // Of a device that wasted none of its bandwidth.
  std::optional<double> most_tokens_per_s(const Parts& parts, int quantisation) const {
    if (device_ == nullptr || !device_->bandwidth_gb_s || !parts.weights) return std::nullopt;
    const double read = active_parameters_
                            ? *active_parameters_ * at(quantisation).bits_per_weight / 8
                            : *parts.weights;
    const double cache = (parts.kv.value_or(0) + parts.state.value_or(0)) / keys_.sequences;
    return device::decode_tokens_per_s(*device_->bandwidth_gb_s * keys_.count, 1, read, cache);
  }

  // No where even a device that wasted nothing would be too slow.
  Truth fast_enough(const Parts& parts, int quantisation) const {
    const auto most = most_tokens_per_s(parts, quantisation);
    if (!most) return Truth::unknown;
    if (*most < *keys_.min_tokens_per_s) return Truth::no;
    const auto likely = tokens_per_s(parts, quantisation);
    return likely ? truth(*likely >= *keys_.min_tokens_per_s) : Truth::unknown;
  }

  const DeviceKeys& keys_;
  const Subject& subject_;
  const model::RuleBase& rules_;
  std::optional<double> parameters_;
  std::optional<double> active_parameters_;
  const model::Runtime* runtime_ = nullptr;
  const model::Device* device_ = nullptr;
  device::Plan plan_;
  double budget_ = 0;
};

// The allowed quantisation of the fewest bytes.
int nearest(const DeviceKeys& keys, const Fitter& fitter) {
  int nearest = keys.quantisations.front();
  for (const int each : keys.quantisations)
    if (fitter.fit(each).total < fitter.fit(nearest).total) nearest = each;
  return nearest;
}

DeviceOutcome best_of(const DeviceKeys& keys, const Fitter& fitter, int quantisation) {
  struct Best {
    int quantisation = no_quantisation;
    double value = 0;
    double total = 0;
  };
  Best fitting;   // of equally good ones the largest
  Best possible;  // of equally good ones the smallest, which is the likeliest to fit
  for (const int each : keys.quantisations) {
    if (quantisation != no_quantisation && each != quantisation) continue;
    const Sized fit = fitter.fit(each);
    if (fit.fits == Truth::no) continue;
    const double value = fitter.value(each);
    Best& best = fit.fits == Truth::yes ? fitting : possible;
    const bool better = best.quantisation == no_quantisation || value > best.value;
    const bool roomier = fit.fits == Truth::yes ? fit.total > best.total : fit.total < best.total;
    if (better || (value == best.value && roomier)) best = {each, value, fit.total};
  }
  if (fitting.quantisation != no_quantisation)
    return {{Verdict::met, {fitting.value, std::max(fitting.value, possible.value)}},
            fitting.quantisation};
  if (possible.quantisation != no_quantisation)
    return {{Verdict::unknown, {0, possible.value}}, possible.quantisation};
  return {{Verdict::unmet, {0, 0}}, no_quantisation};
}

// "weights 16.1 GiB, cache 2.0 GiB, compute 0.5 GiB, overhead 309.0 MiB", of what is there.
std::string parts_text(const Parts& parts) {
  std::string text;
  for (const auto& [name, bytes] :
       {std::pair{"weights ", parts.weights}, std::pair{"cache ", parts.kv},
        std::pair{"state ", parts.state}, std::pair{"compute ", parts.compute},
        std::pair{"overhead ", std::optional(parts.overhead)}})
    if (bytes && *bytes > 0) text += (text.empty() ? "" : ", ") + (name + bytes_text(*bytes));
  return text;
}

// What would fit in place of a quantisation that does not: fewer tokens, the best of the
// quantisations that are not allowed, more devices.
std::string instead(const DeviceKeys& keys, const Fitter& fitter, int quantisation,
                    const Subject& subject, const model::Profile& profile) {
  std::vector<std::string> ways;
  if (const auto longest = fitter.max_context(quantisation); longest && *longest > 0)
    ways.push_back(number_text(*longest) + " tokens");
  int other = no_quantisation;
  for (const int each : fitter.others())
    if (fitter.fit(each).fits == Truth::yes &&
        (other == no_quantisation || fitter.at(each).quality > fitter.at(other).quality))
      other = each;
  if (other != no_quantisation) ways.push_back(fitter.at(other).id);
  const model::Device* const device = device_of(keys, subject.rules());
  const int most = device == nullptr ? 1 : most_devices(device->kind);
  DeviceKeys more = keys;
  while (more.count < most) {
    ++more.count;
    const Fitter several(more, subject, profile);
    if (several.fit(quantisation).fits != Truth::yes) continue;
    ways.push_back(several.where());
    break;
  }
  return ways.empty() ? "" : "; " + listed(ways, "or") + " would fit";
}

}  // namespace

double usable_share(const DeviceKeys& keys, const model::RuleBase& rules) {
  const auto of_kind = [&](model::DeviceKind kind) {
    return rules.usable[static_cast<std::size_t>(kind)];
  };
  const model::Device* const device = device_of(keys, rules);
  if (device != nullptr) return device->usable.value_or(of_kind(device->kind));
  return keys.kind ? of_kind(*keys.kind) : 1;
}

double utilisation(const DeviceKeys& keys, const model::RuleBase& rules) {
  return keys.runtime < 0 ? 1 : rules.runtimes[static_cast<std::size_t>(keys.runtime)].utilisation;
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
  const Fitter fitter(std::get<DeviceKeys>(need.keys), subject, profile);
  const Sized sized = fitter.fit(quantisation);
  return {sized.fits, sized.least,
          sized.parts.complete() ? sized.total : std::numeric_limits<double>::infinity()};
}

Estimate estimate(const DeviceKeys& keys, const Subject& subject, const model::Profile& profile,
                  int quantisation) {
  const Fitter fitter(keys, subject, profile);
  const Sized sized = fitter.fit(quantisation);
  return {sized.parts,
          sized.fits,
          fitter.budget(),
          fitter.plan().context,
          fitter.max_context(quantisation),
          fitter.number("context_tokens"),
          fitter.tokens_per_s(sized.parts, quantisation)};
}

DeviceOutcome evaluate_device(const model::Need& need, const Subject& subject,
                              const model::Profile& profile, int quantisation) {
  const auto& keys = std::get<DeviceKeys>(need.keys);
  return best_of(keys, Fitter(keys, subject, profile), quantisation);
}

int told_quantisation(const DeviceKeys& keys, const Subject& subject,
                      const model::Profile& profile) {
  const Fitter fitter(keys, subject, profile);
  const int best = best_of(keys, fitter, no_quantisation).quantisation;
  return best == no_quantisation ? nearest(keys, fitter) : best;
}

Account account_device(const model::Criterion& /*criterion*/, const DeviceKeys& keys,
                       const Subject& subject, const model::Profile& profile, int quantisation) {
  Account account;
  const auto& vocabulary = subject.rules().vocabulary;
  const model::FactIndex parameters = vocabulary.find_fact("parameters");
  if (parameters >= 0) account.facts.push_back(parameters);
  const Fitter fitter(keys, subject, profile);
  // What does not fit is told of the allowed quantisation that comes nearest.
  const bool told = quantisation != no_quantisation &&
                    std::find(keys.quantisations.begin(), keys.quantisations.end(), quantisation) !=
                        keys.quantisations.end();
  const int shown = told ? quantisation : nearest(keys, fitter);
  const Sized fit = fitter.fit(shown);
  const std::string id = fitter.at(shown).id;
  if (!fit.parts.weights) {
    account.reason = "no source gives its parameters, so nothing can be said of its size";
    if (parameters >= 0) account.questions.push_back(ask(subject, parameters));
    return account;
  }
  const std::string size = fit.parts.kv ? bytes_text(fit.total) + " at " +
                                              number_text(fitter.plan().context) + " tokens (" +
                                              parts_text(fit.parts) + ")"
                                        : "weights of " + bytes_text(*fit.parts.weights);
  const std::string budget = bytes_text(fitter.budget()) + " of " + fitter.where();
  if (fit.fits == Truth::yes) {
    account.reason = id + " takes " + size + ", within " + budget;
    if (const auto longest = fitter.max_context(shown))
      account.reason += "; up to " + number_text(*longest) + " tokens fit";
    return account;
  }
  if (fit.least > fitter.budget()) {
    account.reason = (told ? id : "even " + id) + " takes " + size + ", more than " + budget +
                     instead(keys, fitter, shown, subject, profile);
    return account;
  }
  if (fit.fits == Truth::no) {
    account.reason = id + " takes " + size + ", but is slower than " +
                     number_text(*keys.min_tokens_per_s) + " tokens/s";
    return account;
  }
  account.reason = id + " takes " + size + " of " + budget;
  if (!fit.parts.kv) {
    account.reason += "; without its geometry the cache is unknown";
    account.questions.push_back({{}, "architecture", "Attention geometry of " + name_of(subject)});
  } else if (fit.total > fitter.budget()) {
    account.reason += "; the runtime's activations decide";
    account.questions.push_back({{}, "activation", "activation memory of the runtime"});
  } else {
    account.reason += "; how fast it runs is unknown";
    account.questions.push_back({{}, "efficiency", "decode speed on " + fitter.where()});
  }
  return account;
}

// Memory that holds the smallest allowed quantisation, in steps of 0.1 GiB.
Relaxation relax_device(const model::Criterion& /*criterion*/, const DeviceKeys& keys,
                        const Subject& subject, const model::Profile& profile) {
  const Fitter fitter(keys, subject, profile);
  double least = -1;
  for (const int each : keys.quantisations) {
    const Sized fit = fitter.fit(each);
    if (fit.parts.weights && (least < 0 || fit.total < least)) least = fit.total;
  }
  if (least < 0) return std::nullopt;
  // In place of a device, memory of no kind is usable whole.
  const auto& rules = subject.rules();
  const double share = keys.device >= 0 ? utilisation(keys, rules) : fitter.share();
  if (share <= 0) return std::nullopt;
  constexpr double step = 1024.0 * 1024 * 1024 / 10;
  const double memory = (std::ceil(least / keys.count) + keys.reserve) / share;
  double steps = std::ceil(memory / step);
  const auto text = [](double tenths) {
    const auto whole = static_cast<long long>(tenths);
    return std::to_string(whole / 10) + "." + std::to_string(whole % 10) + " GiB";
  };
  const auto holds = [&](double tenths) {
    const auto bytes = parse_memory(text(tenths));
    return bytes && device::budget_bytes(*bytes, share, keys.reserve, keys.count) >= least;
  };
  while (steps < 1e7 && !holds(steps)) ++steps;
  if (steps >= 1e7) return std::nullopt;
  return std::pair{std::string("memory"), Datum(text(steps))};
}

}  // namespace shortlist::evaluate
