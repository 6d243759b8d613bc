// `whatif sample` and `whatif merge` in every format: who is first, and at which rank else, over
// all the weights of a region.

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "report/document.hpp"
#include "report/formats.hpp"
#include "report/heat_row.hpp"
#include "report/json_value.hpp"
#include "report/layout.hpp"
#include "report/sheet.hpp"
#include "report/weight_bar.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shortlist::reporting {

namespace {

constexpr std::size_t widest_central = 4;  // families side by side

// How many families --top leaves.
std::size_t shown(const SampleAnalysis& analysis, const Style& style) {
  const std::size_t all = analysis.families.size();
  return style.top ? std::min(all, static_cast<std::size_t>(std::max(0, *style.top))) : all;
}

double first_share(const SampleAnalysis& analysis, std::size_t family) {
  return analysis.acceptability[family].front();
}

// Those that are first at some of the weights, the most often first in front.
std::vector<std::size_t> leaders(const SampleAnalysis& analysis) {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < analysis.families.size(); ++i)
    if (analysis.central_weights[i]) all.push_back(i);
  std::stable_sort(all.begin(), all.end(), [&](std::size_t left, std::size_t right) {
    return first_share(analysis, left) > first_share(analysis, right);
  });
  return all;
}

std::string share_text(const SampleAnalysis& analysis, std::size_t family) {
  return percent_text(first_share(analysis, family)) + " %";
}

std::string headline(const SampleAnalysis& analysis) {
  const std::vector<std::size_t> first = leaders(analysis);
  if (first.empty()) return "Nothing was drawn.";
  const std::string& name = analysis.families[first[0]].name;
  const bool facts = std::any_of(analysis.unknown.begin(), analysis.unknown.end(),
                                 [](const auto& needs) { return !needs.empty(); });
  std::string text = name + " is first at " + share_text(analysis, first[0]) +
                     (facts ? " of draws of weights and unknown facts" : " of the weights");
  if (first.size() > 1)
    text += ", " + analysis.families[first[1]].name + " at " + share_text(analysis, first[1]);
  return text + ".";
}

std::string drawn_text(const SampleAnalysis& analysis) {
  const auto samples = static_cast<double>(analysis.samples);
  std::string text = number_text(samples) + (analysis.samples == 1 ? " draw" : " draws") +
                     " of weights (" + analysis.weights + "), seed " +
                     std::to_string(analysis.seed) + ". ";
  if (analysis.interrupted) text += "Stopped early: what follows is of the draws done. ";
  if (analysis.effective_samples <= 1 && analysis.samples > 1)
    return text + "Too few of them to tell how far off the shares may be.";
  if (analysis.effective_samples < samples)
    text += "Neighbouring draws hang together: they are worth " +
            number_text(std::round(analysis.effective_samples)) + ". ";
  const double error = std::ceil(analysis.standard_error * 10000) / 100;
  return text + "Standard error at most " + number_text(error) + " %.";
}

Table rank_table(const SampleAnalysis& analysis, const Style& style) {
  const std::size_t step = ranks_a_block(analysis.families.size());
  Table table;
  table.columns = {
      {.header = "family", .most = 30},
      {.header = "first, %", .right = true, .wraps = false},
      {.header = step == 1 ? "rank 1, 2, ..." : "ranks, " + std::to_string(step) + " a block",
       .wraps = false}};
  for (std::size_t i = 0; i < shown(analysis, style); ++i)
    table.rows.push_back({{{analysis.families[i].name}},
                          {{percent_text(first_share(analysis, i))}},
                          {{heat_row(analysis.acceptability[i])}}});
  return table;
}

Table central_table(const SampleAnalysis& analysis) {
  std::vector<std::size_t> first = leaders(analysis);
  first.resize(std::min(first.size(), widest_central));
  Table table;
  table.columns = {{.header = "need"}};
  for (const std::size_t family : first)
    table.columns.push_back({.header = analysis.families[family].name, .right = true});
  for (std::size_t need = 0; need < analysis.needs.size(); ++need) {
    std::vector<Cell> row{{{analysis.needs[need]}}};
    for (const std::size_t family : first)
      row.push_back({{percent_text((*analysis.central_weights[family])[need])}});
    table.rows.push_back(std::move(row));
  }
  std::vector<Cell> sure{{{"confidence, %", Tone::quiet}}};
  for (const std::size_t family : first)
    sure.push_back({{analysis.confidence[family] ? percent_text(*analysis.confidence[family]) : "-",
                     Tone::quiet}});
  table.rows.push_back(std::move(sure));
  return table;
}

std::string about_central(const SampleAnalysis& analysis) {
  const std::size_t all = leaders(analysis).size();
  std::string text =
      "Central weights, in percent: the mean of the weights at which the family is first. "
      "Confidence: how often it is first there, whatever is unknown.";
  if (all > widest_central)
    text += " " + std::to_string(all - widest_central) + " more are first at some weights.";
  return text;
}

constexpr std::string_view unknown_title = "Unknown, and drawn anew with each draw of weights";

bool any_unknown(const SampleAnalysis& analysis) {
  return std::any_of(analysis.unknown.begin(), analysis.unknown.end(),
                     [](const auto& needs) { return !needs.empty(); });
}

}  // namespace

std::string text(const SampleAnalysis& analysis, const Style& style) {
  Page page(style);
  page.paragraph({headline(analysis), Tone::strong});
  page.blank();
  if (!analysis.inputs.profile_title.empty()) page.paragraph({analysis.inputs.profile_title});
  page.paragraph({drawn_text(analysis)});
  page.blank();
  page.table(rank_table(analysis, style));
  page.blank();
  page.paragraph({std::string(heat_legend), Tone::quiet});
  if (!leaders(analysis).empty()) {
    page.heading("What speaks for each that can be first");
    page.table(central_table(analysis), 2);
    page.blank();
    page.paragraph({about_central(analysis), Tone::quiet}, 2);
  }
  if (any_unknown(analysis)) page.heading(unknown_title);
  for (std::size_t i = 0; i < shown(analysis, style); ++i)
    if (!analysis.unknown[i].empty())
      page.hanging({analysis.families[i].name + ":"}, {listed(analysis.unknown[i])}, 2);
  return page.take();
}

void fill(Document& page, const SampleAnalysis& analysis, const Style& style) {
  page.heading(1, headline(analysis));
  if (!analysis.inputs.profile_title.empty()) page.paragraph(analysis.inputs.profile_title);
  page.paragraph(drawn_text(analysis));
  page.table(rank_table(analysis, style));
  page.paragraph(heat_legend);
  if (!leaders(analysis).empty()) {
    page.heading(2, "What speaks for each that can be first");
    page.table(central_table(analysis));
    page.paragraph(about_central(analysis));
  }
  if (any_unknown(analysis)) page.heading(2, unknown_title);
  for (std::size_t i = 0; i < shown(analysis, style); ++i)
    if (!analysis.unknown[i].empty())
      page.item(analysis.families[i].name + ": " + listed(analysis.unknown[i]));
}

std::string json(const SampleAnalysis& analysis, const Style& style) {
  const std::size_t count = shown(analysis, style);
  const auto id = [&](std::size_t family) { return analysis.families[family].id; };
  Json object = document("shortlist/whatif-sample/1", analysis.inputs);
  object["samples"] = analysis.samples;
  object["seed"] = analysis.seed;
  object["weights"] = analysis.weights;
  for (const char* key : {"acceptability", "central_weights", "confidence", "pairwise"})
    object[key] = Json::object();
  object["standard_error"] = analysis.standard_error;
  object["effective_samples"] = analysis.effective_samples;
  object["interrupted"] = analysis.interrupted;
  for (const char* key : {"unknown", "names"}) object[key] = Json::object();
  for (std::size_t i = 0; i < count; ++i) {
    object["acceptability"].add(id(i), analysis.acceptability[i]);
    Json& central = object["central_weights"].add(id(i), nullptr);
    if (const auto& weights = analysis.central_weights[i]) {
      central = Json::object();
      for (std::size_t need = 0; need < weights->size(); ++need)
        central.add(analysis.needs[need], (*weights)[need]);
    }
    const auto& sure = analysis.confidence[i];
    object["confidence"].add(id(i), sure ? Json(*sure) : Json(nullptr));
    Json& pairwise = object["pairwise"].add(id(i), Json::object());
    for (std::size_t j = 0; j < count; ++j)
      if (j != i) pairwise.add(id(j), analysis.pairwise[i][j]);
    object["unknown"].add(id(i), analysis.unknown[i]);
    object["names"].add(id(i), analysis.families[i].name);
  }
  return json_text(object);
}

// Long, for a plot: `key` is the rank, the need or the other family.
std::string csv(const SampleAnalysis& analysis, const Style& style) {
  const std::size_t count = shown(analysis, style);
  Sheet sheet({"measure", "family", "key", "value"});
  for (std::size_t i = 0; i < count; ++i) {
    const std::string& family = analysis.families[i].id;
    for (std::size_t rank = 0; rank < analysis.acceptability[i].size(); ++rank)
      sheet.row({"acceptability", family, std::to_string(rank + 1),
                 field(analysis.acceptability[i][rank])});
    if (const auto& weights = analysis.central_weights[i])
      for (std::size_t need = 0; need < weights->size(); ++need)
        sheet.row({"central_weight", family, analysis.needs[need], field((*weights)[need])});
    if (analysis.confidence[i])
      sheet.row({"confidence", family, "", field(*analysis.confidence[i])});
    for (std::size_t j = 0; j < count; ++j)
      if (j != i)
        sheet.row({"pairwise", family, analysis.families[j].id, field(analysis.pairwise[i][j])});
  }
  sheet.row({"standard_error", "", "", field(analysis.standard_error)});
  return sheet.take();
}

}  // namespace shortlist::reporting
