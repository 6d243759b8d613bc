// device: whether some allowed quantisation of a variant fits, and how good the best that fits is.

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "evaluate/fitter.hpp"
#include "evaluate/kinds.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
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

DeviceOutcome best_of(const Fitter& fitter, std::span<const int> quantisations) {
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
  for (const int each : quantisations) {
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

// "16.9 GiB at 32,768 tokens (...)", or what is certain of it.
std::string size_text(const Fitter& fitter, const Fitter::Sized& fit) {
  if (fit.parts.weights && !fit.parts.kv)
    return "at least " + bytes_text(fit.total) + " (" + parts_text(fit.parts) + ")";
  return (fit.parts.weights ? "" : "without its weights ") + bytes_text(fit.total) + " at " +
         number_text(fitter.plan().context) + " tokens (" + parts_text(fit.parts) + ")";
}

// Of what fits.
std::string longest_text(const Fitter& fitter, int quantisation) {
  if (fitter.window() && *fitter.window() < fitter.plan().context)
    return "; its window is " + number_text(*fitter.window()) + " tokens";
  const auto longest = fitter.max_context(quantisation);
  return longest ? "; up to " + number_text(*longest) + " tokens fit" : "";
}

// "; about 38 tokens/s", of one sequence; at most so many where nobody has measured what share of
// the bandwidth is reached.
std::string speed_text(const Fitter& fitter, const Parts& parts, int quantisation) {
  const auto likely = fitter.tokens_per_s(parts, quantisation);
  const auto most = likely ? likely : fitter.most_tokens_per_s(parts, quantisation);
  if (!most) return {};
  const double shown = *most < 10 ? std::round(*most * 10) / 10 : std::round(*most);
  return (likely ? "; about " : "; at most ") + number_text(shown) + " tokens/s";
}

// Of what does not fit, though the budget may hold it.
std::string refused_text(const DeviceKeys& keys, const Parts& parts) {
  if (parts.host_least <= keys.offload_experts.value_or(parts.host_least))
    return ", but is slower than " + number_text(*keys.min_tokens_per_s) + " tokens/s";
  const bool bounded = parts.host_least < parts.host;
  return ", but its experts take " + std::string(bounded ? "at least " : "") +
         bytes_text(parts.host_least) + ", more than the host's " +
         bytes_text(*keys.offload_experts);
}

// Of what may fit.
void add_doubts(const DeviceKeys& keys, const Fitter& fitter, int quantisation,
                const Fitter::Sized& fit, const Subject& subject, Account& account) {
  const auto doubt = [&](const char* text, const char* fact, std::string asked) {
    account.reason.append("; ").append(text);
    account.questions.push_back({{}, fact, std::move(asked)});
  };
  const bool bounded = fit.parts.host_least < fit.parts.host;
  const std::string& name = name_of(subject);
  if (!fit.parts.kv)
    doubt("without its geometry the cache is unknown", "architecture",
          "Attention geometry of " + name);
  else if (!fit.parts.compute)
    doubt("without its vocabulary and hidden size the compute buffer is unknown", "architecture",
          "Vocabulary and hidden size of " + name);
  else if (bounded && (fit.total > fitter.budget() || fit.parts.host > *keys.offload_experts))
    doubt("how much of it its experts take is unknown", "architecture", "Experts of " + name);
  else if (fit.total > fitter.budget())
    doubt("the runtime's activations decide", "activation", "activation memory of the runtime");
  else if (keys.min_tokens_per_s && !fitter.tokens_per_s(fit.parts, quantisation))
    doubt("how fast it runs is unknown", "efficiency", "decode speed on " + fitter.where());
  if (fitter.in_window() != Truth::unknown) return;
  account.reason += "; no source says how long its window is";
  account.questions.push_back(ask(subject, fitter.window_facts().front()));
}

}  // namespace

DeviceOutcome evaluate_device(const model::Need& need, const Subject& subject,
                              const model::Profile& profile, int quantisation) {
  const Fitter fitter(std::get<DeviceKeys>(need.keys), subject, profile);
  const auto& all = fitter.allowed();
  if (quantisation == no_quantisation) return best_of(fitter, all);
  const bool allowed = std::find(all.begin(), all.end(), quantisation) != all.end();
  return best_of(fitter, {&quantisation, allowed ? 1U : 0U});
}

std::vector<DeviceOutcome> evaluate_device(const model::Need& need, const Subject& subject,
                                           const model::Profile& profile,
                                           const std::vector<int>& quantisations) {
  const Fitter fitter(std::get<DeviceKeys>(need.keys), subject, profile);
  std::vector<bool> allowed(subject.rules().quantisations.size());
  for (const int each : fitter.allowed()) allowed[static_cast<std::size_t>(each)] = true;
  std::vector<DeviceOutcome> outcomes;
  outcomes.reserve(quantisations.size());
  for (const int& each : quantisations)
    outcomes.push_back(best_of(fitter, {&each, allowed[static_cast<std::size_t>(each)] ? 1U : 0U}));
  return outcomes;
}

int told_quantisation(const DeviceKeys& keys, const Subject& subject,
                      const model::Profile& profile) {
  const Fitter fitter(keys, subject, profile);
  const int best = best_of(fitter, fitter.allowed()).quantisation;
  return best == no_quantisation ? nearest(fitter) : best;
}

Account account_device(const model::Criterion& /*criterion*/, const DeviceKeys& keys,
                       const Subject& subject, const model::Profile& profile, int quantisation) {
  Account account;
  const model::FactIndex parameters = subject.rules().vocabulary.find_fact("parameters");
  const Fitter fitter(keys, subject, profile);
  if (parameters >= 0) account.facts.push_back(parameters);
  if (fitter.text_alone())
    account.facts.push_back(subject.rules().vocabulary.find_fact("text_parameters"));
  // What does not fit is told of the allowed quantisation that comes nearest.
  const bool told = quantisation != no_quantisation &&
                    std::find(fitter.allowed().begin(), fitter.allowed().end(), quantisation) !=
                        fitter.allowed().end();
  const int shown = told ? quantisation : nearest(fitter);
  const Fitter::Sized fit = fitter.fit(shown);
  if (fitter.in_window() != Truth::yes)
    for (const model::FactIndex fact : fitter.window_facts()) account.facts.push_back(fact);
  if (fitter.in_window() == Truth::no) {
    account.reason = number_text(fitter.plan().context) + " tokens asked; its window is " +
                     number_text(*fitter.window());
    if (fit.least <= fitter.budget()) return account;
    account.reason += "; ";
  }
  if (!fit.parts.weights && fit.fits != Truth::no) {
    account.reason = "no source gives its parameters, so nothing can be said of its size";
    if (parameters >= 0) account.questions.push_back(ask(subject, parameters));
    return account;
  }
  const std::string id =
      fitter.at(shown).id + (shown == fitter.native() ? ", which it was trained in," : "");
  const std::string size = size_text(fitter, fit);
  const std::string budget = bytes_text(fitter.budget()) + " of " + fitter.where();
  if (fit.fits == Truth::yes) {
    account.reason = id + " takes " + size + ", within " + budget + longest_text(fitter, shown) +
                     speed_text(fitter, fit.parts, shown);
  } else if (fit.least > fitter.budget()) {
    account.reason += (told ? id : "even " + id) + " takes " + size + ", more than " + budget +
                      instead(keys, fitter, shown, subject, profile);
  } else if (fit.fits == Truth::no) {
    account.reason = id + " takes " + size + refused_text(keys, fit.parts);
  } else {
    account.reason = id + " takes " + size + " of " + budget;
    add_doubts(keys, fitter, shown, fit, subject, account);
  }
  return account;
}

// --- relaxing ------------------------------------------------------------------------------------
//
// Each way changes one key and loses nothing that is known. Memory alone has no bandwidth, so a
// device whose speed is asked for keeps its id. And memory is named as it is installed, at the
// share of it that the device can use: more of it than the device has.

namespace {

// Best the whole window, of one that is too short; else what fits.
Relaxation fewer_tokens(const Fitter& fitter) {
  const double window = fitter.window() ? std::floor(*fitter.window()) : 0;
  Truth at_window = Truth::no;
  if (fitter.in_window() == Truth::no)
    for (const int each : fitter.allowed())
      at_window = either(at_window, fitter.fit(fitter.weigh(each), each, window).fits);
  double most = at_window == Truth::yes ? window : 0;
  if (most == 0)
    for (const int each : fitter.allowed())
      most = std::max(most, fitter.max_context(each).value_or(0));
  if (most == 0 && at_window == Truth::unknown) most = window;
  if (most < 1) return std::nullopt;
  return std::pair{std::string("context"), Datum(most)};
}

// A speed in three digits, not above it.
double rounded_down(double tokens_per_s) {
  double parts = 1;  // of 1
  while (parts < 1e6 && tokens_per_s * parts < 100) parts *= 10;
  const double down = std::floor(tokens_per_s * parts) / parts;
  return down <= tokens_per_s ? down : (std::floor(tokens_per_s * parts) - 1) / parts;
}

// The speed of the fastest quantisation that is only too slow; at most, where what it reads or the
// device's efficiency is unknown.
Relaxation less_speed(const DeviceKeys& keys, const Fitter& fitter, const model::Device& device) {
  std::pair<bool, double> fastest{false, 0};  // those that fit for certain come first
  for (const int each : fitter.allowed()) {
    const Fitter::Sized fit = fitter.fit(each);
    if (fit.least > fitter.budget()) continue;
    if (fit.parts.host_least > keys.offload_experts.value_or(fit.parts.host_least)) continue;
    const auto likely = fitter.tokens_per_s(fit.parts, each);
    const bool certain = likely && fit.parts.complete() && fit.total <= fitter.budget();
    const double most =
        fitter.most_tokens_per_s(fit.parts, each).value_or(0) * device.efficiency.value_or(1);
    fastest = std::max(fastest, {certain, likely.value_or(most)});
  }
  const double to = rounded_down(fastest.second);
  if (to <= 0) return std::nullopt;
  return std::pair{std::string("min_tokens_per_s"), Datum(to)};
}

// The fewest that fit for certain, else those that may.
Relaxation more_devices(const DeviceKeys& keys, const model::Device& device, const Subject& subject,
                        const model::Profile& profile) {
  DeviceKeys more = keys;
  double count = 0;
  while (more.count < most_devices(device.kind)) {
    ++more.count;
    const Fitter fitter(more, subject, profile);
    const Verdict verdict = best_of(fitter, fitter.allowed()).outcome.verdict;
    if (verdict == Verdict::unmet || (verdict == Verdict::unknown && count > 0)) continue;
    count = more.count;
    if (verdict == Verdict::met) break;
  }
  if (count == 0) return std::nullopt;
  return std::pair{std::string("count"), Datum(count)};
}

// What holds the smallest allowed quantisation, in steps of 0.1 GiB.
Relaxation more_memory(const DeviceKeys& keys, const Fitter& fitter, const model::RuleBase& rules) {
  double least = -1;
  for (const int each : fitter.allowed()) {
    const Fitter::Sized fit = fitter.fit(each);
    const bool host = fit.parts.host <= keys.offload_experts.value_or(fit.parts.host);
    if (fit.parts.weights && host && (least < 0 || fit.total < least)) least = fit.total;
  }
  if (least < 0) return std::nullopt;
  // More of a bare memory may be usable in another share.
  const bool bare = keys.device < 0 && keys.kind;
  const auto share = [&](double memory) {
    return (bare ? usable_share(*keys.kind, memory, rules) : usable_share(keys, rules)) *
           utilisation(keys, rules);
  };
  const auto text = [](double tenths) {
    const auto whole = static_cast<long long>(tenths);
    return std::to_string(whole / 10) + "." + std::to_string(whole % 10) + " GiB";
  };
  const auto holds = [&](double tenths) {
    const auto bytes = parse_memory(text(tenths));
    return bytes && device::budget_bytes(*bytes, share(*bytes), keys.reserve, keys.count) >= least;
  };
  double below = 0;
  double steps = 1e7;
  if (!holds(steps)) return std::nullopt;
  while (steps - below > 1) {
    const double middle = std::floor((below + steps) / 2);
    (holds(middle) ? steps : below) = middle;
  }
  return std::pair{std::string("memory"), Datum(text(steps))};
}

}  // namespace

Relaxation relax_device(const model::Criterion& /*criterion*/, const DeviceKeys& keys,
                        const Subject& subject, const model::Profile& profile) {
  const Fitter fitter(keys, subject, profile);
  if (fitter.in_window() == Truth::no) return fewer_tokens(fitter);
  const model::RuleBase& rules = subject.rules();
  const model::Device* const device =
      keys.device < 0 ? nullptr : &rules.devices[static_cast<std::size_t>(keys.device)];
  const bool timed = keys.min_tokens_per_s && device != nullptr && device->bandwidth_gb_s;
  if (!timed) return more_memory(keys, fitter, rules);
  if (auto slower = less_speed(keys, fitter, *device)) return slower;
  if (auto more = more_devices(keys, *device, subject, profile)) return more;
  return fewer_tokens(fitter);
}

}  // namespace shortlist::evaluate
