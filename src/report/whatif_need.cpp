// `whatif need` in every format: the values of one key, who leads and qualifies in each segment of
// them, and what changes from one to the next; or, without whole orders, who leads and how each
// family stands.

#include "base/date.hpp"
#include "base/quantity.hpp"
#include "base/text.hpp"
#include "report/document.hpp"
#include "report/family_names.hpp"
#include "report/formats.hpp"
#include "report/json_value.hpp"
#include "report/layout.hpp"
#include "report/sheet.hpp"
#include "report/weight_bar.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::reporting {

namespace {

using Names = std::vector<std::string>;

bool has(const Names& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

std::string leader_name(const NeedAnalysis& analysis, const std::string& leader) {
  return leader.empty() ? "nobody" : name_of(analysis.families, leader);
}

// --- the axis of a number or a date --------------------------------------------------------------

double position_of(const Datum& datum) {
  if (const auto* const number = std::get_if<double>(&datum)) return *number;
  const auto* const text = std::get_if<std::string>(&datum);
  const auto date = text == nullptr ? std::nullopt : parse_date(*text);
  return date ? date->days : 0;
}

// Where numbers lie in the bar, from 0 to 1.
class Ruler {
 public:
  explicit Ruler(const NeedAnalysis& analysis)
      : from_(position_of(analysis.leads.front().from)),
        to_(position_of(analysis.leads.back().to)),
        log_(std::holds_alternative<double>(analysis.leads.front().from) && from_ > 0 &&
             to_ >= 10 * from_) {}

  bool log() const { return log_; }

  double at(double x) const {
    if (from_ == to_) return 0;
    return log_ ? std::log(x / from_) / std::log(to_ / from_) : (x - from_) / (to_ - from_);
  }

  std::optional<double> mark(const Datum& stated) const {
    if (std::holds_alternative<std::monostate>(stated)) return std::nullopt;
    const double x = position_of(stated);
    return x < from_ || x > to_ ? std::nullopt : std::optional(at(x));
  }

  std::string row(const ValueRange& range, const Datum& stated) const {
    return bar({at(position_of(range.from)), at(position_of(range.to))}, mark(stated));
  }

 private:
  double from_;
  double to_;
  bool log_;
};

// Whether the stated value lies in the range.
bool is_stated(const NeedAnalysis& analysis, const ValueRange& range) {
  if (std::holds_alternative<std::monostate>(analysis.stated))
    return !analysis.numeric && std::holds_alternative<std::monostate>(range.from);
  if (!analysis.numeric) return range.from_text == analysis.stated_text;
  const double x = position_of(analysis.stated);
  const double from = position_of(range.from);
  const double to = position_of(range.to);
  return (range.from_open ? x > from : x >= from) && (range.to_open ? x < to : x <= to);
}

// "60,000 to 131,072", "zh, en".
std::string range_text(const std::string& from, const std::string& to) {
  return from == to ? from : from + " to " + to;
}

std::string with_unit(const NeedAnalysis& analysis, const std::string& text) {
  return analysis.unit.empty() ? text : text + " " + analysis.unit;
}

// --- in words ------------------------------------------------------------------------------------

// Neighbouring leads of one family, from `first` to `last`.
struct Reign {
  std::size_t first = 0;
  std::size_t last = 0;
};

std::vector<Reign> reigns(const NeedAnalysis& analysis) {
  std::vector<Reign> reigns;
  for (std::size_t i = 0; i < analysis.leads.size(); ++i) {
    if (!reigns.empty() && analysis.leads[reigns.back().first].family == analysis.leads[i].family)
      reigns.back().last = i;
    else
      reigns.push_back({i, i});
  }
  return reigns;
}

// The first few of them: "A, B, C and 40 more".
std::string led_in_turn(const NeedAnalysis& analysis) {
  constexpr std::size_t most = 12;
  Names leaders;
  bool vacant = false;
  for (const NeedLead& lead : analysis.leads) {
    vacant = vacant || lead.family.empty();
    if (!lead.family.empty() && !has(leaders, lead.family)) leaders.push_back(lead.family);
  }
  const std::size_t all = leaders.size();
  if (all > most) leaders.resize(most - 1);
  Names names = names_of(analysis.families, leaders);
  if (all > most) names.push_back(std::to_string(all - leaders.size()) + " more");
  std::string text = listed(names) + (all > 1 ? " lead in turn" : " leads") +
                     " over these values of " + analysis.path;
  return text + (vacant ? "; at some nobody is left." : ".");
}

std::string headline(const NeedAnalysis& analysis) {
  const auto& leads = analysis.leads;
  const std::vector<Reign> all = reigns(analysis);
  const auto rules = [&](std::size_t lead) {
    return leads[lead].family.empty() ? "Every family is excluded"
                                      : name_of(analysis.families, leads[lead].family) + " leads";
  };
  if (all.size() == 1) {
    const std::string range = range_text(leads.front().from_text, leads.back().to_text);
    if (leads.front().from_text == leads.back().to_text)
      return rules(0) + " where " + analysis.path + " is " + with_unit(analysis, range) + ".";
    return rules(0) + " at every value of " + analysis.path +
           (analysis.numeric ? " from " + with_unit(analysis, range) + "." : " that was tried.");
  }
  const auto now = std::find_if(all.begin(), all.end(), [&](const Reign& reign) {
    return std::any_of(leads.begin() + static_cast<std::ptrdiff_t>(reign.first),
                       leads.begin() + static_cast<std::ptrdiff_t>(reign.last) + 1,
                       [&](const NeedLead& each) { return is_stated(analysis, each); });
  });
  if (!analysis.numeric || now == all.end()) return led_in_turn(analysis);
  std::string text =
      rules(now->first) + " while " + analysis.path + " is from " +
      with_unit(analysis, range_text(leads[now->first].from_text, leads[now->last].to_text));
  if (now != all.begin())
    text += "; below that " + leader_name(analysis, leads[(now - 1)->last].family);
  if (now + 1 != all.end())
    text += "; above that " + leader_name(analysis, leads[(now + 1)->first].family);
  return text + ".";
}

// Families by number, since orders of hundreds are compared with each other thousands of times.
class Roster {
 public:
  explicit Roster(const std::vector<FamilyName>& families) : families_(families) {
    for (std::size_t i = 0; i < families.size(); ++i) number_.emplace(families[i].id, i);
  }

  std::size_t size() const { return families_.size(); }
  std::size_t number(const std::string& id) const { return number_.at(id); }
  const std::string& name(std::size_t number) const { return families_[number].name; }
  std::string listed(const std::vector<std::size_t>& numbers) const {
    Names names;
    for (const std::size_t each : numbers) names.push_back(name(each));
    return shortlist::listed(names);
  }

 private:
  const std::vector<FamilyName>& families_;
  std::unordered_map<std::string_view, std::size_t> number_;
};

// A segment by number: who stands where, from 0 on, and what of each.
struct Standings {
  static constexpr std::size_t out = std::string::npos;

  Standings(const Roster& roster, const NeedSegment& segment)
      : qualified(segment.qualified.size()), place(roster.size(), out) {
    for (const std::string& id : segment.order) {
      order.push_back(roster.number(id));
      place[order.back()] = order.size() - 1;
    }
  }

  bool has(std::size_t family) const { return place[family] != out; }
  bool qualifies(std::size_t family) const { return has(family) && place[family] < qualified; }

  std::vector<std::size_t> order;
  std::size_t qualified;
  std::vector<std::size_t> place;  // of each family
};

// "Qwen3 and Phi-4 drop out".
void add_change(const Roster& roster, const std::vector<std::size_t>& families,
                std::string_view one, std::string_view several, Names& changes) {
  if (families.empty()) return;
  changes.push_back(roster.listed(families) + " " +
                    std::string(families.size() == 1 ? one : several));
}

// Of the families that stand in both segments as they did: "Qwen3.5 passes Gemma 4".
void add_passes(const Roster& roster, const Standings& before, const Standings& after,
                Names& changes) {
  std::vector<std::size_t> stay;
  for (const std::size_t family : after.order)
    if (before.has(family) && before.qualifies(family) == after.qualifies(family))
      stay.push_back(family);
  // The foremost place that any behind it had; most have passed none, and are not compared.
  std::vector<std::size_t> foremost(stay.size() + 1, Standings::out);
  for (std::size_t i = stay.size(); i-- > 0;)
    foremost[i] = std::min(foremost[i + 1], before.place[stay[i]]);
  for (std::size_t i = 0; i < stay.size(); ++i) {
    const std::size_t own = before.place[stay[i]];
    if (foremost[i + 1] > own) continue;
    std::vector<std::size_t> passed;
    for (std::size_t j = i + 1; j < stay.size(); ++j)
      if (before.place[stay[j]] < own) passed.push_back(stay[j]);
    changes.push_back(roster.name(stay[i]) + " passes " + roster.listed(passed));
  }
}

std::string changes_between(const Roster& roster, const Standings& before, const Standings& after) {
  std::vector<std::size_t> out;
  std::vector<std::size_t> in;
  std::vector<std::size_t> in_doubt;
  std::vector<std::size_t> qualify;
  std::vector<std::size_t> doubtful;
  for (const std::size_t family : before.order)
    if (!after.has(family)) out.push_back(family);
  for (const std::size_t family : after.order) {
    const bool qualified = after.qualifies(family);
    if (!before.has(family))
      (qualified ? in : in_doubt).push_back(family);
    else if (qualified != before.qualifies(family))
      (qualified ? qualify : doubtful).push_back(family);
  }
  Names changes;
  add_change(roster, out, "drops out", "drop out", changes);
  add_change(roster, in, "comes in", "come in", changes);
  add_change(roster, in_doubt, "comes in, to verify", "come in, to verify", changes);
  add_change(roster, qualify, "now qualifies", "now qualify", changes);
  add_change(roster, doubtful, "is now to verify", "are now to verify", changes);
  add_passes(roster, before, after, changes);
  if (changes.empty()) return "as before";
  std::string text;
  for (const std::string& change : changes) text.append(text.empty() ? "" : "; ").append(change);
  return text;
}

// "Gemma 4, Qwen3.5; to verify: EuroLLM".
std::string order_text(const Roster& roster, const Standings& segment) {
  const auto joined = [&](std::size_t first, std::size_t last) {
    std::string text;
    for (std::size_t i = first; i < last; ++i)
      text.append(text.empty() ? "" : ", ").append(roster.name(segment.order[i]));
    return text;
  };
  std::string text = joined(0, segment.qualified);
  if (segment.qualified == segment.order.size()) return text.empty() ? "nobody" : text;
  return text + (text.empty() ? "to verify: " : "; to verify: ") +
         joined(segment.qualified, segment.order.size());
}

// What the entry of a range is called in the list.
std::string label(const NeedAnalysis& analysis, const ValueRange& range) {
  if (!analysis.numeric) return range.from_text + ":";
  return (range.from_open ? "above " : "from ") + range.from_text + ":";
}

using Entries = std::vector<std::pair<std::string, std::string>>;

// The first segment whole, of each other one what changes there; `whole`: all of them whole.
Entries course(const NeedAnalysis& analysis, const std::vector<NeedSegment>& segments, bool whole) {
  const Roster roster(analysis.families);
  Entries lines;
  std::optional<Standings> before;
  for (const NeedSegment& segment : segments) {
    Standings now(roster, segment);
    lines.emplace_back(label(analysis, segment), !before || whole
                                                     ? order_text(roster, now)
                                                     : changes_between(roster, *before, now));
    before = std::move(now);
  }
  return lines;
}

// "Gemma 4:", "qualifies from 1,000 to 4,096; to verify from 4,097 to 120,000".
Entries statuses(const NeedAnalysis& analysis) {
  Entries lines;
  const std::string* family = nullptr;
  for (const NeedStatus& each : analysis.statuses) {
    if (family == nullptr || *family != each.family)
      lines.emplace_back(name_of(analysis.families, each.family) + ":", "");
    family = &each.family;
    const std::string_view words = each.status == Status::qualified   ? "qualifies"
                                   : each.status == Status::to_verify ? "to verify"
                                                                      : "excluded";
    std::string& text = lines.back().second;
    text.append(text.empty() ? "" : "; ").append(words).append(" ");
    text += (each.from_open ? "above " : "from ") + each.from_text +
            (each.to_open ? " to below " : " to ") + each.to_text;
  }
  return lines;
}

// "4,120", "4,120 to 812".
std::string counts_text(std::size_t from, std::size_t to) {
  return range_text(number_text(static_cast<double>(from)), number_text(static_cast<double>(to)));
}

// A row a segment; without them a row a lead.
Table range_table(const NeedAnalysis& analysis) {
  const Ruler ruler(analysis);
  Table table;
  table.columns = {
      {.header = analysis.unit.empty() ? "value" : analysis.unit, .wraps = !analysis.numeric}};
  if (analysis.numeric)
    table.columns.push_back({.header = ruler.log() ? "on a log scale" : "", .wraps = false});
  table.columns.push_back({.header = "leads"});
  table.columns.push_back({.header = "qualify", .right = true, .wraps = false});
  table.columns.push_back({.header = "to verify", .right = true, .wraps = false});
  const auto add = [&](const ValueRange& range, const std::string& leader, std::string qualify,
                       std::string to_verify) {
    const bool now = is_stated(analysis, range);
    const Tone tone = now ? Tone::strong : Tone::plain;
    std::vector<Cell> row{{{range_text(range.from_text, range.to_text) + (now ? " *" : ""), tone}}};
    if (analysis.numeric) row.push_back({{ruler.row(range, analysis.stated)}});
    row.push_back({{leader_name(analysis, leader), tone}});
    row.push_back({{std::move(qualify)}});
    row.push_back({{std::move(to_verify)}});
    table.rows.push_back(std::move(row));
  };
  if (!analysis.segments)
    for (const NeedLead& lead : analysis.leads)
      add(lead, lead.family, counts_text(lead.at_from.qualified, lead.at_to.qualified),
          counts_text(lead.at_from.to_verify, lead.at_to.to_verify));
  else
    for (const NeedSegment& segment : *analysis.segments)
      add(segment, segment.order.empty() ? "" : segment.order.front(),
          std::to_string(segment.qualified.size()),
          std::to_string(segment.order.size() - segment.qualified.size()));
  return table;
}

// The part below the table: its heading and its entries.
std::pair<std::string, Entries> details(const NeedAnalysis& analysis, bool verbose) {
  if (analysis.segments)
    return {verbose ? "The order in each" : "The order, and what changes it",
            course(analysis, *analysis.segments, verbose)};
  constexpr std::size_t most = 100;  // families that are listed unasked
  if (verbose || analysis.families.size() <= most)
    return {"Where each qualifies", statuses(analysis)};
  return {};
}

// What is not there, and where it is.
std::string left_out(const NeedAnalysis& analysis, bool listed) {
  if (analysis.segments) return {};
  return std::string("Who leads and who qualifies, without the order of the rest") +
         (listed ? "." : "; --verbose lists where each family qualifies.");
}

std::string need_legend(const NeedAnalysis& analysis) {
  const bool marked = std::any_of(analysis.leads.begin(), analysis.leads.end(),
                                  [&](const NeedLead& each) { return is_stated(analysis, each); });
  const std::string bars = analysis.numeric ? "In the bars \u2501 is where the row holds" : "";
  if (marked)
    return (bars.empty() ? "* marks" : bars + " and \u2503 is the stated value; * marks") +
           std::string(" what the profile states.");
  const std::string stated =
      std::holds_alternative<std::monostate>(analysis.stated)
          ? "The profile states no " + analysis.path + "."
          : "The profile states " + with_unit(analysis, analysis.stated_text) + ".";
  return bars.empty() ? stated : bars + ". " + stated;
}

}  // namespace

std::string text(const NeedAnalysis& analysis, const Style& style) {
  Page page(style);
  page.paragraph({headline(analysis), Tone::strong});
  page.blank();
  if (!analysis.inputs.profile_title.empty()) page.paragraph({analysis.inputs.profile_title});
  page.blank();
  page.table(range_table(analysis));
  page.blank();
  page.paragraph({need_legend(analysis), Tone::quiet});
  const auto [heading, entries] = details(analysis, style.verbose);
  if (const std::string note = left_out(analysis, !entries.empty()); !note.empty()) {
    page.blank();
    page.paragraph({note, Tone::quiet});
  }
  if (!entries.empty()) page.heading(heading);
  for (const auto& [where, what] : entries) page.hanging({where}, {what}, 2);
  return page.take();
}

void fill(Document& page, const NeedAnalysis& analysis, const Style& style) {
  page.heading(1, headline(analysis));
  if (!analysis.inputs.profile_title.empty()) page.paragraph(analysis.inputs.profile_title);
  page.table(range_table(analysis));
  page.paragraph(need_legend(analysis));
  auto [heading, entries] = details(analysis, style.verbose);
  if (const std::string note = left_out(analysis, !entries.empty()); !note.empty())
    page.paragraph(note);
  for (auto& [where, what] : entries) page.item(where.append(" ").append(what));
  page.end_list();
}

namespace {

Json range_json(const ValueRange& range) {
  Json one;
  one["from"] = json_value(range.from);
  one["to"] = json_value(range.to);
  one["from_open"] = range.from_open;
  one["to_open"] = range.to_open;
  return one;
}

Json counts_json(const StatusCounts& counts) {
  Json object;
  object["qualified"] = counts.qualified;
  object["to_verify"] = counts.to_verify;
  return object;
}

}  // namespace

std::string json(const NeedAnalysis& analysis, const Style& /*style*/) {
  Json object = document("shortlist/whatif-need/1", analysis.inputs);
  object["path"] = analysis.path;
  object["segments"] = nullptr;
  if (analysis.segments) object["segments"] = Json::array();
  for (const NeedSegment& segment : analysis.segments.value_or(std::vector<NeedSegment>())) {
    Json one = range_json(segment);
    one["order"] = segment.order;
    one["qualified"] = segment.qualified;
    one["excluded"] = segment.excluded;
    object["segments"].push_back(std::move(one));
  }
  object["leads"] = Json::array();
  for (const NeedLead& lead : analysis.leads) {
    Json one = range_json(lead);
    one["family"] = lead.family.empty() ? Json() : Json(lead.family);
    one["at_from"] = counts_json(lead.at_from);
    one["at_to"] = counts_json(lead.at_to);
    object["leads"].push_back(std::move(one));
  }
  if (!analysis.segments) {
    object["statuses"] = Json::array();
    for (const NeedStatus& each : analysis.statuses) {
      Json one = range_json(each);
      one["family"] = each.family;
      one["status"] = id(each.status);
      object["statuses"].push_back(std::move(one));
    }
  }
  object["title"] = analysis.title;
  object["unit"] = analysis.unit;
  object["stated"] = json_value(analysis.stated);
  object["names"] = Json::object();
  for (const FamilyName& each : analysis.families) object["names"][each.id] = each.name;
  return json_text(object);
}

// A line a segment and family; the excluded have no rank. Without whole orders a line a lead, of
// rank 1, and then a line a family and status, without rank.
std::string csv(const NeedAnalysis& analysis, const Style& /*style*/) {
  Sheet sheet({"path", "from", "to", "from_open", "to_open", "rank", "family", "status"});
  const auto flag = [](bool open) { return std::string(open ? "true" : "false"); };
  const auto add = [&](const ValueRange& range, const std::string& rank, const std::string& family,
                       std::string_view status) {
    sheet.row({analysis.path, field(range.from), field(range.to), flag(range.from_open),
               flag(range.to_open), rank, family, std::string(status)});
  };
  if (!analysis.segments) {
    for (const NeedLead& lead : analysis.leads) add(lead, "1", lead.family, "");
    for (const NeedStatus& each : analysis.statuses) add(each, "", each.family, id(each.status));
    return sheet.take();
  }
  for (const NeedSegment& segment : *analysis.segments) {
    for (std::size_t i = 0; i < segment.order.size(); ++i)
      add(segment, std::to_string(i + 1), segment.order[i],
          id(i < segment.qualified.size() ? Status::qualified : Status::to_verify));
    for (const std::string& family : segment.excluded)
      add(segment, "", family, id(Status::excluded));
  }
  return sheet.take();
}

}  // namespace shortlist::reporting
