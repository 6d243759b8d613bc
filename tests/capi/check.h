#pragma once
/* What the C tests share: checks that go on after a failure, files, and the bicycles. They run in
 * the folder of the sources. */

#include <shortlist.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures = 0;

#define CHECK(condition) \
  ((condition)           \
       ? (void)0         \
       : (void)(++failures, fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition)))

#define RULES "tests/data/bicycles/rules"
#define COMMUTE "tests/data/bicycles/commute.toml"

static inline shortlist_string string(const char* text) {
  shortlist_string made = {text, strlen(text)};
  return made;
}

static inline int equal(shortlist_string left, const char* right) {
  return left.size == strlen(right) && memcmp(left.data, right, left.size) == 0;
}

/* Whether a file is byte for byte a text that the library made. */
static inline int is_file(const char* path, const shortlist_text* text) {
  const shortlist_string made = shortlist_text_string(text);
  FILE* const file = fopen(path, "rb");
  if (file == NULL) return 0;
  char* const bytes = malloc(made.size + 1);
  const size_t read = fread(bytes, 1, made.size + 1, file);
  const int same = read == made.size && memcmp(bytes, made.data, read) == 0;
  free(bytes);
  fclose(file);
  return same;
}

static inline shortlist_rule_base* load(const char* folder) {
  shortlist_load_options options = {sizeof options};
  const shortlist_string path = string(folder);
  options.folders.items = &path;
  options.folders.count = 1;
  shortlist_rule_base* rule_base = NULL;
  CHECK(shortlist_load_rule_base(&options, &rule_base, NULL) == SHORTLIST_OK);
  return rule_base;
}

static inline shortlist_profile* profile_of(const shortlist_rule_base* rule_base,
                                            const char* path) {
  shortlist_profile* profile = NULL;
  CHECK(shortlist_load_profile(rule_base, string(path), &profile, NULL) == SHORTLIST_OK);
  return profile;
}
