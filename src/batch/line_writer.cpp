// A ranking is mostly words that recur; only scores, ranks and weights are of the profile alone. So
// a line is put together from texts, in the order in which `rank` has them. The tests hold the two
// to each other byte for byte.

#include "batch/line_writer.hpp"

#include "explain/relaxation.hpp"
#include "model/find_family.hpp"
#include "report/json_family.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

namespace shortlist::batching {

namespace {

using reporting::append_compact;
using reporting::append_number;
using reporting::append_text;
using reporting::Json;

// Diagnostics of a text that stands on a line of its file.
Diagnostics on_line(Diagnostics diagnostics, std::uint64_t line) {
  for (Diagnostic& each : diagnostics)
    if (line > 0 && each.line > 0) each.line += static_cast<int>(line) - 1;
  return diagnostics;
}

std::string compact(const Json& value) {
  std::string text;
  append_compact(value, text);
  return text;
}

std::vector<std::string> as_json(const std::vector<Question>& questions) {
  std::vector<std::string> all;
  all.reserve(questions.size());
  for (const Question& question : questions)
    all.push_back(compact(reporting::question_json(question)));
  return all;
}

void append_key(std::string_view key, std::string& out) {
  out.append(",\"").append(key).append("\":");
}

void append_number(std::string_view key, double number, std::string& out) {
  append_key(key, out);
  append_number(number, out);
}

// Commas between what is already JSON.
void append_list(const std::vector<const std::string*>& items, std::string& out) {
  out.push_back('[');
  for (const std::string* item : items) out.append(item == items.front() ? "" : ",").append(*item);
  out.push_back(']');
}

// Texts, each once.
class Texts {
 public:
  void add(const std::vector<std::string>& texts) {
    for (const std::string& text : texts)
      if (std::none_of(all_.begin(), all_.end(), [&](const auto* each) { return *each == text; }))
        all_.push_back(&text);
  }
  void append(std::string& out) const {
    out.push_back('[');
    for (const std::string* text : all_) {
      if (text != all_.front()) out.push_back(',');
      append_text(*text, out);
    }
    out.push_back(']');
  }

 private:
  std::vector<const std::string*> all_;
};

Cell make_cell(const explanation::Frame& frame, const decide::Alternative& alternative,
               std::size_t need) {
  RankedFamily notes;
  const NeedResult result = explanation::describe_need(frame, alternative, need, notes);
  Cell cell;
  cell.value = result.value;
  cell.values.append(",\"verdict\":\"").append(reporting::word(result.verdict)).append("\"");
  append_number("value", result.value, cell.values);
  append_number("value_low", result.value_low, cell.values);
  append_number("value_high", result.value_high, cell.values);
  cell.fact = compact(reporting::facts_json(result.facts));
  append_text(result.reason, cell.reason);
  append_key("sources", cell.evidence);
  append_compact(result.sources, cell.evidence);
  append_key("conflicts", cell.evidence);
  append_compact(reporting::conflicts_json(result.conflicts, true), cell.evidence);
  append_key("rules", cell.evidence);
  append_compact(result.rules, cell.evidence);
  if (result.policy) {
    append_key("policy", cell.policy);
    append_compact(reporting::policy_json(*result.policy), cell.policy);
  }
  cell.obligations = std::move(notes.obligations);
  cell.warnings = std::move(notes.warnings);
  cell.questions = as_json(notes.questions);
  return cell;
}

CandidateText make_candidate(const explanation::Frame& frame, const evaluate::Subject& subject) {
  RankedFamily family;
  explanation::describe_rules(frame, subject, family);
  CandidateText text;
  const model::Variant* const variant = subject.variant();
  text.names.append("\"family\":");
  append_text(subject.family().family->id, text.names);
  append_key("name", text.names);
  append_text(subject.family().family->name, text.names);
  append_key("variant", text.names);
  append_compact(variant == nullptr ? Json(nullptr) : Json(variant->id), text.names);
  append_key("variant_name", text.rules);
  append_text(variant == nullptr ? "" : variant->name, text.rules);
  append_key("rules", text.rules);
  append_compact(reporting::rules_json(family.rules), text.rules);
  Json disputed = Json::array();
  for (const model::Variant* each : subject.family().disputed) disputed.push_back(each->id);
  append_key("disputed", text.disputed);
  append_compact(disputed, text.disputed);
  for (const int index : subject.effects().excluding) {
    const model::Rule& rule = frame.catalogue.rules().rules[static_cast<std::size_t>(index)];
    text.rule_failures.append(text.rule_failures.empty() ? "" : ",");
    text.rule_failures.append("{\"need_id\":null,\"rule\":");
    append_text(rule.id, text.rule_failures);
    text.rule_failures.append(",\"need\":{},\"fact\":[],\"reason\":");
    append_text(rule.because, text.rule_failures);
    text.rule_failures.push_back('}');
  }
  text.warnings = std::move(family.warnings);
  text.questions = as_json(family.questions);
  return text;
}

std::string make_start(const decide::Alternative& alternative, const std::vector<int>& runtimes) {
  RankedFamily family;
  explanation::describe_start(alternative, runtimes, family);
  std::string text;
  append_key("weights_at", text);
  append_compact(family.weights_at, text);
  append_key("start", text);
  append_compact(family.start, text);
  return text;
}

// What of a need is the same for all families.
struct NeedText {
  std::string begin;   // need_id, criterion, level
  std::string stated;  // the keys
  std::string end;     // title, because
};

NeedText need_text(const model::RuleBase& rules, const model::Need& need) {
  const auto& criterion = rules.criteria[static_cast<std::size_t>(need.criterion)];
  NeedText text;
  text.begin.append("{\"need_id\":");
  append_text(need.id, text.begin);
  append_key("criterion", text.begin);
  append_text(criterion.id, text.begin);
  append_key("level", text.begin);
  text.begin.append(need.must ? "\"must\"" : "\"should\"");
  append_compact(reporting::json_value(explanation::stated(need)), text.stated);
  append_key("title", text.end);
  append_text(need.policy ? "Policy: " + criterion.title : criterion.title, text.end);
  append_key("because", text.end);
  if (need.because.empty())
    text.end.append("null");
  else
    append_text(need.because, text.end);
  return text;
}

// The families of one decision.
class FamilyWriter {
 public:
  FamilyWriter(Recurrence& recurrence, const Recurring& recurring, const explanation::Frame& frame,
               std::string& out)
      : recurrence_(recurrence),
        recurring_(recurring),
        frame_(frame),
        runtimes_(explanation::runtimes_asked(frame.profile)),
        out_(out) {
    for (const model::Need& need : frame.profile.needs)
      needs_.push_back(need_text(frame.catalogue.rules(), need));
  }

  void append_ranked(const decide::Standing& standing) {
    const decide::Alternative& best = look_up(standing);
    out_.append("{\"rank\":").append(std::to_string(standing.rank)).append(",");
    out_.append(candidate_->names);
    append_quantisation(best);
    append_scores(best);
    append_number("rank_best", standing.rank_best, out_);
    append_number("rank_worst", standing.rank_worst, out_);
    append_criteria();
    append_notes(best);
  }

  void append_excluded(const decide::Standing& standing) {
    const decide::Alternative& best = look_up(standing);
    out_.append("{").append(candidate_->names);
    append_failures(best);
    append_key("relaxation", out_);
    out_.append(relaxation(standing));
    append_quantisation(best);
    append_scores(best);
    append_criteria();
    append_notes(best);
  }

 private:
  // The texts of the best alternative, made where they are not there yet.
  const decide::Alternative& look_up(const decide::Standing& standing) {
    const decide::Alternative& best = standing.best();
    const std::size_t subject = recurrence_.subject_of(best);
    cells_.clear();
    for (std::size_t i = 0; i < recurring_.needs.size(); ++i) {
      auto& cell = recurring_.needs[i]->cells[subject];
      if (!cell) {
        cell = std::make_unique<const Cell>(make_cell(frame_, best, i));
        recurrence_.grow(sizeof(Cell) + cell->values.size() + cell->fact.size() +
                         cell->reason.size() + cell->evidence.size() +
                         text_of_a_note * (cell->obligations.size() + cell->warnings.size() +
                                           cell->questions.size()));
      }
      cells_.push_back(cell.get());
    }
    auto& candidate = recurring_.situation.candidates[subject];
    if (!candidate) {
      candidate = std::make_unique<CandidateText>(make_candidate(frame_, best.subject));
      recurrence_.grow(sizeof(CandidateText) + candidate->rules.size() +
                       candidate->disputed.size() +
                       text_of_a_note * (candidate->warnings.size() + candidate->questions.size()));
    }
    candidate_ = candidate.get();
    return best;
  }

  void append_quantisation(const decide::Alternative& best) {
    append_key("quantisation", out_);
    if (best.quantisation == evaluate::no_quantisation)
      out_.append("null");
    else
      append_text(
          frame_.catalogue.rules().quantisations[static_cast<std::size_t>(best.quantisation)].id,
          out_);
  }

  void append_scores(const decide::Alternative& best) {
    append_key("status", out_);
    append_text(reporting::id(best.status), out_);
    append_number("score", best.score, out_);
    append_number("score_low", best.score_low, out_);
    append_number("score_high", best.score_high, out_);
  }

  void append_criteria() {
    append_key("criteria", out_);
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const Cell& cell = *cells_[i];
      out_.append(i == 0 ? "[" : ",").append(needs_[i].begin).append(cell.values);
      append_number("weight", frame_.weights[i], out_);
      append_number("contribution", frame_.weights[i] * cell.value, out_);
      append_key("need", out_);
      out_.append(needs_[i].stated);
      append_key("fact", out_);
      out_.append(cell.fact);
      append_key("reason", out_);
      out_.append(cell.reason).append(cell.evidence).append(needs_[i].end).append(cell.policy);
      out_.push_back('}');
    }
    out_.push_back(']');
  }

  void append_failures(const decide::Alternative& best) {
    append_key("failures", out_);
    out_.push_back('[');
    const std::size_t begin = out_.size();
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const Verdict verdict = best.outcomes[i].verdict;
      if (!frame_.profile.needs[i].must || verdict == Verdict::met || verdict == Verdict::unknown)
        continue;
      out_.append(out_.size() == begin ? "" : ",").append("{\"need_id\":");
      append_text(frame_.profile.needs[i].id, out_);
      out_.append(",\"rule\":null,\"need\":").append(needs_[i].stated);
      append_key("fact", out_);
      out_.append(cells_[i]->fact);
      append_key("reason", out_);
      out_.append(cells_[i]->reason).push_back('}');
    }
    if (out_.size() > begin && !candidate_->rule_failures.empty()) out_.push_back(',');
    out_.append(candidate_->rule_failures).push_back(']');
  }

  // With what it readmits. Weights only say in which order alternatives are tried.
  const std::string& relaxation(const decide::Standing& standing) {
    std::string key = std::to_string(standing.best().family);
    for (const decide::Alternative& each : standing.all)
      key.append(",").append(std::to_string(each.candidate));
    const auto [at, added] = recurring_.relaxations.try_emplace(std::move(key));
    if (added) {
      const auto readmission = explanation::relax(frame_, standing);
      at->second = readmission ? compact(reporting::changes_json(readmission->changes)) : "null";
      append_key("readmitted", at->second);
      if (readmission && readmission->variant != nullptr)
        append_text(readmission->variant->id, at->second);
      else
        at->second.append("null");
      recurrence_.grow(at->first.size() + at->second.size() + text_of_a_note);
    }
    return at->second;
  }

  void append_notes(const decide::Alternative& best) {
    Texts obligations;
    Texts warnings;
    std::vector<const std::string*> questions;
    const auto add = [&](const std::vector<std::string>& more) {
      for (const std::string& each : more) questions.push_back(&each);
    };
    for (const Cell* cell : cells_) {
      obligations.add(cell->obligations);
      warnings.add(cell->warnings);
      add(cell->questions);
    }
    warnings.add(candidate_->warnings);
    add(candidate_->questions);
    append_key("obligations", out_);
    obligations.append(out_);
    append_key("warnings", out_);
    warnings.append(out_);
    append_key("questions", out_);
    append_list(questions, out_);
    out_.append(candidate_->rules);
    auto [start, added] = candidate_->starts.try_emplace({best.quantisation, runtimes_});
    if (added) {
      start->second = make_start(best, runtimes_);
      recurrence_.grow(start->second.size() + text_of_a_note);
    }
    out_.append(start->second).append(candidate_->disputed).append("}");
  }

  static constexpr std::size_t text_of_a_note = 128;  // bytes, about

  Recurrence& recurrence_;
  const Recurring& recurring_;
  const explanation::Frame& frame_;
  const std::vector<int> runtimes_;
  std::string& out_;
  std::vector<NeedText> needs_;
  std::vector<const Cell*> cells_;  // of the family at hand, by need
  CandidateText* candidate_ = nullptr;
};

std::vector<int> positions(const RuleBase& rule_base, const RankOptions& options) {
  auto only = model::find_families(rule_base.catalogue(), options.only);
  return only ? std::move(*only) : std::vector<int>{};
}

}  // namespace

LineWriter::LineWriter(RuleBase rule_base, LineOptions options)
    : rule_base_(std::move(rule_base)),
      options_(std::move(options)),
      only_(positions(rule_base_, options_.rank)),
      recurrence_(rule_base_.catalogue()) {}

bool LineWriter::append(const BatchProfile& profile, std::string& out) {
  const reporting::BatchInput input{profile.file, profile.line};
  if (!profile.missing.empty()) {
    reporting::append_error_line(input, profile.missing, out);
    return false;
  }
  auto parsed = parse_profile(rule_base_, profile.text, profile.file, profile.format);
  if (!parsed) {
    reporting::append_error_line(input, on_line(parsed.error().diagnostics, profile.line), out);
    return false;
  }
  *parsed = with_policies(*parsed, options_.policies);
  const Diagnostics warnings = on_line(parsed->warnings(), profile.line);
  if (const auto recurring = recurrence_.find(parsed->model())) {
    append_recurring(input, warnings, *parsed, *recurring, out);
  } else {
    const auto ranking = rank(rule_base_, *parsed, options_.rank);
    reporting::append_line(input, warnings, *ranking, {.format = Format::json, .top = options_.top},
                           out);
  }
  return true;
}

void LineWriter::append_recurring(const reporting::BatchInput& input, const Diagnostics& warnings,
                                  const Profile& profile, const Recurring& recurring,
                                  std::string& out) {
  const model::Catalogue& catalogue = rule_base_.catalogue();
  decide::Judged judged{recurring.situation.subjects, {}};
  for (const RecurringNeed* need : recurring.needs) judged.needs.push_back(&need->judged);
  const decide::Decision decision = decide::decide(
      catalogue, profile.model(), {.only = only_, .unknown = options_.rank.unknown}, judged);
  const explanation::Frame frame{catalogue, profile.model(), decision.weights, decision.reweighing,
                                 options_.rank.unknown};
  reporting::append_head(
      input, warnings,
      {profile.title(), profile.file(), catalogue.rules().title, catalogue.fingerprint()}, out);
  append_key("weights", out);
  for (std::size_t i = 0; i < decision.weights.size(); ++i) {
    out.append(i == 0 ? "{" : ",");
    append_text(profile.model().needs[i].id, out);
    out.push_back(':');
    reporting::append_number(decision.weights[i], out);
  }
  FamilyWriter writer(recurrence_, recurring, frame, out);
  out.append("},\"ranking\":[");
  const std::size_t shown = std::min<std::size_t>(
      decision.ranked.size(),
      static_cast<std::size_t>(
          std::max(options_.top.value_or(static_cast<int>(decision.ranked.size())), 0)));
  for (std::size_t i = 0; i < shown; ++i) {
    out.append(i == 0 ? "" : ",");
    writer.append_ranked(decision.ranked[i]);
  }
  out.append("],\"excluded\":[");
  for (std::size_t i = 0; i < decision.excluded.size(); ++i) {
    out.append(i == 0 ? "" : ",");
    writer.append_excluded(decision.excluded[i]);
  }
  out.append("],\"reweighed\":");
  append_compact(reporting::rules_json(explanation::reweighed(frame)), out);
  append_key("clear_winner", out);
  out.append(decide::clear_winner(decision.ranked) ? "true}\n" : "false}\n");
}

}  // namespace shortlist::batching
