/* One load, many rankings: what the process holds does not grow, and the preset asan-ubsan finds no
 * leak. usage: test_capi_loop [TIMES] */

#include "capi/check.h"

#include <unistd.h>

static long resident_pages(void) {
  long size = 0;
  long resident = 0;
  FILE* const file = fopen("/proc/self/statm", "r");
  if (file == NULL || fscanf(file, "%ld %ld", &size, &resident) != 2) resident = 0;
  if (file != NULL) fclose(file);
  return resident;
}

static void rank_once(const shortlist_profile* profile) {
  shortlist_ranking* ranking = NULL;
  shortlist_standing first = {sizeof first};
  CHECK(shortlist_rank(profile, NULL, &ranking, NULL) == SHORTLIST_OK);
  CHECK(shortlist_ranking_standing(ranking, 0, &first) == SHORTLIST_OK);
  CHECK(equal(first.family, "swift"));
  shortlist_ranking_free(ranking);
}

int main(int count, char** words) {
  const long times = count > 1 ? strtol(words[1], NULL, 10) : 20000;
  const long most_pages = 512; /* 2 MiB: what an allocator keeps back */
  shortlist_rule_base* const rules = load(RULES);
  shortlist_profile* const commute = profile_of(rules, COMMUTE);
  for (long i = 0; i < times / 10; ++i) rank_once(commute);
  const long before = resident_pages();
  for (long i = 0; i < times; ++i) rank_once(commute);
  const long grown = resident_pages() - before;
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) /* these keep what was freed \
                                                                     */
  CHECK(grown < most_pages);
#endif
  printf("%ld rankings, grown by %ld pages, at most %ld\n", times, grown, most_pages);
  shortlist_profile_free(commute);
  shortlist_rule_base_free(rules);
  return failures != 0;
}
