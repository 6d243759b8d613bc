#pragma once
// One quantisation on a device need, in bytes: what it takes, part by part, and what the exact
// thresholds of a device's keys are found from.

#include "device/memory.hpp"
#include "evaluate/evaluate.hpp"
#include "evaluate/machine.hpp"

#include <optional>
#include <string>
#include <vector>

namespace shortlist::evaluate {

// What a quantisation takes. Without geometry there is no cache, no state and, unless the runtime
// states its activations, no compute buffer.
struct Parts {
  std::optional<double> weights;         // at most; absent: no parameters and no file size
  double weights_least = 0;              // less where not all is known of experts that move
  model::SourceIndex weights_from = -1;  // that states the file's size; -1: by parameters and bits
  bool weights_by_tensor = false;        // the bits of each, as the geometry has them
  double towers = 0;                     // of the weights: what sees and hears, where asked for
  bool text_alone = false;               // the rest of the weights is the text part of a model
  double host = 0;                       // experts in the host's memory, at most
  double host_least = 0;
  std::optional<double> kv;
  std::optional<double> state;
  std::optional<double> compute;
  double overhead = 0;
  bool compute_decides = false;  // an activation that was measured on another device

  device::Split split;

  // All parts are known, and with them the total.
  bool complete() const { return weights && kv && state && compute; }
  double total() const {
    return weights.value_or(0) + kv.value_or(0) + state.value_or(0) + compute.value_or(0) +
           overhead;
  }
};

// The quantisation that the variant was trained in, so that it loses nothing in it: what the fact
// `native_quantisation` names, else no_quantisation.
int native_quantisation(const Subject& subject);

// Those that a need allows of a variant: what its keys do and, unless these list them, the native
// one, whatever quality it has for others. The runtime runs them all.
std::vector<int> allowed_quantisations(const model::DeviceKeys& keys, const Subject& subject);

// It fits for certain from a budget of `most` on, and certainly not below `least`; between the two
// it is unknown. `most` is infinite where the budget alone never settles it.
struct Fit {
  Truth fits = Truth::unknown;  // in the budget of the need, in the window, and fast enough
  double least = 0;
  double most = 0;
};
Fit fit(const model::Need& need, const Subject& subject, const model::Profile& profile,
        int quantisation);

// What is estimated, from both ends, of what is of interest.
struct Speeds {
  std::optional<Interval> tokens_per_s;        // of one sequence
  std::optional<Interval> total_tokens_per_s;  // of all
  std::optional<Interval> first_token_s;
};

// All that is shown of one quantisation.
struct Estimate {
  Parts parts;
  Truth fits = Truth::unknown;
  double least = 0;  // bytes that it takes in any case
  double budget = 0;
  double context = 0;                 // tokens a sequence, as judged
  std::optional<double> max_context;  // the largest multiple of 256 that fits, at most the window
  std::optional<double> window;       // the variant's context
  Truth in_window = Truth::unknown;   // of the context, where the need itself states it
  Speeds speeds;                      // where it may fit
  std::optional<double> largest_kv;   // that is plausible, where the cache is unknown
  Machine machine;
  bool mixture = false;
  Truth affordable = Truth::yes;
};
Estimate estimate(const model::DeviceKeys& keys, const Subject& subject,
                  const model::Profile& profile, int quantisation);

// The longest context, of any allowed quantisation: the largest multiple of 256 tokens a sequence
// that fits, at most the window.
struct LongestContext {
  double tokens = 0;  // 0: none is known
  bool open = false;  // none is known, though some may fit
};
LongestContext longest_context(const model::DeviceKeys& keys, const Subject& subject,
                               const model::Profile& profile);

// The allowed quantisation that a device need is told of: the best of those that fit, else of those
// that may, else the one that comes nearest.
int told_quantisation(const model::DeviceKeys& keys, const Subject& subject,
                      const model::Profile& profile);

}  // namespace shortlist::evaluate
