#pragma once
// The alternatives as one number of one need moves along its axis.
//
// Between cuts (the values where a verdict turns, a value is clipped, a quantisation begins to fit)
// a score is c0 + c1 z(x) with one monotone z for all: 1 / (x - floor) or its like on a log scale,
// x itself for a count of bytes, x / (x + rest) for a weight. So two of them change places at most
// once between cuts, and bisection finds where, to the last bit: it asks what ranking would say.

#include "whatif/need_axis.hpp"
#include "whatif/need_field.hpp"
#include "whatif/need_sweep.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace shortlist::whatif {

// What a device need says of one alternative from a step on, until the next.
struct DeviceStep {
  Step from = 0;
  evaluate::Outcome outcome;
};

// The key beside which more of this one makes a device need neither ever better nor ever worse, so
// that each number of it is judged by itself; empty: none.
std::string_view turns_with(const model::DeviceKeys& keys, std::string_view key);

class Track {
 public:
  // `profile` is the start of the range: its need is range.start. All outlive the track.
  Track(const model::RuleBase& rules, model::Profile profile, const Sweep& sweep,
        const NumberRange& range, const decide::Decision& decision, UnknownPolicy unknown);
  Track(const Track&) = delete;  // the slot points into the profile
  Track& operator=(const Track&) = delete;

  const Axis& axis() const { return axis_; }
  const std::vector<MovingFamily>& families() const { return field_.families(); }

  // Scores change at cuts only.
  bool stepwise() const { return stepwise_; }

  Place place(int mover, Step step);

  // Where something about the mover may change, the first step among them; sorted, each once.
  std::vector<Step> cuts(int mover) const;

 private:
  void move_to(Step step);
  void find_general_cuts();
  void cut_round(double x, std::vector<Step>& cuts) const;
  std::vector<Step> device_cuts(int need, const Mover& mover);
  void add_fit_cuts(int need, const Mover& mover, int quantisation, std::vector<Step>& cuts);
  void add_budget_cut(double bytes, int need, std::vector<Step>& cuts);
  std::vector<DeviceStep> device_steps(int need, const Mover& mover);

  const model::RuleBase& rules_;
  model::Profile profile_;  // at step_
  const NumberRange& range_;
  std::size_t need_;
  NumberSlot slot_;
  Axis axis_;
  evaluate::Reweighing reweighing_;
  std::vector<double> weights_;
  std::vector<int> device_needs_;  // that hang on the key
  bool several_devices_;           // which have to agree on one quantisation
  bool weighs_;
  bool direct_;  // the need is judged anew at each step
  bool stepwise_;
  Field field_;
  std::optional<Step> step_;
  std::vector<Step> general_cuts_;
  std::vector<std::vector<std::vector<DeviceStep>>> steps_;  // [mover][of device_needs_]
  Moved moved_;
};

}  // namespace shortlist::whatif
