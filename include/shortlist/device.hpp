#pragma once
// What memory a model takes on a device, part by part, whether that fits, and how long a context
// would; and, turned round, the least device that does.
//
//     auto fit = shortlist::device_fit(rule_base, std::nullopt,
//                                      {.families = {"gpt-oss"}, .device = "rtx-4090"});
//     for (const auto& estimate : fit->estimates) use(estimate.variant, estimate.total_bytes);
//
// All is in bytes and tokens, whole numbers from 0 to 10^18. What cannot be known is absent: no
// cache without the geometry of a model's attention, no speed without a device's bandwidth and the
// share of it that is reached, no first token without its dense operations a second.

#include "shortlist/rank.hpp"
#include "shortlist/whatif.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace shortlist {

// Where and how the model is to run: each that is not empty takes the place of that key in the
// device needs of a profile, or makes up a need where there is no profile. Numbers as people write
// them: "128Ki". The rest of such a need is by default: f16, 1 sequence, 8Ki tokens, llama.cpp.
struct DeviceOptions {
  std::vector<std::string> only{};      // family ids, names or aliases; empty: all
  std::vector<std::string> families{};  // of those
  std::string variant{};                // id or name
  std::string device{};                 // an id, an amount of memory such as "24 GiB", or
                                        // "this-machine"
  std::string context{};                // tokens a sequence
  std::string kv{};                     // f16, q8_0, q4_0, fp8
  std::string sequences{};
  std::string count{};                       // of the device; turned round, the least one is found
  std::string offload_experts{};             // memory of the host that experts move to: "64 GiB"
  std::vector<std::string> quantisations{};  // ids
  std::string runtime{};
  bool smallest = false;  // fills DeviceFit::smallest
};

// One quantisation of one variant on one device need.
struct DeviceEstimate {
  std::string need_id;
  std::string family;
  std::string name;
  std::optional<std::string> variant;  // none: a family without candidates
  std::string variant_name;
  std::string quantisation;
  bool chosen = false;        // of the need's quantisations the best that fits, or comes nearest
  std::string device;         // empty: an amount of memory
  std::string place;          // for people: "2 x NVIDIA L4"
  double count = 1;           // devices
  double context_tokens = 0;  // a sequence, as asked

  std::optional<double> weights_bytes;
  std::optional<double> kv_bytes;       // keys and values of all sequences
  std::optional<double> state_bytes;    // of recurrent layers, all sequences
  std::optional<double> compute_bytes;  // a bound
  double host_bytes = 0;                // experts that moved to the host, at most; in no other part
  double overhead_bytes = 0;            // of the runtime, beside the model
  double known_bytes = 0;               // the total; where parts are unknown what it takes at least
  std::optional<double> total_bytes;    // where all parts are known
  double budget_bytes = 0;

  // Total within budget, no slower than the need asks, and a context that the need itself states
  // within the variant's window; none where unknown.
  std::optional<bool> fits;
  // The largest multiple of 256, for each sequence, that fits, at most the variant's own context.
  std::optional<double> max_context_tokens;
  // One sequence, an estimate: the middle of what lies between the slowest and the fastest that is
  // to be expected. Above 0.
  std::optional<double> decode_tokens_per_s;
  std::vector<std::string> assumptions;
  bool beyond_window = false;  // the context that the need itself states is

  bool beyond_cost = false;  // the devices cost or draw more than the need allows

  // Both ends of an estimate: there together, or not at all.
  std::optional<double> tokens_per_s_low;  // of one sequence
  std::optional<double> tokens_per_s_high;
  // Of all, where there are several or a throughput is asked for.
  std::optional<double> total_tokens_per_s_low;
  std::optional<double> total_tokens_per_s_high;
  // Until the prompt is read, where the need asks or states a prompt.
  std::optional<double> first_token_s_low;
  std::optional<double> first_token_s_high;
};

// How a family does on one device, at the least count of it that meets the musts.
struct DevicePlace {
  DeviceEstimate estimate;           // of the variant it stands by there
  Status status = Status::excluded;  // of the whole profile; excluded: on no count of it
  std::optional<double>
      longest_context_tokens;  // of its variants that may stand there, any quantisation
};

struct SmallestDevice {
  std::string need_id;
  std::string family;
  std::string name;
  std::vector<DevicePlace> places;      // declared devices, least memory first
  std::optional<std::size_t> smallest;  // of `places`: the least memory in all; none: on none
};

struct DeviceFit {
  Inputs inputs;                          // without a profile its title and file are empty
  bool profile = false;                   // there is one
  std::vector<DeviceEstimate> estimates;  // by need, family, variant, then quantisation, best first
  std::optional<std::vector<SmallestDevice>> smallest;
  Diagnostics warnings;  // of what the options state
};

// Turned round, a device need is a must: each declared device takes its place, graphics cards and
// accelerators up to eight of a kind, and `estimates` has the least of each family. Fails (usage),
// with all that is wrong, on unknown names and wrong options, where nothing says where to run, and
// turned round where device needs x variants x devices x quantisations come to above 6,000,000.
SHORTLIST_EXPORT Result<DeviceFit> device_fit(const RuleBase& rule_base,
                                              const std::optional<Profile>& profile,
                                              const DeviceOptions& options);

}  // namespace shortlist
