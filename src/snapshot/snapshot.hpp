#pragma once
// A rule base as bytes that read back in a fraction of the time its TOML takes: a head, the files
// that it was made from, and the entries as fields.hpp lists them. The head names the version of
// the program and how it lays out a rule base, so that no other version reads it, and has a
// checksum of the rest, so that a byte that was lost or turned is found.

#include "model/rule_base.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist::snapshot {

using Checksum = std::array<std::uint64_t, 2>;

// XXH3, of 128 bits. It finds accidents; against somebody who wants it to agree it does nothing.
Checksum checksum(std::string_view bytes);

// A file that the rule base was read from, as it was then.
struct File {
  std::string name;  // below the folder
  std::uint64_t size = 0;
  std::int64_t changed = 0;  // nanoseconds since 1970
  Checksum content{};

  bool operator==(const File&) const = default;
};

// `rules` was read from these files, by these names.
std::string write(const model::RuleBase& rules, const std::vector<File>& files);

enum class Flaw { none, no_snapshot, other_version, damaged };

// What bytes hold; `rules` lies within them.
struct Opened {
  Flaw flaw = Flaw::none;
  std::vector<File> files;
  std::string_view rules;
};
Opened open(std::string_view bytes);

// The entries, ready for use. Null where no rule base could have been written so.
std::shared_ptr<model::RuleBase> read_rules(std::string_view bytes);

}  // namespace shortlist::snapshot
