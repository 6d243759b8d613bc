#pragma once
// What a file that comes with a model says of it, as an entry of a rule base.
//
//     auto found = shortlist::import_model(rule_base, "Qwen3-8B/config.json", {});
//     std::cout << found->toml;                       // a [[family]] that loads beside the rules
//
// Four formats are read, all offline: a Hugging Face config.json, the YAML front matter of a model
// card, the header of a GGUF file, and models.dev TOML, a file or all of the repository. Nothing is
// guessed, though `parameters` of a dense model are counted by its shapes where nobody states them:
// what a file does not say is left out, and so is what the rule base declares no fact for; `notes`
// tells of it.
//
// What is printed loads: it is read back beside the rule base first, and what would not load is
// left out with its key and the reason. A key that the cache of a model depends on takes the whole
// architecture with it.
//
// A fifth is of no model: an OCDS release with a tender, whose requirements become the needs of a
// profile.

#include "shortlist/model.hpp"
#include "shortlist/result.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace shortlist {

struct ImportOptions {
  // The family that the model belongs to, by id, name or alias; one that the rule base does not
  // have is made. Empty: the one of the rule base that has such a variant or name, else one of the
  // model's own name.
  std::string family{};

  // The id of the variant. Empty: by what the file, then its folder, call the model.
  std::string variant{};

  // Kind of the source, one of the rule base's `trust`. Empty: "repository" for what comes with the
  // weights and "third-party" for models.dev, the least trusted where there are no such kinds.
  std::string kind{};

  // If not empty: the families, by id, name or alias, that others are left out beside.
  std::vector<std::string> only{};
};

// How a value stands to what the rule base believes of the same variant.
enum class ImportStatus {
  added,    // nobody states it there
  same,     // it is believed there
  differs,  // something else is
};

struct ImportedValue {
  enum class Kind { fact, file, architecture };

  Kind kind = Kind::fact;
  std::string key;  // fact id, quantisation id, or key of the architecture
  Datum value;
  bool date = false;  // the value is a date, not text
  std::string source;
  ImportStatus status = ImportStatus::added;
  std::vector<std::pair<std::string, Datum>> others;  // sources that say otherwise, and what
};

struct ImportedVariant {
  std::string id;
  std::string name;
  bool known = false;                // the rule base has it
  std::vector<std::string> sources;  // that list it
  std::vector<ImportedValue> values;
};

struct ImportedSource {
  std::string id;
  std::string kind;
  std::string title;
  std::string url;  // empty where the file states none
};

struct ImportedFamily {
  std::string id;
  std::string name;
  bool known = false;
  std::vector<ImportedSource> sources;
  std::vector<ImportedVariant> variants;
};

struct ImportedNeed {
  std::string need_id;
  std::string criterion;    // of the rule base
  std::string requirement;  // id of the tender's; empty where only an award criterion names it
  Record need;              // its keys
};

struct ImportedProfile {
  std::string title;
  std::string ocid;
  std::string tender;              // its id
  std::string domicile;            // the buyer's country; empty where that is not clear
  std::vector<std::string> order;  // need ids, where the tender ranks its award criteria
  std::vector<ImportedNeed> needs;
};

struct Import {
  std::vector<ImportedFamily> families;  // by id
  std::vector<std::string> notes;        // what was left out, and why
  std::string toml;                      // a file of a rule base with these families, or a profile
  std::optional<ImportedProfile> profile = std::nullopt;  // of a tender; there are no families then
};

// Reads one file, or a folder: a model's, with config.json, README.md and *.gguf in it, or else one
// with models.dev TOML below it. One file of a folder that is wrong is a note and keeps no other
// from being read. A `base_model` is looked for in the repository around. A model is called what
// its file or folder is ("Qwen--Qwen3-8B_config.json", "Qwen3-8B/config.json"). A JSON object with
// `ocid` or `releases` is OCDS; a package is read where one of its releases has a tender, and the
// options are of models only. Fails with FailureKind::io when it cannot be read; with usage when it
// is none of these, when nothing says which model it is, or on a wrong option; else with data and
// every error that was found, in its line and column or (GGUF) at its byte.
//
// Files come from strangers. Text is read to 4 MiB, 64 levels and 100,000 values, of models.dev to
// 10,000 files and 256 MiB in each part, and no link is followed out of it; of a GGUF file only the
// header is read, however large the file: at most 1 GiB, 65,536 keys, 100,000 tensors and
// 16,777,216 elements of lists, and no size in it is believed beyond the end of the file. O(text),
// O(header).
SHORTLIST_EXPORT Result<Import> import_model(const RuleBase& rule_base, const std::string& path,
                                             const ImportOptions& options);

}  // namespace shortlist
