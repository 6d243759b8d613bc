// `whatif flip` in every format: the nearest weights that put a family first.

#include "report/document.hpp"
#include "report/formats.hpp"
#include "report/json_value.hpp"
#include "report/layout.hpp"
#include "report/sheet.hpp"
#include "report/weight_bar.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shortlist::reporting {

namespace {

struct Way {
  std::string_view id;
  std::string_view title;
  const Flip* flip;
};

std::vector<Way> ways(const FlipAnalysis& analysis) {
  std::vector<Way> all;
  const auto add = [&](std::string_view id, std::string_view title,
                       const std::optional<Flip>& flip) {
    if (flip) all.push_back({id, title, &*flip});
  };
  add("l1", "least in all", analysis.l1);
  add("l2", "least squared", analysis.l2);
  add("linf", "least each", analysis.linf);
  return all;
}

std::string headline(const FlipAnalysis& analysis) {
  if (!analysis.possible) return "No weights put " + analysis.family.name + " first.";
  if (analysis.l1->distance == 0) return analysis.reason;
  if (analysis.only_level)
    return analysis.family.name + " draws level for first once " +
           percent_text(analysis.l1->distance / 2) +
           " of 100 points of weight move; no weights put it before " + analysis.winner.name + ".";
  return analysis.family.name + " is first once " + percent_text(analysis.l1->distance / 2) +
         " of 100 points of weight move.";
}

// One row a need, and the distances.
Table weight_table(const FlipAnalysis& analysis) {
  Table table;
  table.columns = {{.header = "need"}, {.header = "today", .right = true, .wraps = false}};
  const auto all = ways(analysis);
  for (const Way& way : all)
    table.columns.push_back({.header = std::string(way.title), .right = true, .wraps = false});
  for (std::size_t i = 0; i < analysis.weights.size(); ++i) {
    const auto& [need, weight] = analysis.weights[i];
    std::vector<Cell> row{{{need}}, {{percent_text(weight)}}};
    for (const Way& way : all) {
      const std::string shown = percent_text(way.flip->weights[i].second);
      const bool moved = shown != percent_text(weight);
      row.push_back({{shown, moved ? Tone::strong : Tone::quiet}});
    }
    table.rows.push_back(std::move(row));
  }
  std::vector<Cell> distances{{{"distance"}}, {{""}}};
  for (const Way& way : all) distances.push_back({{percent_text(way.flip->distance)}});
  table.rows.push_back(std::move(distances));
  return table;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text.append(text.empty() ? "" : ", ").append(word);
  return text;
}

std::string potentially_optimal_text(const FlipAnalysis& analysis) {
  return analysis.potentially_optimal
             ? joined(*analysis.potentially_optimal)
             : "not listed for so many families; name those of interest with --only.";
}

constexpr std::string_view flip_legend =
    "Weights are percent of all. Least in all: the smallest sum of changes (L1); least squared: "
    "the nearest by Euclidean distance (L2); least each: the smallest largest change (Linf). At "
    "these weights the family is at least tied for first.";

std::vector<std::string> shares(const FlipAnalysis& analysis) {
  std::vector<std::string> all;
  for (const auto& [family, share] : analysis.beaten_by)
    all.push_back(family + " " + percent_text(share) + " %");
  return all;
}

}  // namespace

std::string text(const FlipAnalysis& analysis, const Style& style) {
  Page page(style);
  page.paragraph({headline(analysis), Tone::strong});
  if (!analysis.possible) page.paragraph({analysis.reason});
  if (analysis.beaten_by.size() > 1)
    page.paragraph({"The mean of " + joined(shares(analysis)) + " is better on every need."});
  page.blank();
  if (!analysis.inputs.profile_title.empty()) page.paragraph({analysis.inputs.profile_title});
  page.paragraph({"First today: " + analysis.winner.name + "."});
  if (analysis.possible) {
    page.blank();
    page.table(weight_table(analysis));
    page.blank();
    page.paragraph({std::string(flip_legend), Tone::quiet});
  }
  page.blank();
  page.hanging({"First, or level, at some weights:"}, {potentially_optimal_text(analysis)});
  return page.take();
}

void fill(Document& page, const FlipAnalysis& analysis, const Style& /*style*/) {
  page.heading(1, headline(analysis));
  if (!analysis.possible) page.paragraph(analysis.reason);
  if (analysis.beaten_by.size() > 1)
    page.paragraph("The mean of " + joined(shares(analysis)) + " is better on every need.");
  page.paragraph("First today: " + analysis.winner.name + ".");
  if (analysis.possible) {
    page.table(weight_table(analysis));
    page.paragraph(flip_legend);
  }
  page.paragraph("First, or level, at some weights: " + potentially_optimal_text(analysis));
}

std::string json(const FlipAnalysis& analysis, const Style& /*style*/) {
  const auto weights = [](const std::vector<std::pair<std::string, double>>& pairs) {
    Json object = Json::object();
    for (const auto& [key, value] : pairs) object[key] = value;
    return object;
  };
  const auto flip = [&](const std::optional<Flip>& one) {
    if (!one) return Json(nullptr);
    Json object;
    object["distance"] = one->distance;
    object["weights"] = weights(one->weights);
    return object;
  };
  Json object = document("shortlist/whatif-flip/1", analysis.inputs);
  object["family"] = analysis.family.id;
  object["winner"] = analysis.winner.id;
  object["possible"] = analysis.possible;
  object["only_level"] = analysis.only_level;
  object["reason"] = analysis.reason;
  object["l1"] = flip(analysis.l1);
  object["l2"] = flip(analysis.l2);
  object["linf"] = flip(analysis.linf);
  object["weights"] = weights(analysis.weights);
  object["beaten_by"] = weights(analysis.beaten_by);
  object["potentially_optimal"] = nullptr;
  if (analysis.potentially_optimal) object["potentially_optimal"] = *analysis.potentially_optimal;
  return json_text(object);
}

std::string csv(const FlipAnalysis& analysis, const Style& /*style*/) {
  Sheet sheet({"norm", "distance", "need_id", "weight", "weight_today"});
  for (const Way& way : ways(analysis))
    for (std::size_t i = 0; i < way.flip->weights.size(); ++i)
      sheet.row({std::string(way.id), field(way.flip->distance), way.flip->weights[i].first,
                 field(way.flip->weights[i].second), field(analysis.weights[i].second)});
  return sheet.take();
}

}  // namespace shortlist::reporting
