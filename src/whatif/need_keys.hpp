#pragma once
// What the keys of a need can be, and a need with one of them changed: as if its file had been
// edited.

#include "model/need_keys.hpp"
#include "model/profile.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist::whatif {

using model::KeyEntry;
using model::KeyForm;

// What a word or flag key can be: all devices by memory, the levels of a fact, true and false.
std::vector<std::string> words_of(const model::RuleBase& rules, const model::Criterion& criterion,
                                  std::string_view key);

// A need whose key has another value, or none; or why that is no need.
struct Remade {
  std::optional<model::Need> need;
  std::string fault;
  std::string remedy;
};
Remade remade(const model::RuleBase& rules, const model::Need& need, const std::string& key,
              const Datum& value, bool date = false);

// A key that is a number, and how such numbers are written.
struct NumberKey {
  enum class Notation { number, memory, date };

  std::string name;
  Notation notation = Notation::number;
  bool counted = false;  // of things that are whole
  std::string unit;      // after the number, for people

  std::optional<double> parsed(std::string_view text) const;
  Datum written(double x) const;  // as a profile has it
  bool date() const { return notation == Notation::date; }
};
NumberKey number_key(const model::RuleBase& rules, const model::Criterion& criterion,
                     const std::string& name);

// What the profile states, not what is the default.
std::optional<double> stated_number(const model::Need& need, const NumberKey& key);

// Where a need keeps a number. Setting it does to the compiled keys what `remade` does, without the
// checks: for the many values in between. Valid as long as the need is.
class NumberSlot {
 public:
  NumberSlot(model::Need& need, const NumberKey& key);

  void set(double x) const {
    if (plain_ != nullptr) *plain_ = x;
    if (optional_ != nullptr) *optional_ = x;
    if (aim_ != nullptr) *aim_ = x;
  }

 private:
  double* plain_ = nullptr;
  std::optional<double>* optional_ = nullptr;
  std::optional<double>* aim_ = nullptr;  // that is not stated, and so is the bound
};

}  // namespace shortlist::whatif
