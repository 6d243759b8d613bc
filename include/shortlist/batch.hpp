#pragma once
// Many profiles against one rule base: a line of JSON for each, in the order in which they come.
//
//     std::ifstream file("profiles.jsonl");
//     const auto read = [&](char* into, std::size_t most) -> shortlist::Result<std::size_t> {
//       return file.read(into, most).gcount();
//     };
//     const auto write = [](std::string_view line) { return bool(std::cout << line); };
//     auto done = shortlist::batch(rule_base, shortlist::profile_lines("profiles.jsonl", read),
//                                  write, {});
//
// A line is the JSON of `rank` without line breaks and with "input", which profile it is of, and
// "warnings", what is doubtful in it, in front; or, where the profile is wrong, {"input", "error":
// {"diagnostics"}}. There are as many lines out as profiles in: what was cut short goes on with the
// profile after as many as there are lines (BatchOptions::from).
//
// Same input, same bytes, at any number of threads. Whatever the profiles are like,
// BatchOptions::memory bounds what they take.

#include "shortlist/load.hpp"
#include "shortlist/policy.hpp"
#include "shortlist/rank.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist {

// One profile as text, or why there is none.
struct BatchProfile {
  std::string file;        // stands for it in messages and in the output
  std::uint64_t line = 0;  // of the file, from 1; 0: the profile is the whole file
  std::string text;
  ProfileFormat format = ProfileFormat::automatic;
  Diagnostics missing;  // not empty: it could not be read
};

// The next profile; none after the last. Called by one thread at a time. A failure ends the batch.
using BatchSource = std::function<Result<std::optional<BatchProfile>>()>;

// JSON Lines: each line, an empty one too, is a profile in JSON. A line above 1 MiB is passed over
// and missing; one above 256 MiB is a failure (data), since it may have no end. `read` puts at most
// so many bytes into a buffer and says how many; 0 is the end.
using ReadBytes = std::function<Result<std::size_t>(char* into, std::size_t most)>;
SHORTLIST_EXPORT BatchSource profile_lines(std::string file, ReadBytes read);

// The *.toml and *.json that stand in a folder, not below it, in the order of their names; those
// that start with a dot are not there. A file above 4 MiB is not read whole. Fails with
// FailureKind::io, also above 1,000,000 files or where their names take more than 64 MiB.
SHORTLIST_EXPORT Result<BatchSource> profile_folder(const std::string& folder);

constexpr std::uint64_t least_batch_memory = std::uint64_t{64} << 20U;  // bytes

// "512 MiB", "2GB": an amount with its unit in bytes. Nothing for any other text, or less than
// least_batch_memory.
SHORTLIST_EXPORT std::optional<std::uint64_t> batch_memory(std::string_view text);

struct BatchOptions {
  RankOptions rank{};
  std::vector<Policy> policies{};  // that join every profile
  std::optional<int> top{};        // cuts the ranking, never the excluded
  int threads = 0;                 // 0: as many as the machine has
  std::uint64_t from = 1;          // profiles before this one are passed over
  // Bytes for everything that is there because of the profiles, at any one time: texts that are
  // read and what is made of them, lines that are made and not yet written, and what is kept from
  // one profile to the next. Half of it is for one profile and its line; one that takes more is an
  // error in its line, in every run with as much memory. The other lines have the rest. Beside it
  // are the rule base and the policies as they were loaded, the names of a folder's files, and
  // about 4 MiB for each thread, stack and what the allocator keeps of what is freed.
  std::uint64_t memory = std::uint64_t{512} << 20U;
  // Called now and then, by the thread that called, with the lines written; false stops the batch.
  std::function<bool(std::uint64_t written)> progress{};
};

struct BatchSummary {
  std::uint64_t written = 0;     // lines
  std::uint64_t wrong = 0;       // of those, the ones that are an error
  bool stopped = false;          // `progress` or `write` said so
  std::uint64_t most_bytes = 0;  // at one time, as BatchOptions::memory counts them
};

// `write` takes a line at a time, with its line break, from the thread that called; false stops the
// batch. Fails (usage) when `rank.only` names an unknown family or `memory` is below
// least_batch_memory, and as the source does. What `write`, `progress` or the source throws ends
// the batch and reaches the caller.
SHORTLIST_EXPORT Result<BatchSummary> batch(const RuleBase& rule_base, const BatchSource& source,
                                            const std::function<bool(std::string_view line)>& write,
                                            const BatchOptions& options);

}  // namespace shortlist
