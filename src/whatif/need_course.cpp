// First each family by itself: cut the axis where something about one of its alternatives may
// change; between cuts its score is the upper envelope of lines in z, found by bisecting where the
// best at one end gives way to the best at the other. Then all together: between the cuts of any,
// each family is one line, and those whose order differs at the two ends cross once.

#include "whatif/need_course.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

namespace shortlist::whatif {

namespace {

constexpr int nobody = -1;

// Places in all orders together; more would take gigabytes to say.
constexpr std::size_t most_places = 10'000'000;

// From a step on, until the next stretch, a family stands by one alternative, or is excluded.
struct Stretch {
  Step from = 0;
  int mover = nobody;
  Place place;  // at `from`
};

class FamilyCourse {
 public:
  FamilyCourse(Track& track, const MovingFamily& family) : track_(track), family_(family) {
    const std::vector<Step> cuts = track.cuts(family);
    for (std::size_t i = 0; i < cuts.size(); ++i) {
      const Step last = i + 1 < cuts.size() ? cuts[i + 1] - 1 : track.axis().last();
      const Best first = best(cuts[i]);
      trace(cuts[i], first, last, track.stepwise() || last == cuts[i] ? first : best(last));
    }
  }

  std::vector<Stretch> take() { return std::move(stretches_); }

 private:
  struct Best {
    int mover = nobody;
    Place place;
  };

  Best best(Step step) const {
    Best best;
    for (int mover = family_.first; mover < family_.last; ++mover) {
      const Place place = track_.place(mover, step);
      if (!place.out() && (best.mover == nobody || before(place, best.place)))
        best = {mover, place};
    }
    return best;
  }

  void trace(Step low, const Best& at_low, Step high, const Best& at_high) {
    if (at_low.mover == at_high.mover) return add(low, at_low);
    const Step turn = first_step(low, high, [&](Step step) {
      if (at_low.mover == nobody || at_high.mover == nobody)
        return best(step).mover == at_high.mover;
      return before(track_.place(at_high.mover, step), track_.place(at_low.mover, step));
    });
    // A third may be better than either where these two meet.
    trace(low, at_low, turn - 1, turn - 1 == low ? at_low : best(turn - 1));
    trace(turn, turn == high ? at_high : best(turn), high, at_high);
  }

  // Where nothing changes but at cuts, most cuts change nothing.
  void add(Step from, const Best& best) {
    if (track_.stepwise() && !stretches_.empty() && stretches_.back().mover == best.mover &&
        same(stretches_.back().place, best.place))
      return;
    stretches_.push_back({from, best.mover, best.place});
  }

  static bool same(const Place& left, const Place& right) {
    return left.status == right.status && left.score == right.score;
  }

  Track& track_;
  const MovingFamily& family_;
  std::vector<Stretch> stretches_;
};

// A family as the axis is walked.
struct Runner {
  int family = -1;
  std::vector<Stretch> stretches;
  std::size_t at = 0;

  const Stretch& now() const { return stretches[at]; }
};

class Race {
 public:
  explicit Race(Track& track) : track_(track) {
    for (const MovingFamily& family : track.families())
      runners_.push_back({family.family, FamilyCourse(track, family).take(), 0});
    places_.resize(runners_.size());
    order_.resize(runners_.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
  }

  std::optional<std::vector<Span>> run() {
    std::vector<Step> cuts{track_.axis().first()};
    for (const Runner& runner : runners_)
      for (const Stretch& stretch : runner.stretches) cuts.push_back(stretch.from);
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    place_all(cuts.front());
    sort_afresh();
    for (std::size_t i = 0; i < cuts.size(); ++i) {
      for (Runner& runner : runners_)
        while (runner.at + 1 < runner.stretches.size() &&
               runner.stretches[runner.at + 1].from <= cuts[i])
          ++runner.at;
      between(cuts[i], i + 1 < cuts.size() ? cuts[i + 1] - 1 : track_.axis().last());
      if (too_many()) return std::nullopt;
    }
    return std::move(spans_);
  }

 private:
  bool too_many() const { return (spans_.size() + turns_.size()) * runners_.size() > most_places; }

  // From cut to cut.
  void between(Step first, Step last) {
    if (track_.stepwise()) {
      for (std::size_t i = 0; i < runners_.size(); ++i) places_[i] = runners_[i].now().place;
      sort();
      add(first, last);
      return;
    }
    place_all(first);
    sort();
    if (first == last) return add(first, last);
    const std::vector<std::size_t> start = order_;
    place_all(last);
    sort(first, last);
    if (turns_.empty() || too_many()) return add(first, last);
    std::sort(turns_.begin(), turns_.end());
    turns_.erase(std::unique(turns_.begin(), turns_.end()), turns_.end());
    order_ = start;
    Step from = first;
    turns_.push_back(last + 1);
    for (const Step turn : std::exchange(turns_, {})) {
      place_all(std::midpoint(from, turn - 1));
      sort();
      add(from, turn - 1);
      from = turn;
    }
  }

  void place_all(Step step) {
    for (std::size_t i = 0; i < runners_.size(); ++i) {
      const int mover = runners_[i].now().mover;
      places_[i] = mover == nobody ? Place{} : track_.place(mover, step);
    }
  }

  bool precedes(std::size_t left, std::size_t right) const {
    const Place& a = places_[left];
    const Place& b = places_[right];
    return a.out() || b.out() ? !a.out() && b.out() : before(a, b);
  }

  void sort_afresh() {
    std::sort(order_.begin(), order_.end(),
              [&](std::size_t left, std::size_t right) { return precedes(left, right); });
  }

  // By insertion: the order hardly changes from one cut to the next. With `first`, each two that
  // change places do so once between first and last, and where goes to turns_.
  void sort(std::optional<Step> first = {}, Step last = 0) {
    for (std::size_t i = 1; i < order_.size(); ++i)
      for (std::size_t j = i; j > 0 && precedes(order_[j], order_[j - 1]); --j) {
        if (first) turns_.push_back(turn(order_[j - 1], order_[j], *first, last));
        if (first && too_many()) return;
        std::swap(order_[j], order_[j - 1]);
      }
  }

  // Where `rising` passes `falling`.
  Step turn(std::size_t falling, std::size_t rising, Step first, Step last) {
    const int down = runners_[falling].now().mover;
    const int up = runners_[rising].now().mover;
    return first_step(first, last, [&](Step step) {
      return before(track_.place(up, step), track_.place(down, step));
    });
  }

  void add(Step from, Step to) {
    State state;
    for (const std::size_t runner : order_) {
      if (places_[runner].out()) break;
      state.order.push_back(runners_[runner].family);
      if (places_[runner].status == Status::qualified) ++state.qualified;
    }
    if (!spans_.empty() && spans_.back().state == state)
      spans_.back().to = to;
    else
      spans_.push_back({from, to, std::move(state)});
  }

  Track& track_;
  std::vector<Runner> runners_;
  std::vector<Place> places_;       // of each runner
  std::vector<std::size_t> order_;  // of the runners, the excluded last
  std::vector<Step> turns_;
  std::vector<Span> spans_;
};

}  // namespace

std::optional<std::vector<Span>> course(Track& track) { return Race(track).run(); }

}  // namespace shortlist::whatif
