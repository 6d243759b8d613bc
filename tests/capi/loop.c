/* One load, many rankings: what the process holds does not grow, and the preset asan-ubsan finds no
 * leak. usage: test_capi_loop [TIMES] */

#include "capi/check.h"

#include <unistd.h>
#include <stdio.h>
#include <stdlib.h>

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
  long shown = 1000;
  long before = 0;
  long grown = 0;
  for (long i = 1; i <= times; ++i) {
    rank_once(commute);
    if (i != shown && i != times) continue;
    const long pages = resident_pages();
    if (before == 0) before = pages;
    grown = pages - before;
    printf("%ld rankings: %ld pages\n", i, pages);
    if (i == shown) shown *= 10;
  }
#ifndef SHORTLIST_SANITIZED /* a sanitizer keeps what was freed */
  CHECK(grown < most_pages);
#endif
  printf("grown by %ld pages since the first, at most %ld\n", grown, most_pages);
  shortlist_profile_free(commute);
  shortlist_rule_base_free(rules);
  return failures != 0;
}
