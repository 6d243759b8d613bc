#include "import/read_back.hpp"

#include "import/toml.hpp"
#include "load/beside.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace shortlist::importing {

namespace {

using Kind = ImportedValue::Kind;

// Keys of an architecture that its cache is computed without. Any other that is left out makes it
// the architecture of another model, so that nothing of it is to be believed.
constexpr std::array<std::string_view, 8> beside_the_cache{
    "hidden_size", "vocabulary",        "q_heads",         "ffn_size",
    "experts",     "experts_per_token", "expert_ffn_size", "tied_embeddings"};

bool is_of_cache(const ImportedValue& value) {
  return value.kind == Kind::architecture &&
         std::find(beside_the_cache.begin(), beside_the_cache.end(), value.key) ==
             beside_the_cache.end();
}

void note(std::vector<std::string>& notes, std::string text) {
  if (std::find(notes.begin(), notes.end(), text) == notes.end()) notes.push_back(std::move(text));
}

// What of the families does not load, by position; `none` is all that stands below.
class LeftOut {
 public:
  explicit LeftOut(std::vector<ImportedFamily>& families) : families_(families) {}

  // Marks what a line states, and notes it.
  void add(const FamilyLine& line, const std::string& why, std::vector<std::string>& notes) {
    if (line.family == none) {
      all_ = true;
      return note(notes, "left out all of it: " + why);
    }
    const ImportedFamily& family = families_[line.family];
    if (!line.architecture) gone_.emplace(line.family, line.variant, line.value);
    if (line.variant == none) return note(notes, "left out the family " + family.id + ": " + why);
    const ImportedVariant& variant = family.variants[line.variant];
    const std::string start = variant.name + ": left out ";
    if (line.architecture) {
      add_architecture(line, variant);
      note(notes, start + "architecture: " + why);
    } else if (line.value == none) {
      note(notes, "left out the variant " + variant.id + ": " + why);
    } else if (const ImportedValue& value = variant.values[line.value]; is_of_cache(value)) {
      add_architecture(line, variant);
      note(notes, start + value.key + ": " + why + "; and the architecture with it");
    } else {
      note(notes, start + value.key + ": " + why);
    }
  }

  void apply() {
    std::vector<ImportedFamily> families;
    for (std::size_t i = 0; i < families_.size() && !all_; ++i) {
      if (gone_.contains({i, none, none})) continue;
      ImportedFamily& family = families_[i];
      std::vector<ImportedVariant> variants;
      for (std::size_t j = 0; j < family.variants.size(); ++j)
        if (!gone_.contains({i, j, none})) variants.push_back(kept(family.variants[j], i, j));
      family.variants = std::move(variants);
      if (!family.variants.empty()) families.push_back(std::move(family));
    }
    families_ = std::move(families);
  }

 private:
  void add_architecture(const FamilyLine& line, const ImportedVariant& variant) {
    for (std::size_t i = 0; i < variant.values.size(); ++i)
      if (variant.values[i].kind == Kind::architecture) gone_.emplace(line.family, line.variant, i);
  }
  ImportedVariant kept(ImportedVariant& variant, std::size_t family, std::size_t place) const {
    std::vector<ImportedValue> values;
    for (std::size_t i = 0; i < variant.values.size(); ++i)
      if (!gone_.contains({family, place, i})) values.push_back(std::move(variant.values[i]));
    variant.values = std::move(values);
    return std::move(variant);
  }

  std::vector<ImportedFamily>& families_;
  std::set<std::tuple<std::size_t, std::size_t, std::size_t>> gone_;
  bool all_ = false;
};

// What a line states; of no line, or of one that is of no part, the whole.
template <class Line>
Line stated_in(const Toml<Line>& toml, int line) {
  const auto place = static_cast<std::size_t>(line) - 1;
  return line > 0 && place < toml.lines.size() ? toml.lines[place] : Line{};
}

// Leaves out what a line of a profile states; says what that is called.
std::string leave_out(ImportedProfile& profile, const ProfileLine& line) {
  using Of = ProfileLine::Of;
  const auto at = [](std::size_t place) { return static_cast<std::ptrdiff_t>(place); };
  if (line.of == Of::order) {
    profile.order.clear();
    return "left out order";
  }
  if (line.of == Of::domicile) {
    profile.domicile.clear();
    return "left out domicile";
  }
  if (line.need == none) {
    profile.needs.clear();
    return "left out all of it";
  }
  ImportedNeed& need = profile.needs[line.need];
  std::string what = "left out " + need.need_id;
  if (line.key != none) {
    what += "." + need.need[line.key].first;
    need.need.erase(need.need.begin() + at(line.key));
  } else {
    profile.needs.erase(profile.needs.begin() + at(line.need));
  }
  return what;
}

}  // namespace

std::string loadable(const model::RuleBase& rules, std::vector<ImportedFamily>& families,
                     std::vector<std::string>& notes) {
  while (true) {
    const Toml<FamilyLine> toml = to_toml(families);
    Problems problems;
    const bool parsed = load::check_beside(rules, {"imported.toml", toml.text}, problems);
    if (problems.errors() == 0 || families.empty()) return toml.text;
    LeftOut left_out(families);
    for (const Problem& each : problems.all())
      if (each.severity == Severity::error)
        left_out.add(parsed ? stated_in(toml, each.where.line) : FamilyLine{}, each.message, notes);
    left_out.apply();
  }
}

std::string loadable(const model::RuleBase& rules, ImportedProfile& profile,
                     std::vector<std::string>& notes) {
  while (true) {
    const Toml<ProfileLine> toml = to_toml(profile);
    const auto loaded = load::parse_profile(rules, toml.text, "profile.toml", ProfileFormat::toml);
    if (loaded || profile.needs.empty()) return toml.text;
    // One at a time: what stands behind it is numbered by what stands before.
    const Diagnostics& wrong = loaded.error().diagnostics;
    const auto first = std::find_if(wrong.begin(), wrong.end(), [](const Diagnostic& each) {
      return each.severity == Severity::error;
    });
    note(notes, leave_out(profile, stated_in(toml, first->line)) + ": " + first->message);
  }
}

}  // namespace shortlist::importing
