#pragma once
// A world as the TOML that a user would write, and the engine's own reading of it.

#include "oracle/world.hpp"
#include "shortlist/shortlist.hpp"

#include <map>
#include <string>
#include <vector>

namespace property {

// The rule base, entry by entry: the first is [rule_base], the rest may stand in any order.
std::vector<std::string> rule_base_entries(const oracle::World& world);

// The profile, one whole file.
std::string profile_toml(const oracle::World& world);

// A folder below the system's temporary one, gone with the object.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const std::string& path() const { return path_; }
  void write(const std::string& file, const std::string& text) const;

 private:
  std::string path_;
};

// Through the public door: a folder of files, each of several entries; load_rule_base,
// parse_profile, rank. A world that does not load fails the property with every diagnostic.
shortlist::RuleBase loaded_from(const std::vector<std::vector<std::string>>& files);
shortlist::RuleBase loaded(const oracle::World& world);
shortlist::Profile read_profile(const shortlist::RuleBase& rule_base, const std::string& toml);
shortlist::Ranking ranked(const oracle::World& world, const shortlist::RankOptions& options = {});
shortlist::Ranking ranked(const shortlist::RuleBase& rule_base, const shortlist::Profile& profile,
                          const shortlist::RankOptions& options = {});

// Every excluded family too, as it stands.
std::vector<shortlist::RankedFamily> all_of(const shortlist::Ranking& ranking);

// All that is said of a family by itself, numbers to the last bit: no rank, and not the needs as
// stated.
std::string portrait(const shortlist::RankedFamily& family);

// The portraits of all families, by id.
std::map<std::string, std::string> portraits(const shortlist::Ranking& ranking);

// The ranking as the JSON that the command prints.
std::string json(const shortlist::Ranking& ranking);

}  // namespace property
