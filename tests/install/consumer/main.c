/* The same in C. usage: consumer PROFILE [RULES] */

#include <shortlist.h>

#include <stdio.h>
#include <string.h>

static shortlist_string string(const char* text) {
  shortlist_string made = {text, strlen(text)};
  return made;
}

static int fail(shortlist_error* error) {
  for (size_t i = 0; i < shortlist_error_count(error); ++i) {
    shortlist_diagnostic said = {sizeof said};
    shortlist_error_diagnostic(error, i, &said);
    fwrite(said.text.data, 1, said.text.size, stderr);
  }
  shortlist_error_free(error);
  return 1;
}

int main(int count, char** words) {
  shortlist_load_options options = {sizeof options};
  shortlist_string folder;
  if (count > 2) {
    folder = string(words[2]);
    options.folders.items = &folder;
    options.folders.count = 1;
  }
  shortlist_error* error = NULL;
  shortlist_rule_base* rules = NULL;
  shortlist_profile* profile = NULL;
  shortlist_ranking* ranking = NULL;
  shortlist_text* text = NULL;
  if (shortlist_load_rule_base(&options, &rules, &error) != SHORTLIST_OK ||
      shortlist_load_profile(rules, string(words[1]), &profile, &error) != SHORTLIST_OK ||
      shortlist_rank(profile, NULL, &ranking, &error) != SHORTLIST_OK ||
      shortlist_ranking_json(ranking, 0, &text, &error) != SHORTLIST_OK)
    return fail(error);
  const shortlist_string json = shortlist_text_string(text);
  fwrite(json.data, 1, json.size, stdout);
  shortlist_text_free(text);
  shortlist_ranking_free(ranking);
  shortlist_profile_free(profile);
  shortlist_rule_base_free(rules);
  return 0;
}
