#pragma once
// What was imported as TOML: families as a file of a rule base, needs as a profile.

#include "shortlist/import.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace shortlist::importing {

constexpr std::size_t none = static_cast<std::size_t>(-1);

// What a line states, by position: a family, its variant and a value of that, each none where the
// line is of the whole above it.
struct FamilyLine {
  std::size_t family = none;
  std::size_t variant = none;
  std::size_t value = none;
  bool architecture = false;  // of the variant, as a whole
};

// The same of a profile: a need and one of its keys, or something that stands beside the needs.
struct ProfileLine {
  enum class Of { title, order, domicile, need };
  Of of = Of::title;
  std::size_t need = none;
  std::size_t key = none;
};

// A text, and of each of its lines what it states.
template <class Line>
struct Toml {
  std::string text;
  std::vector<Line> lines;
};

// The families; the status of the values shows in no way.
Toml<FamilyLine> to_toml(std::span<const ImportedFamily> families);

Toml<ProfileLine> to_toml(const ImportedProfile& profile);

}  // namespace shortlist::importing
