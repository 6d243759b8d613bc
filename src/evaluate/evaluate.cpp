#include "evaluate/evaluate.hpp"

#include "base/text.hpp"
#include "evaluate/kinds.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace shortlist::evaluate {

namespace {

const model::Criterion& criterion_of(const model::Need& need, const Subject& subject) {
  return subject.rules().criteria[static_cast<std::size_t>(need.criterion)];
}

Outcome evaluate_itself(const model::Need& need, const Subject& subject,
                        const model::Profile& profile) {
  const model::Criterion& criterion = criterion_of(need, subject);
  struct Evaluate {
    const model::Criterion& criterion;
    const model::Need& need;
    const Subject& subject;
    const model::Profile& profile;

    Outcome operator()(const model::BoundKeys& keys) const {
      return evaluate_bounds(criterion, keys, subject);
    }
    Outcome operator()(const model::LanguageKeys& keys) const {
      return evaluate_languages(criterion, keys, subject);
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

Account account_itself(const model::Need& need, const Subject& subject,
                       const model::Profile& profile, int quantisation) {
  const model::Criterion& criterion = criterion_of(need, subject);
  struct Tell {
    const model::Criterion& criterion;
    const Subject& subject;
    const model::Profile& profile;
    int quantisation;

    Account operator()(const model::BoundKeys& keys) const {
      return account_bounds(criterion, keys, subject);
    }
    Account operator()(const model::LanguageKeys& keys) const {
      return account_languages(criterion, keys, subject);
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

// Exceptions of the policy that the need comes from, to this subject: the first counts.
const model::Exception* exception_to(const model::Need& need, const Subject& subject) {
  if (!need.policy) return nullptr;
  const model::Variant* const variant = subject.variant();
  return need.policy->find(subject.family().family->id,
                           variant == nullptr ? std::string_view{} : variant->id);
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
  return few_listed(items.size(), [&](std::size_t at) { return vocabulary.text(fact, items[at]); });
}

Outcome evaluate(const model::Need& need, const Subject& subject, const model::Profile& profile) {
  const Outcome itself = evaluate_itself(need, subject, profile);
  const bool passes = itself.verdict != Verdict::met && exception_to(need, subject) != nullptr;
  return passes ? Outcome{Verdict::met, {1, 1}} : itself;
}

Account account(const model::Need& need, const Subject& subject, const model::Profile& profile,
                int quantisation) {
  Account account = account_itself(need, subject, profile, quantisation);
  if (!need.policy || evaluate_itself(need, subject, profile).verdict == Verdict::met) {
    if (need.policy) account.policy = {need.policy->title(), need.policy->file(), std::nullopt};
    return account;
  }
  account.policy = {need.policy->title(), need.policy->file(), std::nullopt};
  const std::string policy = "policy '" + need.policy->title() + "' (" + need.policy->file() + ")";
  const model::Exception* const exception = exception_to(need, subject);
  if (exception == nullptr) {
    account.reason += "; asked by " + policy;
    return account;
  }
  account.policy->exception = {exception->approver, exception->reason,
                               date_text(exception->expires)};
  account.questions.clear();
  account.reason += "; excepted from " + policy;
  account.warnings.push_back("stands by an exception from " + policy + ", approved by " +
                             exception->approver + " until " + date_text(exception->expires) +
                             ": " + exception->reason);
  if (std::holds_alternative<model::LicenceKeys>(need.keys))
    add_obligations(criterion_of(need, subject), subject, profile, account);
  return account;
}

std::optional<model::Value> fact_at_value(const model::Need& need, const Subject& subject,
                                          double value) {
  const auto* const keys = std::get_if<model::BoundKeys>(&need.keys);
  if (keys == nullptr) return std::nullopt;
  return fact_at_value(criterion_of(need, subject), *keys, subject, value);
}

std::vector<double> language_points(const model::Need& need, const Subject& subject) {
  const auto* const keys = std::get_if<model::LanguageKeys>(&need.keys);
  if (keys == nullptr) return {};
  return language_points(criterion_of(need, subject), *keys, subject);
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
    Relaxation operator()(const model::LanguageKeys& keys) const {
      return relax_languages(criterion, keys, subject);
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
  // What a company asks is not the buyer's to change: somebody has to let the family pass.
  if (need.policy)
    return Change{need.id, "exception", {}, std::string(subject.family().family->id)};
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
