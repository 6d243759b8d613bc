// `whatif need` in every format: the values of one key, who leads and qualifies in each segment of
// them, and what changes from one to the next.

#include "base/date.hpp"
#include "base/text.hpp"
#include "report/family_names.hpp"
#include "report/formats.hpp"
#include "report/json_value.hpp"
#include "report/layout.hpp"
#include "report/markdown_page.hpp"
#include "report/sheet.hpp"
#include "report/weight_bar.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace shortlist::reporting {

namespace {

using Names = std::vector<std::string>;

bool has(const Names& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

std::string leader(const NeedSegment& segment) {
  return segment.order.empty() ? std::string() : segment.order.front();
}

std::string leader_name(const NeedAnalysis& analysis, const NeedSegment& segment) {
  return segment.order.empty() ? "nobody" : name_of(analysis.families, segment.order.front());
}

// --- the axis of a number or a date --------------------------------------------------------------

double number_of(const Datum& datum) {
  if (const auto* const number = std::get_if<double>(&datum)) return *number;
  const auto* const text = std::get_if<std::string>(&datum);
  const auto date = text == nullptr ? std::nullopt : parse_date(*text);
  return date ? date->days : 0;
}

// Where numbers lie in the bar, from 0 to 1.
class Ruler {
 public:
  explicit Ruler(const NeedAnalysis& analysis)
      : from_(number_of(analysis.segments.front().from)),
        to_(number_of(analysis.segments.back().to)),
        log_(std::holds_alternative<double>(analysis.segments.front().from) && from_ > 0 &&
             to_ >= 10 * from_) {}

  bool log() const { return log_; }

  double at(double x) const {
    if (from_ == to_) return 0;
    return log_ ? std::log(x / from_) / std::log(to_ / from_) : (x - from_) / (to_ - from_);
  }

  std::optional<double> mark(const Datum& stated) const {
    if (std::holds_alternative<std::monostate>(stated)) return std::nullopt;
    const double x = number_of(stated);
    return x < from_ || x > to_ ? std::nullopt : std::optional(at(x));
  }

  std::string row(const NeedSegment& segment, const Datum& stated) const {
    return bar({at(number_of(segment.from)), at(number_of(segment.to))}, mark(stated));
  }

 private:
  double from_;
  double to_;
  bool log_;
};

// Whether the stated value lies in the segment.
bool is_stated(const NeedAnalysis& analysis, const NeedSegment& segment) {
  if (std::holds_alternative<std::monostate>(analysis.stated))
    return !analysis.numeric && std::holds_alternative<std::monostate>(segment.from);
  if (!analysis.numeric) return segment.from_text == analysis.stated_text;
  const double x = number_of(analysis.stated);
  const double from = number_of(segment.from);
  const double to = number_of(segment.to);
  return (segment.from_open ? x > from : x >= from) && (segment.to_open ? x < to : x <= to);
}

// "60,000 to 131,072", "zh, en".
std::string range_text(const std::string& from, const std::string& to) {
  return from == to ? from : from + " to " + to;
}

std::string with_unit(const NeedAnalysis& analysis, const std::string& text) {
  return analysis.unit.empty() ? text : text + " " + analysis.unit;
}

// --- in words ------------------------------------------------------------------------------------

// Neighbouring segments with one leader, from `first` to `last`.
struct Reign {
  std::size_t first = 0;
  std::size_t last = 0;
};

std::vector<Reign> reigns(const NeedAnalysis& analysis) {
  std::vector<Reign> reigns;
  for (std::size_t i = 0; i < analysis.segments.size(); ++i) {
    if (!reigns.empty() &&
        leader(analysis.segments[reigns.back().first]) == leader(analysis.segments[i]))
      reigns.back().last = i;
    else
      reigns.push_back({i, i});
  }
  return reigns;
}

std::string led_in_turn(const NeedAnalysis& analysis) {
  Names leaders;
  bool vacant = false;
  for (const NeedSegment& segment : analysis.segments) {
    vacant = vacant || segment.order.empty();
    if (!segment.order.empty() && !has(leaders, leader(segment)))
      leaders.push_back(leader(segment));
  }
  const Names names = names_of(analysis.families, leaders);
  std::string text = listed(names) + (names.size() > 1 ? " lead in turn" : " leads") +
                     " over these values of " + analysis.path;
  return text + (vacant ? "; at some nobody is left." : ".");
}

std::string headline(const NeedAnalysis& analysis) {
  const auto& segments = analysis.segments;
  const std::vector<Reign> all = reigns(analysis);
  if (all.size() == 1) {
    const std::string whom = leader(segments.front()).empty()
                                 ? "Every family is excluded"
                                 : leader_name(analysis, segments.front()) + " leads";
    const std::string range = range_text(segments.front().from_text, segments.back().to_text);
    if (segments.front().from_text == segments.back().to_text)
      return whom + " where " + analysis.path + " is " + with_unit(analysis, range) + ".";
    return whom + " at every value of " + analysis.path +
           (analysis.numeric ? " from " + with_unit(analysis, range) + "." : " that was tried.");
  }
  const auto now = std::find_if(all.begin(), all.end(), [&](const Reign& reign) {
    return std::any_of(segments.begin() + static_cast<std::ptrdiff_t>(reign.first),
                       segments.begin() + static_cast<std::ptrdiff_t>(reign.last) + 1,
                       [&](const NeedSegment& each) { return is_stated(analysis, each); });
  });
  if (!analysis.numeric || now == all.end()) return led_in_turn(analysis);
  std::string text =
      (leader(segments[now->first]).empty()
           ? "Every family is excluded"
           : leader_name(analysis, segments[now->first]) + " leads") +
      " while " + analysis.path + " is from " +
      with_unit(analysis, range_text(segments[now->first].from_text, segments[now->last].to_text));
  if (now != all.begin())
    text += "; below that " + leader_name(analysis, segments[(now - 1)->last]);
  if (now + 1 != all.end())
    text += "; above that " + leader_name(analysis, segments[(now + 1)->first]);
  return text + ".";
}

// "Qwen3 and Phi-4 drop out".
void add_change(const NeedAnalysis& analysis, const Names& ids, std::string_view one,
                std::string_view several, Names& changes) {
  if (ids.empty()) return;
  const Names names = names_of(analysis.families, ids);
  changes.push_back(listed(names) + " " + std::string(ids.size() == 1 ? one : several));
}

// Of the families that stand in both segments as they did: "Qwen3.5 passes Gemma 4".
void add_passes(const NeedAnalysis& analysis, const NeedSegment& before, const NeedSegment& after,
                Names& changes) {
  const auto place = [](const Names& order, const std::string& id) {
    return std::find(order.begin(), order.end(), id);
  };
  const auto stays = [&](const std::string& id) {
    return has(before.order, id) && has(before.qualified, id) == has(after.qualified, id);
  };
  for (std::size_t i = 0; i < after.order.size(); ++i) {
    const std::string& up = after.order[i];
    if (!stays(up)) continue;
    Names passed;
    for (std::size_t j = i + 1; j < after.order.size(); ++j)
      if (stays(after.order[j]) && place(before.order, after.order[j]) < place(before.order, up))
        passed.push_back(after.order[j]);
    if (passed.empty()) continue;
    changes.push_back(name_of(analysis.families, up) + " passes " +
                      listed(names_of(analysis.families, passed)));
  }
}

std::string changes_between(const NeedAnalysis& analysis, const NeedSegment& before,
                            const NeedSegment& after) {
  Names out;
  Names in;
  Names in_doubt;
  Names qualify;
  Names doubtful;
  for (const std::string& id : before.order)
    if (!has(after.order, id)) out.push_back(id);
  for (const std::string& id : after.order) {
    const bool qualified = has(after.qualified, id);
    if (!has(before.order, id))
      (qualified ? in : in_doubt).push_back(id);
    else if (qualified != has(before.qualified, id))
      (qualified ? qualify : doubtful).push_back(id);
  }
  Names changes;
  add_change(analysis, out, "drops out", "drop out", changes);
  add_change(analysis, in, "comes in", "come in", changes);
  add_change(analysis, in_doubt, "comes in, to verify", "come in, to verify", changes);
  add_change(analysis, qualify, "now qualifies", "now qualify", changes);
  add_change(analysis, doubtful, "is now to verify", "are now to verify", changes);
  add_passes(analysis, before, after, changes);
  if (changes.empty()) return "as before";
  std::string text;
  for (const std::string& change : changes) text.append(text.empty() ? "" : "; ").append(change);
  return text;
}

// "Gemma 4, Qwen3.5; to verify: EuroLLM".
std::string order_text(const NeedAnalysis& analysis, const NeedSegment& segment) {
  const auto joined = [&](auto first, auto last) {
    std::string text;
    for (auto at = first; at != last; ++at)
      text.append(text.empty() ? "" : ", ").append(name_of(analysis.families, *at));
    return text;
  };
  const auto doubtful =
      segment.order.begin() + static_cast<std::ptrdiff_t>(segment.qualified.size());
  std::string text = joined(segment.order.begin(), doubtful);
  if (doubtful == segment.order.end()) return text.empty() ? "nobody" : text;
  return text + (text.empty() ? "to verify: " : "; to verify: ") +
         joined(doubtful, segment.order.end());
}

// What the entry of a segment is called in the list.
std::string label(const NeedAnalysis& analysis, const NeedSegment& segment) {
  if (!analysis.numeric) return segment.from_text + ":";
  return (segment.from_open ? "above " : "from ") + segment.from_text + ":";
}

// The first segment whole, of each other one what changes there; `whole`: all of them whole.
std::vector<std::pair<std::string, std::string>> course(const NeedAnalysis& analysis, bool whole) {
  std::vector<std::pair<std::string, std::string>> lines;
  for (std::size_t i = 0; i < analysis.segments.size(); ++i) {
    const NeedSegment& segment = analysis.segments[i];
    lines.emplace_back(label(analysis, segment),
                       i == 0 || whole
                           ? order_text(analysis, segment)
                           : changes_between(analysis, analysis.segments[i - 1], segment));
  }
  return lines;
}

Table segment_table(const NeedAnalysis& analysis) {
  const Ruler ruler(analysis);
  Table table;
  table.columns = {
      {.header = analysis.unit.empty() ? "value" : analysis.unit, .wraps = !analysis.numeric}};
  if (analysis.numeric)
    table.columns.push_back({.header = ruler.log() ? "on a log scale" : "", .wraps = false});
  table.columns.push_back({.header = "leads"});
  table.columns.push_back({.header = "qualify", .right = true, .wraps = false});
  table.columns.push_back({.header = "to verify", .right = true, .wraps = false});
  for (const NeedSegment& segment : analysis.segments) {
    const bool now = is_stated(analysis, segment);
    const Tone tone = now ? Tone::strong : Tone::plain;
    std::vector<Cell> row{
        {{range_text(segment.from_text, segment.to_text) + (now ? " *" : ""), tone}}};
    if (analysis.numeric) row.push_back({{ruler.row(segment, analysis.stated)}});
    row.push_back({{leader_name(analysis, segment), tone}});
    row.push_back({{std::to_string(segment.qualified.size())}});
    row.push_back({{std::to_string(segment.order.size() - segment.qualified.size())}});
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string legend(const NeedAnalysis& analysis) {
  const bool marked =
      std::any_of(analysis.segments.begin(), analysis.segments.end(),
                  [&](const NeedSegment& each) { return is_stated(analysis, each); });
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
  page.table(segment_table(analysis));
  page.blank();
  page.paragraph({legend(analysis), Tone::quiet});
  page.heading(style.verbose ? "The order in each" : "The order, and what changes it");
  for (const auto& [where, what] : course(analysis, style.verbose))
    page.hanging({where}, {what}, 2);
  return page.take();
}

std::string markdown(const NeedAnalysis& analysis, const Style& style) {
  MarkdownPage page;
  page.heading(1, headline(analysis));
  if (!analysis.inputs.profile_title.empty()) page.paragraph(analysis.inputs.profile_title);
  page.table(segment_table(analysis));
  page.paragraph(legend(analysis));
  for (auto& [where, what] : course(analysis, style.verbose))
    page.item(where.append(" ").append(what));
  page.end_list();
  return page.take();
}

std::string json(const NeedAnalysis& analysis, const Style& /*style*/) {
  Json object = document("shortlist/whatif-need/1", analysis.inputs);
  object["path"] = analysis.path;
  object["segments"] = Json::array();
  for (const NeedSegment& segment : analysis.segments) {
    Json one;
    one["from"] = json_value(segment.from);
    one["to"] = json_value(segment.to);
    one["from_open"] = segment.from_open;
    one["to_open"] = segment.to_open;
    one["order"] = segment.order;
    one["qualified"] = segment.qualified;
    one["excluded"] = segment.excluded;
    object["segments"].push_back(std::move(one));
  }
  object["title"] = analysis.title;
  object["unit"] = analysis.unit;
  object["stated"] = json_value(analysis.stated);
  object["names"] = Json::object();
  for (const FamilyName& each : analysis.families) object["names"][each.id] = each.name;
  return json_text(object);
}

// A line a segment and family; the excluded have no rank.
std::string csv(const NeedAnalysis& analysis, const Style& /*style*/) {
  Sheet sheet({"path", "from", "to", "from_open", "to_open", "rank", "family", "status"});
  const auto flag = [](bool open) { return std::string(open ? "true" : "false"); };
  for (const NeedSegment& segment : analysis.segments) {
    const auto add = [&](const std::string& rank, const std::string& family, Status status) {
      sheet.row({analysis.path, field(segment.from), field(segment.to), flag(segment.from_open),
                 flag(segment.to_open), rank, family, std::string(id(status))});
    };
    for (std::size_t i = 0; i < segment.order.size(); ++i)
      add(std::to_string(i + 1), segment.order[i],
          i < segment.qualified.size() ? Status::qualified : Status::to_verify);
    for (const std::string& family : segment.excluded) add("", family, Status::excluded);
  }
  return sheet.take();
}

}  // namespace shortlist::reporting
