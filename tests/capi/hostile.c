/* What goes wrong: every call with null, with sizes and bytes that are wrong, with far too much, in
 * the wrong order. Each is a code and an error that says so. */

#include "capi/check.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <stdint.h>

/* Whether the call failed so, with an error that says at least one thing; frees it. */
static int failed(shortlist_code code, shortlist_code wanted, const void* out,
                  shortlist_error* error) {
  const int right = code == wanted && out == NULL && shortlist_error_code(error) == wanted &&
                    shortlist_error_count(error) > 0;
  if (!right)
    fprintf(stderr, "code %d, error of code %d\n", (int)code, (int)shortlist_error_code(error));
  shortlist_error_free(error);
  return right;
}

static shortlist_text* text;
static shortlist_error* error;
static shortlist_code code;
static const shortlist_string empty = {NULL, 0};

/* That a call, which sets `out` and `error`, fails so. */
#define FAILED(wanted, out, call) CHECK((code = (call), failed(code, wanted, out, error)))
/* The same of a call that makes a text. */
#define REFUSED(wanted, call) FAILED(wanted, text, call)

static void null_handles_are_refused(void) {
  shortlist_ranking* ranking = NULL;
  shortlist_profile* profile = NULL;
  const shortlist_strings none = {NULL, 0};
  FAILED(SHORTLIST_USAGE, profile, shortlist_parse_profile(NULL, empty, empty, &profile, &error));
  FAILED(SHORTLIST_USAGE, profile, shortlist_load_profile(NULL, empty, &profile, &error));
  FAILED(SHORTLIST_USAGE, ranking, shortlist_rank(NULL, NULL, &ranking, &error));
  REFUSED(SHORTLIST_USAGE, shortlist_ranking_json(NULL, 0, &text, &error));
  REFUSED(SHORTLIST_USAGE, shortlist_explain(NULL, empty, empty, NULL, &text, &error));
  REFUSED(SHORTLIST_USAGE, shortlist_compare(NULL, none, NULL, &text, &error));
  REFUSED(SHORTLIST_USAGE, shortlist_device(NULL, NULL, NULL, &text, &error));
  REFUSED(SHORTLIST_USAGE, shortlist_list(NULL, empty, &text, &error));
  REFUSED(SHORTLIST_USAGE, shortlist_schema(NULL, 0, &text, &error));
  REFUSED(SHORTLIST_USAGE, shortlist_draft(NULL, NULL, 0, &text, &error));
  REFUSED(SHORTLIST_USAGE, shortlist_profile_toml(NULL, &text, &error));
  REFUSED(SHORTLIST_USAGE, shortlist_whatif_weights(NULL, empty, NULL, &text, &error));
  REFUSED(SHORTLIST_USAGE, shortlist_whatif_flip(NULL, empty, NULL, &text, &error));
  REFUSED(SHORTLIST_USAGE, shortlist_whatif_need(NULL, empty, 0, NULL, &text, &error));
  REFUSED(SHORTLIST_USAGE, shortlist_whatif_sample(NULL, NULL, &text, &error));
  REFUSED(SHORTLIST_USAGE, shortlist_whatif_merge(NULL, 3, &text, &error));
}

static void null_results_are_refused_and_null_errors_allowed(void) {
  shortlist_rule_base* const rules = load(RULES);
  shortlist_profile* const commute = profile_of(rules, COMMUTE);
  FAILED(SHORTLIST_USAGE, NULL, shortlist_load_rule_base(NULL, NULL, &error));
  FAILED(SHORTLIST_USAGE, NULL, shortlist_rank(commute, NULL, NULL, &error));
  FAILED(SHORTLIST_USAGE, NULL, shortlist_whatif_sample(commute, NULL, NULL, &error));
  CHECK(shortlist_rank(NULL, NULL, NULL, NULL) == SHORTLIST_USAGE);
  CHECK(shortlist_rank(commute, NULL, NULL, NULL) == SHORTLIST_USAGE);
  shortlist_profile_free(commute);
  shortlist_rule_base_free(rules);
}

static void null_is_read_and_freed(void) {
  shortlist_standing at = {sizeof at};
  shortlist_need need = {sizeof need};
  shortlist_diagnostic said = {sizeof said};
  CHECK(shortlist_ranking_count(NULL) == 0 && shortlist_ranking_qualified(NULL) == 0);
  CHECK(shortlist_ranking_standing(NULL, 0, &at) == SHORTLIST_USAGE);
  CHECK(shortlist_ranking_need(NULL, 0, 0, &need) == SHORTLIST_USAGE);
  CHECK(shortlist_error_code(NULL) == SHORTLIST_OK && shortlist_error_count(NULL) == 0);
  CHECK(shortlist_error_diagnostic(NULL, 0, &said) == SHORTLIST_USAGE);
  CHECK(shortlist_text_string(NULL).size == 0);
  CHECK(shortlist_rule_base_warnings(NULL) == NULL && shortlist_profile_warnings(NULL) == NULL);
  shortlist_text_free(NULL);
  shortlist_error_free(NULL);
  shortlist_ranking_free(NULL);
  shortlist_profile_free(NULL);
  shortlist_rule_base_free(NULL);
}

static void indices_and_sizes_out_of_bounds_are_refused(void) {
  shortlist_rule_base* const rules = load(RULES);
  shortlist_profile* const commute = profile_of(rules, COMMUTE);
  shortlist_ranking* ranking = NULL;
  CHECK(shortlist_rank(commute, NULL, &ranking, NULL) == SHORTLIST_OK);
  shortlist_standing at = {sizeof at};
  shortlist_need need = {sizeof need};
  at.score = 3;
  CHECK(shortlist_ranking_standing(ranking, shortlist_ranking_count(ranking), &at) ==
        SHORTLIST_USAGE);
  CHECK(at.score == 0 && at.size == sizeof at);
  CHECK(shortlist_ranking_standing(ranking, (size_t)-1, &at) == SHORTLIST_USAGE);
  CHECK(shortlist_ranking_need(ranking, 0, 3, &need) == SHORTLIST_USAGE);
  CHECK(shortlist_ranking_need(ranking, 0, (size_t)-1, &need) == SHORTLIST_USAGE);
  CHECK(shortlist_ranking_standing(ranking, 0, NULL) == SHORTLIST_USAGE);
  at.size = 0;
  CHECK(shortlist_ranking_standing(ranking, 0, &at) == SHORTLIST_USAGE);
  at.size = (size_t)-1;
  CHECK(shortlist_ranking_standing(ranking, 0, &at) == SHORTLIST_USAGE);
  shortlist_ranking_free(ranking);

  shortlist_rank_options options = {0};
  const size_t sizes[] = {0, 1, 7, (size_t)-1};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; ++i) {
    options.size = sizes[i];
    REFUSED(SHORTLIST_USAGE, shortlist_whatif_weights(commute, empty, &options, &text, &error));
  }
  shortlist_profile_free(commute);
  shortlist_rule_base_free(rules);
}

static void strings_that_are_none_are_refused(void) {
  shortlist_rule_base* const rules = load(RULES);
  shortlist_profile* const commute = profile_of(rules, COMMUTE);
  const char* const no_utf8[] = {"\x80",         "\xc0\x80",         "\xc3",
                                 "\xe0\x80\x80", "\xed\xa0\x80",     "\xf4\x90\x80\x80",
                                 "\xff",         "\xf0\x8f\xbf\xbf", "swift\xe2\x82"};
  for (size_t i = 0; i < sizeof no_utf8 / sizeof *no_utf8; ++i) {
    const shortlist_string bad = string(no_utf8[i]);
    REFUSED(SHORTLIST_USAGE, shortlist_whatif_flip(commute, bad, NULL, &text, &error));
    shortlist_profile* profile = NULL;
    FAILED(SHORTLIST_DATA, profile,
           shortlist_parse_profile(rules, bad, string("p"), &profile, &error));
  }
  const shortlist_string with_null = {"swi\0ft", 6};
  REFUSED(SHORTLIST_USAGE, shortlist_explain(commute, with_null, empty, NULL, &text, &error));
  const shortlist_string nowhere = {NULL, 5};
  REFUSED(SHORTLIST_USAGE, shortlist_explain(commute, nowhere, empty, NULL, &text, &error));
  REFUSED(SHORTLIST_USAGE, shortlist_explain(commute, empty, empty, NULL, &text, &error));
  const shortlist_string endless = {"swift", (size_t)-1};
  REFUSED(SHORTLIST_USAGE, shortlist_explain(commute, endless, empty, NULL, &text, &error));
  const shortlist_strings many = {&endless, (size_t)-1};
  REFUSED(SHORTLIST_USAGE, shortlist_compare(rules, many, NULL, &text, &error));
  const shortlist_strings missing = {NULL, 2};
  REFUSED(SHORTLIST_USAGE, shortlist_compare(rules, missing, NULL, &text, &error));
  REFUSED(SHORTLIST_USAGE, shortlist_list(rules, string("chairs"), &text, &error));
  REFUSED(SHORTLIST_USAGE, shortlist_schema(rules, 4, &text, &error));
  REFUSED(SHORTLIST_USAGE, shortlist_schema(rules, -1, &text, &error));
  REFUSED(SHORTLIST_USAGE, shortlist_draft(rules, NULL, 1, &text, &error));
  const shortlist_answer unasked = {string("chairs"), string("four")};
  REFUSED(SHORTLIST_DATA, shortlist_draft(rules, &unasked, 1, &text, &error));
  REFUSED(SHORTLIST_USAGE, shortlist_draft(rules, &unasked, (size_t)-1, &text, &error));
  const shortlist_answer nameless = {nowhere, endless};
  REFUSED(SHORTLIST_USAGE, shortlist_draft(rules, &nameless, 1, &text, &error));
  shortlist_profile* profile = NULL;
  FAILED(SHORTLIST_USAGE, profile,
         shortlist_parse_profile(rules, nowhere, string("p"), &profile, &error));
  FAILED(SHORTLIST_DATA, profile,
         shortlist_parse_profile(rules, empty, string("p"), &profile, &error));
  FAILED(SHORTLIST_IO, profile,
         shortlist_load_profile(rules, string("no/such/file"), &profile, &error));
  shortlist_profile_free(commute);
  shortlist_rule_base_free(rules);
}

static void strings_of_100_megabytes_are_refused_at_once(void) {
  const size_t size = 100 * 1000 * 1000;
  char* const bytes = malloc(size);
  memset(bytes, 'x', size);
  const shortlist_string huge = {bytes, size};
  shortlist_rule_base* const rules = load(RULES);
  shortlist_profile* const commute = profile_of(rules, COMMUTE);
  shortlist_profile* profile = NULL;
  FAILED(SHORTLIST_DATA, profile,
         shortlist_parse_profile(rules, huge, string("p"), &profile, &error));
  FAILED(SHORTLIST_USAGE, profile,
         shortlist_parse_profile(rules, string("schema = 1"), huge, &profile, &error));
  REFUSED(SHORTLIST_USAGE, shortlist_whatif_flip(commute, huge, NULL, &text, &error));
  REFUSED(SHORTLIST_USAGE, shortlist_whatif_need(commute, huge, 0, NULL, &text, &error));
  const shortlist_document document = {string("d"), huge};
  REFUSED(SHORTLIST_DATA, shortlist_whatif_merge(&document, 1, &text, &error));
  shortlist_load_options options = {sizeof options};
  options.documents = &document;
  options.document_count = 1;
  shortlist_rule_base* none = NULL;
  FAILED(SHORTLIST_DATA, none, shortlist_load_rule_base(&options, &none, &error));
  shortlist_profile_free(commute);
  shortlist_rule_base_free(rules);
  free(bytes);
}

static void options_without_meaning_are_refused(void) {
  shortlist_rule_base* const rules = load(RULES);
  shortlist_profile* const commute = profile_of(rules, COMMUTE);
  shortlist_rank_options rank = {sizeof rank};
  rank.unknown = 3;
  REFUSED(SHORTLIST_USAGE, shortlist_whatif_weights(commute, empty, &rank, &text, &error));
  rank.unknown = -1;
  REFUSED(SHORTLIST_USAGE, shortlist_whatif_weights(commute, empty, &rank, &text, &error));
  shortlist_sample_options sample = {sizeof sample};
  sample.region = 7;
  REFUSED(SHORTLIST_USAGE, shortlist_whatif_sample(commute, &sample, &text, &error));
  sample.region = SHORTLIST_WEIGHTS_BOUNDS;
  sample.within = -0.0 / 0.0;
  REFUSED(SHORTLIST_USAGE, shortlist_whatif_sample(commute, &sample, &text, &error));
  sample.region = SHORTLIST_WEIGHTS_ANY;
  sample.samples = (uint64_t)-1;
  REFUSED(SHORTLIST_USAGE, shortlist_whatif_sample(commute, &sample, &text, &error));
  sample.samples = 100;
  sample.threads = -1;
  REFUSED(SHORTLIST_USAGE, shortlist_whatif_sample(commute, &sample, &text, &error));
  sample.threads = 0;
  sample.shard = 3;
  sample.shards = 2;
  REFUSED(SHORTLIST_USAGE, shortlist_whatif_sample(commute, &sample, &text, &error));
  shortlist_profile_free(commute);
  shortlist_rule_base_free(rules);
}

static void a_profile_of_another_rule_base_is_refused(void) {
  shortlist_rule_base* const bicycles = load(RULES);
  shortlist_rule_base* const laptops = load("tests/data/laptops/rules");
  shortlist_profile* const commute = profile_of(bicycles, COMMUTE);
  const shortlist_string names[] = {string("swift"), string("finch")};
  const shortlist_strings families = {names, 2};
  REFUSED(SHORTLIST_USAGE, shortlist_compare(laptops, families, commute, &text, &error));
  REFUSED(SHORTLIST_USAGE, shortlist_device(laptops, commute, NULL, &text, &error));
  shortlist_profile_free(commute);
  shortlist_rule_base_free(laptops);
  shortlist_rule_base_free(bicycles);
}

static int32_t stop_after(void* context, uint64_t done, uint64_t of) {
  (void)done;
  (void)of;
  return --*(int*)context <= 0;
}

static void the_callback_cancels_in_the_middle_of_a_run(void) {
  shortlist_rule_base* const rules = load(RULES);
  shortlist_profile* const commute = profile_of(rules, COMMUTE);
  shortlist_sample_options options = {sizeof options};
  options.samples = (uint64_t)1000 * 1000 * 1000 * 1000;
  options.progress = stop_after;
  for (int calls = 1; calls <= 3; ++calls)
    for (int shards = 0; shards <= 2; ++shards) {
      int left = calls;
      options.context = &left;
      options.shard = shards > 0;
      options.shards = shards;
      REFUSED(SHORTLIST_CANCELLED, shortlist_whatif_sample(commute, &options, &text, &error));
      CHECK(left == 0);
    }
  shortlist_profile_free(commute);
  shortlist_rule_base_free(rules);
}

int main(void) {
  null_handles_are_refused();
  null_results_are_refused_and_null_errors_allowed();
  null_is_read_and_freed();
  indices_and_sizes_out_of_bounds_are_refused();
  strings_that_are_none_are_refused();
  strings_of_100_megabytes_are_refused_at_once();
  options_without_meaning_are_refused();
  a_profile_of_another_rule_base_is_refused();
  the_callback_cancels_in_the_middle_of_a_run();
  return failures != 0;
}
