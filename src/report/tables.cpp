#include "report/tables.hpp"

#include "base/text.hpp"
#include "report/listing.hpp"
#include "report/points.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::reporting {

namespace {

Tone status_tone(Status status) {
  if (status == Status::excluded) return Tone::bad;
  return status == Status::qualified ? Tone::good : Tone::doubtful;
}

std::string from_to(int from, int to) {
  return from == to ? std::to_string(from) : std::to_string(from) + "-" + std::to_string(to);
}

// "Languages", "Languages and 2 more": what is to be verified of a family.
std::string first_open(const RankedFamily& family) {
  const std::vector<std::string> open = open_musts(family);
  if (open.size() < 2) return listed(open);
  return open.front() + " and " + std::to_string(open.size() - 1) + " more";
}

// What unknown facts could make of a need's points.
void add_range(Cell& cell, const NeedResult& need, int own) {
  const int low = whole_points(need.value_low * need.weight);
  const int high = whole_points(need.value_high * need.weight);
  if (need.value_high > need.value && high > own)
    cell.push_back({"up to " + std::to_string(high), Tone::quiet});
  if (need.value_low < need.value && low < own)
    cell.push_back({"at least " + std::to_string(low), Tone::quiet});
}

Cell points_cell(const NeedResult& need, const NeedPoints& points) {
  Cell cell{{std::to_string(points.own) + " of " + std::to_string(points.of)}};
  add_range(cell, need, points.own);
  return cell;
}

Cell points_cell(const RankedFamily& family, const std::string& need_id, int own) {
  Cell cell{{std::to_string(own)}};
  for (const NeedResult& need : family.criteria)
    if (need.need_id == need_id) add_range(cell, need, own);
  return cell;
}

Cell known_cell(const NeedResult& need, Detail detail) {
  Cell cell{{need.reason}};
  for (std::string& line : conflict_lines(need.conflicts, need.facts.size() > 1))
    cell.push_back({"but " + std::move(line), Tone::doubtful});
  if (!need.rules.empty() && detail != Detail::brief)
    cell.push_back(
        {(need.rules.size() == 1 ? "by rule " : "by rules ") + listed(need.rules), Tone::doubtful});
  if (detail == Detail::full && !need.because.empty())
    cell.push_back({"asked because " + need.because});
  if (!need.sources.empty() && detail != Detail::brief)
    cell.push_back({"[" + listed(need.sources, "and") + "]", Tone::quiet});
  return cell;
}

std::string signed_text(int number) {
  return number > 0 ? "+" + std::to_string(number) : std::to_string(number);
}

bool numeric(const Listing& listing, const std::string& key) {
  return std::all_of(listing.items.begin(), listing.items.end(), [&](const Record& item) {
    const Datum* value = find(item, key);
    return value == nullptr || std::holds_alternative<double>(*value) ||
           std::holds_alternative<std::monostate>(*value);
  });
}

}  // namespace

Tone tone(Verdict verdict) {
  switch (verdict) {
    case Verdict::met:
      return Tone::good;
    case Verdict::partly:
      return Tone::doubtful;
    case Verdict::unmet:
      return Tone::bad;
    case Verdict::unknown:
      break;
  }
  return Tone::doubtful;
}

// The columns "If known" and "Ranks" show where some family has more than one of them.
Table ranking_table(std::span<const RankedFamily> families, Detail detail) {
  const auto any = [&](auto has) { return std::any_of(families.begin(), families.end(), has); };
  const bool intervals = any([](const auto& each) { return each.score_low < each.score_high; });
  const bool brief = detail == Detail::brief;
  const bool ranks =
      !brief && any([](const auto& each) { return each.rank_best != each.rank_worst; });
  Table table{{{"", true, false}, {"Family"}, {"Variant"}, {"Points", true, false}}, {}};
  if (intervals) table.columns.push_back({"If known", true, false});
  table.columns.push_back({"Status", false, brief});
  if (ranks) table.columns.push_back({"Ranks", true, false});
  for (const RankedFamily& family : families) {
    std::vector<Cell> row{{{std::to_string(family.rank)}},
                          {{family.name, family.rank == 1 ? Tone::strong : Tone::plain}},
                          {{variant_text(family)}},
                          {{std::to_string(points(family).total)}}};
    if (intervals)
      row.push_back({{from_to(whole_points(family.score_low), whole_points(family.score_high))}});
    std::string status(phrase(family.status));
    if (brief && family.status == Status::to_verify) status += ": " + first_open(family);
    row.push_back({{std::move(status), status_tone(family.status)}});
    if (ranks) row.push_back({{from_to(family.rank_best, family.rank_worst)}});
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table needs_table(const RankedFamily& family, const Points& all, Detail detail) {
  Table table{{{"", false, false}, {"Points", true, false}, {"Need"}, {"What is known"}}, {}};
  for (std::size_t i = 0; i < family.criteria.size(); ++i) {
    const NeedResult& need = family.criteria[i];
    std::string verdict(sign(need.verdict));
    verdict.append(" ").append(word(need.verdict));
    Cell title{{need.title.empty() ? need.need_id : need.title}};
    if (need.must && detail == Detail::brief)
      title.front().text += " (must)";
    else if (need.must)
      title.push_back({"(must)", Tone::strong});
    table.rows.push_back({{{std::move(verdict), tone(need.verdict)}},
                          points_cell(need, all.needs[i]),
                          std::move(title),
                          known_cell(need, detail)});
  }
  return table;
}

Table gap_table(const Explanation& explanation) {
  const Comparison& against = *explanation.against;
  const std::vector<GapPart>& parts = against.contributions;
  const auto [own_points, other_points] = points_of_two(against);
  Table table{{{"Need"},
               {explanation.family.name, true},
               {against.name, true},
               {"Difference", true, false}},
              {}};
  int own_total = 0;
  int other_total = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    table.rows.push_back({{{need_title(explanation.family, parts[i].need_id)}},
                          points_cell(explanation.family, parts[i].need_id, own_points[i]),
                          points_cell(against.standing, parts[i].need_id, other_points[i]),
                          {{signed_text(own_points[i] - other_points[i])}}});
    own_total += own_points[i];
    other_total += other_points[i];
  }
  table.rows.push_back({{{"Together", Tone::strong}},
                        {{std::to_string(own_total), Tone::strong}},
                        {{std::to_string(other_total), Tone::strong}},
                        {{signed_text(own_total - other_total), Tone::strong}}});
  return table;
}

Table sibling_table(const Explanation& explanation) {
  Table table{{{"Variant"}, {"Points", true, false}, {"Status", false, false}, {"Why"}}, {}};
  for (const Sibling& each : explanation.siblings)
    table.rows.push_back({{{variant_text(each)}},
                          {{std::to_string(whole_points(each.score))}},
                          {{std::string(phrase(each.status)), status_tone(each.status)}},
                          {{each.reason}}});
  return table;
}

std::string cell_text(const Datum* value) {
  if (value == nullptr || std::holds_alternative<std::monostate>(*value)) return "-";
  if (const auto* flag = std::get_if<bool>(value)) return *flag ? "yes" : "no";
  const auto* set = std::get_if<Items>(value);
  return set != nullptr && set->items.empty() ? "-" : datum_text(*value);
}

Table listing_table(const Listing& listing) {
  Table table;
  for (const std::string& key : keys(listing))
    table.columns.push_back({key, numeric(listing, key), key != "id"});
  for (const Record& item : listing.items) {
    std::vector<Cell> row;
    for (const Column& column : table.columns)
      row.push_back({{cell_text(find(item, column.header))}});
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace shortlist::reporting
