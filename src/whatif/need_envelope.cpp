#include "whatif/need_envelope.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

namespace shortlist::whatif {

namespace {

Envelope single(Track& track, int mover) {
  Envelope envelope;
  for (const Step cut : track.cuts(mover)) {
    const Place place = track.place(mover, cut);
    const Stretch next{cut, place.out() ? nobody : mover, place};
    // Where nothing changes but at cuts, most cuts change nothing.
    const bool same = !envelope.empty() && envelope.back().mover == next.mover &&
                      (next.mover == nobody ||
                       (track.stepwise() && envelope.back().place.status == place.status &&
                        envelope.back().place.score == place.score));
    if (!same) envelope.push_back(next);
  }
  return envelope;
}

class EnvelopeMerge {
 public:
  EnvelopeMerge(Track& track, const Envelope& left, const Envelope& right) : track_(track) {
    const Step end = track.axis().last() + 1;
    const auto next = [&](const Envelope& side, std::size_t at) {
      return at + 1 < side.size() ? side[at + 1].from : end;
    };
    std::size_t i = 0;
    std::size_t j = 0;
    for (Step from = track.axis().first(); from < end;) {
      const Step to = std::min(next(left, i), next(right, j));
      between(left[i], right[j], from, to - 1);
      if (next(left, i) == to) ++i;
      if (next(right, j) == to) ++j;
      from = to;
    }
  }

  Envelope take() { return std::move(merged_); }

 private:
  Place place(const Stretch& side, Step step) {
    if (step == side.from || side.mover == nobody || track_.stepwise()) return side.place;
    return track_.place(side.mover, step);
  }

  void between(const Stretch& left, const Stretch& right, Step first, Step last) {
    const Place left_place = place(left, first);
    const Place right_place = place(right, first);
    const bool right_leads = precedes(right_place, left_place);
    const Stretch& leader = right_leads ? right : left;
    const Stretch& other = right_leads ? left : right;
    add(leader, first, right_leads ? right_place : left_place);
    if (track_.stepwise() || first == last || other.mover == nobody) return;
    const auto passed = [&](Step step) {
      return precedes(place(other, step), place(leader, step));
    };
    if (!passed(last)) return;
    const Step turn = first_step(first, last, passed);
    add(other, turn, place(other, turn));
  }

  void add(const Stretch& side, Step from, const Place& place) {
    const bool goes_on = !merged_.empty() && merged_.back().mover == side.mover;
    if (goes_on && (side.from != from || side.mover == nobody)) return;
    merged_.push_back({from, side.mover, place});
  }

  Track& track_;
  Envelope merged_;
};

}  // namespace

bool precedes(const Place& left, const Place& right) {
  return left.out() || right.out() ? !left.out() && right.out() : before(left, right);
}

Envelope envelope(Track& track, int first, int last) {
  if (last - first == 1) return single(track, first);
  const int middle = std::midpoint(first, last);
  return EnvelopeMerge(track, envelope(track, first, middle), envelope(track, middle, last)).take();
}

Envelope upper(Track& track, const std::vector<Envelope>& envelopes) {
  std::vector<Envelope> round = envelopes;
  while (round.size() > 1) {
    std::vector<Envelope> next;
    for (std::size_t i = 0; i + 1 < round.size(); i += 2)
      next.push_back(EnvelopeMerge(track, round[i], round[i + 1]).take());
    if (round.size() % 2 == 1) next.push_back(std::move(round.back()));
    round = std::move(next);
  }
  return std::move(round.front());
}

}  // namespace shortlist::whatif
