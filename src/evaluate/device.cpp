// device: whether some allowed quantisation of a variant fits, and how good the best that fits is.

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "evaluate/best_fit.hpp"
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

// "; 12 to 18 tokens/s", of one sequence; at most so many where nobody knows how few.
std::string speed_text(const Fitter& fitter, const Parts& parts, int quantisation) {
  std::string text;
  if (const auto speed = fitter.tokens_per_s(parts, quantisation))
    text += "; " + estimate_text(*speed) + " tokens/s";
  const Speeds speeds = fitter.speeds(parts, quantisation);
  if (speeds.total_tokens_per_s)
    text += ", " + estimate_text(*speeds.total_tokens_per_s) + " of all sequences";
  if (speeds.first_token_s)
    text += ", the first after " + estimate_text(*speeds.first_token_s) + " s";
  return text;
}

// Of experts that do not fit into the host.
std::string host_text(const DeviceKeys& keys, const Parts& parts) {
  const bool bounded = parts.host_least < parts.host;
  return ", but its experts take " + std::string(bounded ? "at least " : "") +
         bytes_text(parts.host_least) + ", more than the host's " +
         bytes_text(*keys.offload_experts);
}

// The limits of a need: what is found of each, and the words for it.
struct Limit {
  std::optional<Interval> found;
  std::optional<double> asked;
  bool least = false;   // else the most that may be
  std::string reaches;  // "runs at "
  const char* unit;     // " tokens/s"
  const char* past;     // "slower than "
  const char* unknown;  // "how fast it runs is unknown"
  const char* question;
  const char* fact;
  bool exact = false;  // a figure, no estimate

  Truth kept() const { return least ? evaluate::reaches(found, *asked) : keeps_to(found, *asked); }
  std::string text() const {
    return reaches + (exact ? number_text(found->high) : estimate_text(*found)) + unit;
  }
  // With both ends.
  bool estimated() const { return found && found->low > 0 && std::isfinite(found->high); }
};

std::optional<Interval> alone(const std::optional<double>& number) {
  return number ? std::optional(Interval{*number, *number}) : std::nullopt;
}

std::vector<Limit> limits_of(const DeviceKeys& keys, const Fitter& fitter, const Parts& parts,
                             int quantisation) {
  std::vector<Limit> limits;
  if (keys.min_tokens_per_s)
    limits.push_back({fitter.tokens_per_s(parts, quantisation), keys.min_tokens_per_s, true,
                      "runs at ", " tokens/s", "slower than ", "how fast it runs is unknown",
                      "decode speed", "efficiency"});
  if (keys.min_total_tokens_per_s)
    limits.push_back({fitter.total_tokens_per_s(parts, quantisation), keys.min_total_tokens_per_s,
                      true, "comes to ", " tokens/s of all sequences", "less than ",
                      "what all sequences come to is unknown", "throughput", "tflops_fp16"});
  if (keys.max_first_token_s)
    limits.push_back({fitter.first_token_s(parts), keys.max_first_token_s, false, "takes ",
                      " s to the first token", "more than ",
                      "when the first token comes is unknown", "time to the first token",
                      "tflops_fp16"});
  if (keys.max_price_usd)
    limits.push_back({alone(fitter.price_usd()), keys.max_price_usd, false, "costs ", " USD",
                      "more than ", "what it costs is unknown", "price", "price_usd", true});
  if (keys.max_power_w)
    limits.push_back({alone(fitter.power_w()), keys.max_power_w, false, "draws ", " W",
                      "more than ", "how much power it draws is unknown", "power", "power_w",
                      true});
  return limits;
}

// Of what does not fit, though the budget may hold it.
std::string refused_text(const DeviceKeys& keys, const Fitter& fitter, const Parts& parts,
                         int quantisation) {
  if (parts.host_least > keys.offload_experts.value_or(parts.host_least))
    return host_text(keys, parts);
  for (const Limit& each : limits_of(keys, fitter, parts, quantisation))
    if (each.kept() == Truth::no)
      return ", but " + each.text() + ", " + each.past + number_text(*each.asked);
  return {};
}

// Whose efficiency an estimate rests on.
std::string basis_text(const Fitter& fitter) {
  const Machine& machine = fitter.machine();
  const bool mixture = fitter.is_mixture();
  if (mixture ? machine.own_mixture : machine.own_dense) return "by measurements on it";
  return std::string(mixture ? "as mixtures" : "as dense models") + " do on devices of its kind" +
         (machine.as_listed ? " and size" : "");
}

// The limit that may be kept to or not.
void doubt_limit(const Limit& limit, const Fitter& fitter, Account& account) {
  const bool figure = limit.estimated();
  account.reason += figure ? "; it " + limit.text() + ", " + basis_text(fitter) + ", and " +
                                 number_text(*limit.asked) + " is asked"
                           : std::string("; ") + limit.unknown;
  if (!figure && limit.least && limit.found)
    account.reason += ", at most " + estimate_text(limit.found->high) + limit.unit;
  account.questions.push_back(
      {{}, limit.fact, std::string(limit.question) + " on " + fitter.where()});
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
  else
    for (const Limit& each : limits_of(keys, fitter, fit.parts, quantisation))
      if (each.kept() == Truth::unknown) {
        doubt_limit(each, fitter, account);
        break;
      }
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
    account.reason = id + " takes " + size + refused_text(keys, fitter, fit.parts, shown);
  } else {
    account.reason = id + " takes " + size + " of " + budget;
    add_doubts(keys, fitter, shown, fit, subject, account);
  }
  return account;
}

}  // namespace shortlist::evaluate
