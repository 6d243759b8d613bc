#pragma once
// From TOML, and profiles from JSON too, to handles. Every error of every file that parses is
// reported, and the first of each file that does not, in one Failure.
//
//     auto rule_base = shortlist::load_rule_base({.folders = {"rules"}});
//     auto profile = shortlist::load_profile(*rule_base, "profiles/contract-review.toml");
//
// Files come from strangers: a file above 4 MiB, nesting above 64, bytes that are not UTF-8, nan
// and inf are errors. Links that lead out of a rule-base folder are refused.

#include "shortlist/model.hpp"
#include "shortlist/profile.hpp"
#include "shortlist/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist {

// A TOML file that stands in memory; `name` stands for its path in diagnostics.
struct Document {
  std::string name;
  std::string text;
};

struct LoadOptions {
  // Rule-base folders, read in this order; a later one adds entries and replaces those of the same
  // id whole. Empty, and no documents: the rule base that ships with the library, looked for as
  // ../share/shortlist/rules beside the shared library, then beside the program, then where it was
  // configured to be installed; its snapshot (compile_rule_base) is read in its place as long as
  // it is of the folder as it is. A snapshot may also be named in place of one folder.
  std::vector<std::string> folders{};

  // Source ids, "family/source" or source kinds to believe before all others, in this order.
  std::vector<std::string> trust{};

  // If not empty: source ids, "family/source" or kinds; all other sources are left out.
  std::vector<std::string> only_source{};

  // The files of one more folder, which comes after the others.
  std::vector<Document> documents{};

  // Reads the folder although there is a snapshot of it, and warns where the two differ in content.
  bool compare_snapshot = false;
};

// O(size of the files). Fails with FailureKind::io when a folder or file cannot be read, with
// usage when `trust` or `only_source` names nothing, else with data.
SHORTLIST_EXPORT Result<RuleBase> load_rule_base(const LoadOptions& options);

// A folder as a snapshot: the bytes of a file that loads in a fraction of the time its TOML takes.
// As rules.snapshot it stands for the folder rules beside it, until a file there changes. Versions
// of the library do not read each other's. Empty: the rule base that ships. O(size of the files).
// Fails as load_rule_base does.
SHORTLIST_EXPORT Result<std::string> compile_rule_base(const std::string& folder);

// The same rule base under another trust. O(claims).
SHORTLIST_EXPORT Result<RuleBase> with_trust(const RuleBase& rule_base,
                                             const std::vector<std::string>& trust,
                                             const std::vector<std::string>& only_source);

// How a profile is written, with or without a byte order mark. As JSON it is one object with the
// keys of the TOML; a date is text ("2026-11-24"), and a key that is null is not stated.
enum class ProfileFormat {
  automatic,  // JSON when it begins with "{", which no TOML does, or its name ends in ".json"
  toml,
  json,
};

// Reads a profile from a file, or from standard input when `path` is "-".
SHORTLIST_EXPORT Result<Profile> load_profile(const RuleBase& rule_base, const std::string& path);

// Reads a profile from memory; `name` stands for the file in diagnostics.
SHORTLIST_EXPORT Result<Profile> parse_profile(const RuleBase& rule_base, std::string_view text,
                                               const std::string& name,
                                               ProfileFormat format = ProfileFormat::automatic);

// Keys stated beside a profile, as on a command line. Each takes the place of that key of the
// profile. Names need not be whole in them: "m4 max 128" finds the one device that has all of it.
struct ProfileKeys {
  // "ID.KEY=VALUE": "language.all_of=de,fr", "context.at_least=32K".
  std::vector<std::string> needs{};
  // "KEY=VALUE": "commercial=true".
  std::vector<std::string> use{};

  bool empty() const { return needs.empty() && use.empty(); }
};

// The same with keys over those of the file; without a path, of the keys alone.
SHORTLIST_EXPORT Result<Profile> load_profile(const RuleBase& rule_base,
                                              const std::optional<std::string>& path,
                                              const ProfileKeys& keys);

// The first syntax error of a profile, if it has one: what can be said of it while its rule base
// does not load.
SHORTLIST_EXPORT Diagnostics check_syntax(const std::string& path);

}  // namespace shortlist
