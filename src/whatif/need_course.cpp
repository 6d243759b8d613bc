// First each family by itself: the upper envelope of its alternatives. Then all together: between
// the cuts of any, each family is one line, and those whose order differs at the two ends cross
// once. Who leads is the envelope of all, which needs no crossings of those behind.

#include "whatif/need_course.hpp"

#include "whatif/need_envelope.hpp"
#include "whatif/stability.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>
#include <utility>

namespace shortlist::whatif {

namespace {

// A family as the axis is walked.
struct Runner {
  int family = -1;
  const Envelope* stretches = nullptr;
  std::size_t at = 0;

  const Stretch& now() const { return (*stretches)[at]; }
};

class Race {
 public:
  Race(Track& track, const std::vector<Envelope>& envelopes) : track_(track) {
    for (std::size_t i = 0; i < envelopes.size(); ++i)
      runners_.push_back({track.families()[i].family, &envelopes[i], 0});
    places_.resize(runners_.size());
    order_.resize(runners_.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
  }

  std::optional<std::vector<Span>> run() {
    std::vector<Step> cuts{track_.axis().first()};
    for (const Runner& runner : runners_)
      for (const Stretch& stretch : *runner.stretches) cuts.push_back(stretch.from);
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    place_all(cuts.front());
    sort_afresh();
    for (std::size_t i = 0; i < cuts.size(); ++i) {
      for (Runner& runner : runners_)
        while (runner.at + 1 < runner.stretches->size() &&
               (*runner.stretches)[runner.at + 1].from <= cuts[i])
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
    return whatif::precedes(places_[left], places_[right]);
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
      spans_.push_back({{from, to}, std::move(state)});
  }

  Track& track_;
  std::vector<Runner> runners_;
  std::vector<Place> places_;       // of each runner
  std::vector<std::size_t> order_;  // of the runners, the excluded last
  std::vector<Step> turns_;
  std::vector<Span> spans_;
};

// What holds from where to where, of what changes at some steps: `same` tells whether it did.
template <class Part, class Same>
void extend(std::vector<Part>& parts, Part part, Same same) {
  if (!parts.empty() && same(parts.back(), part))
    parts.back().to = part.to;
  else
    parts.push_back(std::move(part));
}

template <class Visit>
void each_stretch(const Track& track, const Envelope& envelope, Visit visit) {
  for (std::size_t i = 0; i < envelope.size(); ++i)
    visit(envelope[i], Steps{envelope[i].from, i + 1 < envelope.size() ? envelope[i + 1].from - 1
                                                                       : track.axis().last()});
}

std::vector<StatusSpan> statuses(const Track& track, const Envelope& envelope) {
  std::vector<StatusSpan> spans;
  each_stretch(track, envelope, [&](const Stretch& stretch, Steps steps) {
    extend(spans, StatusSpan{steps, stretch.place.status},
           [](const StatusSpan& a, const StatusSpan& b) { return a.status == b.status; });
  });
  return spans;
}

std::vector<Lead> leads(Track& track, const std::vector<Envelope>& envelopes) {
  const std::vector<MovingFamily>& families = track.families();
  const auto family_of = [&](int mover) {
    if (mover == nobody) return -1;
    const auto next =
        std::upper_bound(families.begin(), families.end(), mover,
                         [](int at, const MovingFamily& family) { return at < family.first; });
    return (next - 1)->family;
  };
  std::vector<Lead> leads;
  each_stretch(track, upper(track, envelopes), [&](const Stretch& stretch, Steps steps) {
    extend(leads, Lead{steps, family_of(stretch.mover)},
           [](const Lead& a, const Lead& b) { return a.family == b.family; });
  });
  return leads;
}

}  // namespace

Course course(Track& track, std::size_t families, bool orders) {
  std::vector<Envelope> envelopes;
  for (const MovingFamily& family : track.families())
    envelopes.push_back(envelope(track, family.first, family.last));
  const Steps all{track.axis().first(), track.axis().last()};
  Course course;
  course.statuses.assign(families, {{all, Status::excluded}});
  for (std::size_t i = 0; i < envelopes.size(); ++i)
    course.statuses[static_cast<std::size_t>(track.families()[i].family)] =
        statuses(track, envelopes[i]);
  course.leads = envelopes.empty() ? std::vector<Lead>{{all, -1}} : leads(track, envelopes);
  if (orders) course.spans = Race(track, envelopes).run();
  return course;
}

}  // namespace shortlist::whatif
