#pragma once
// The command line, parsed and checked: what every command starts from.

#include "shortlist/batch.hpp"
#include "shortlist/device.hpp"
#include "shortlist/exchange.hpp"
#include "shortlist/import.hpp"
#include "shortlist/load.hpp"
#include "shortlist/questions.hpp"
#include "shortlist/rank.hpp"
#include "shortlist/report.hpp"
#include "shortlist/whatif.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace shortlist::cli {

struct CommandInfo;

enum class Colour { automatic, always, never };

struct Arguments {
  const CommandInfo* command = nullptr;
  std::vector<std::string> operands;  // without the profile

  LoadOptions load;
  RankOptions rank;
  bool unknown_stated = false;                   // --unknown was given
  std::optional<std::string> against;            // --against FAMILY
  std::optional<std::string> profile;            // the operand PROFILE, or --profile
  ProfileKeys keys;                              // --need ID.KEY=VALUE, --use KEY=VALUE
  std::vector<Answer> answers;                   // of init: --for WORDS, --answer QUESTION=WORDS
  bool force = false;                            // --force
  bool print_profile = false;                    // --print-profile
  std::string search;                            // --search TEXT
  std::vector<std::string> policies;             // --policy FILE
  std::string criterion;                         // --criterion ID
  bool leaders = false;                          // --leaders
  bool by_variant = false;                       // --variants
  SampleOptions sample{.only_if_quick = true};   // of whatif sample; sample.rank is not used
  std::uint64_t from_line = 1;                   // --from-line N
  std::uint64_t memory = BatchOptions{}.memory;  // --memory SIZE
  bool shard_stated = false;                     // --shard was given
  bool within_stated = false;                    // --within was given
  bool coverage = false;                         // --coverage
  std::optional<std::string> stale;              // --stale DATE
  ImportOptions import_options;                  // --family, --variant, --kind
  DeviceOptions device;               // of device; `only`, `families` and `variant` are not used
  std::optional<std::string> output;  // --output FILE
  Style style;
  std::optional<Exchange> exchange;         // --format sarif, cyclonedx or ocds, of rank
  std::optional<BuildFormat> build_format;  // --format sarif or junit, of check and test
  std::optional<std::string> expect_first;  // --expect-first FAMILY
  bool fail_if_to_verify = false;           // --fail-if to-verify
  bool fail_if_open = false;                // --fail-if open
  Colour colour = Colour::automatic;
  bool help = false;
  bool version = false;
};

// `words` are those after the program's name. Options may stand before or after the command.
// Fails with FailureKind::usage. An empty command line parses to no command.
Result<Arguments> parse(const std::vector<std::string>& words);

Failure usage_failure(std::string message, std::string suggestion = {});
Diagnostics wrong_usage(std::string message, std::string suggestion = {});

}  // namespace shortlist::cli
