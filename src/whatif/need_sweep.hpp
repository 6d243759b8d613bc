#pragma once
// What `whatif need` is asked, read against a profile: one key of one need, and the values it
// takes.

#include "shortlist/result.hpp"
#include "whatif/need_keys.hpp"

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::whatif {

// Every value from one number to another.
struct NumberRange {
  NumberKey key;
  double from = 0;
  double to = 0;
  bool whole = false;  // whole numbers only
  model::Need start;   // at `from`; a NumberSlot moves it
};

// Values one after the other.
struct Choice {
  Datum value;
  std::string text;  // for people
  model::Need need;
};

struct Sweep {
  int need = -1;     // into Profile::needs
  std::string path;  // "context.at_least"
  Datum stated;      // what the profile says, numbers and dates as in a segment
  std::string stated_text;
  std::variant<NumberRange, std::vector<Choice>> values;
};

// Fails (usage) on what is no sweep, on unknown needs, keys and words, and on values that make no
// valid need; says which part of a range does.
Result<Sweep> read_sweep(const model::RuleBase& rules, const model::Profile& profile,
                         const std::string& text);

// A number of the key as a segment has it: bytes as a number, a date as text; and for people.
Datum datum_of(const NumberKey& key, double x);
std::string text_of(const NumberKey& key, double x);

// The two ends of a segment for people: fractions in six digits, and bytes in hundredths of a
// larger unit, rounded so that both lie inside, where they can.
std::pair<std::string, std::string> texts_of(const NumberKey& key, double from, double to);

}  // namespace shortlist::whatif
