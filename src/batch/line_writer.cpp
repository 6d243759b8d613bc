// A ranking is mostly words that recur; only scores, ranks and weights are of the profile alone. So
// a line is put together from texts, in the order in which `rank` has them. The tests hold the two
// to each other byte for byte.

#include "batch/line_writer.hpp"

#include "base/quantity.hpp"
#include "decide/workload.hpp"
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

constexpr std::size_t escaped = 6;  // bytes for one of a text in JSON, at most

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

std::size_t bytes_of(const Cell& cell) {
  std::size_t bytes = sizeof cell + a_block;
  for (const auto* text : {&cell.values, &cell.fact, &cell.reason, &cell.evidence, &cell.policy})
    bytes += batching::bytes_of(*text);
  for (const auto* texts : {&cell.obligations, &cell.warnings, &cell.questions})
    bytes += batching::bytes_of(*texts);
  return bytes;
}

std::size_t bytes_of(const CandidateText& text) {
  std::size_t bytes = sizeof text + a_block;
  for (const auto* part : {&text.names, &text.rules, &text.disputed, &text.rule_failures})
    bytes += batching::bytes_of(*part);
  return bytes + batching::bytes_of(text.warnings) + batching::bytes_of(text.questions);
}

// What texts take as JSON, at most.
std::size_t written(const std::vector<std::string>& texts) {
  std::size_t bytes = 0;
  for (const std::string& text : texts) bytes += escaped * text.size() + 3;
  return bytes;
}

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
  for (auto* text : {&cell.values, &cell.fact, &cell.reason, &cell.evidence, &cell.policy})
    text->shrink_to_fit();
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
  if (!family.unasked.empty()) {
    append_key("unasked", text.rules);
    append_compact(family.unasked, text.rules);
  }
  Json disputed = Json::array();
  for (const model::Variant* each : subject.family().disputed) disputed.push_back(each->id);
  append_key("disputed", text.disputed);
  append_compact(disputed, text.disputed);
  for (const FailedMust& failure : explanation::failures_of_rules(frame, subject)) {
    text.rule_failures.append(text.rule_failures.empty() ? "" : ",");
    append_compact(reporting::failure_json(failure), text.rule_failures);
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

constexpr std::size_t names_and_numbers = 1'024;  // keys, ids and numbers of one part, at most

// The families of one decision, from what recurs.
class FamilyWriter {
 public:
  FamilyWriter(Recurrence& recurrence, const Recurring& recurring, const explanation::Frame& frame,
               Claim& claim, std::string& out)
      : recurrence_(recurrence),
        recurring_(recurring),
        frame_(frame),
        runtimes_(explanation::runtimes_to_start(frame.catalogue.rules(), frame.profile)),
        claim_(claim),
        out_(out) {
    for (const model::Need& need : frame.profile.needs)
      needs_.push_back(need_text(frame.catalogue.rules(), need));
  }

  void append_ranked(const decide::Standing& standing) {
    const decide::Alternative& best = look_up(standing);
    claim_.room(names_and_numbers + candidate_->names.size(), out_);
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
    claim_.room(names_and_numbers + candidate_->names.size(), out_);
    out_.append("{").append(candidate_->names);
    append_failures(best);
    append_relaxation(standing);
    append_quantisation(best);
    append_scores(best);
    append_criteria();
    append_notes(best);
  }

 private:
  // The texts of the best alternative, made where they are not there yet. Those that are not kept
  // are there until the next family.
  const decide::Alternative& look_up(const decide::Standing& standing) {
    const decide::Alternative& best = standing.best();
    const std::size_t subject = recurrence_.subject_of(best);
    cells_.clear();
    own_cells_.clear();
    own_candidate_.reset();
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < recurring_.needs.size(); ++i) {
      auto& kept = recurring_.needs[i]->cells[subject];
      std::unique_ptr<const Cell> made;
      if (!kept) made = std::make_unique<const Cell>(make_cell(frame_, best, i));
      cells_.push_back(kept ? kept.get() : made.get());
      const std::size_t size = bytes_of(*cells_.back());
      bytes += size;
      if (made) (recurrence_.keeps(size) ? kept : own_cells_.emplace_back()) = std::move(made);
      claim_.beside(bytes);
    }
    auto& candidate = recurring_.situation.candidates[subject];
    candidate_ = candidate.get();
    if (candidate_ == nullptr) {
      auto made = std::make_unique<CandidateText>(make_candidate(frame_, best.subject));
      candidate_ = made.get();
      (recurrence_.keeps(bytes_of(*made)) ? candidate : own_candidate_) = std::move(made);
    }
    claim_.beside(bytes + bytes_of(*candidate_));
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
      const NeedText& need = needs_[i];
      claim_.room(names_and_numbers + need.begin.size() + need.stated.size() + need.end.size() +
                      cell.values.size() + cell.fact.size() + cell.reason.size() +
                      cell.evidence.size() + cell.policy.size(),
                  out_);
      out_.append(i == 0 ? "[" : ",").append(need.begin).append(cell.values);
      append_number("weight", frame_.weights[i], out_);
      append_number("contribution", frame_.weights[i] * cell.value, out_);
      append_key("need", out_);
      out_.append(need.stated);
      append_key("fact", out_);
      out_.append(cell.fact);
      append_key("reason", out_);
      out_.append(cell.reason).append(cell.evidence).append(need.end).append(cell.policy);
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
      claim_.room(names_and_numbers + needs_[i].begin.size() + needs_[i].stated.size() +
                      cells_[i]->fact.size() + cells_[i]->reason.size(),
                  out_);
      out_.append(out_.size() == begin ? "" : ",").append("{\"need_id\":");
      append_text(frame_.profile.needs[i].id, out_);
      out_.append(",\"rule\":null,\"need\":").append(needs_[i].stated);
      append_key("fact", out_);
      out_.append(cells_[i]->fact);
      append_key("reason", out_);
      out_.append(cells_[i]->reason).push_back('}');
    }
    if (out_.size() > begin && !candidate_->rule_failures.empty()) out_.push_back(',');
    claim_.room(names_and_numbers + candidate_->rule_failures.size(), out_);
    out_.append(candidate_->rule_failures).push_back(']');
  }

  // With what it readmits. Weights only say in which order alternatives are tried.
  void append_relaxation(const decide::Standing& standing) {
    std::string key = std::to_string(standing.best().family);
    for (const decide::Alternative& each : standing.all)
      key.append(",").append(std::to_string(each.candidate));
    const auto known = recurring_.relaxations.find(key);
    std::string made;
    if (known == recurring_.relaxations.end()) made = make_relaxation(standing);
    const std::string& text = known == recurring_.relaxations.end() ? made : known->second;
    claim_.room(names_and_numbers + text.size(), out_);
    append_key("relaxation", out_);
    out_.append(text);
    if (known == recurring_.relaxations.end() &&
        recurrence_.keeps(a_node + batching::bytes_of(key) + batching::bytes_of(made)))
      recurring_.relaxations.emplace(std::move(key), std::move(made));
  }

  std::string make_relaxation(const decide::Standing& standing) const {
    const auto readmission = explanation::relax(frame_, standing);
    std::string text =
        readmission ? compact(reporting::changes_json(readmission->changes)) : "null";
    append_key("readmitted", text);
    if (readmission && readmission->variant != nullptr)
      append_text(readmission->variant->id, text);
    else
      text.append("null");
    return text;
  }

  void append_notes(const decide::Alternative& best) {
    Texts obligations;
    Texts warnings;
    std::vector<const std::string*> questions;
    std::size_t bytes = written(candidate_->warnings) + written(candidate_->questions);
    const auto add = [&](const std::vector<std::string>& more) {
      for (const std::string& each : more) questions.push_back(&each);
    };
    for (const Cell* cell : cells_) {
      obligations.add(cell->obligations);
      warnings.add(cell->warnings);
      add(cell->questions);
      bytes += written(cell->obligations) + written(cell->warnings) + written(cell->questions);
    }
    warnings.add(candidate_->warnings);
    add(candidate_->questions);
    const std::string& begin = start(best);
    claim_.room(names_and_numbers + bytes + candidate_->rules.size() + begin.size() +
                    candidate_->disputed.size(),
                out_);
    append_key("obligations", out_);
    obligations.append(out_);
    append_key("warnings", out_);
    warnings.append(out_);
    append_key("questions", out_);
    append_list(questions, out_);
    out_.append(candidate_->rules).append(begin).append(candidate_->disputed).append("}");
  }

  const std::string& start(const decide::Alternative& best) {
    const std::pair key{best.quantisation, runtimes_};
    const auto known = candidate_->starts.find(key);
    if (known != candidate_->starts.end()) return known->second;
    own_start_ = make_start(best, runtimes_);
    const std::size_t bytes =
        a_node + sizeof key + batching::bytes_of(runtimes_) + batching::bytes_of(own_start_);
    if (!recurrence_.keeps(bytes)) return own_start_;
    return candidate_->starts.emplace(key, std::move(own_start_)).first->second;
  }

  static constexpr std::size_t a_node = 96;  // of a map

  Recurrence& recurrence_;
  const Recurring& recurring_;
  const explanation::Frame& frame_;
  const std::vector<int> runtimes_;
  Claim& claim_;
  std::string& out_;
  std::vector<NeedText> needs_;
  std::vector<const Cell*> cells_;  // of the family at hand, by need
  CandidateText* candidate_ = nullptr;
  // What found no room where it is kept.
  std::vector<std::unique_ptr<const Cell>> own_cells_;
  std::unique_ptr<CandidateText> own_candidate_;
  std::string own_start_;
};

// The families of a decision whose needs hang on each other, each as `rank` has it.
class WholeFamilyWriter {
 public:
  WholeFamilyWriter(const explanation::Frame& frame, Claim& claim, std::string& out)
      : frame_(frame), claim_(claim), out_(out) {}

  void append_ranked(const decide::Standing& standing) {
    append(reporting::json_of(explanation::describe(frame_, standing)));
  }
  void append_excluded(const decide::Standing& standing) {
    append(reporting::json_of(explanation::describe_excluded(frame_, standing)));
  }

 private:
  void append(const Json& family) {
    const std::string text = compact(family);
    constexpr std::size_t in_words = 4;  // as a description, and as a tree
    claim_.beside(in_words * text.size());
    claim_.room(names_and_numbers + text.size(), out_);
    out_.append(text);
  }

  const explanation::Frame& frame_;
  Claim& claim_;
  std::string& out_;
};

std::vector<int> positions(const RuleBase& rule_base, const RankOptions& options) {
  auto only = model::find_families(rule_base.catalogue(), options.only);
  return only ? std::move(*only) : std::vector<int>{};
}

void append_diagnostics(const Diagnostics& diagnostics, Claim& claim, std::string& out) {
  claim.room(names_and_numbers, out);
  out.push_back('[');
  for (const Diagnostic& diagnostic : diagnostics) {
    const std::string text = compact(reporting::json_of(diagnostic));
    claim.room(names_and_numbers + text.size(), out);
    out.append(&diagnostic == &diagnostics.front() ? "" : ",").append(text);
  }
  out.push_back(']');
}

void append_error(const reporting::BatchInput& input, const Diagnostics& diagnostics, Claim& claim,
                  std::string& out) {
  claim.room(names_and_numbers + escaped * input.file.size(), out);
  reporting::append_input(input, out);
  out.append(",\"error\":{\"diagnostics\":");
  append_diagnostics(diagnostics, claim, out);
  out.append("}}\n");
}

template <class Writer>
void append_families(const decide::Decision& decision, std::optional<int> top, Claim& claim,
                     Writer&& writer, std::string& out) {
  out.append("},\"ranking\":[");
  const std::size_t shown = std::min<std::size_t>(
      decision.ranked.size(), static_cast<std::size_t>(std::max(
                                  top.value_or(static_cast<int>(decision.ranked.size())), 0)));
  for (std::size_t i = 0; i < shown; ++i) {
    out.append(i == 0 ? "" : ",");
    writer.append_ranked(decision.ranked[i]);
  }
  claim.room(names_and_numbers, out);
  out.append("],\"excluded\":[");
  for (std::size_t i = 0; i < decision.excluded.size(); ++i) {
    out.append(i == 0 ? "" : ",");
    writer.append_excluded(decision.excluded[i]);
  }
}

}  // namespace

Diagnostics too_large(const BatchProfile& profile, std::uint64_t memory) {
  return {{Severity::error,
           profile.file,
           static_cast<int>(profile.line),
           0,
           "it takes more memory than a profile and its line may: half of " +
               memory_text(static_cast<double>(memory)),
           "--memory allows more; shorter texts and lists, fewer needs and --top take less",
           {}}};
}

LineWriter::LineWriter(RuleBase rule_base, LineOptions options)
    : rule_base_(std::move(rule_base)),
      options_(std::move(options)),
      only_(positions(rule_base_, options_.rank)),
      recurrence_(rule_base_.catalogue(), options_.cache),
      reading_(rule_base_.catalogue().rules()) {
  for (const model::SeenFamily& family : rule_base_.catalogue().families())
    subjects_ += std::max<std::size_t>(family.candidates.size(), 1);
  for (const Policy& policy : options_.policies)
    policies_bytes_ += batching::bytes_of(policy.model().needs);
}

bool LineWriter::append(const BatchProfile& profile, Claim& claim, std::string& out) {
  // Whatever becomes of it, the next profile finds no more kept than there is room for.
  const struct Settle {
    Recurrence& recurrence;
    ~Settle() { recurrence.settle(); }
  } settle{recurrence_};
  try {
    return append_result(profile, claim, out);
  } catch (const TooLarge&) {
    std::string().swap(out);
    claim.restart(profile.text.size());
    append_error({profile.file, profile.line}, too_large(profile, options_.memory), claim, out);
    return false;
  }
}

bool LineWriter::append_result(const BatchProfile& profile, Claim& claim, std::string& out) {
  const reporting::BatchInput input{profile.file, profile.line};
  if (!profile.missing.empty()) {
    append_error(input, profile.missing, claim, out);
    return false;
  }
  claim.work(profile.text.size() + reading_.of(profile) + policies_bytes_);
  auto parsed = parse_profile(rule_base_, profile.text, profile.file, profile.format);
  if (!parsed) {
    append_error(input, on_line(std::move(parsed.error().diagnostics), profile.line), claim, out);
    return false;
  }
  *parsed = with_policies(*parsed, options_.policies);
  const Diagnostics warnings = on_line(parsed->warnings(), profile.line);
  if (const auto bounded = decide::bounded(rule_base_.catalogue(), parsed->model(), only_);
      !bounded) {
    append_error(input, on_line(bounded.error().diagnostics, profile.line), claim, out);
    return false;
  }
  claim.work(profile.text.size() + ranking_cost(parsed->model()));
  append_ranking(input, warnings, *parsed, claim, out);
  return true;
}

// Keys, relaxations and descriptions copy the profile; alternatives, each with its outcomes, are
// all there until the last is written.
std::size_t LineWriter::ranking_cost(const model::Profile& profile) const {
  constexpr std::size_t copies = 6;
  constexpr std::size_t of_a_need = 8'192;  // in words
  constexpr std::size_t an_outcome = 2 * sizeof(evaluate::Outcome) + 4 * sizeof(double);
  constexpr std::size_t of_a_subject = 4'096;  // with what rules infer
  const std::size_t needs = profile.needs.size();
  const std::size_t alternatives =
      decide::judges_one_by_one(profile)
          ? subjects_
          : subjects_ *
                std::max<std::size_t>(rule_base_.catalogue().rules().quantisations.size(), 1);
  return copies * batching::bytes_of(profile) + needs * of_a_need + subjects_ * of_a_subject +
         alternatives * (sizeof(decide::Alternative) + needs * an_outcome);
}

void LineWriter::append_ranking(const reporting::BatchInput& input, const Diagnostics& warnings,
                                const Profile& profile, Claim& claim, std::string& out) {
  const model::Catalogue& catalogue = rule_base_.catalogue();
  const decide::Options how{.only = only_, .unknown = options_.rank.unknown};
  const auto recurring = recurrence_.find(profile.model());
  decide::Decision decision;
  if (recurring) {
    decide::Judged judged{recurring->situation.subjects, {}};
    for (const RecurringNeed* need : recurring->needs) judged.needs.push_back(&need->judged);
    decision = decide::decide(catalogue, profile.model(), how, judged);
  } else {
    decision = decide::decide(catalogue, profile.model(), how);
  }
  const explanation::Frame frame{catalogue, profile.model(), decision.weights, decision.reweighing,
                                 options_.rank.unknown};
  claim.room(names_and_numbers + escaped * (2 * input.file.size() + profile.title().size() +
                                            catalogue.rules().title.size()),
             out);
  reporting::append_input(input, out);
  append_key("warnings", out);
  append_diagnostics(warnings, claim, out);
  reporting::append_document(
      {profile.title(), profile.file(), catalogue.rules().title, catalogue.fingerprint()}, out);
  append_key("weights", out);
  for (std::size_t i = 0; i < decision.weights.size(); ++i) {
    const std::string& id = profile.model().needs[i].id;
    claim.room(names_and_numbers + escaped * id.size(), out);
    out.append(i == 0 ? "{" : ",");
    append_text(id, out);
    out.push_back(':');
    reporting::append_number(decision.weights[i], out);
  }
  if (recurring)
    append_families(decision, options_.top, claim,
                    FamilyWriter(recurrence_, *recurring, frame, claim, out), out);
  else
    append_families(decision, options_.top, claim, WholeFamilyWriter(frame, claim, out), out);
  const std::string reweighed = compact(reporting::rules_json(explanation::reweighed(frame)));
  claim.room(names_and_numbers + reweighed.size(), out);
  out.append("],\"reweighed\":").append(reweighed);
  append_key("clear_winner", out);
  out.append(decide::clear_winner(decision.ranked) ? "true" : "false");
  append_key("first_place", out);
  append_compact(reporting::json_of(explanation::first_place(frame, decision)), out);
  out.append("}\n");
}

}  // namespace shortlist::batching
