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

inline constexpr double heaviest_weight = 1e12;  // far above any meant, far below an overflow

// What a curve can be read from: one fact, or one for each of several languages.
struct Benchmark {
  std::string id;  // empty: the criterion declares none, and this is its fact
  std::string title;
  FactIndex fact = -1;                                // -1: by language
  std::vector<std::pair<Item, FactIndex>> languages;  // as declared
  std::vector<std::pair<double, double>> points;      // x rising, value in [0, 1]
};

struct Criterion {
  std::string id;
  std::string title;
  Kind kind = Kind::flag;
  FactIndex fact = -1;  // -1 for Kind::device and by language; the first benchmark's of others
  FactIndex strong_fact = -1;
  FactIndex count_fact = -1;
  FactIndex extended_fact = -1;
  Scope scope = Scope::variant;
  Scale scale = Scale::linear;
  std::optional<double> floor;        // value 0 at or below
  std::optional<double> ceiling;      // value 0 at or above
  std::optional<double> weight;       // for a need stated without one
  std::vector<Benchmark> benchmarks;  // Kind::curve: at least one, all by language or none
  std::string advantage;              // sentences of `compare`; empty: none
  std::string advantage_strong;
  std::string advantage_count;
  Where where;

  bool by_language() const { return kind == Kind::curve && fact < 0; }
};

// All that needs of the criterion may read, each once; the main one first.
std::vector<FactIndex> facts_of(const Criterion& criterion);

// Whether a criterion of the kind reads facts of the type; never of a device.
bool fits(Kind kind, FactType type);

// Rows of `compare`: facts that are read together.
struct Row {
  std::string id;
  std::string title;
  std::vector<FactIndex> facts;
  Where where;
};

}  // namespace shortlist::model
