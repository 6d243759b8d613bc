#include "evaluate/evaluate.hpp"

#include "base/text.hpp"
#include "evaluate/kinds.hpp"

#include <algorithm>
#include <utility>

namespace shortlist::evaluate {

namespace {

const model::Criterion& criterion_of(const model::Need& need, const Subject& subject) {
  return subject.rules().criteria[static_cast<std::size_t>(need.criterion)];
}

}  // namespace

const std::string& name_of(const Subject& subject) {
  return subject.variant() == nullptr ? subject.family().family->name : subject.variant()->name;
}

Question ask(const Subject& subject, model::FactIndex fact) {
  const model::Fact& entry = subject.rules().vocabulary.facts[static_cast<std::size_t>(fact)];
  return {{}, entry.id, entry.title + " of " + name_of(subject)};
}

std::string few(const model::Vocabulary& vocabulary, model::FactIndex fact,
                const std::vector<model::Item>& items) {
  constexpr std::size_t handful = 6;
  std::vector<std::string> words;
  for (const model::Item& item : items) {
    if (words.size() == handful && items.size() > handful + 1) {
      words.push_back(std::to_string(items.size() - handful) + " more");
      break;
    }
    words.push_back(vocabulary.text(fact, item));
  }
  return listed(words);
}

Outcome evaluate(const model::Need& need, const Subject& subject, const model::Profile& profile) {
  const model::Criterion& criterion = criterion_of(need, subject);
  struct Evaluate {
    const model::Criterion& criterion;
    const model::Need& need;
    const Subject& subject;
    const model::Profile& profile;

    Outcome operator()(const model::BoundKeys& keys) const {
      return evaluate_bounds(criterion, keys, subject);
    }
    Outcome operator()(const model::CoverageKeys& keys) const {
      return evaluate_coverage(criterion, keys, subject);
    }
    Outcome operator()(const model::ChoiceKeys& keys) const {
      return evaluate_choice(criterion, keys, subject);
    }
    Outcome operator()(const model::FlagKeys& keys) const {
      return evaluate_flag(criterion, keys, subject);
    }
    Outcome operator()(const model::LicenceKeys& keys) const {
      return evaluate_licence(criterion, keys, subject, profile);
    }
    Outcome operator()(const model::DeviceKeys& /*keys*/) const {
      return evaluate_device(need, subject, profile, no_quantisation).outcome;
    }
  };
  return std::visit(Evaluate{criterion, need, subject, profile}, need.keys);
}

Account account(const model::Need& need, const Subject& subject, const model::Profile& profile,
                int quantisation) {
  const model::Criterion& criterion = criterion_of(need, subject);
  struct Tell {
    const model::Criterion& criterion;
    const Subject& subject;
    const model::Profile& profile;
    int quantisation;

    Account operator()(const model::BoundKeys& keys) const {
      return account_bounds(criterion, keys, subject);
    }
    Account operator()(const model::CoverageKeys& keys) const {
      return account_coverage(criterion, keys, subject);
    }
    Account operator()(const model::ChoiceKeys& keys) const {
      return account_choice(criterion, keys, subject);
    }
    Account operator()(const model::FlagKeys& keys) const {
      return account_flag(criterion, keys, subject);
    }
    Account operator()(const model::LicenceKeys& keys) const {
      return account_licence(criterion, keys, subject, profile);
    }
    Account operator()(const model::DeviceKeys& keys) const {
      return account_device(criterion, keys, subject, profile, quantisation);
    }
  };
  return std::visit(Tell{criterion, subject, profile, quantisation}, need.keys);
}

std::optional<model::Value> fact_at_value(const model::Need& need, const Subject& subject,
                                          double value) {
  const auto* const keys = std::get_if<model::BoundKeys>(&need.keys);
  if (keys == nullptr) return std::nullopt;
  return fact_at_value(criterion_of(need, subject), *keys, subject, value);
}

std::optional<Change> relax(const model::Need& need, const Subject& subject,
                            const model::Profile& profile) {
  const model::Criterion& criterion = criterion_of(need, subject);
  struct Relax {
    const model::Criterion& criterion;
    const Subject& subject;
    const model::Profile& profile;

    Relaxation operator()(const model::BoundKeys& keys) const {
      return relax_bounds(criterion, keys, subject);
    }
    Relaxation operator()(const model::CoverageKeys& keys) const {
      return relax_coverage(criterion, keys, subject);
    }
    Relaxation operator()(const model::ChoiceKeys& keys) const {
      return relax_choice(criterion, keys, subject);
    }
    // To ask for the opposite is no relaxation.
    Relaxation operator()(const model::FlagKeys& /*keys*/) const { return std::nullopt; }
    Relaxation operator()(const model::LicenceKeys& keys) const {
      return relax_licence(criterion, keys, subject, profile);
    }
    Relaxation operator()(const model::DeviceKeys& keys) const {
      return relax_device(criterion, keys, subject, profile);
    }
  };
  auto relaxation = std::visit(Relax{criterion, subject, profile}, need.keys);
  if (!relaxation) return std::nullopt;
  Change change{need.id, std::move(relaxation->first), {}, std::move(relaxation->second)};
  const auto stated = std::find_if(need.stated.begin(), need.stated.end(), [&](const auto& key) {
    return key.name == change.key || (change.key == "memory" && key.name == "device");
  });
  if (stated != need.stated.end()) change.from = stated->value;
  return change;
}

}  // namespace shortlist::evaluate
