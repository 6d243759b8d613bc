#pragma once
// From texts to models. Files are read elsewhere (files.hpp), so that all of this can be tested and
// fuzzed without any.

#include "model/catalogue.hpp"
#include "model/profile.hpp"
#include "shortlist/load.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist::load {

using Text = Document;

// One folder of a rule base; its files in the order of their paths.
using Folder = std::vector<Text>;

// Later folders add entries and replace those of the same id whole.
Result<std::shared_ptr<const model::RuleBase>> parse_rule_base(const std::vector<Folder>& folders);

Result<std::shared_ptr<const model::Profile>> parse_profile(const model::RuleBase& rules,
                                                            std::string_view toml,
                                                            const std::string& name);

// Problems as diagnostics, sorted by file, line and column, with the line they stand in.
Diagnostics diagnose(const Problems& problems, const std::vector<const Text*>& texts);

}  // namespace shortlist::load
