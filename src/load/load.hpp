#pragma once
// From texts to models. Files are read elsewhere (files.hpp), so that all of this can be tested and
// fuzzed without any.

#include "load/document.hpp"
#include "model/catalogue.hpp"
#include "model/profile.hpp"
#include "shortlist/load.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist::load {

using Text = Document;

// One folder of a rule base; its files in the order of their paths.
using Folder = std::vector<Text>;

// Later folders add entries and replace those of the same id whole. `noted` come before the
// warnings that there are.
Result<std::shared_ptr<const model::RuleBase>> parse_rule_base(const std::vector<Folder>& folders,
                                                               Diagnostics noted = {});

Result<std::shared_ptr<const model::Profile>> parse_profile(
    const model::RuleBase& rules, std::string_view text, const std::string& name,
    ProfileFormat format = ProfileFormat::automatic);

// The same with keys beside those of the text; without a text, of the keys alone.
Result<std::shared_ptr<const model::Profile>> parse_profile(const model::RuleBase& rules,
                                                            const std::optional<Text>& text,
                                                            const ProfileKeys& keys,
                                                            ProfileFormat format);

// Sentences that stand over the parts of a profile, a line each.
struct Comments {
  std::string top;
  std::string use;
  std::vector<std::string> needs;  // by position in the profile
};

// A profile as TOML that reads back as the same.
std::string to_toml(const model::Profile& profile, const Comments& comments = {});

// The tree of a profile in either format. The first thing that is wrong is a problem; the tree is
// then empty.
Node read_profile_text(const Text& text, ProfileFormat format, Problems& problems);

// Problems as diagnostics, sorted by file, line and column, with the line they stand in.
Diagnostics diagnose(const Problems& problems, const std::vector<const Text*>& texts);

}  // namespace shortlist::load
