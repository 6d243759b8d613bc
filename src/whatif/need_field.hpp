#pragma once
// The alternatives of a decision while one need changes: only what hangs on that need is judged
// again, by the code that ranks.

#include "decide/decide.hpp"

#include <Eigen/Core>

#include <cstddef>
#include <utility>
#include <vector>

namespace shortlist::whatif {

// How the families stand; every one that is not here is excluded.
struct State {
  std::vector<int> order;     // into Catalogue::families, as ranked
  std::size_t qualified = 0;  // how many of them, from the front

  bool operator==(const State&) const = default;
};

// Of a whole decision.
State state_of(const decide::Decision& decision);

// Where an alternative, or the family that stands by it, is: what `decide::before` compares of
// those that are not excluded.
struct Place {
  Status status = Status::excluded;
  double score = 0;  // as scores compare: rounded to 12 decimals
  int tie = 0;       // in the order of tie_break

  bool out() const { return status == Status::excluded; }
};

inline bool before(const Place& left, const Place& right) {
  if (left.status != right.status) return left.status < right.status;
  if (left.score != right.score) return left.score > right.score;
  return left.tie < right.tie;
}

// An alternative that no other need excludes, nor any rule.
struct Mover {
  const decide::Alternative* start = nullptr;
  int tie = 0;
  bool verify = false;  // something else than the needs that move hangs on an unknown
  Eigen::RowVectorXd values;
};

struct MovingFamily {
  int family = -1;  // into Catalogue::families
  int first = 0;    // its movers are [first, last)
  int last = 0;
};

using Moved = std::vector<std::pair<int, evaluate::Outcome>>;  // needs that move

class Field {
 public:
  // `moving`: the needs whose outcomes may change. `decision` outlives the field.
  Field(const model::Profile& profile, const decide::Decision& decision, UnknownPolicy unknown,
        const std::vector<int>& moving);

  const std::vector<Mover>& movers() const { return movers_; }
  const std::vector<MovingFamily>& families() const { return families_; }

  void set_must(int need, bool must) { musts_[static_cast<std::size_t>(need)] = must; }

  Place place(const Mover& mover, const Moved& moved, const std::vector<double>& weights);

 private:
  std::vector<bool> musts_;
  UnknownPolicy unknown_;
  std::vector<Mover> movers_;
  std::vector<MovingFamily> families_;
  Eigen::RowVectorXd row_;  // of the place that is asked
};

}  // namespace shortlist::whatif
