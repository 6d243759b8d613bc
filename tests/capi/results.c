/* What goes right: every function, and its JSON byte for byte what the command prints. */

#include "capi/check.h"
#include <stdio.h>
#include <string.h>
#include <stdint.h>
#include <stddef.h>

#define GOLDEN(name) "tests/cli/" name "/stdout"

/* Takes the text, and holds it against what the command prints. */
static int is_golden(const char* path, shortlist_code code, shortlist_text* text) {
  const int same = code == SHORTLIST_OK && is_file(path, text);
  shortlist_text_free(text);
  return same;
}

static void version_is_a_version(void) {
  int major = -1;
  int minor = -1;
  int patch = -1;
  const shortlist_string version = shortlist_version();
  CHECK(sscanf(version.data, "%d.%d.%d", &major, &minor, &patch) == 3 && major >= 0);
  CHECK(strlen(version.data) == version.size);
}

static void json_is_that_of_the_command(void) {
  shortlist_rule_base* const rules = load(RULES);
  shortlist_profile* const commute = profile_of(rules, COMMUTE);
  shortlist_text* text = NULL;
  shortlist_code code = 0;

  shortlist_ranking* ranking = NULL;
  CHECK(shortlist_rank(commute, NULL, &ranking, NULL) == SHORTLIST_OK);
  code = shortlist_ranking_json(ranking, 0, &text, NULL);
  CHECK(is_golden(GOLDEN("rank-json"), code, text));
  shortlist_ranking_free(ranking);

  code = shortlist_explain(commute, string("swift"), string("Finch"), NULL, &text, NULL);
  CHECK(is_golden(GOLDEN("explain-against-json"), code, text));

  const shortlist_string names[] = {string("apus"), string("MULE"), string("finch")};
  const shortlist_strings families = {names, 3};
  code = shortlist_compare(rules, families, NULL, &text, NULL);
  CHECK(is_golden(GOLDEN("compare-json"), code, text));

  code = shortlist_whatif_weights(commute, string(""), NULL, &text, NULL);
  CHECK(is_golden(GOLDEN("whatif-weights-json"), code, text));
  code = shortlist_whatif_flip(commute, string("finch"), NULL, &text, NULL);
  CHECK(is_golden(GOLDEN("whatif-flip-json"), code, text));

  shortlist_profile_free(commute);
  shortlist_rule_base_free(rules);
}

static void handles_may_be_freed_in_any_order(void) {
  shortlist_rule_base* const rules = load("tests/data/laptops/rules");
  shortlist_profile* const road = profile_of(rules, "tests/data/laptops/profiles/road.toml");
  shortlist_rule_base_free(rules);
  shortlist_text* text = NULL;
  const shortlist_code code =
      shortlist_whatif_need(road, string("price.at_most=800..4000"), 0, NULL, &text, NULL);
  shortlist_profile_free(road);
  CHECK(is_golden(GOLDEN("whatif-need-json"), code, text));
}

static void device_fits_the_shipped_rules(void) {
  shortlist_rule_base* const rules = load("rules");
  shortlist_device_options options = {sizeof options};
  const shortlist_string quantisations[] = {string("mxfp4"), string("bf16")};
  options.quantisations.items = quantisations;
  options.quantisations.count = 2;
  options.variant = string("gpt-oss-20b");
  options.device = string("h100-80gb");
  options.context = string("128Ki");
  options.sequences = string("4");
  options.kv = string("q8_0");
  shortlist_text* text = NULL;
  const shortlist_code code = shortlist_device(rules, NULL, &options, &text, NULL);
  CHECK(is_golden(GOLDEN("device-json"), code, text));
  shortlist_rule_base_free(rules);
}

static void what_goes_in_is_listed_described_and_drafted(void) {
  shortlist_rule_base* const rules = load(RULES);
  shortlist_text* text = NULL;
  shortlist_code code = shortlist_list(rules, string("families"), &text, NULL);
  CHECK(is_golden(GOLDEN("list-json"), code, text));
  shortlist_rule_base_free(rules);

  shortlist_rule_base* const shipped = load("rules");
  code = shortlist_schema(shipped, SHORTLIST_SCHEMA_PROFILE, &text, NULL);
  CHECK(is_golden("schemas/profile-1.schema.json", code, text));
  code = shortlist_schema(shipped, SHORTLIST_SCHEMA_CASES, &text, NULL);
  CHECK(is_golden("schemas/cases-1.schema.json", code, text));

  const shortlist_answer answers[] = {{string("for"), string("coding")},
                                      {string("context"), string("32K")}};
  CHECK(shortlist_draft(shipped, answers, 2, &text, NULL) == SHORTLIST_OK);
  shortlist_profile* profile = NULL;
  CHECK(shortlist_parse_profile(shipped, shortlist_text_string(text), string("the answers"),
                                &profile, NULL) == SHORTLIST_OK);
  shortlist_text_free(text);

  /* As it is written it reads back as the same. */
  CHECK(shortlist_profile_toml(profile, &text, NULL) == SHORTLIST_OK);
  shortlist_profile* again = NULL;
  CHECK(shortlist_parse_profile(shipped, shortlist_text_string(text), string("again"), &again,
                                NULL) == SHORTLIST_OK);
  shortlist_text* twice = NULL;
  CHECK(shortlist_profile_toml(again, &twice, NULL) == SHORTLIST_OK);
  CHECK(equal(shortlist_text_string(text), shortlist_text_string(twice).data));
  CHECK(strstr(shortlist_text_string(text).data, "[need.context]\nat_least = 32_000\n") != NULL);
  shortlist_text_free(twice);
  shortlist_text_free(text);
  shortlist_profile_free(again);
  shortlist_profile_free(profile);
  shortlist_rule_base_free(shipped);
}

static int32_t count_calls(void* context, uint64_t done, uint64_t of) {
  CHECK(done <= of && of == 20000);
  ++*(int*)context;
  return 0;
}

static void samples_are_those_of_the_command_in_one_piece_and_in_shards(void) {
  shortlist_rule_base* const rules = load(RULES);
  shortlist_profile* const commute = profile_of(rules, COMMUTE);
  int calls = 0;
  shortlist_sample_options options = {sizeof options};
  options.samples = 20000;
  options.seed = 1;
  options.progress = count_calls;
  options.context = &calls;
  shortlist_text* text = NULL;
  shortlist_code code = shortlist_whatif_sample(commute, &options, &text, NULL);
  CHECK(is_golden(GOLDEN("whatif-sample-json"), code, text));
  CHECK(calls > 0);

  options.progress = NULL;
  shortlist_text* shards[3] = {NULL, NULL, NULL};
  shortlist_document documents[3];
  for (int i = 0; i < 3; ++i) {
    options.shard = i + 1;
    options.shards = 3;
    CHECK(shortlist_whatif_sample(commute, &options, &shards[i], NULL) == SHORTLIST_OK);
    documents[2 - i].name = string("a shard");
    documents[2 - i].text = shortlist_text_string(shards[i]);
  }
  CHECK(is_file(GOLDEN("whatif-sample-shard"), shards[1]));
  code = shortlist_whatif_merge(documents, 3, &text, NULL);
  CHECK(is_golden(GOLDEN("whatif-sample-json"), code, text));
  for (int i = 0; i < 3; ++i) shortlist_text_free(shards[i]);
  shortlist_profile_free(commute);
  shortlist_rule_base_free(rules);
}

static void accessors_say_what_the_json_says(void) {
  shortlist_rule_base* const rules = load(RULES);
  shortlist_profile* const commute = profile_of(rules, COMMUTE);
  shortlist_ranking* ranking = NULL;
  CHECK(shortlist_rank(commute, NULL, &ranking, NULL) == SHORTLIST_OK);
  shortlist_profile_free(commute);
  shortlist_rule_base_free(rules);
  const size_t count = shortlist_ranking_count(ranking);
  size_t qualified = 0;
  double before = 2;
  CHECK(count == 3);
  for (size_t i = 0; i < count; ++i) {
    shortlist_standing at = {sizeof at};
    CHECK(shortlist_ranking_standing(ranking, i, &at) == SHORTLIST_OK);
    if (i == 0) CHECK(equal(at.family, "swift") && equal(at.name, "Swift") && at.rank == 1);
    if (at.status == SHORTLIST_QUALIFIED) {
      ++qualified;
      CHECK(at.score <= before);
      before = at.score;
    }
    CHECK((at.status == SHORTLIST_EXCLUDED) == (at.rank == 0));
    CHECK(0 <= at.score_low && at.score_low <= at.score && at.score <= at.score_high);
    double sum = 0;
    double weights = 0;
    CHECK(at.need_count == 3);
    for (size_t j = 0; j < at.need_count; ++j) {
      shortlist_need need = {sizeof need};
      CHECK(shortlist_ranking_need(ranking, i, j, &need) == SHORTLIST_OK);
      if (j == 0) CHECK(equal(need.need_id, "price") && equal(need.criterion, "price"));
      CHECK(need.reason.size > 0 && need.verdict >= 0 && need.verdict <= SHORTLIST_UNKNOWN);
      sum += need.contribution;
      weights += need.weight;
    }
    CHECK(sum == at.score);
    CHECK(weights > 0.999 && weights < 1.001);
  }
  CHECK(qualified == shortlist_ranking_qualified(ranking));
  shortlist_ranking_free(ranking);
}

/* As a caller of an older release has them, and one of a newer. */
static void structs_of_other_releases_are_filled_as_far_as_they_go(void) {
  shortlist_rule_base* const rules = load(RULES);
  shortlist_profile* const commute = profile_of(rules, COMMUTE);
  shortlist_ranking* ranking = NULL;
  CHECK(shortlist_rank(commute, NULL, &ranking, NULL) == SHORTLIST_OK);
  shortlist_standing old;
  memset(&old, 0x5a, sizeof old);
  old.size = offsetof(shortlist_standing, variant);
  CHECK(shortlist_ranking_standing(ranking, 0, &old) == SHORTLIST_OK);
  CHECK(equal(old.name, "Swift") && old.status == 0x5a5a5a5a);
  struct {
    shortlist_standing known;
    char more[16];
  } new;
  memset(&new, 0x5a, sizeof new);
  new.known.size = sizeof new;
  CHECK(shortlist_ranking_standing(ranking, 0, &new.known) == SHORTLIST_OK);
  CHECK(equal(new.known.name, "Swift") && new.more[0] == 0 && new.more[15] == 0);
  shortlist_ranking_free(ranking);

  struct {
    shortlist_rank_options known;
    int64_t more;
  } options;
  memset(&options, 0, sizeof options);
  options.known.size = sizeof options;
  CHECK(shortlist_rank(commute, &options.known, &ranking, NULL) == SHORTLIST_OK);
  shortlist_ranking_free(ranking);
  options.more = 1;
  CHECK(shortlist_rank(commute, &options.known, &ranking, NULL) == SHORTLIST_USAGE);
  shortlist_profile_free(commute);
  shortlist_rule_base_free(rules);
}

static void a_rule_base_stands_in_memory(void) {
  const shortlist_document documents[] = {
      {string("vocabulary"),
       string("schema = 1\n[rule_base]\ntitle = \"Cups\"\nas_of = 2026-01-01\ntrust = [\"shop\"]\n"
              "[[fact]]\nid = \"volume\"\ntype = \"number\"\n"
              "[[criterion]]\nid = \"volume\"\nkind = \"at-least\"\nfact = \"volume\"\n")},
      {string("cups"), string("schema = 1\n[[family]]\nid = \"mug\"\nname = \"Mug\"\n"
                              "[[family.source]]\nid = \"s\"\nkind = \"shop\"\ntitle = \"A shop\"\n"
                              "url = \"https://example.org\"\nas_of = 2026-01-01\n"
                              "[[family.variant]]\nid = \"m\"\nname = \"M\"\n"
                              "[family.variant.claims.s]\nvolume = 300\n")}};
  shortlist_load_options options = {sizeof options};
  options.documents = documents;
  options.document_count = 2;
  shortlist_rule_base* rules = NULL;
  shortlist_error* error = NULL;
  CHECK(shortlist_load_rule_base(&options, &rules, &error) == SHORTLIST_OK);
  CHECK(error == NULL);
  shortlist_profile* profile = NULL;
  CHECK(shortlist_parse_profile(rules, string("schema = 1\n[need.volume]\nat_least = 250\n"),
                                string("memory"), &profile, &error) == SHORTLIST_OK);
  CHECK(shortlist_error_code(shortlist_profile_warnings(profile)) == SHORTLIST_OK);
  shortlist_ranking* ranking = NULL;
  CHECK(shortlist_rank(profile, NULL, &ranking, NULL) == SHORTLIST_OK);
  shortlist_standing at = {sizeof at};
  CHECK(shortlist_ranking_standing(ranking, 0, &at) == SHORTLIST_OK);
  CHECK(equal(at.family, "mug") && equal(at.variant, "m") && at.score == 1);
  shortlist_ranking_free(ranking);
  shortlist_profile_free(profile);
  shortlist_rule_base_free(rules);
}

static void a_profile_in_json_ranks_as_in_toml(void) {
  shortlist_rule_base* const rules = load(RULES);
  const char* const texts[] = {"schema = 1\n[need.price]\nat_most = 3000\n",
                               "{\"schema\": 1, \"need\": {\"price\": {\"at_most\": 3000}}}"};
  shortlist_text* printed[2] = {NULL, NULL};
  for (int i = 0; i < 2; ++i) {
    shortlist_profile* profile = NULL;
    CHECK(shortlist_parse_profile(rules, string(texts[i]), string("p"), &profile, NULL) ==
          SHORTLIST_OK);
    shortlist_ranking* ranking = NULL;
    CHECK(shortlist_rank(profile, NULL, &ranking, NULL) == SHORTLIST_OK);
    CHECK(shortlist_ranking_json(ranking, 0, &printed[i], NULL) == SHORTLIST_OK);
    shortlist_ranking_free(ranking);
    shortlist_profile_free(profile);
  }
  const shortlist_string toml = shortlist_text_string(printed[0]);
  const shortlist_string json = shortlist_text_string(printed[1]);
  CHECK(toml.size == json.size && memcmp(toml.data, json.data, toml.size) == 0);
  shortlist_text_free(printed[0]);
  shortlist_text_free(printed[1]);
  shortlist_rule_base_free(rules);
}

static void every_diagnostic_is_in_the_error(void) {
  shortlist_rule_base* const rules = load(RULES);
  shortlist_profile* profile = NULL;
  shortlist_error* error = NULL;
  CHECK(shortlist_parse_profile(rules,
                                string("schema = 1\n[need.prize]\nat_most = 1\n"
                                       "[need.range]\nat_least = \"far\"\n"),
                                string("mine.toml"), &profile, &error) == SHORTLIST_DATA);
  CHECK(profile == NULL && shortlist_error_code(error) == SHORTLIST_DATA);
  CHECK(shortlist_error_count(error) == 2);
  shortlist_diagnostic said = {sizeof said};
  CHECK(shortlist_error_diagnostic(error, 0, &said) == SHORTLIST_OK);
  CHECK(said.severity == SHORTLIST_SEVERITY_ERROR && said.line == 2 && said.column == 7);
  CHECK(equal(said.file, "mine.toml") && equal(said.source_line, "[need.prize]"));
  CHECK(equal(said.suggestion, "did you mean 'price'?"));
  CHECK(strstr(said.text.data, "mine.toml:2:7: error: ") == said.text.data);
  CHECK(said.text.data[said.text.size - 1] == '\n');
  CHECK(shortlist_error_diagnostic(error, 2, &said) == SHORTLIST_USAGE && said.line == 0);
  shortlist_error_free(error);
  shortlist_rule_base_free(rules);
}

int main(void) {
  version_is_a_version();
  json_is_that_of_the_command();
  handles_may_be_freed_in_any_order();
  device_fits_the_shipped_rules();
  what_goes_in_is_listed_described_and_drafted();
  samples_are_those_of_the_command_in_one_piece_and_in_shards();
  accessors_say_what_the_json_says();
  structs_of_other_releases_are_filled_as_far_as_they_go();
  a_rule_base_stands_in_memory();
  a_profile_in_json_ranks_as_in_toml();
  every_diagnostic_is_in_the_error();
  return failures != 0;
}
