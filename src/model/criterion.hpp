#pragma once
// Criteria: how a need reads a fact, and on which fixed scale its partial value lies.

#include "model/vocabulary.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace shortlist::model {

enum class Kind {
  at_least,
  at_most,
  range,
  curve,
  coverage,
  one_of,
  flag,
  ladder,
  licence,
  device
};

enum class Scope { variant, family };
enum class Scale { linear, logarithmic };

struct Criterion {
  std::string id;
  std::string title;
  Kind kind = Kind::flag;
  FactIndex fact = -1;  // -1 only for Kind::device
  FactIndex strong_fact = -1;
  FactIndex count_fact = -1;
  FactIndex extended_fact = -1;
  Scope scope = Scope::variant;
  Scale scale = Scale::linear;
  std::optional<double> floor;                    // value 0 at or below
  std::optional<double> ceiling;                  // value 0 at or above
  std::optional<double> weight;                   // for a need stated without one
  std::vector<std::pair<double, double>> points;  // Kind::curve: x rising, value in [0, 1]
  std::string advantage;                          // sentences of `compare`; empty: none
  std::string advantage_strong;
  std::string advantage_count;
  Where where;
};

// Rows of `compare`: facts that are read together.
struct Row {
  std::string id;
  std::string title;
  std::vector<FactIndex> facts;
  Where where;
};

}  // namespace shortlist::model
