#pragma once
// The ranking along the axis of a key: who leads and how each family stands from where to where,
// and the whole order where it can be said.

#include "whatif/need_track.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace shortlist::whatif {

// The steps from..to, ends included.
struct Steps {
  Step from = 0;
  Step to = 0;
};

// Over which the ranking stays the same.
struct Span : Steps {
  State state;
};

// Over which one family leads; -1: all are excluded.
struct Lead : Steps {
  int family = -1;
};

// Over which a family's status stays the same.
struct StatusSpan : Steps {
  Status status = Status::excluded;
};

// Spans, leads and the statuses of each family cover the axis, and adjacent ones differ.
struct Course {
  std::optional<std::vector<Span>> spans;  // none where not asked for, or too many to say
  std::vector<Lead> leads;
  std::vector<std::vector<StatusSpan>> statuses;  // by Catalogue::families
};

// Of `families` families of the catalogue.
Course course(Track& track, std::size_t families, bool orders);

}  // namespace shortlist::whatif
