// What `check` says of a rule base that loads: entries without effect, and facts that are thin or
// old. Everything is judged on the claims as they are believed.

#include "base/date.hpp"
#include "base/problem.hpp"
#include "base/text.hpp"
#include "evaluate/evaluate.hpp"
#include "model/find_family.hpp"
#include "shortlist/model.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist {

namespace {

constexpr int days_of_a_year = 365;

class Reviewer {
 public:
  explicit Reviewer(const model::Catalogue& catalogue)
      : catalogue_(catalogue),
        rules_(catalogue.rules()),
        licence_facts_(rules_.vocabulary.facts.size()) {
    for (const model::Criterion& criterion : rules_.criteria)
      if (criterion.kind == model::Kind::licence)
        licence_facts_[static_cast<std::size_t>(criterion.fact)] = true;
    for (const model::SeenFamily& seen : catalogue.families()) {
      first_of_family_.push_back(subjects_.size());
      if (seen.candidates.empty()) subjects_.emplace_back(catalogue, seen, seen.whole);
      for (const auto& sight : seen.candidates) subjects_.emplace_back(catalogue, seen, sight);
    }
  }

  Diagnostics take() { return std::move(found_); }

  void dead_rules() {
    for (const model::Rule& rule : rules_.rules) {
      if (!any([&](const auto& subject) { return evaluate::can_fire(rule, subject); }))
        warn(rule.where, "rule " + rule.id + " never applies: no variant meets its 'when'",
             "state the facts that it reads, or delete it");
      else if (rule.infer && rule.reweigh.empty() && !rule.exclude && !rule.warn &&
               !any([&](const auto& subject) { return evaluate::can_infer(rule, subject); }))
        warn(rule.where,
             "rule " + rule.id + " adds nothing: what it infers is stated wherever it applies",
             "keep it only for families to come");
    }
  }

  void criteria_without_facts() {
    for (const model::Criterion& criterion : rules_.criteria)
      if (const auto facts = model::facts_of(criterion);
          !facts.empty() && !any([&](const auto& subject) { return known(criterion, subject); }))
        warn(criterion.where,
             "criterion " + criterion.id + " reads " + fact_id(facts.front()) +
                 (facts.size() > 1 && criterion.kind == model::Kind::curve ? " and others" : "") +
                 ", which no source states of any family",
             "claim it of the families that have it, or delete the criterion");
  }

  // Most: more than half of the criteria that read a fact, on the variant that is known best.
  void families_that_are_mostly_unknown(bool thorough) {
    std::size_t number = 0;
    for (const model::SeenFamily& seen : catalogue_.families()) {
      const auto subjects = subjects_of(number++);
      std::size_t all = 0;
      std::vector<std::string> missing;
      for (const model::Criterion& criterion : rules_.criteria) {
        if (criterion.kind == model::Kind::device) continue;
        ++all;
        const bool some = std::any_of(subjects.begin(), subjects.end(), [&](const auto& subject) {
          return known(criterion, subject);
        });
        if (!some) missing.push_back(criterion.id);
      }
      if (2 * missing.size() <= all) continue;
      warn(seen.family->where,
           "family " + seen.family->id + " is unknown on " + std::to_string(missing.size()) +
               " of " + std::to_string(all) + " criteria",
           thorough ? "nobody states what these read: " + listed(missing) : "--verbose names them");
    }
  }

  void licences_without_families() {
    std::unordered_set<std::string> claimed;
    const auto note = [&](const std::vector<model::Claim>& claims) {
      for (const model::Claim& claim : claims)
        if (const auto* const set = std::get_if<model::ItemSet>(claim.value.get()))
          if (licence_facts_[static_cast<std::size_t>(claim.fact)])
            for (const model::Item& item : set->items) claimed.insert(item.key);
    };
    for (const model::Family& family : rules_.families) {
      note(family.claims);
      for (const model::Variant& variant : family.variants) note(variant.claims);
    }
    for (const model::Licence& licence : rules_.licences)
      if (!claimed.contains(fold(licence.id)))
        warn(licence.where, "licence " + licence.id + " is that of no family",
             "delete it, or claim it of the family it belongs to");
  }

  // The age of a value is that of its source, and a family is as fresh as its newest.
  void stale_families(Date since, bool thorough) {
    for (const model::Family& family : rules_.families) {
      const model::Source* newest = nullptr;
      std::size_t undated = 0;
      for (const model::Source& source : family.sources) {
        if (!source.as_of)
          ++undated;
        else if (newest == nullptr || *source.as_of > *newest->as_of)
          newest = &source;
      }
      if (newest != nullptr && *newest->as_of >= since) continue;
      std::string message =
          "family " + family.id + " has no source dated " + date_text(since) + " or later";
      message.append(newest == nullptr ? ": none has a date" : ": the newest is " + dated(*newest));
      if (newest != nullptr && undated > 0)
        message.append(", and ")
            .append(std::to_string(undated))
            .append(undated == 1 ? " has no date" : " have no date");
      warn(family.where, std::move(message),
           thorough ? "look whether the vendor says something newer"
                    : "--verbose names all that is older");
    }
  }

  // Old: before the date, else more than a year before the rule base.
  void undated_and_old_sources(std::optional<Date> since) {
    const Date oldest = since.value_or(Date{rules_.as_of.days - days_of_a_year});
    for (const model::Family& family : rules_.families) {
      std::vector<std::string> undated;
      std::vector<std::string> old;
      for (const model::Source& source : family.sources) {
        if (!source.as_of)
          undated.push_back(source.id);
        else if (*source.as_of < oldest)
          old.push_back(dated(source));
      }
      if (!undated.empty())
        warn(family.where,
             "family " + family.id + " has sources without a date: " + listed(undated),
             "state as_of where the source has one");
      if (!old.empty())
        warn(family.where,
             "family " + family.id + " has values " +
                 (since ? "older than " + date_text(*since)
                        : "over a year older than the rule base") +
                 ", from " + listed(old),
             "look whether the source says something newer");
    }
  }

  void terms_that_are_not_stated() {
    for (const model::Licence& licence : rules_.licences) {
      std::vector<std::string> terms;
      const auto missing = [&](bool stated, const char* term) {
        if (!stated) terms.emplace_back(term);
      };
      missing(licence.commercial.has_value(), "commercial");
      missing(licence.redistribution.has_value(), "redistribution");
      missing(licence.derivatives.has_value(), "derivatives");
      missing(licence.hosted_service.has_value(), "hosted_service");
      missing(licence.output_training.has_value(), "output_training");
      missing(!licence.url.empty(), "url");
      missing(!licence.source.empty(), "source");
      if (!terms.empty())
        warn(licence.where, "licence " + licence.id + " does not state " + listed(terms),
             "a term that is not stated restricts nothing: read the licence before relying on it");
    }
  }

 private:
  // "card (2026-03-02)".
  static std::string dated(const model::Source& source) {
    return source.id + " (" + date_text(*source.as_of) + ")";
  }

  template <class Test>
  bool any(Test test) const {
    return std::any_of(subjects_.begin(), subjects_.end(), test);
  }

  static bool known(const model::Criterion& criterion, const evaluate::Subject& subject) {
    const auto stated = [&](model::FactIndex fact) {
      return subject.believed(fact, criterion.scope) != nullptr;
    };
    if (criterion.kind != model::Kind::curve) return stated(criterion.fact);
    const auto facts = model::facts_of(criterion);  // of its benchmarks: one will do
    return std::any_of(facts.begin(), facts.end(), stated);
  }

  std::span<const evaluate::Subject> subjects_of(std::size_t family) const {
    const std::size_t first = first_of_family_[family];
    const bool last = family + 1 == first_of_family_.size();
    const std::size_t end = last ? subjects_.size() : first_of_family_[family + 1];
    return std::span(subjects_).subspan(first, end - first);
  }

  const std::string& fact_id(model::FactIndex fact) const {
    return rules_.vocabulary.facts[static_cast<std::size_t>(fact)].id;
  }

  void warn(Where where, std::string message, std::string suggestion) {
    const bool placed = where.file >= 0;
    found_.push_back({Severity::warning,
                      placed ? rules_.files[static_cast<std::size_t>(where.file)] : std::string(),
                      where.line,
                      where.column,
                      std::move(message),
                      std::move(suggestion),
                      {}});
  }

  const model::Catalogue& catalogue_;
  const model::RuleBase& rules_;
  std::vector<bool> licence_facts_;
  std::vector<evaluate::Subject> subjects_;
  std::vector<std::size_t> first_of_family_;  // of the subjects
  Diagnostics found_;
};

}  // namespace

Result<Diagnostics> review(const RuleBase& rule_base, const ReviewOptions& options) {
  const bool thorough = options.thorough;
  const auto since = options.stale ? parse_date(*options.stale) : std::nullopt;
  if (options.stale && !since)
    return model::usage(shortened("'" + *options.stale + "' is no date"),
                        "write year, month and day, as in " + rule_base.as_of());
  Reviewer reviewer(rule_base.catalogue());
  reviewer.dead_rules();
  reviewer.criteria_without_facts();
  reviewer.families_that_are_mostly_unknown(thorough);
  reviewer.licences_without_families();
  if (since) reviewer.stale_families(*since, thorough);
  if (thorough) {
    reviewer.undated_and_old_sources(since);
    reviewer.terms_that_are_not_stated();
  }
  return reviewer.take();
}

}  // namespace shortlist
