#pragma once
// shortlist for C99, and for every language that calls C: load a rule base, parse a profile, rank,
// explain, compare, fit devices, ask what if. Results are JSON, the bytes of `shortlist ...
// --format json`; a ranking can be read field by field too.
//
//     shortlist_rule_base* rules = NULL;
//     shortlist_error* error = NULL;
//     if (shortlist_load_rule_base(NULL, &rules, &error) != SHORTLIST_OK) {
//       for (size_t i = 0; i < shortlist_error_count(error); ++i) {
//         shortlist_diagnostic said = {sizeof said};
//         shortlist_error_diagnostic(error, i, &said);
//         fwrite(said.text.data, 1, said.text.size, stderr);
//       }
//       shortlist_error_free(error);
//     }
//
// Failure. A function that can fail returns a code and, where that is not SHORTLIST_OK, makes an
// error with everything that is wrong, which the caller frees; `error` may be NULL. `*out` is then
// NULL, and so is `*error` on success. Whatever the arguments, nothing prints, aborts or throws: a
// null handle, a string that is no UTF-8, memory that runs out are codes. What cannot be found out
// stays the caller's duty: that a handle is not used after it was freed, that pointer and length
// belong together.
//
// Lifetime. What comes through `out` belongs to the caller, and its own _free gives it back; each
// takes NULL. Strings that are handed in are copied. A string that is read from a handle, null-
// terminated too, lives as long as the handle. Handles are independent: a profile keeps its rule
// base, a ranking keeps nothing, and they may be freed in any order.
//
// Threads. A rule base and a profile are never changed: any number of threads may use the same one
// at once, but for freeing it. All other handles are one thread's at a time. There is no global
// state.
//
// Versions. Structs begin with their own size, so that they can grow: set `size` to sizeof, all
// else to zero for the default. A library older than its caller refuses (SHORTLIST_USAGE) options
// that it does not know where they are not zero, and leaves fields that it does not know zero.

#include <shortlist/export.h>

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// What a call came to. The first four are the exit codes of the command.
typedef int32_t shortlist_code;
enum {
  SHORTLIST_OK = 0,
  SHORTLIST_USAGE = 2,      // an argument: null, no UTF-8, an unknown family
  SHORTLIST_DATA = 3,       // a rule base, profile or shard
  SHORTLIST_IO = 4,         // the file system: unreadable, full, gone
  SHORTLIST_MEMORY = 5,     // there was not enough
  SHORTLIST_CANCELLED = 6,  // the progress callback said so
  SHORTLIST_FAULT = 7       // of the library; please report it
};

// UTF-8, not necessarily null-terminated. {NULL, 0} is the empty string.
typedef struct shortlist_string {
  const char* data;
  size_t size;
} shortlist_string;

typedef struct shortlist_strings {
  const shortlist_string* items;
  size_t count;
} shortlist_strings;

typedef struct shortlist_rule_base shortlist_rule_base;
typedef struct shortlist_profile shortlist_profile;
typedef struct shortlist_ranking shortlist_ranking;
typedef struct shortlist_text shortlist_text;
typedef struct shortlist_error shortlist_error;

// "0.1.0", of the library that runs.
SHORTLIST_EXPORT shortlist_string shortlist_version(void);

// --- texts ---------------------------------------------------------------------------------------

// Empty for NULL.
SHORTLIST_EXPORT shortlist_string shortlist_text_string(const shortlist_text* text);
SHORTLIST_EXPORT void shortlist_text_free(shortlist_text* text);

// --- errors --------------------------------------------------------------------------------------

enum { SHORTLIST_SEVERITY_ERROR = 0, SHORTLIST_SEVERITY_WARNING = 1 };

typedef struct shortlist_diagnostic {
  size_t size;
  int32_t severity;
  int32_t line;    // from 1; 0 where there is no place
  int32_t column;  // in characters, from 1
  shortlist_string file;
  shortlist_string message;
  shortlist_string suggestion;   // what to do; may be empty
  shortlist_string source_line;  // as it stands in the file; may be empty
  shortlist_string text;         // all of it as the command prints it, with a caret; ends a line
} shortlist_diagnostic;

// SHORTLIST_OK for NULL and for warnings.
SHORTLIST_EXPORT shortlist_code shortlist_error_code(const shortlist_error* error);
// Of an error at least 1; 0 for NULL.
SHORTLIST_EXPORT size_t shortlist_error_count(const shortlist_error* error);
// In order of file, line and column. SHORTLIST_USAGE where `index` is not below the count.
SHORTLIST_EXPORT shortlist_code shortlist_error_diagnostic(const shortlist_error* error,
                                                           size_t index, shortlist_diagnostic* out);
SHORTLIST_EXPORT void shortlist_error_free(shortlist_error* error);

// --- rule bases ----------------------------------------------------------------------------------

// A TOML file in memory; `name` stands for its path in diagnostics.
typedef struct shortlist_document {
  shortlist_string name;
  shortlist_string text;
} shortlist_document;

typedef struct shortlist_load_options {
  size_t size;
  shortlist_strings folders;  // in this order, a later one replaces entries of the same id
  const shortlist_document* documents;  // the files of one more folder, after those
  size_t document_count;
  shortlist_strings trust;        // sources or kinds of source to believe before all others
  shortlist_strings only_source;  // those to believe alone
} shortlist_load_options;

// Without folders and documents it loads the rule base that is installed beside the library.
// O(size of the files).
SHORTLIST_EXPORT shortlist_code shortlist_load_rule_base(const shortlist_load_options* options,
                                                         shortlist_rule_base** out,
                                                         shortlist_error** error);
// What loading found worth saying; lives as long as the rule base and is not freed.
SHORTLIST_EXPORT const shortlist_error* shortlist_rule_base_warnings(
    const shortlist_rule_base* rule_base);
SHORTLIST_EXPORT void shortlist_rule_base_free(shortlist_rule_base* rule_base);

// Entries: `what` is "families", "criteria", "devices", "questions" or another kind that
// `shortlist list` knows. O(entries).
SHORTLIST_EXPORT shortlist_code shortlist_list(const shortlist_rule_base* rule_base,
                                               shortlist_string what, shortlist_text** out,
                                               shortlist_error** error);

enum {
  SHORTLIST_SCHEMA_PROFILE = 0,
  SHORTLIST_SCHEMA_POLICY = 1,
  SHORTLIST_SCHEMA_RULES = 2,  // a file of a rule base
  SHORTLIST_SCHEMA_CASES = 3
};

// The JSON Schema (2020-12) of a file that people write, for this rule base. O(names).
SHORTLIST_EXPORT shortlist_code shortlist_schema(const shortlist_rule_base* rule_base, int32_t of,
                                                 shortlist_text** out, shortlist_error** error);

// --- profiles ------------------------------------------------------------------------------------

// From text in TOML, or in JSON where it begins with a brace or `name` ends in ".json"; either may
// begin with a byte order mark. `name` stands for its file in results and diagnostics.
SHORTLIST_EXPORT shortlist_code shortlist_parse_profile(const shortlist_rule_base* rule_base,
                                                        shortlist_string text,
                                                        shortlist_string name,
                                                        shortlist_profile** out,
                                                        shortlist_error** error);
// From a file; "-" is standard input.
SHORTLIST_EXPORT shortlist_code shortlist_load_profile(const shortlist_rule_base* rule_base,
                                                       shortlist_string path,
                                                       shortlist_profile** out,
                                                       shortlist_error** error);
// As of a rule base.
SHORTLIST_EXPORT const shortlist_error* shortlist_profile_warnings(
    const shortlist_profile* profile);
SHORTLIST_EXPORT void shortlist_profile_free(shortlist_profile* profile);

// As TOML that reads back as the same profile, with the ids that names stand for.
SHORTLIST_EXPORT shortlist_code shortlist_profile_toml(const shortlist_profile* profile,
                                                       shortlist_text** out,
                                                       shortlist_error** error);

// Words in answer to a question that the rule base asks of who states a profile.
typedef struct shortlist_answer {
  shortlist_string question;  // its id, as listed under "questions"
  shortlist_string words;     // "coding,agents"
} shortlist_answer;

// The profile that the answers add up to, at most one a question, as TOML with comments that say
// what each need does.
SHORTLIST_EXPORT shortlist_code shortlist_draft(const shortlist_rule_base* rule_base,
                                                const shortlist_answer* answers, size_t count,
                                                shortlist_text** out, shortlist_error** error);

// --- ranking -------------------------------------------------------------------------------------

// Which end of its interval stands for a score where facts are unknown.
enum { SHORTLIST_UNKNOWN_LOW = 0, SHORTLIST_UNKNOWN_MID = 1, SHORTLIST_UNKNOWN_HIGH = 2 };

typedef struct shortlist_rank_options {
  size_t size;
  shortlist_strings only;  // families by id, name or alias; none: all
  int32_t unknown;
  int32_t reserved;  // zero
} shortlist_rank_options;

// O(variants x needs).
SHORTLIST_EXPORT shortlist_code shortlist_rank(const shortlist_profile* profile,
                                               const shortlist_rank_options* options,
                                               shortlist_ranking** out, shortlist_error** error);
// `top` cuts the ranking, not the excluded; 0 keeps it whole.
SHORTLIST_EXPORT shortlist_code shortlist_ranking_json(const shortlist_ranking* ranking,
                                                       uint32_t top, shortlist_text** out,
                                                       shortlist_error** error);

enum {
  SHORTLIST_QUALIFIED = 0,
  SHORTLIST_TO_VERIFY = 1,  // a must hangs on a fact that is unknown
  SHORTLIST_EXCLUDED = 2
};

typedef struct shortlist_standing {
  size_t size;
  shortlist_string family;  // id
  shortlist_string name;
  shortlist_string variant;       // id of the one it stands by; may be empty
  shortlist_string quantisation;  // id; empty where none was asked for
  int32_t status;
  int32_t rank;  // from 1; 0 of the excluded
  int32_t rank_best;
  int32_t rank_worst;
  double score;  // from 0 to 1
  double score_low;
  double score_high;
  size_t need_count;
} shortlist_standing;

enum { SHORTLIST_MET = 0, SHORTLIST_PARTLY = 1, SHORTLIST_UNMET = 2, SHORTLIST_UNKNOWN = 3 };

typedef struct shortlist_need {
  size_t size;
  shortlist_string need_id;
  shortlist_string criterion;
  shortlist_string reason;  // a sentence
  int32_t must;             // 0 or 1
  int32_t verdict;
  double value;  // from 0 to 1
  double value_low;
  double value_high;
  double weight;        // the weights of all needs sum to 1
  double contribution;  // these, added in order, give the score
} shortlist_need;

// Families in order, the ranked and after them the excluded. 0 for NULL.
SHORTLIST_EXPORT size_t shortlist_ranking_count(const shortlist_ranking* ranking);
// How many of them qualify.
SHORTLIST_EXPORT size_t shortlist_ranking_qualified(const shortlist_ranking* ranking);
// SHORTLIST_USAGE where an index is not below its count.
SHORTLIST_EXPORT shortlist_code shortlist_ranking_standing(const shortlist_ranking* ranking,
                                                           size_t index, shortlist_standing* out);
SHORTLIST_EXPORT shortlist_code shortlist_ranking_need(const shortlist_ranking* ranking,
                                                       size_t index, size_t need,
                                                       shortlist_need* out);
SHORTLIST_EXPORT void shortlist_ranking_free(shortlist_ranking* ranking);

// --- reasons -------------------------------------------------------------------------------------

// Why a family stands where it does and, where `against` is not empty, why it beats that one.
SHORTLIST_EXPORT shortlist_code shortlist_explain(const shortlist_profile* profile,
                                                  shortlist_string family, shortlist_string against,
                                                  const shortlist_rank_options* options,
                                                  shortlist_text** out, shortlist_error** error);
// Two families or more side by side. `profile` may be NULL; else only what its needs read.
SHORTLIST_EXPORT shortlist_code shortlist_compare(const shortlist_rule_base* rule_base,
                                                  shortlist_strings families,
                                                  const shortlist_profile* profile,
                                                  shortlist_text** out, shortlist_error** error);

// Each that is not empty takes the place of that key in the device needs of the profile, or makes
// up a need where there is none. Numbers as people write them: "128Ki", "24 GiB".
typedef struct shortlist_device_options {
  size_t size;
  shortlist_strings only;
  shortlist_strings families;  // of those
  shortlist_strings quantisations;
  shortlist_string variant;
  shortlist_string device;  // an id, an amount of memory, or "this-machine"
  shortlist_string context;
  shortlist_string kv;
  shortlist_string sequences;
  shortlist_string count;
  shortlist_string offload_experts;
  shortlist_string runtime;
  int32_t smallest;  // not 0: the least declared device on which each family meets the musts
  int32_t reserved;  // zero
} shortlist_device_options;

// The memory of models, part by part, on a device. `profile` may be NULL.
SHORTLIST_EXPORT shortlist_code shortlist_device(const shortlist_rule_base* rule_base,
                                                 const shortlist_profile* profile,
                                                 const shortlist_device_options* options,
                                                 shortlist_text** out, shortlist_error** error);

// --- what if -------------------------------------------------------------------------------------

// How far each weight can move before another family leads, exactly. `criterion`, a need id or a
// criterion id, adds every order along it; it may be empty.
SHORTLIST_EXPORT shortlist_code shortlist_whatif_weights(const shortlist_profile* profile,
                                                         shortlist_string criterion,
                                                         const shortlist_rank_options* options,
                                                         shortlist_text** out,
                                                         shortlist_error** error);
// The smallest change of all weights that puts `family` first, or why none can.
SHORTLIST_EXPORT shortlist_code shortlist_whatif_flip(const shortlist_profile* profile,
                                                      shortlist_string family,
                                                      const shortlist_rank_options* options,
                                                      shortlist_text** out,
                                                      shortlist_error** error);
// Who qualifies and leads while one key of one need changes: `sweep` is "context.at_least=32K..1M".
// `leaders` not 0 leaves out whole orders.
SHORTLIST_EXPORT shortlist_code shortlist_whatif_need(const shortlist_profile* profile,
                                                      shortlist_string sweep, int32_t leaders,
                                                      const shortlist_rank_options* options,
                                                      shortlist_text** out,
                                                      shortlist_error** error);

// Called now and then, by the thread that called, with the samples done. 0 goes on; anything else
// ends the run with SHORTLIST_CANCELLED, and so does an exception where the callback is C++: its
// words are in the error. It may call into the library, and must return.
typedef int32_t (*shortlist_progress)(void* context, uint64_t done, uint64_t of);

enum {
  SHORTLIST_WEIGHTS_ANY = 0,
  SHORTLIST_WEIGHTS_ORDER = 1,  // a weight that is stated larger is larger
  SHORTLIST_WEIGHTS_BOUNDS = 2  // each weight within a share of the stated one
};

typedef struct shortlist_sample_options {
  size_t size;
  shortlist_strings only;
  int32_t unknown;
  int32_t region;
  uint64_t samples;  // 0: 100,000
  uint64_t seed;     // as it stands; without options it is 1, as the command's
  int32_t threads;   // 0: as many as the machine has
  int32_t shard;     // of `shards`, from 1; 0: the whole run
  int32_t shards;
  int32_t reserved;               // zero
  double within;                  // for bounds; 0: 0.5
  shortlist_strings comparisons;  // "language >= 2 context", between need ids
  shortlist_string checkpoint;    // a file to resume from and to write to; may be empty
  shortlist_progress progress;    // may be NULL
  void* context;                  // handed to `progress`
} shortlist_sample_options;

// How often each family has each rank over sampled weights. With `shards` the result is that shard,
// to be merged. The same options give the same bytes whatever `threads`.
SHORTLIST_EXPORT shortlist_code shortlist_whatif_sample(const shortlist_profile* profile,
                                                        const shortlist_sample_options* options,
                                                        shortlist_text** out,
                                                        shortlist_error** error);
// The whole of a run from all its shards, in any order.
SHORTLIST_EXPORT shortlist_code shortlist_whatif_merge(const shortlist_document* shards,
                                                       size_t count, shortlist_text** out,
                                                       shortlist_error** error);

#ifdef __cplusplus
}
#endif
