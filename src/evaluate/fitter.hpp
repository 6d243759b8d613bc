#pragma once
// One variant on one device need: what is the same for all of its quantisations and contexts is
// found once.

#include "device/memory.hpp"
#include "device/speed.hpp"
#include "device/weights.hpp"
#include "evaluate/fit.hpp"
#include "evaluate/machine.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist::evaluate {

class Fitter {
 public:
  // All three outlive it.
  Fitter(const model::DeviceKeys& keys, const Subject& subject, const model::Profile& profile);

  struct Sized {
    Truth fits = Truth::unknown;
    Parts parts;
    double total = 0;  // of what is known, at most
    double least = 0;  // of what is certain
  };
  // What hangs on no context, and the rest.
  Parts weigh(int quantisation) const;
  Sized fit(const Parts& weighed, int quantisation, double context) const;
  Sized fit(int quantisation) const {
    return fit(weigh(quantisation), quantisation, plan_.context);
  }

  // The largest multiple of 256 tokens a sequence that fits, at most the window.
  std::optional<double> max_context(int quantisation) const;
  LongestContext longest_context() const;  // of the allowed

  double context() const { return plan_.context; }  // tokens a sequence that the need asks for

  // The tokens that the variant takes; extended ones too where need.context says that they count.
  const std::optional<double>& window() const { return window_; }
  std::vector<model::FactIndex> window_facts() const;  // that say so

  // Whether the window holds the context that the need itself states. A context that it takes from
  // need.context is judged there, at the level of that need.
  Truth in_window(double context) const;
  Truth in_window() const { return in_window(plan_.context); }

  // Of one sequence, and of all together. Nothing where the bandwidth or the weights are unknown; a
  // low end of 0 where nobody knows how slow it may be.
  std::optional<Interval> tokens_per_s(const Parts& parts, int quantisation) const;
  std::optional<Interval> total_tokens_per_s(const Parts& parts, int quantisation) const;
  // Until a prompt is read. Nothing without dense operations a second; a high end that is infinite
  // where the attention is unknown.
  std::optional<Interval> first_token_s(const Parts& parts) const;
  Speeds speeds(const Parts& parts, int quantisation) const;  // those that are estimated

  // The bytes of the weights that a token of each sequence takes.
  double weights_read(const Parts& parts, int quantisation, double sequences) const;
  double cache_read(const Parts& parts) const;  // of one sequence

  // Of all devices.
  std::optional<double> price_usd() const;
  std::optional<double> power_w() const;

  // Whether it keeps to the limits of speed, and of price and power.
  Truth fast_enough(const Parts& parts, int quantisation) const;
  Truth affordable() const;

  const Machine& machine() const { return machine_; }
  bool is_mixture() const;

  // Whether the weights are those of the text part alone.
  bool text_alone() const { return text_alone_; }

  // The largest cache that is plausible, where the geometry is unknown.
  std::optional<double> largest_kv() const;

  const std::vector<int>& allowed() const { return allowed_; }
  int native() const { return native_; }

  // Quantisations that the need does not allow, though the runtime runs them.
  std::vector<int> others() const;

  // The value of a fit.
  double value(int quantisation) const;

  const device::Plan& plan() const { return plan_; }
  double budget() const { return budget_; }
  std::string where() const { return place_text(keys_, rules_); }
  const model::Quantisation& at(int quantisation) const {
    return rules_.quantisations[static_cast<std::size_t>(quantisation)];
  }
  std::optional<double> number(std::string_view fact_id) const;

 private:
  std::optional<double> number(model::FactIndex fact) const;
  void keep_text_part(const model::Profile& profile);
  std::optional<double> find_window() const;
  void add_weights(int quantisation, Parts& parts) const;
  void add_towers(Parts& parts) const;
  void offload(const std::optional<device::Mix>& mix, Parts& parts) const;
  std::optional<double> compute(const device::Plan& plan) const;
  void add_runtime(Parts& parts) const;
  bool takes_images() const;
  Truth within_limits(const Parts& parts, int quantisation) const;
  double at_once(const Parts& parts) const;
  double resting(double sequences) const;
  std::optional<double> parameters_at_work() const;
  const std::optional<Interval>& efficiency() const;
  device::Rates fastest(double at_once) const;
  device::Rates slowest(double at_once) const;
  bool may_be_slow(const Parts& parts) const;  // for all that is known

  const model::DeviceKeys& keys_;
  const Subject& subject_;
  const model::RuleBase& rules_;
  const Geometry* geometry_ = nullptr;
  std::vector<int> allowed_;
  int native_;
  std::optional<double> parameters_;         // of what the runtime loads as one
  std::optional<double> active_parameters_;  // of a mixture
  bool text_alone_ = false;                  // that is the text part
  double towers_ = 0;                        // parameters of the rest, where a need asks for it
  std::optional<device::Weights> weights_;   // by role
  const model::Runtime* runtime_ = nullptr;
  Machine machine_;
  device::Plan plan_;
  model::FactIndex extended_window_;  // -1: does not count
  std::optional<double> window_;
  Parts fixed_;  // of all quantisations and contexts
  bool images_ = false;
  double budget_ = 0;
};

}  // namespace shortlist::evaluate
