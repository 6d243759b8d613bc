#include "report/words.hpp"

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "report/listing.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <variant>

namespace shortlist::reporting {

namespace {

// Items of `left` that `right` lacks.
std::vector<std::string> without(const Items& left, const Items& right) {
  const std::unordered_set<std::string_view> held(right.items.begin(), right.items.end());
  std::vector<std::string> rest;
  for (const std::string& item : left.items)
    if (!held.contains(item)) rest.push_back(item);
  return rest;
}

std::string list_change(const std::string& path, const Items& from, const Items& to) {
  const std::vector<std::string> gone = without(from, to);
  const std::vector<std::string> added = without(to, from);
  if (gone.empty() && !added.empty()) return path + " also takes " + listed(added);
  if (added.empty() && !gone.empty() && !to.items.empty())
    return path + " leaves out " + listed(gone);
  if (to.items.empty()) return path + " is dropped";
  return path + " becomes " + listed(to.items);
}

// "5.1B" rather than "5,100,000,000", where that is exact.
std::string bound_text(const Datum& value) {
  const auto* number = std::get_if<double>(&value);
  if (number == nullptr || *number < 1e6) return datum_text(value);
  const std::string compact = count_text(*number);
  return parse_number(compact) == *number ? compact : datum_text(value);
}

// The id of a device goes, an amount of memory comes in its place.
bool replaces_device(const Change& change) {
  const auto* from = std::get_if<std::string>(&change.from);
  return change.key == "memory" && from != nullptr && !parse_memory(*from);
}

// Looks on from `from`, and leaves there what comes after: whoever goes through needs in the
// profile's order finds each at once.
const NeedResult* find_need(const RankedFamily& family, std::string_view need_id,
                            std::size_t& from) {
  const std::size_t count = family.criteria.size();
  for (std::size_t passed = 0; passed < count; ++passed, ++from) {
    if (from >= count) from = 0;
    if (family.criteria[from].need_id == need_id) return &family.criteria[from++];
  }
  return nullptr;
}

// "2 x " of a need for two devices.
std::string several(const Record& need) {
  const Datum* const count = find(need, "count");
  return count == nullptr || *count == Datum(1.0) ? "" : datum_text(*count) + " x ";
}

std::string change_text(const Change& change, const Record& need) {
  if (change.key == "level") return change.need_id + " becomes a " + datum_text(change.to);
  if (replaces_device(change))
    return change.need_id + " asks for " + several(need) + datum_text(change.to) +
           " of memory in place of " + several(need) + datum_text(change.from);
  if (change.key == "exception")
    return "an exception from " + change.need_id + " lets " + datum_text(change.to) + " pass";
  const std::string path = change.need_id + "." + change.key;
  const bool stated = !std::holds_alternative<std::monostate>(change.from);
  if (std::holds_alternative<std::monostate>(change.to)) return path + " is dropped";
  if (const auto* to = std::get_if<Items>(&change.to)) {
    if (const auto* from = std::get_if<Items>(&change.from)) return list_change(path, *from, *to);
    if (!stated) return path + " takes " + listed(to->items);
  }
  if (!stated) return path + " is " + bound_text(change.to);
  return path + " goes from " + bound_text(change.from) + " to " + bound_text(change.to);
}

}  // namespace

std::string_view word(Verdict verdict) {
  switch (verdict) {
    case Verdict::met:
      return "met";
    case Verdict::partly:
      return "partly";
    case Verdict::unmet:
      return "unmet";
    case Verdict::unknown:
      break;
  }
  return "unknown";
}

std::string_view sign(Verdict verdict) {
  switch (verdict) {
    case Verdict::met:
      return "✓";
    case Verdict::partly:
      return "~";
    case Verdict::unmet:
      return "✗";
    case Verdict::unknown:
      break;
  }
  return "?";
}

std::string_view id(Status status) {
  switch (status) {
    case Status::qualified:
      return "qualified";
    case Status::to_verify:
      return "to-verify";
    case Status::excluded:
      break;
  }
  return "excluded";
}

std::string_view phrase(Status status) {
  switch (status) {
    case Status::qualified:
      return "qualifies";
    case Status::to_verify:
      return "to verify";
    case Status::excluded:
      break;
  }
  return "excluded";
}

std::string full_name(const RankedFamily& family) {
  const std::string inner = variant_text(family);
  return inner.empty() ? family.name : family.name + " (" + inner + ")";
}

const std::string& short_name(const Ranking& ranking, const RankedFamily& entry) {
  if (!ranking.by_variant || !entry.variant) return entry.name;
  return entry.variant_name.empty() ? *entry.variant : entry.variant_name;
}

const std::string& entry_id(const Ranking& ranking, const RankedFamily& entry) {
  return ranking.by_variant && entry.variant ? *entry.variant : entry.family;
}

std::string_view entry_word(const Ranking& ranking) {
  return ranking.by_variant ? "variant" : "family";
}

std::string counted_entries(const Ranking& ranking, std::size_t count) {
  return counted(count, entry_word(ranking), ranking.by_variant ? "variants" : "families");
}

std::vector<std::string> places_beside(const RankedFamily& family) {
  std::vector<std::string> places;
  for (const std::string& place : family.weights_at) {
    const std::string_view word = std::string_view(place).substr(place.find(": ") + 2);
    if (std::none_of(family.start.begin(), family.start.end(), [&](const std::string& command) {
          return command.find(word) != std::string::npos;
        }))
      places.push_back(place);
  }
  return places;
}

std::string no_start_text(const RankedFamily& family) {
  if (!family.quantisation) return "No source names what a runtime starts it by.";
  return "No source says where a runtime gets it in " + *family.quantisation + ".";
}

std::string_view between(const Datum& value) {
  return std::holds_alternative<Items>(value) ? "; or " : "; ";
}

std::string datum_text(const Datum& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* number = std::get_if<double>(&value)) return number_text(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* set = std::get_if<Items>(&value)) {
    std::string joined;
    for (const std::string& item : set->items)
      joined.append(joined.empty() ? "" : ", ").append(item);
    if (joined.empty()) return set->open ? "nothing listed" : "none";
    return set->open ? joined + ", perhaps more" : joined;
  }
  if (const auto* several = std::get_if<Several>(&value)) {
    std::string joined;
    for (const Datum& each : several->values)
      joined.append(joined.empty() ? "" : between(each)).append(datum_text(each));
    return joined;
  }
  return "unknown";
}

std::string asked_text(const Record& need) {
  std::string text;
  for (const auto& [key, value] : need) {
    if (key == "level" || key == "weight" || key == "because") continue;
    text.append(text.empty() ? "" : "; ").append(key).append(" = ").append(datum_text(value));
  }
  return text;
}

std::string relaxation_text(const ExcludedFamily& family) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (const Change& change : family.relaxation.value()) {
    const NeedResult* const need = find_need(family.standing, change.need_id, from);
    parts.push_back(change_text(change, need == nullptr ? Record{} : need->need));
  }
  std::string text = listed(parts);
  if (family.readmitted && family.readmitted != family.standing.variant)
    text.append(" (then ")
        .append(family.readmitted_name.empty() ? *family.readmitted : family.readmitted_name)
        .append(")");
  return text;
}

std::vector<std::string> conflict_lines(const std::vector<Conflict>& conflicts, bool name_facts) {
  std::vector<std::string> lines;
  std::vector<bool> said(conflicts.size(), false);
  for (std::size_t i = 0; i < conflicts.size(); ++i) {
    if (said[i]) continue;
    std::vector<std::string> sources;
    for (std::size_t j = i; j < conflicts.size(); ++j) {
      if (conflicts[j].fact != conflicts[i].fact || conflicts[j].text != conflicts[i].text)
        continue;
      said[j] = true;
      sources.push_back(conflicts[j].source);
    }
    std::string line = listed(sources);
    line.append(sources.size() == 1 ? " says " : " say ").append(conflicts[i].text);
    if (name_facts) line.append(" (").append(conflicts[i].fact).append(")");
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string need_title(const RankedFamily& family, std::string_view need_id) {
  std::size_t from = 0;
  return need_title(family, need_id, from);
}

std::string need_title(const RankedFamily& family, std::string_view need_id, std::size_t& from) {
  const NeedResult* const need = find_need(family, need_id, from);
  return need == nullptr || need->title.empty() ? std::string(need_id) : need->title;
}

std::string rule_text(const RuleNote& rule) {
  std::string text = rule.id;
  if (!rule.effect.empty()) text.append(": ").append(rule.effect);
  if (!rule.because.empty()) text.append(", because ").append(rule.because);
  return text;
}

std::string reweighing_text(const RuleNote& rule) {
  constexpr std::string_view verb = "reweigh ";
  if (rule.because.empty() || !rule.effect.starts_with(verb)) return rule_text(rule);
  return rule.effect.substr(verb.size()) + ", because " + rule.because;
}

bool bears_on_needs(const RuleNote& rule, const RankedFamily& family) {
  if (rule.effect == "warn") return false;
  if (!rule.effect.starts_with("infer")) return true;
  return std::any_of(family.criteria.begin(), family.criteria.end(), [&](const NeedResult& need) {
    return std::find(need.rules.begin(), need.rules.end(), rule.id) != need.rules.end();
  });
}

std::string question_text(const Question& question) {
  return question.text.empty() ? question.fact : question.text;
}

namespace {

// Of those that `told` is true of, each text once: two needs may ask the same.
template <class Told>
std::vector<std::string> each_once(const std::vector<Question>& questions, Told told) {
  std::vector<std::string> texts;
  std::unordered_set<std::string> known;
  for (const Question& question : questions) {
    std::string text = question_text(question);
    if (told(question) && known.insert(text).second) texts.push_back(std::move(text));
  }
  return texts;
}

}  // namespace

std::vector<std::string> question_texts(const RankedFamily& family) {
  return each_once(family.questions, [](const Question&) { return true; });
}

std::vector<std::string> open_questions(const RankedFamily& family) {
  if (family.status != Status::to_verify) return {};
  std::unordered_set<std::string_view> musts{""};  // an exclude rule asks without a need
  for (const NeedResult& need : family.criteria)
    if (need.must) musts.insert(need.need_id);
  return each_once(family.questions,
                   [&](const Question& question) { return musts.contains(question.need_id); });
}

std::string left_out_text(const Ranking& ranking, bool names) {
  std::vector<std::string> entries;
  std::vector<std::string> needs;
  for (const ExcludedFamily& family : ranking.excluded) {
    if (!family.left_out_by_default()) continue;
    entries.push_back(short_name(ranking, family.standing));
    for (const FailedMust& failure : family.failures) {
      if (!failure.by_default) continue;
      std::string need = "need." + failure.need_id.value_or("");
      if (std::find(needs.begin(), needs.end(), need) == needs.end())
        needs.push_back(std::move(need));
    }
  }
  if (entries.empty()) return {};
  return counted(entries.size(), "more is", "more are") + " left out by default (" + listed(needs) +
         ")" + (names ? ": " + listed(entries) + "." : ".");
}

std::string unasked_text(const Ranking& ranking) {
  std::map<std::string, std::size_t> unasked;
  const auto add = [&](const RankedFamily& family) {
    for (const std::string& need : family.unasked) ++unasked[need];
  };
  for (const RankedFamily& family : ranking.ranking) add(family);
  for (const ExcludedFamily& family : ranking.excluded) add(family.standing);
  std::string text;
  for (const auto& [need, count] : unasked)
    text.append(text.empty() ? "" : " ")
        .append("need." + need + " is not asked of " + counted_entries(ranking, count) +
                ", as no source states what it reads.");
  return text;
}

std::vector<std::string> open_musts(const RankedFamily& family) {
  if (family.status != Status::to_verify) return {};
  std::vector<std::string> titles;
  for (const NeedResult& need : family.criteria)
    if (need.must && need.verdict == Verdict::unknown)
      titles.push_back(need.title.empty() ? need.need_id : need.title);
  if (std::any_of(family.questions.begin(), family.questions.end(),
                  [](const Question& question) { return question.need_id.empty(); }))
    titles.emplace_back("a rule that may exclude it");
  return titles;
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  std::string text = std::to_string(count);
  return text.append(" ").append(count == 1 ? one : many);
}

}  // namespace shortlist::reporting
