#include "unit/report/sample.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace shortlist::sample {

namespace {

NeedResult language(double value) {
  NeedResult need;
  need.need_id = "language";
  need.criterion = "language";
  need.title = "Languages";
  need.must = true;
  need.verdict = value >= 1 ? Verdict::met : Verdict::unmet;
  need.value = need.value_low = need.value_high = value;
  need.weight = 0.5;
  need.contribution = 0.5 * value;
  need.need = {{"all_of", Items{{"zh", "en"}, false}}, {"level", "must"}, {"weight", 50.0}};
  need.facts = {
      {"languages", "Languages", "Chinese, English, perhaps more", Items{{"zh", "en"}, true}}};
  need.reason = value >= 1 ? "takes Chinese and English" : "does not take Chinese";
  need.because = "half of the contracts come from Shenzhen";
  need.sources = {"card", "docs"};
  return need;
}

NeedResult context(double low, double high) {
  NeedResult need;
  need.need_id = "context";
  need.criterion = "context";
  need.title = "Context window";
  need.verdict = low < high ? Verdict::unknown : (low >= 1 ? Verdict::met : Verdict::partly);
  need.value = need.value_low = low;
  need.value_high = high;
  need.weight = 0.3;
  need.contribution = 0.3 * low;
  need.need = {{"at_least", "128K"}, {"weight", 30.0}};
  if (low < high) {
    need.facts = {{"context_tokens", "Context window", "", {}}};
    need.reason = "context window unknown; at least 128,000 tokens asked";
    return need;
  }
  need.facts = {{"context_tokens", "Context window", "262,144 tokens", 262144.0}};
  need.reason = "262,144 tokens; at least 128,000 asked";
  need.sources = {"card"};
  need.conflicts = {{"context_tokens", "page", "128,000 tokens", 128000.0}};
  return need;
}

NeedResult tools() {
  NeedResult need;
  need.need_id = "tools";
  need.criterion = "tools";
  need.title = "Tool use";
  need.verdict = Verdict::met;
  need.value = need.value_low = need.value_high = 1;
  need.weight = 0.2;
  need.contribution = 0.2;
  need.facts = {{"tools", "Tool use", "yes", true}};
  need.reason = "yes";
  need.rules = {"thinking-needs-tools"};
  return need;
}

RankedFamily standing(std::string id, std::string name, std::vector<NeedResult> criteria) {
  RankedFamily family;
  family.family = std::move(id);
  family.name = std::move(name);
  family.criteria = std::move(criteria);
  for (const NeedResult& need : family.criteria) {
    family.score += need.contribution;
    family.score_low += need.weight * need.value_low;
    family.score_high += need.weight * need.value_high;
  }
  return family;
}

RankedFamily gemma() {
  RankedFamily family = standing("gemma-4", "Gemma 4", {language(1), context(1, 1), tools()});
  family.rank = family.rank_best = family.rank_worst = 1;
  family.variant = "gemma-4-26b-a4b";
  family.variant_name = "Gemma 4 26B A4B";
  family.quantisation = "q4_k_m";
  family.obligations = {"licence-text", "notice"};
  family.warnings = {"the card says nothing of contracts"};
  family.questions = {{"context", "context_tokens", "How long is its context window?"}};
  family.rules = {{"thinking-needs-tools", "infer tools", "thinking comes with tools"}};
  family.weights_at = {"https://huggingface.co/google/gemma-4-26B-A4B-it"};
  family.start = {"llama-server -hf ggml-org/gemma-4-26B-A4B-it-GGUF:q4_k_m"};
  family.disputed = {"gemma-4-70b"};
  return family;
}

RankedFamily qwen() {
  RankedFamily family = standing("qwen3.5", "Qwen3.5", {language(1), context(0.5, 0.5), tools()});
  family.rank = family.rank_best = family.rank_worst = 2;
  family.variant = "qwen3.5-27b";
  family.variant_name = "Qwen3.5-27B";
  family.quantisation = "q4_k_m";
  return family;
}

RankedFamily eurollm() {
  RankedFamily family = standing("eurollm", "EuroLLM", {language(1), context(0, 1), tools()});
  family.rank = family.rank_best = family.rank_worst = 3;
  family.status = Status::to_verify;
  family.variant = "eurollm-9b";
  family.variant_name = "EuroLLM-9B";
  family.criteria[1].must = true;
  family.questions = {{"context", "context_tokens", "How long is its context window?"}};
  return family;
}

ExcludedFamily llama() {
  ExcludedFamily family;
  family.standing = standing("llama-4", "Llama 4", {language(0), context(1, 1), tools()});
  family.standing.status = Status::excluded;
  family.standing.variant = "llama-4-scout";
  family.standing.variant_name = "Llama 4 Scout";
  family.failures = {{"language", std::nullopt, family.standing.criteria[0].need,
                      family.standing.criteria[0].facts, "does not take Chinese"}};
  family.relaxation = {{{"language", "all_of", Items{{"zh", "en"}, false}, Items{{"en"}, false}}}};
  family.readmitted = "llama-4-maverick";
  family.readmitted_name = "Llama 4 Maverick";
  return family;
}

ExcludedFamily hunyuan() {
  ExcludedFamily family;
  family.standing = standing("hunyuan", "Hunyuan", {language(1), context(1, 1), tools()});
  family.standing.status = Status::excluded;
  family.failures = {{std::nullopt, "not-in-the-eu", {}, {}, "its licence leaves out the EU"}};
  return family;
}

ComparisonCell cell(std::string text, Datum value) {
  ComparisonCell made;
  made.text = std::move(text);
  made.value = std::move(value);
  made.sources = {"card"};
  return made;
}

}  // namespace

Ranking ranking() {
  Ranking made;
  made.profile_title = "Contract review";
  made.profile_file = "profiles/contract-review.toml";
  made.rule_base_title = "Open-weight model families";
  made.rule_base_fingerprint = "0123abcd";
  made.weights = {{"language", 0.5}, {"context", 0.3}, {"tools", 0.2}};
  made.reweighed = {{"small-teams", "reweigh tools x 2", "small teams automate more"}};
  made.ranking = {gemma(), qwen(), eurollm()};
  made.excluded = {llama(), hunyuan()};
  made.clear_winner = true;
  return made;
}

Explanation explanation() {
  Explanation made;
  made.profile_title = "Contract review";
  made.profile_file = "profiles/contract-review.toml";
  made.rule_base_title = "Open-weight model families";
  made.rule_base_fingerprint = "0123abcd";
  made.family = gemma();
  Comparison against;
  against.family = "qwen3.5";
  against.name = "Qwen3.5";
  against.standing = qwen();
  against.contributions = {
      {"language", 0.5, 0.5, 0}, {"context", 0.3, 0.15, 0.15}, {"tools", 0.2, 0.2, 0}};
  against.gap = 0.15;
  against.argument = {"context"};
  made.against = against;
  return made;
}

Explanation excluded() {
  Explanation made = explanation();
  made.exclusion = llama();
  made.family = made.exclusion->standing;
  made.against.reset();
  return made;
}

FamilyComparison comparison(std::size_t families) {
  FamilyComparison made;
  made.rule_base_title = "Open-weight model families";
  made.rule_base_fingerprint = "0123abcd";
  made.families = {"gemma-4", "qwen3.5", "eurollm"};
  made.names = {"Gemma 4", "Qwen3.5", "EuroLLM"};
  ComparisonCell window = cell("262,144 tokens", 262144.0);
  window.conflicts = {{"context_tokens", "page", "128,000 tokens", 128000.0}};
  made.rows = {
      {"openness",
       "Openness",
       "Model type",
       {cell("open weights", "weights"), cell("open weights", "weights"),
        cell("open weights, code, recipe and data", "data")}},
      {"vendor",
       "Vendor",
       "Model type",
       {cell("Google DeepMind", "Google DeepMind"), cell("Alibaba Cloud", "Alibaba Cloud"),
        cell("UTTER project", "UTTER project")}},
      {"context_tokens",
       "Context window",
       "Context window",
       {window, cell("262,144 tokens", 262144.0), cell("4,096 tokens", 4096.0)}},
      {"gated", "Behind a form", "", {cell("no", false), {}, cell("yes", true)}},
  };
  made.choose = {{{"context", "want a context window above 4,096 tokens"}},
                 {},
                 {{"openness", "want the training data too"}}};
  made.families.resize(families);
  made.names.resize(families);
  made.choose.resize(families);
  for (ComparisonRow& row : made.rows) row.cells.resize(families);
  return made;
}

Listing listing() {
  return {"families",
          {{{"id", "gemma-4"}, {"name", "Gemma 4"}, {"variants", 5.0}},
           {{"id", "qwen3.5"},
            {"name", "Qwen3.5"},
            {"variants", {}},
            {"aliases", Items{{"qwen-3.5"}, false}}}}};
}

CheckResult check() {
  return {{{Severity::error, "rules/a.toml", 3, 7, "unknown key 'titel'", "did you mean 'title'?",
            "titel = 1"},
           {Severity::warning, "profile.toml", 0, 0, "\"24 GB\" is 10^9 bytes", "", ""}},
          {"family gemma-4"}};
}

TestResult cases() {
  return {{{"cases/a.toml", "the first", true, {}, {}, {"context"}, {}},
           {"cases/a.toml", "the second", false, {"first = gemma-4"}, {"first = qwen3.5"}, {}, {}}},
          Untested{{"language"}, {"a-rule"}}};
}

}  // namespace shortlist::sample
