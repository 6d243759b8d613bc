/* Where every field of every struct lies, held against tests/capi/layout: with tests/capi/symbols
 * it is what a compiled caller depends on. */

#include "capi/check.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define TYPE(type) ok &= is_next(file, #type, sizeof(type))
#define FIELD(type, field) ok &= is_next(file, #type "." #field, offsetof(type, field))

static int is_next(FILE* file, const char* name, size_t place) {
  char wanted[128] = "";
  char line[128];
  snprintf(line, sizeof line, "%s %lu\n", name, (unsigned long)place);
  if (fgets(wanted, sizeof wanted, file) != NULL && strcmp(line, wanted) == 0) return 1;
  fprintf(stderr, "is      %slisted  %s\n", line, wanted[0] == '\0' ? "nothing\n" : wanted);
  return 0;
}

int main(void) {
  if (sizeof(void*) != 8) return 77; /* the list is of 64 bits */
  FILE* const file = fopen("tests/capi/layout", "r");
  if (file == NULL) return 2;
  int ok = 1;
  FIELD(shortlist_string, data);
  FIELD(shortlist_string, size);
  TYPE(shortlist_string);
  FIELD(shortlist_strings, items);
  FIELD(shortlist_strings, count);
  TYPE(shortlist_strings);
  FIELD(shortlist_diagnostic, size);
  FIELD(shortlist_diagnostic, severity);
  FIELD(shortlist_diagnostic, line);
  FIELD(shortlist_diagnostic, column);
  FIELD(shortlist_diagnostic, file);
  FIELD(shortlist_diagnostic, message);
  FIELD(shortlist_diagnostic, suggestion);
  FIELD(shortlist_diagnostic, source_line);
  FIELD(shortlist_diagnostic, text);
  TYPE(shortlist_diagnostic);
  FIELD(shortlist_document, name);
  FIELD(shortlist_document, text);
  TYPE(shortlist_document);
  FIELD(shortlist_load_options, size);
  FIELD(shortlist_load_options, folders);
  FIELD(shortlist_load_options, documents);
  FIELD(shortlist_load_options, document_count);
  FIELD(shortlist_load_options, trust);
  FIELD(shortlist_load_options, only_source);
  TYPE(shortlist_load_options);
  FIELD(shortlist_rank_options, size);
  FIELD(shortlist_rank_options, only);
  FIELD(shortlist_rank_options, unknown);
  FIELD(shortlist_rank_options, reserved);
  TYPE(shortlist_rank_options);
  FIELD(shortlist_standing, size);
  FIELD(shortlist_standing, family);
  FIELD(shortlist_standing, name);
  FIELD(shortlist_standing, variant);
  FIELD(shortlist_standing, quantisation);
  FIELD(shortlist_standing, status);
  FIELD(shortlist_standing, rank);
  FIELD(shortlist_standing, rank_best);
  FIELD(shortlist_standing, rank_worst);
  FIELD(shortlist_standing, score);
  FIELD(shortlist_standing, score_low);
  FIELD(shortlist_standing, score_high);
  FIELD(shortlist_standing, need_count);
  TYPE(shortlist_standing);
  FIELD(shortlist_need, size);
  FIELD(shortlist_need, need_id);
  FIELD(shortlist_need, criterion);
  FIELD(shortlist_need, reason);
  FIELD(shortlist_need, must);
  FIELD(shortlist_need, verdict);
  FIELD(shortlist_need, value);
  FIELD(shortlist_need, value_low);
  FIELD(shortlist_need, value_high);
  FIELD(shortlist_need, weight);
  FIELD(shortlist_need, contribution);
  TYPE(shortlist_need);
  FIELD(shortlist_device_options, size);
  FIELD(shortlist_device_options, only);
  FIELD(shortlist_device_options, families);
  FIELD(shortlist_device_options, quantisations);
  FIELD(shortlist_device_options, variant);
  FIELD(shortlist_device_options, device);
  FIELD(shortlist_device_options, context);
  FIELD(shortlist_device_options, kv);
  FIELD(shortlist_device_options, sequences);
  FIELD(shortlist_device_options, count);
  FIELD(shortlist_device_options, offload_experts);
  FIELD(shortlist_device_options, runtime);
  FIELD(shortlist_device_options, smallest);
  FIELD(shortlist_device_options, reserved);
  TYPE(shortlist_device_options);
  FIELD(shortlist_sample_options, size);
  FIELD(shortlist_sample_options, only);
  FIELD(shortlist_sample_options, unknown);
  FIELD(shortlist_sample_options, region);
  FIELD(shortlist_sample_options, samples);
  FIELD(shortlist_sample_options, seed);
  FIELD(shortlist_sample_options, threads);
  FIELD(shortlist_sample_options, shard);
  FIELD(shortlist_sample_options, shards);
  FIELD(shortlist_sample_options, reserved);
  FIELD(shortlist_sample_options, within);
  FIELD(shortlist_sample_options, comparisons);
  FIELD(shortlist_sample_options, checkpoint);
  FIELD(shortlist_sample_options, progress);
  FIELD(shortlist_sample_options, context);
  TYPE(shortlist_sample_options);
  char line[128];
  CHECK(fgets(line, sizeof line, file) == NULL);
  fclose(file);
  return !ok || failures != 0;
}
