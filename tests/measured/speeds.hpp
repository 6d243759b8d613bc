#pragma once
// Published decode speeds (tests/data/speeds) beside what the engine estimates of them, and what
// they make of the efficiencies that rules/ declares: the README there says how.

#include "base/interval.hpp"
#include "model/hardware.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace measured {

struct Speed {
  std::string device;
  std::string model;
  std::string quantisation;
  std::string engine;
  bool mixture = false;
  bool plain = false;  // the variant and the quantisation are those that were measured
  double depth = 0;
  bool deep = false;  // more than 4,096 tokens
  double tokens_per_s = 0;
  double bytes = 0;                               // weights and cache that a token reads
  double bandwidth = 0;                           // bytes a second
  shortlist::Interval token_s{};                  // that a token takes beside
  std::optional<shortlist::Interval> estimate{};  // of plain rows, as `shortlist device` has it

  double ratio() const { return estimate->middle() / tokens_per_s; }
};

// In the order of the file. Throws std::runtime_error where the rule base does not load or a row
// names what is not in it.
std::vector<Speed> speeds();

struct Derived {
  shortlist::Interval share;
  int shares = 0;  // of models, quantisations and engines
};
struct Efficiencies {
  std::map<bool, Derived> all;                              // by whether they are mixtures
  std::map<std::pair<std::string, bool>, Derived> devices;  // that have several of their own
};
Efficiencies derived(const std::vector<Speed>& speeds);

// The interval of a row on a device that reaches so much.
shortlist::Interval estimated(const Speed& speed, const shortlist::Interval& share);

// What rules/ declares.
const shortlist::model::Efficiency& declared(const std::string& id);  // of a device
const shortlist::model::Efficiency& declared(shortlist::model::DeviceKind kind);

// The share of the rows whose estimate lies within a factor of what was measured.
double share_within(const std::vector<Speed>& speeds, double least, double most);

}  // namespace measured
