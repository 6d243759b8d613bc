/* Eight threads on one rule base and one profile, each with results of its own: all the same bytes.
 * The preset tsan watches over it. */

#define _POSIX_C_SOURCE 200809L

#include "capi/check.h"

#include <stdlib.h>
#include <pthread.h>

enum { THREADS = 8, ROUNDS = 5 };

typedef struct {
  const shortlist_rule_base* rules;
  const shortlist_profile* commute;
  shortlist_text* ranking;
  int wrong;
} job;

static shortlist_text* rank_as_json(const shortlist_profile* profile) {
  shortlist_ranking* ranking = NULL;
  shortlist_text* text = NULL;
  if (shortlist_rank(profile, NULL, &ranking, NULL) != SHORTLIST_OK) return NULL;
  if (shortlist_ranking_json(ranking, 0, &text, NULL) != SHORTLIST_OK) text = NULL;
  shortlist_ranking_free(ranking);
  return text;
}

static void* work(void* given) {
  job* const own = given;
  for (int i = 0; i < ROUNDS; ++i) {
    shortlist_text_free(own->ranking);
    own->ranking = rank_as_json(own->commute);

    shortlist_profile* profile = NULL;
    shortlist_error* error = NULL;
    shortlist_text* text = NULL;
    own->wrong |= shortlist_load_profile(own->rules, string(COMMUTE), &profile, NULL);
    own->wrong |= shortlist_whatif_weights(profile, string(""), NULL, &text, NULL);
    shortlist_text_free(text);
    own->wrong |= shortlist_explain(own->commute, string("none"), string(""), NULL, &text,
                                    &error) != SHORTLIST_USAGE;
    own->wrong |= shortlist_error_count(error) != 1;
    shortlist_error_free(error);
    shortlist_profile_free(profile);

    shortlist_sample_options options = {sizeof options};
    options.samples = 5000;
    options.threads = 2;
    own->wrong |= shortlist_whatif_sample(own->commute, &options, &text, NULL);
    shortlist_text_free(text);
  }
  return NULL;
}

int main(void) {
  shortlist_rule_base* const rules = load(RULES);
  shortlist_profile* const commute = profile_of(rules, COMMUTE);
  job jobs[THREADS] = {{0}};
  pthread_t threads[THREADS];
  for (int i = 0; i < THREADS; ++i) {
    jobs[i].rules = rules;
    jobs[i].commute = commute;
    CHECK(pthread_create(&threads[i], NULL, work, &jobs[i]) == 0);
  }
  for (int i = 0; i < THREADS; ++i) {
    CHECK(pthread_join(threads[i], NULL) == 0);
    CHECK(jobs[i].wrong == 0);
    CHECK(is_file("tests/cli/rank-json/stdout", jobs[i].ranking));
    shortlist_text_free(jobs[i].ranking);
  }
  shortlist_profile_free(commute);
  shortlist_rule_base_free(rules);
  return failures != 0;
}
