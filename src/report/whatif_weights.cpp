// `whatif weights` in every format: how far each weight can move, as numbers and as bars.

#include "base/quantity.hpp"
#include "report/document.hpp"
#include "report/family_names.hpp"
#include "report/first_place.hpp"
#include "report/formats.hpp"
#include "report/json_value.hpp"
#include "report/layout.hpp"
#include "report/sheet.hpp"
#include "report/weight_bar.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace shortlist::reporting {

namespace {

// "above 31: Gemma 4", one for each side that has a way out.
std::vector<std::string> ways_out(const WeightAnalysis& analysis, const WeightStability& need) {
  std::vector<std::string> ways;
  if (need.below)
    ways.push_back("below " + percent_text(need.low) + ": " +
                   name_of(analysis.families, *need.below));
  if (need.above)
    ways.push_back("above " + percent_text(need.high) + ": " +
                   name_of(analysis.families, *need.above));
  return ways;
}

std::string threshold_text(const WeightAnalysis& analysis, const ValueThreshold& threshold) {
  const std::string& name = name_of(analysis.families, threshold.family);
  if (!threshold.needed_text.empty()) return name + " ties at " + threshold.needed_text;
  return name + " ties at a value of " + percent_text(threshold.needed) + " in place of " +
         percent_text(threshold.value);
}

Table stability_table(const WeightAnalysis& analysis) {
  Table table;
  table.columns = {{.header = "need", .most = 20},
                   {.header = "weight", .right = true, .wraps = false},
                   {.header = "first while", .wraps = false},
                   {.header = "0 to 100", .wraps = false},
                   {.header = "else"}};
  for (const WeightStability& need : analysis.criteria) {
    Cell ways;
    for (const std::string& way : ways_out(analysis, need)) ways.push_back({way});
    if (ways.empty()) ways.push_back({"never", Tone::quiet});
    table.rows.push_back(
        {{{need.need_id + (need.critical ? " *" : ""), need.critical ? Tone::strong : Tone::plain}},
         {{percent_text(need.weight)}},
         {{percent_text(need.low) + " to " + percent_text(need.high)}},
         {{bar({need.low, need.high}, need.weight)}},
         ways});
  }
  return table;
}

Table segment_table(const WeightAnalysis& analysis, const WeightStability& need) {
  Table table;
  table.columns = {{.header = "weight", .wraps = false},
                   {.header = "0 to 100", .wraps = false},
                   {.header = "order"}};
  for (const WeightSegment& segment : need.segments) {
    std::string order;
    for (const std::string& id : segment.order)
      order.append(order.empty() ? "" : ", ").append(name_of(analysis.families, id));
    const bool now = segment.from <= need.weight && need.weight <= segment.to;
    table.rows.push_back({{{percent_text(segment.from) + " to " + percent_text(segment.to)}},
                          {{bar({segment.from, segment.to}, need.weight)}},
                          {{order, now ? Tone::strong : Tone::plain}}});
  }
  return table;
}

std::string weights_legend(const WeightAnalysis& analysis) {
  const std::vector<WeightStability>& needs = analysis.criteria;
  if (needs.size() == 1 && needs.front().weight >= 1)
    return "This need has all the weight, and no other to share it with.";
  return "Weights are percent of all; while one moves the others keep their proportions. In the "
         "bars "
         "\u2501 is where the first stays first and \u2503 is the weight today; * marks the "
         "critical "
         "need, the one with the least way to go in percent of its weight.";
}

}  // namespace

std::string text(const WeightAnalysis& analysis, const Style& style) {
  Page page(style);
  page.paragraph({weights_text(analysis), Tone::strong});
  page.blank();
  if (!analysis.inputs.profile_title.empty()) page.paragraph({analysis.inputs.profile_title});
  page.blank();
  page.table(stability_table(analysis));
  page.blank();
  page.paragraph({weights_legend(analysis), Tone::quiet});
  bool first = true;
  for (const WeightStability& need : analysis.criteria) {
    if (!need.threshold) continue;
    if (first) page.heading("One fact better: where another family would tie for first");
    first = false;
    page.hanging({need.need_id + ":"}, {threshold_text(analysis, *need.threshold)}, 2);
  }
  for (const WeightStability& need : analysis.criteria) {
    if (need.segments.empty()) continue;
    page.heading("The whole order while the weight of " + need.need_id + " moves");
    page.table(segment_table(analysis, need), 2);
  }
  return page.take();
}

void fill(Document& page, const WeightAnalysis& analysis, const Style& /*style*/) {
  page.heading(1, "What the first place hangs on: " + analysis.inputs.profile_title);
  page.paragraph(weights_text(analysis));
  page.table(stability_table(analysis));
  page.paragraph(weights_legend(analysis));
  for (const WeightStability& need : analysis.criteria)
    if (need.threshold) page.item(need.need_id + ": " + threshold_text(analysis, *need.threshold));
  page.end_list();
  for (const WeightStability& need : analysis.criteria) {
    if (need.segments.empty()) continue;
    page.heading(2, "Weight of " + need.need_id);
    page.table(segment_table(analysis, need));
  }
}

std::string json(const WeightAnalysis& analysis, const Style& /*style*/) {
  const auto family = [](const std::optional<std::string>& id) {
    if (!id) return Json(nullptr);
    Json object;
    object["family"] = *id;
    return object;
  };
  Json object = document("shortlist/whatif-weights/1", analysis.inputs);
  object["winner"] = analysis.winner.id;
  object["tipping"] = nullptr;
  if (analysis.tipping) {
    Json tipping;
    tipping["need_id"] = analysis.tipping->need_id;
    tipping["weight"] = analysis.tipping->weight;
    tipping["limit"] = analysis.tipping->limit;
    tipping["rises"] = analysis.tipping->rises;
    tipping["family"] = analysis.tipping->family;
    object["tipping"] = std::move(tipping);
  }
  object["any_weights"] = or_null(analysis.any_weights);
  object["together"] = or_null(analysis.together);
  object["criteria"] = Json::array();
  for (const WeightStability& need : analysis.criteria) {
    Json one;
    one["need_id"] = need.need_id;
    one["weight"] = need.weight;
    one["low"] = need.low;
    one["high"] = need.high;
    one["below"] = family(need.below);
    one["above"] = family(need.above);
    one["critical"] = need.critical;
    one["segments"] = Json::array();
    for (const WeightSegment& segment : need.segments) {
      Json each;
      each["from"] = segment.from;
      each["to"] = segment.to;
      each["order"] = segment.order;
      one["segments"].push_back(std::move(each));
    }
    one["title"] = need.title;
    one["percent_top"] = or_null(need.percent_top);
    one["percent_any"] = or_null(need.percent_any);
    one["threshold"] = nullptr;
    if (need.threshold) {
      Json threshold;
      threshold["family"] = need.threshold->family;
      threshold["value"] = need.threshold->value;
      threshold["needed"] = need.threshold->needed;
      threshold["fact"] = json_value(need.threshold->fact);
      threshold["fact_needed"] = json_value(need.threshold->fact_needed);
      one["threshold"] = std::move(threshold);
    }
    object["criteria"].push_back(std::move(one));
  }
  object["names"] = Json::object();
  for (const FamilyName& each : analysis.families) object["names"][each.id] = each.name;
  return json_text(object);
}

// Without segments a line a need; with them a line a segment and place.
std::string csv(const WeightAnalysis& analysis, const Style& /*style*/) {
  const bool segments =
      std::any_of(analysis.criteria.begin(), analysis.criteria.end(),
                  [](const WeightStability& need) { return !need.segments.empty(); });
  if (segments) {
    Sheet sheet({"need_id", "weight", "from", "to", "rank", "family"});
    for (const WeightStability& need : analysis.criteria)
      for (const WeightSegment& segment : need.segments)
        for (std::size_t i = 0; i < segment.order.size(); ++i)
          sheet.row({need.need_id, field(need.weight), field(segment.from), field(segment.to),
                     std::to_string(i + 1), segment.order[i]});
    return sheet.take();
  }
  Sheet sheet({"need_id", "weight", "low", "high", "below", "above", "critical", "percent_top",
               "percent_any"});
  const auto number = [](const std::optional<double>& value) {
    return value ? field(*value) : std::string();
  };
  for (const WeightStability& need : analysis.criteria)
    sheet.row({need.need_id, field(need.weight), field(need.low), field(need.high),
               need.below.value_or(""), need.above.value_or(""), need.critical ? "true" : "false",
               number(need.percent_top), number(need.percent_any)});
  return sheet.take();
}

}  // namespace shortlist::reporting
