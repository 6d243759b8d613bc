// curve by language: each language is read from the first benchmark, in the criterion's order, of
// which its score is known. Benchmarks have scales of their own, so what is asked, and what the
// languages are averaged on, is the partial value, in points of 100.

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "evaluate/kinds.hpp"
#include "evaluate/scale.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::evaluate {

namespace {

using model::Criterion;
using model::LanguageKeys;

constexpr double full_marks = 100;

struct Mark {
  const LanguageKeys::Asked* asked = nullptr;
  std::optional<std::pair<std::size_t, model::FactIndex>> read;  // nothing: unknown
  Interval value;

  double low() const { return full_marks * value.low; }
  double high() const { return full_marks * value.high; }
};

// What no benchmark tells of may be anything.
Interval of_unknown(const Criterion& criterion, const LanguageKeys::Asked& asked) {
  if (asked.facts.empty()) return {0, 1};
  Interval all{1, 0};
  for (const auto& [benchmark, fact] : asked.facts) {
    const Interval one = reach(criterion.benchmarks[benchmark].points);
    all = {std::min(all.low, one.low), std::max(all.high, one.high)};
  }
  return all;
}

Mark mark(const Criterion& criterion, const LanguageKeys::Asked& asked, const Subject& subject) {
  for (const auto& [benchmark, fact] : asked.facts)
    if (const auto* const value = subject.value(fact, criterion.scope)) {
      const double at = on_curve(std::get<double>(*value), criterion.benchmarks[benchmark].points);
      return {&asked, std::pair{benchmark, fact}, {at, at}};
    }
  return {&asked, std::nullopt, of_unknown(criterion, asked)};
}

std::vector<Mark> marks(const Criterion& criterion, const LanguageKeys& keys,
                        const Subject& subject) {
  std::vector<Mark> all;
  all.reserve(keys.languages.size());
  for (const auto& asked : keys.languages) all.push_back(mark(criterion, asked, subject));
  return all;
}

// Without a gate a language has only to be known.
Truth passes(const Mark& mark, const std::optional<double>& at_least) {
  if (!at_least) return mark.read ? Truth::yes : Truth::unknown;
  if (mark.low() >= *at_least) return Truth::yes;
  return mark.high() >= *at_least ? Truth::unknown : Truth::no;
}

std::string points_text(double points) { return number_text(std::round(10 * points) / 10); }

// "German 85.8 of 100 (EuroEval rank 1.57)".
std::string described(const Criterion& criterion, const Mark& mark, const Subject& subject) {
  const auto& vocabulary = subject.rules().vocabulary;
  const auto& [benchmark, fact] = *mark.read;
  return vocabulary.language_name(mark.asked->language) + " " + points_text(mark.low()) +
         " of 100 (" + criterion.benchmarks[benchmark].title + " " +
         vocabulary.text(fact, *subject.value(fact, criterion.scope)) + ")";
}

// As asked; where not all are named the lowest are, for these decide.
std::string described(const Criterion& criterion, std::vector<Mark> known, const Subject& subject) {
  if (known.size() > handful + 1)
    std::stable_sort(known.begin(), known.end(), [](const Mark& left, const Mark& right) {
      return left.value.low < right.value.low;
    });
  return few_listed(known.size(),
                    [&](std::size_t at) { return described(criterion, known[at], subject); });
}

std::string names(const std::vector<Mark>& marks, const Subject& subject) {
  return few_listed(marks.size(), [&](std::size_t at) {
    return subject.rules().vocabulary.language_name(marks[at].asked->language);
  });
}

}  // namespace

Outcome evaluate_languages(const Criterion& criterion, const LanguageKeys& keys,
                           const Subject& subject) {
  Truth met = Truth::yes;
  Interval sum;
  for (const Mark& mark : marks(criterion, keys, subject)) {
    met = both(met, passes(mark, keys.at_least));
    sum.low += mark.value.low;
    sum.high += mark.value.high;
  }
  const auto count = static_cast<double>(keys.languages.size());
  return outcome(met, {sum.low / count, sum.high / count});
}

Account account_languages(const Criterion& criterion, const LanguageKeys& keys,
                          const Subject& subject) {
  Account account;
  std::vector<Mark> known;
  std::vector<Mark> unknown;
  std::vector<Mark> untold;  // no benchmark tells of the language
  for (const Mark& mark : marks(criterion, keys, subject)) {
    (mark.read ? known : mark.asked->facts.empty() ? untold : unknown).push_back(mark);
    if (mark.asked->facts.empty()) continue;
    const auto fact = mark.read.value_or(mark.asked->facts.front()).second;
    if (std::find(account.facts.begin(), account.facts.end(), fact) != account.facts.end())
      continue;  // both Norwegians are one board's
    account.facts.push_back(fact);
    if (!mark.read) account.questions.push_back(ask(subject, fact));
  }
  std::vector<std::string> phrases;
  if (!known.empty()) phrases.push_back(described(criterion, known, subject));
  if (!unknown.empty()) phrases.push_back("no source says its score in " + names(unknown, subject));
  if (!untold.empty()) phrases.push_back("no benchmark here tells of " + names(untold, subject));
  if (keys.at_least)
    phrases.push_back("at least " + number_text(*keys.at_least) + " of 100" +
                      (keys.languages.size() > 1 ? " in each" : "") + " asked");
  for (const std::string& phrase : phrases)
    account.reason += (account.reason.empty() ? "" : "; ") + phrase;
  return account;
}

// Down to the lowest score, cut to a tenth of a point.
Relaxation relax_languages(const Criterion& criterion, const LanguageKeys& keys,
                           const Subject& subject) {
  double least = full_marks;
  bool fails = false;
  for (const Mark& mark : marks(criterion, keys, subject)) {
    fails = fails || passes(mark, keys.at_least) == Truth::no;
    least = std::min(least, mark.high());
  }
  if (!fails) return std::nullopt;
  return std::pair{std::string("at_least"), Datum(std::min(least, std::floor(10 * least) / 10))};
}

std::vector<double> language_points(const Criterion& criterion, const LanguageKeys& keys,
                                    const Subject& subject) {
  std::vector<double> points;
  for (const Mark& mark : marks(criterion, keys, subject)) {
    points.push_back(mark.low());
    points.push_back(mark.high());
  }
  return points;
}

}  // namespace shortlist::evaluate
