// device: whether some allowed quantisation of a variant fits, and how good the best that fits is.

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "evaluate/fitter.hpp"
#include "evaluate/kinds.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace shortlist::evaluate {

namespace {

using model::DeviceKeys;

// The allowed quantisation of the fewest bytes.
int nearest(const Fitter& fitter) {
  int nearest = fitter.allowed().front();
  for (const int each : fitter.allowed())
    if (fitter.fit(each).total < fitter.fit(nearest).total) nearest = each;
  return nearest;
}

DeviceOutcome best_of(const Fitter& fitter, int quantisation) {
  struct Best {
    int quantisation = no_quantisation;
    double value = 0;
    double total = 0;
  };
  Best fitting;   // of equally good ones the native, else the largest
  Best possible;  // of equally good ones the smallest, which is the likeliest to fit
  const auto ahead = [&](int each, const Fitter::Sized& fit, const Best& best) {
    if (fit.fits != Truth::yes) return fit.total < best.total;
    if (best.quantisation == fitter.native()) return false;
    return each == fitter.native() || fit.total > best.total;
  };
  for (const int each : fitter.allowed()) {
    if (quantisation != no_quantisation && each != quantisation) continue;
    const Fitter::Sized fit = fitter.fit(each);
    if (fit.fits == Truth::no) continue;
    const double value = fitter.value(each);
    Best& best = fit.fits == Truth::yes ? fitting : possible;
    const bool better = best.quantisation == no_quantisation || value > best.value;
    if (better || (value == best.value && ahead(each, fit, best))) best = {each, value, fit.total};
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
  const auto& devices = subject.rules().devices;
  const int most =
      keys.device < 0 ? 1 : most_devices(devices[static_cast<std::size_t>(keys.device)].kind);
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

DeviceOutcome evaluate_device(const model::Need& need, const Subject& subject,
                              const model::Profile& profile, int quantisation) {
  const auto& keys = std::get<DeviceKeys>(need.keys);
  return best_of(Fitter(keys, subject, profile), quantisation);
}

int told_quantisation(const DeviceKeys& keys, const Subject& subject,
                      const model::Profile& profile) {
  const Fitter fitter(keys, subject, profile);
  const int best = best_of(fitter, no_quantisation).quantisation;
  return best == no_quantisation ? nearest(fitter) : best;
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
                    std::find(fitter.allowed().begin(), fitter.allowed().end(), quantisation) !=
                        fitter.allowed().end();
  const int shown = told ? quantisation : nearest(fitter);
  const Fitter::Sized fit = fitter.fit(shown);
  const std::string id =
      fitter.at(shown).id + (shown == fitter.native() ? ", which it was trained in," : "");
  if (!fit.parts.weights && fit.fits != Truth::no) {
    account.reason = "no source gives its parameters, so nothing can be said of its size";
    if (parameters >= 0) account.questions.push_back(ask(subject, parameters));
    return account;
  }
  const std::string weightless = fit.parts.weights ? "" : "without its weights ";
  const std::string size =
      fit.parts.kv || !fit.parts.weights
          ? weightless + bytes_text(fit.total) + " at " + number_text(fitter.plan().context) +
                " tokens (" + parts_text(fit.parts) + ")"
          : "at least " + bytes_text(fit.total) + " (" + parts_text(fit.parts) + ")";
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
  const bool bounded = fit.parts.host_least < fit.parts.host;
  if (fit.parts.host_least > keys.offload_experts.value_or(fit.parts.host_least)) {
    account.reason = id + " takes " + size + ", but its experts take " +
                     (bounded ? "at least " : "") + bytes_text(fit.parts.host_least) +
                     ", more than the host's " + bytes_text(*keys.offload_experts);
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
  } else if (!fit.parts.compute) {
    account.reason += "; without its vocabulary and hidden size the compute buffer is unknown";
    account.questions.push_back(
        {{}, "architecture", "Vocabulary and hidden size of " + name_of(subject)});
  } else if (bounded && (fit.total > fitter.budget() || fit.parts.host > *keys.offload_experts)) {
    account.reason += "; how much of it its experts take is unknown";
    account.questions.push_back({{}, "architecture", "Experts of " + name_of(subject)});
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
  for (const int each : fitter.allowed()) {
    const Fitter::Sized fit = fitter.fit(each);
    const bool host = fit.parts.host <= keys.offload_experts.value_or(fit.parts.host);
    if (fit.parts.weights && host && (least < 0 || fit.total < least)) least = fit.total;
  }
  if (least < 0) return std::nullopt;
  // In place of a device, memory of no kind is usable whole.
  const auto& rules = subject.rules();
  const double share = keys.device >= 0 ? utilisation(keys, rules)
                                        : usable_share(keys, rules) * utilisation(keys, rules);
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
