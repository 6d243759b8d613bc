#include "cli/command_table.hpp"

#include "cli/commands.hpp"
#include "shortlist/model.hpp"
#include "shortlist/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace shortlist::cli {

namespace {

constexpr std::size_t any_number = static_cast<std::size_t>(-1);

constexpr std::array command_table{
    CommandInfo{init_command, "init", "", 0, 0, "a first profile, by questions, and its ranking",
                "Asks some questions at a terminal, or takes their answers as options, and writes\n"
                "a profile with comments that say which answer each need comes from. The\n"
                "questions are those of the rule base: `shortlist list questions`. Names need not\n"
                "be whole; what they are taken for is printed.\n"
                "\n"
                "With --output the profile is written there, to no file that is there already but\n"
                "with --force, and its ranking to stdout; else the profile goes to stdout and the\n"
                "ranking to stderr. At each question Enter skips, ? explains, b goes back and q\n"
                "quits; then nothing is written.\n"
                "\n"
                "Exits as rank does: 0 when a family qualifies, 1 when none does; 130 when quit.\n",
                "shortlist init --output needs.toml\n"
                "shortlist init --for coding --device 'M4 Max 48GB' --context 32K\n"
                "shortlist init --for chat --languages German,English --commercial --most quality\n"
                "shortlist init --answer for=speech --need gated.is=false\n",
                run_init},
    CommandInfo{rank_command, "rank", "PROFILE", 1, 1, "rank the families against a profile",
                "Says which families qualify and in which order, with the reasons and what each\n"
                "hangs on; which are excluded, and the smallest change of the profile that would\n"
                "readmit each. PROFILE is a file in TOML or JSON, or - for standard input.\n"
                "\n"
                "Exits 0 when a family qualifies, 1 when none does (the ranking is written all\n"
                "the same), or where --expect-first or --fail-if object.\n",
                "shortlist rank profiles/contract-review.toml\n"
                "shortlist rank needs.toml --only gemma-4,qwen3.5 --trust comparison-page\n"
                "shortlist rank - --format json <needs.toml\n",
                run_rank},
    CommandInfo{explain_command, "explain", "PROFILE FAMILY", 2, 2,
                "every need of one family, and why it beats another",
                "Shows each need of the profile with the family's fact, its source, the value and\n"
                "what it contributes to the score. With --against, the gap to another family,\n"
                "need by need, and the smallest argument that decides between the two.\n",
                "shortlist explain profiles/contract-review.toml gemma-4\n"
                "shortlist explain profiles/contract-review.toml qwen3.5 --against gemma-4\n",
                run_explain},
    CommandInfo{compare_command, "compare", "FAMILY FAMILY...", 2, any_number,
                "families side by side, and when to choose which",
                "Lays the facts of two or more families side by side, marks where sources differ,\n"
                "and lists for each family what speaks for it. With --profile only the facts that\n"
                "its needs read.\n",
                "shortlist compare gemma-4 qwen3.5\n"
                "shortlist compare gemma-4 qwen3.5 --trust comparison-page --format markdown\n",
                run_compare},
    CommandInfo{device_command, "device", "[PROFILE]", 0, 1,
                "the memory that models take on a device, by part",
                "Lays the weights, the cache, the state of recurrent layers, the compute buffer\n"
                "and what the runtime takes beside the memory of the device, says whether that\n"
                "fits, and which context would. The device is that of the profile's device needs,\n"
                "or of --device; the other options take the place of what the profile says. Of\n"
                "each variant the best quantisation that fits is shown, of a single one all; JSON\n"
                "and CSV have all of all.\n"
                "\n"
                "With --smallest, turned round: for each family the least declared device, up to\n"
                "eight graphics cards or accelerators of a kind, on which it meets the musts, and\n"
                "the longest context on each.\n",
                "shortlist device profiles/contract-review.toml\n"
                "shortlist device --family gpt-oss --device rtx-4090 --context 128Ki\n"
                "shortlist device --device '2 GiB' --quantisation q4_0,q4_k_m --format csv\n"
                "shortlist device profiles/contract-review.toml --smallest\n",
                run_device},
    CommandInfo{weights_command, "whatif weights", "PROFILE", 1, 1,
                "how far each weight can move before another family leads",
                "For every need the exact interval of its weight in which the first family stays\n"
                "first while the other weights keep their proportions, who leads on either side,\n"
                "and how much better a fact of the nearest other family would have to be. The\n"
                "critical need is the one whose weight has the smallest way to go, in percent of\n"
                "it (Mareschal 1988; Triantaphyllou and Sanchez 1997).\n"
                "\n"
                "With --criterion, the order of all families over the whole range of that weight:\n"
                "at most 5,000,000 places.\n",
                "shortlist whatif weights profiles/contract-review.toml\n"
                "shortlist whatif weights needs.toml --criterion context --format csv\n",
                run_whatif_weights},
    CommandInfo{flip_command, "whatif flip", "PROFILE FAMILY", 2, 2,
                "the smallest change of weights that puts a family first",
                "The weights nearest to those of the profile at which FAMILY is at least tied for\n"
                "first, by the sum of changes (L1), Euclidean (L2) and by the largest change\n"
                "(Linf); or why no weights can, and which families could lead at some.\n"
                "\n"
                "Alternatives times needs are at most 500,000; which families could lead is left\n"
                "out above 250,000 and above 1,000 families. --only names fewer.\n",
                "shortlist whatif flip profiles/contract-review.toml qwen3\n", run_whatif_flip},
    CommandInfo{need_command, "whatif need", "PROFILE NEED.KEY=VALUES", 2, 2,
                "who qualifies and leads while one key of a need changes",
                "Every value at which the ranking changes, exactly, and who qualifies and leads\n"
                "in between. VALUES are FROM..TO for a number, memory or a date; +ITEM and -ITEM,\n"
                "each a step, for a list; words, or * for all there are, for anything else:\n"
                "devices by memory, quantisations by quality, levels from the lowest.\n"
                "\n"
                "Of numbers, orders of more than 5,000,000 places are left out, as by --leaders;\n"
                "of words and lists at most 1,000 values are tried.\n",
                "shortlist whatif need profiles/contract-review.toml context.aim=64K..1M\n"
                "shortlist whatif need needs.toml language.all_of=+ja,-en\n"
                "shortlist whatif need needs.toml device.device='*' --format csv\n",
                run_whatif_need},
    CommandInfo{sample_command, "whatif sample", "PROFILE", 1, 1,
                "how often each family has each rank, over sampled weights",
                "Draws weights at random, uniformly from all there are or from a region, and\n"
                "counts at how many of them each family is first, second and so on; the mean\n"
                "weights at which each is first; and how sure that is where facts are unknown,\n"
                "whose values are drawn too (SMAA-2: Lahdelma and Salminen 2001).\n"
                "\n"
                "The result depends on the seed alone. A long run can be stopped with Ctrl-C and\n"
                "go on later (--checkpoint), or be split between machines (--shard).\n"
                "\n"
                "Without --samples a run that would take more than some seconds is refused: more\n"
                "than 8e9 steps, of which each sample takes an eighth of the values (alternatives\n"
                "times needs) and a 16th of the square of the families, and more for regions and\n"
                "unknown facts. With --samples it takes as long as it takes, and shows on a\n"
                "terminal how far it is. Comparisons (--where) and the needs that weigh are\n"
                "together at most 150; families are at most 2,000.\n"
                "\n"
                "Exits 130 when stopped.\n",
                "shortlist whatif sample profiles/contract-review.toml --weights order\n"
                "shortlist whatif sample needs.toml --where 'language >= 2 context'\n"
                "shortlist whatif sample needs.toml --samples 1e9 --shard 1/2 --output 1.json\n",
                run_whatif_sample},
    CommandInfo{merge_command, "whatif merge", "FILE...", 1, any_number,
                "the whole of a sampled run from its shards",
                "Adds the shards that `whatif sample --shard I/N` wrote, and prints what the run\n"
                "in one piece would have, to the byte. Shards of different runs, damaged, missing\n"
                "or given twice are refused, all of them by name.\n"
                "\n"
                "Exits 3 when the shards are not those of one whole run.\n",
                "shortlist whatif merge 1.json 2.json --format json\n", run_whatif_merge},
    CommandInfo{batch_command, "batch", "DIR|FILE.jsonl", 1, 1,
                "many profiles, one line of JSON each",
                "Ranks the families against every profile: the *.toml and *.json of a folder, in\n"
                "the order of their names, or JSON Lines, a profile in JSON on each line, of a\n"
                "file or, with -, of standard input. For each comes a line, in the same order:\n"
                "what `rank --format json` says, with the profile it is of as `input` and what is\n"
                "doubtful in it as `warnings`. A wrong profile, or a line above 1 MiB, is a line\n"
                "with `error` in place of the ranking. --top cuts the rankings.\n"
                "\n"
                "--memory bounds what all profiles take together: their texts, the lines that are\n"
                "made and not yet written, and what is kept from one to the next. Beside it are\n"
                "the rule base, the policies, the names of a folder's files, and about 4 MiB for\n"
                "each thread. One profile and its line have half of it: one that takes more is a\n"
                "line with `error`, in every run with as much memory. A line above 256 MiB may\n"
                "have no end, and ends the batch.\n"
                "\n"
                "There are as many lines out as profiles in. What was cut short goes on with\n"
                "--from-line and one more than the whole lines that are there. --output writes\n"
                "the file when all is done, or not at all.\n"
                "\n"
                "Exits 0 whatever the profiles are like, 3 after a line without an end, 130 when\n"
                "stopped.\n",
                "shortlist batch profiles\n"
                "shortlist batch needs.jsonl --top 3 --output rankings.jsonl\n"
                "shortlist batch needs.jsonl --from-line 5001 >>rankings.jsonl\n"
                "generate | shortlist batch - --threads 2 | jq -c '.ranking[0].family'\n",
                run_batch},
    CommandInfo{check_command, "check", "[PROFILE...]", 0, any_number,
                "errors and warnings of the rule base and profiles",
                "Reads the rule base and the profiles and lists all that is wrong with them, with\n"
                "file, line and column, all that is doubtful, and which entries a later --rules\n"
                "folder replaced: rules that can never apply, criteria that read what nobody\n"
                "states, families unknown on most criteria, licences of no family. With --verbose\n"
                "also sources without a date or a year older than the rule base, and the terms\n"
                "that licences do not state. Of --only and --trust it checks the names.\n"
                "\n"
                "--stale DATE also warns of each family without a source of DATE or later, with\n"
                "the newest that it has; --verbose then names every source older than DATE.\n"
                "\n"
                "Exits 3 when there is an error, 4 when a file cannot be read.\n",
                "shortlist check\n"
                "shortlist check profiles/*.toml --rules rules --rules my-rules\n"
                "shortlist check --stale 2026-06-30\n",
                run_check},
    CommandInfo{test_command, "test", "[FILE...]", 0, any_number, "a rule author's own cases",
                "Runs the cases of each file (default: tests/cases/*.toml below the current\n"
                "folder): a profile, and what the ranking has to be. --rules, --only, --trust,\n"
                "--only-source and --unknown hold for the cases that do not state their own. With\n"
                "--verbose the cases that pass are listed too. rules/README.md describes the\n"
                "files.\n"
                "\n"
                "Exits 1 when a case fails, 3 when a file is wrong; nothing is run then.\n",
                "shortlist test\n"
                "shortlist test --coverage\n"
                "shortlist test my-cases.toml --rules my-rules\n",
                run_test},
    CommandInfo{list_command, "list", "KIND", 1, 1, "what the rule base holds", "",
                "shortlist list families\n"
                "shortlist list conflicts --only gemma-4 --format csv\n",
                run_list, listable},
    CommandInfo{import_command, "import", "FILE|DIR", 1, 1,
                "what a model's own files say, or a tender asks for",
                "Reads a Hugging Face config.json, the front matter of a model card, the header\n"
                "of a GGUF file, or models.dev TOML, offline, and writes the family, its variant\n"
                "and architecture as TOML with the file as their source. A folder is that of a\n"
                "model, with config.json, README.md and *.gguf in it, or one with models.dev\n"
                "TOML below it, such as its whole repository: models whose weights are not open\n"
                "are left out and counted.\n"
                "\n"
                "What a file does not say is left out, and what would not load, with the reason.\n"
                "Parameters of a dense model that nobody states are counted by its shapes.\n"
                "Where the rule base has the variant, each\n"
                "value is held against what is believed there: added, the same, or different,\n"
                "with the sources that say otherwise.\n"
                "\n"
                "An OCDS release, or a package in which one has a tender, becomes a profile: its\n"
                "requirements with the ids of needs (context, context.at_least) are the needs,\n"
                "its award criteria the weights. All that has no counterpart is listed.\n"
                "\n"
                "Exits 2 when nothing says which model it is, 3 when a file is wrong.\n",
                "shortlist import Qwen3-8B/config.json\n"
                "shortlist import model.gguf --family qwen3 --output qwen3-8b.toml\n"
                "shortlist import models.dev/models/alibaba --format csv\n"
                "shortlist import tender.json --output profile.toml\n",
                run_import},
    CommandInfo{schema_command, "schema", "FILE", 1, 1, "the JSON Schema of a file that you write",
                "Writes the JSON Schema (2020-12) of a requirement profile, a policy, a file of a\n"
                "rule base (rules) or its cases, for the rule base that is loaded: its criteria\n"
                "with the keys of each, its facts, devices, runtimes and quantisations by name,\n"
                "with words for each. Editors complete and check TOML by it: the first line of\n"
                "the file names it, as in #:schema profile.schema.json. Forms can be made from\n"
                "it. It takes names as the rule base writes them, where shortlist takes them in\n"
                "any case; what hangs on facts, or on two keys at once, only `shortlist check`\n"
                "finds.\n",
                "shortlist schema profile --output profile.schema.json\n"
                "shortlist schema rules --rules my-rules\n",
                run_schema, files_with_schema},
    CommandInfo{page_command, "page", "PROFILE", 1, 1, "one file to state and rank in a browser",
                "Writes the page: an HTML file with the engine, the rule base and the profile in\n"
                "it, to open from a disk or an e-mail without a server. It ranks and explains as\n"
                "the profile is changed there, by the answers of this command, and its address\n"
                "carries the state. It believes the sources as the rule base does.\n"
                "\n"
                "`./dev web` makes what it is filled into, which is then installed too. Exits 4\n"
                "where that is not there.\n",
                "shortlist page profile.toml --output needs.html\n"
                "shortlist page profile.toml --rules my-rules --output needs.html\n",
                run_page},
    CommandInfo{compile_command, "compile", "", 0, 0, "the rule base as one file that loads faster",
                "Writes the rule base of a folder as a snapshot: what every command would make of\n"
                "its TOML, ready to be read. As rules.snapshot it stands for the folder rules\n"
                "beside it, until a file there changes; shortlist comes with one of its own rule\n"
                "base. --rules takes it in place of a folder, and --rules DIR reads the TOML.\n"
                "`check` compares the two. Other versions of shortlist read the TOML.\n"
                "\n"
                "Exits 3 when the rule base is wrong, 4 when a file cannot be read.\n",
                "shortlist compile --rules my-rules --output my-rules.snapshot\n"
                "shortlist rank profile.toml --rules my-rules.snapshot\n",
                run_compile},
    CommandInfo{help_command, "help", "[COMMAND]", 0, 2, "the page of one command, or this one",
                "The same as shortlist COMMAND --help.\n",
                "shortlist help rank\n"
                "shortlist help whatif weights\n",
                run_help},
};

Failure no_second_word(const std::string& group) {
  std::vector<std::string> second;
  for (const CommandInfo& command : command_table)
    if (command.name.substr(0, group.size() + 1) == group + " ")
      second.emplace_back(command.name.substr(group.size() + 1));
  return usage_failure("'" + group + "' is followed by " + listed(second, "or"),
                       "see 'shortlist help " + group + "'");
}

}  // namespace

std::span<const CommandInfo> commands() { return command_table; }

bool is_group(std::string_view word) {
  return std::any_of(command_table.begin(), command_table.end(), [&](const CommandInfo& command) {
    return command.name.size() > word.size() && command.name.substr(0, word.size()) == word &&
           command.name[word.size()] == ' ';
  });
}

Result<const CommandInfo*> take_command(std::vector<std::string>& words) {
  const std::string group = is_group(words[0]) ? words[0] + " " : "";
  if (!group.empty() && words.size() == 1) return no_second_word(words[0]);
  const std::string name = group.empty() ? words[0] : group + words[1];
  std::vector<std::string> known;
  for (const CommandInfo& command : command_table) {
    if (command.name == name) {
      words.erase(words.begin(), words.begin() + (group.empty() ? 1 : 2));
      return &command;
    }
    known.emplace_back(command.name);
  }
  const std::string nearest = closest(name, known);
  return usage_failure(
      "there is no command '" + name + "'",
      nearest.empty() ? "known: " + listed(known) : "did you mean '" + nearest + "'?");
}

const OptionInfo* find_option(std::string_view name) {
  if (name == "h") name = "help";
  const auto all = options();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const OptionInfo& each) { return each.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::string commands_that_take(const OptionInfo& option) {
  std::vector<std::string> names;
  for (const CommandInfo& command : command_table)
    if ((command.bit & option.commands) != 0) names.emplace_back(command.name);
  return listed(names);
}

}  // namespace shortlist::cli
