// Every option: what takes it, and how its value gets into the arguments.

#include "cli/command_table.hpp"
#include "cli/init_options.hpp"
#include "cli/maintenance_options.hpp"
#include "cli/sample_options.hpp"
#include "shortlist/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace shortlist::cli {

namespace {

constexpr std::array formats{Choice{"text"},
                             Choice{"json"},
                             Choice{"markdown", every_command & ~batch_command},
                             Choice{"csv", every_command & ~batch_command},
                             Choice{"html", every_command & ~batch_command},
                             Choice{"sarif", rank_command | check_command | test_command},
                             Choice{"cyclonedx", rank_command},
                             Choice{"ocds", rank_command},
                             Choice{"junit", check_command | test_command}};
constexpr std::array failings{Choice{"to-verify"}, Choice{"open"}};
constexpr std::array unknowns{Choice{"low"}, Choice{"mid"}, Choice{"high"}};
constexpr std::array colours{Choice{"auto"}, Choice{"always"}, Choice{"never"}};
constexpr std::array cache_types{Choice{"f16"}, Choice{"q8_0"}, Choice{"q4_0"}, Choice{"fp8"}};
constexpr std::array regions{Choice{"any"}, Choice{"order"}, Choice{"bounds"}};

std::string trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return std::string(text);
}

// "A,B" appended to a list.
Diagnostics append_words(std::string_view option, const std::string& value,
                         std::vector<std::string>& words) {
  std::string_view rest = value;
  while (true) {
    const std::size_t comma = rest.find(',');
    std::string word = trimmed(rest.substr(0, comma));
    if (word.empty())
      return wrong_usage("--" + std::string(option) +
                         " takes names with commas between them, not '" + value + "'");
    words.push_back(std::move(word));
    if (comma == std::string_view::npos) return {};
    rest.remove_prefix(comma + 1);
  }
}

Diagnostics apply_rules(Arguments& arguments, const std::string& value) {
  if (value.empty()) return wrong_usage("--rules takes a folder, and its name is empty");
  arguments.load.folders.push_back(value);
  return {};
}

Diagnostics apply_only(Arguments& arguments, const std::string& value) {
  return append_words("only", value, arguments.rank.only);
}

Diagnostics apply_trust(Arguments& arguments, const std::string& value) {
  return append_words("trust", value, arguments.load.trust);
}

Diagnostics apply_only_source(Arguments& arguments, const std::string& value) {
  return append_words("only-source", value, arguments.load.only_source);
}

Diagnostics apply_unknown(Arguments& arguments, const std::string& value) {
  std::size_t chosen = 0;
  Diagnostics problem = choose("unknown", arguments, value, chosen);
  arguments.rank.unknown =
      std::array{UnknownPolicy::low, UnknownPolicy::mid, UnknownPolicy::high}[chosen];
  return problem;
}

Diagnostics apply_format(Arguments& arguments, const std::string& value) {
  constexpr std::array styles{Format::text, Format::json, Format::markdown, Format::csv,
                              Format::html};
  constexpr std::array exchanges{Exchange::sarif, Exchange::cyclonedx, Exchange::ocds};
  static_assert(styles.size() + exchanges.size() + 1 == formats.size());
  std::size_t chosen = 0;
  Diagnostics problem = choose("format", arguments, value, chosen);
  if (chosen < styles.size())
    arguments.style.format = styles[chosen];
  else if (chosen < styles.size() + exchanges.size())
    arguments.exchange = exchanges[chosen - styles.size()];
  if (value == "sarif") arguments.build_format = BuildFormat::sarif;
  if (value == "junit") arguments.build_format = BuildFormat::junit;
  return problem;
}

Diagnostics apply_output(Arguments& arguments, const std::string& value) {
  if (value.empty()) return wrong_usage("--output takes a file, and its name is empty");
  arguments.output = value;
  return {};
}

Diagnostics apply_top(Arguments& arguments, const std::string& value) {
  int number = 0;
  const char* const end = value.data() + value.size();
  const auto [last, error] = std::from_chars(value.data(), end, number);
  if (error != std::errc{} || last != end || number < 1)
    return wrong_usage("--top is a whole number from 1, not '" + value + "'");
  arguments.style.top = number;
  return {};
}

Diagnostics apply_color(Arguments& arguments, const std::string& value) {
  std::size_t chosen = 0;
  Diagnostics problem = choose("color", arguments, value, chosen);
  arguments.colour = std::array{Colour::automatic, Colour::always, Colour::never}[chosen];
  return problem;
}

Diagnostics apply_against(Arguments& arguments, const std::string& value) {
  arguments.against = value;
  return {};
}

Diagnostics apply_profile(Arguments& arguments, const std::string& value) {
  arguments.profile = value;
  return {};
}

Diagnostics apply_need(Arguments& arguments, const std::string& value) {
  arguments.keys.needs.push_back(value);
  return {};
}

Diagnostics apply_use(Arguments& arguments, const std::string& value) {
  arguments.keys.use.push_back(value);
  return {};
}

Diagnostics apply_print_profile(Arguments& arguments, const std::string&) {
  arguments.print_profile = true;
  return {};
}

Diagnostics apply_policy(Arguments& arguments, const std::string& value) {
  if (value.empty()) return wrong_usage("--policy takes a file, and its name is empty");
  arguments.policies.push_back(value);
  return {};
}

Diagnostics apply_criterion(Arguments& arguments, const std::string& value) {
  if (value.empty())
    return wrong_usage("--criterion takes a need or a criterion, and its name is empty");
  arguments.criterion = value;
  return {};
}

Diagnostics apply_leaders(Arguments& arguments, const std::string&) {
  arguments.leaders = true;
  return {};
}

// A word of `device` as it is: the library reads it. To `init` it is an answer.
template <std::string DeviceOptions::*Member>
Diagnostics apply_device(Arguments& arguments, const std::string& value) {
  if (arguments.command != nullptr && arguments.command->bit == init_command)
    return add_answer(arguments, Member == &DeviceOptions::device ? "device" : "context", value);
  if (value.empty()) return wrong_usage("an option of device needs a value, and this one is empty");
  arguments.device.*Member = value;
  return {};
}

Diagnostics apply_quantisation(Arguments& arguments, const std::string& value) {
  return append_words("quantisation", value, arguments.device.quantisations);
}

Diagnostics apply_smallest(Arguments& arguments, const std::string&) {
  arguments.device.smallest = true;
  return {};
}

Diagnostics apply_expect_first(Arguments& arguments, const std::string& value) {
  arguments.expect_first = value;
  return {};
}

Diagnostics apply_fail_if(Arguments& arguments, const std::string& value) {
  std::size_t chosen = 0;
  Diagnostics problem = choose("fail-if", arguments, value, chosen);
  if (problem.empty()) (chosen == 0 ? arguments.fail_if_to_verify : arguments.fail_if_open) = true;
  return problem;
}

Diagnostics apply_variants(Arguments& arguments, const std::string&) {
  arguments.by_variant = true;
  return {};
}

Diagnostics apply_verbose(Arguments& arguments, const std::string&) {
  arguments.style.verbose = true;
  return {};
}

Diagnostics apply_help(Arguments& arguments, const std::string&) {
  arguments.help = true;
  return {};
}

Diagnostics apply_version(Arguments& arguments, const std::string&) {
  arguments.version = true;
  return {};
}

constexpr Commands profiles = rank_command | explain_command | compare_command | device_command |
                              weights_command | flip_command | need_command | sample_command |
                              batch_command | check_command;

constexpr Commands one_profile = (profiles & ~(batch_command | check_command)) | page_command;

constexpr std::array option_table{
    OptionInfo{"for", "WORK,...", "what the model is for: coding, chat, speech, ...", init_command,
               false, apply_for},
    OptionInfo{"languages", "LANGUAGE,...", "those that it has to know: German,English",
               init_command, false, apply_languages},
    OptionInfo{"this-machine", "", "it is to run on the machine that this runs on", init_command,
               false, apply_this_machine},
    OptionInfo{"commercial", "", "it is used for business", init_command, false, apply_commercial},
    OptionInfo{"licence", "KIND", "a kind of licence that alone will do: open-source, permissive",
               init_command, false, apply_licence},
    OptionInfo{"most", "WHAT,...", "what matters most: quality, openness, speed, ...", init_command,
               false, apply_most},
    OptionInfo{"answer", "QUESTION=WORDS", "the answer to any question of the rule base",
               init_command, true, apply_answer},
    OptionInfo{"force", "", "write the profile over a file that is there", init_command, false,
               apply_force},
    OptionInfo{"against", "FAMILY", "the family to hold it against", explain_command, false,
               apply_against},
    OptionInfo{"profile", "PROFILE", "show only what the needs of this profile read",
               compare_command, false, apply_profile},
    OptionInfo{"variants", "", "rank every variant by itself, in place of each family by its best",
               rank_command, false, apply_variants},
    OptionInfo{"expect-first", "FAMILY", "exit 1 where another family comes first", rank_command,
               false, apply_expect_first},
    OptionInfo{"fail-if", "WHAT",
               "exit 1 where a family is to verify (to-verify), or where unknown facts or a tie "
               "could put another first (open)",
               rank_command, true, apply_fail_if, failings},
    OptionInfo{"need", "ID.KEY=VALUE",
               "state a key of a need: over that of the profile or, with one operand fewer, in "
               "place of a profile; lists by commas; names need not be whole",
               one_profile | init_command, true, apply_need},
    OptionInfo{"use", "KEY=VALUE", "the same of [use]: commercial=true, domicile=Germany",
               one_profile | init_command, true, apply_use},
    OptionInfo{"print-profile", "", "print the profile that results, as TOML, and exit",
               one_profile, false, apply_print_profile},
    OptionInfo{"search", "TEXT", "only entries with these words in their id, name or aliases",
               list_command, false, apply_search},
    OptionInfo{"policy", "FILE",
               "what a company asks of every model: its needs join the profile as musts, and its "
               "exceptions let a family pass",
               profiles, true, apply_policy},
    OptionInfo{"criterion", "ID", "a need, or a criterion for all its needs: the whole range",
               weights_command, false, apply_criterion},
    OptionInfo{"leaders", "",
               "only who leads and who qualifies, without the order of the rest: fast, and short "
               "for many families",
               need_command, false, apply_leaders},
    OptionInfo{"family", "FAMILY",
               "the family of the model (default: import by the model's name, device all)",
               import_command | device_command, false, apply_family},
    OptionInfo{"variant", "ID",
               "the model's own id (default: import by what the file calls it, device all)",
               import_command | device_command, false, apply_variant},
    OptionInfo{"device", "DEVICE",
               "a declared device, an amount of memory such as '24 GiB', or this-machine",
               device_command | init_command, false, apply_device<&DeviceOptions::device>},
    OptionInfo{"context", "N", "tokens of each sequence: 32Ki, 131072, ... (default: device 8Ki)",
               device_command | init_command, false, apply_device<&DeviceOptions::context>},
    OptionInfo{"kv", "TYPE", "of the cache: {choices} (default: f16)", device_command, false,
               apply_device<&DeviceOptions::kv>, cache_types},
    OptionInfo{"sequences", "N", "that run at once (default: 1)", device_command, false,
               apply_device<&DeviceOptions::sequences>},
    OptionInfo{"count", "N", "of the device (default: 1)", device_command, false,
               apply_device<&DeviceOptions::count>},
    OptionInfo{"offload-experts", "MEMORY",
               "of the host, which the experts of a mixture move to: '64 GiB'", device_command,
               false, apply_device<&DeviceOptions::offload_experts>},
    OptionInfo{"quantisation", "ID,...", "only these (default: all that the runtime runs)",
               device_command, true, apply_quantisation},
    OptionInfo{"runtime", "RUNTIME", "what runs the model (default: llama.cpp)", device_command,
               false, apply_device<&DeviceOptions::runtime>},
    OptionInfo{"smallest", "", "the least declared device for each family", device_command, false,
               apply_smallest},
    OptionInfo{"kind", "KIND",
               "who the file is from, a kind of source that the rule base trusts (default: "
               "repository, or third-party for models.dev)",
               import_command, false, apply_kind},
    OptionInfo{"stale", "DATE", "warn of families without a source dated then or later: 2026-06-30",
               check_command, false, apply_stale},
    OptionInfo{"coverage", "", "say which criteria and rules no case exercises", test_command,
               false, apply_coverage},
    OptionInfo{"samples", "N", "how many weights are drawn: 250K, 1e9, ... (default: 100,000)",
               sample_command, false, apply_samples},
    OptionInfo{"weights", "REGION",
               "where they are drawn from: any (default); order, the stated order; or bounds, near "
               "the stated weights",
               sample_command, false, apply_weights, regions},
    OptionInfo{"within", "SHARE",
               "with --weights bounds: how near, as a share of each weight (default: 0.5)",
               sample_command, false, apply_within},
    OptionInfo{"where", "COMPARISON",
               "only weights for which this holds: 'language >= 2 context', 'a + b <= 0.4'",
               sample_command, true, apply_where},
    OptionInfo{"seed", "N", "of the random numbers (default: 1)", sample_command, false,
               apply_seed},
    OptionInfo{"threads", "N", "default: as many as the machine has; the result is the same",
               sample_command | batch_command, false, apply_threads},
    OptionInfo{"from-line", "N",
               "go on with this line, or this file of a folder (default: 1): as many as the lines "
               "that are there, and one",
               batch_command, false, apply_from_line},
    OptionInfo{
        "memory", "SIZE",
        "for all that is read, made and kept, beside the rule base: 64 MiB or more (default: "
        "512 MiB); one profile and its line have half of it",
        batch_command, false, apply_memory},
    OptionInfo{"shard", "I/N", "draw only part I of N, and write what `whatif merge` reads",
               sample_command, false, apply_shard},
    OptionInfo{"checkpoint", "FILE",
               "keep what is drawn here every second or so, and go on from there when started "
               "again; removed at the end",
               sample_command, false, apply_checkpoint},
    OptionInfo{"rules", "DIR",
               "a rule base; a later one adds to and replaces entries of those before "
               "(default: the one that ships with shortlist)",
               every_command & ~help_command, true, apply_rules},
    OptionInfo{"only", "FAMILY,...", "leave out all other families", with_results, true,
               apply_only},
    OptionInfo{"trust", "SOURCE,...",
               "believe these first: source ids, FAMILY/SOURCE or kinds of source", with_results,
               true, apply_trust},
    OptionInfo{"only-source", "SOURCE,...", "believe no others", with_results, true,
               apply_only_source},
    OptionInfo{"unknown", "low|mid|high",
               "which end of its interval a score with unknown facts stands for (default: low)",
               with_results, false, apply_unknown, unknowns},
    OptionInfo{"top", "N", "of a ranking or a list, show the first N; those excluded stay",
               with_results, false, apply_top},
    OptionInfo{"format", "FORMAT", "{choices} (default: text)", with_results, false, apply_format,
               formats},
    OptionInfo{"output", "FILE", "write there, whole or not at all, in place of stdout",
               every_command & ~help_command, false, apply_output},
    OptionInfo{"color", "WHEN",
               "{choices} (default: auto, on a terminal where NO_COLOR is not set)", with_results,
               false, apply_color, colours},
    OptionInfo{"verbose", "", "every need, every source, and the warnings of the rule base",
               with_results, false, apply_verbose},
    OptionInfo{"help", "", "this page", every_command, false, apply_help},
    OptionInfo{"version", "", "the version of shortlist", every_command, false, apply_version},
};

}  // namespace

std::span<const OptionInfo> options() { return option_table; }

}  // namespace shortlist::cli
