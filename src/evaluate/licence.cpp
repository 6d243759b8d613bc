// licence: whether every licence of an alternative allows the use that the profile states.
//
// Each licence is asked in the order of contract section 4: deny, allow, classes, then every term
// against the use, then obligations to agree on more first, then those that are refused. A term
// that reads a use the profile does not state is unknown and names the key; one definite no
// outweighs unknowns; a term not stated restricts nothing.

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "evaluate/kinds.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::evaluate {

namespace {

using model::Criterion;
using model::Item;
using model::ItemSet;
using model::Licence;
using model::LicenceKeys;
using model::UseKey;

// What speaks against a licence, or leaves it open. Collected only where it is shown.
struct Finding {
  Truth allows = Truth::no;
  std::string text;
  std::string asks;           // what is unknown: a key of [use] or a fact id
  bool use = false;           // `asks` is a key of [use]
  const char* key = nullptr;  // the key of the need that says no
};

std::string use_name(UseKey key) {
  return std::string(model::use_keys()[static_cast<std::size_t>(key)].id);
}

// "monthly active users", "USD of annual revenue".
std::string counted(UseKey key) {
  switch (key) {
    case UseKey::annual_revenue_usd:
      return "USD of annual revenue";
    case UseKey::monthly_revenue_usd:
      return "USD of monthly revenue";
    default:
      return "monthly active users";
  }
}

bool named(const Licence& licence, const Item& entry) {
  return equal_folded(entry.text, licence.id) ||
         (!licence.hub_id.empty() && equal_folded(entry.text, licence.hub_id)) ||
         std::any_of(licence.classes.begin(), licence.classes.end(),
                     [&](const std::string& each) { return equal_folded(entry.text, each); });
}

bool any_named(const Licence& licence, const std::vector<Item>& entries) {
  return std::any_of(entries.begin(), entries.end(),
                     [&](const Item& entry) { return named(licence, entry); });
}

bool overlap(const std::vector<Item>& left, const std::vector<Item>& right) {
  return std::any_of(left.begin(), left.end(), [&](const Item& item) {
    return std::find(right.begin(), right.end(), item) != right.end();
  });
}

// The keys of [use] that the condition reads and the profile does not state.
std::vector<UseKey> left_open(const model::Condition& condition, const model::Profile& profile) {
  std::vector<UseKey> keys = model::read_uses(condition);
  std::erase_if(keys, [&](UseKey key) { return profile.use.find(key) != nullptr; });
  return keys;
}

// "it depends on use.redistribute and use.hosted_service"
std::string dependence(const std::vector<UseKey>& keys) {
  std::vector<std::string> names;
  names.reserve(keys.size());
  for (const UseKey key : keys) names.push_back("use." + use_name(key));
  return "it depends on " + (names.empty() ? "what no source states" : listed(names));
}

// Whether a term that holds only when a condition does holds here.
Truth applies(const std::optional<model::Condition>& when, const Subject& subject,
              const model::Profile& profile) {
  return when ? judge(*when, subject, profile) : Truth::yes;
}

class Reader {
 public:
  Reader(const Criterion& criterion, const Subject& subject, const model::Profile& profile,
         std::vector<Finding>* findings)
      : criterion_(criterion), subject_(subject), profile_(profile), findings_(findings) {}

  Truth read(const Licence& licence, const LicenceKeys& keys) {
    Truth allows = Truth::yes;
    const auto add = [&](Truth truth) { allows = both(allows, truth); };
    if (keys.deny && any_named(licence, *keys.deny)) add(no(licence.id + " is denied", "deny"));
    if (keys.allow && !any_named(licence, *keys.allow))
      add(no(licence.id + " is not among the allowed", "allow"));
    if (keys.classes && !any_class(licence, *keys.classes))
      add(no(licence.id + " is of none of the classes asked", "classes"));
    if (!licence.commercial) add(unread(licence));
    if (licence.commercial == false) add(forbids(licence, UseKey::commercial, "commercial use"));
    add(limit(licence, licence.monthly_active_users_limit, UseKey::monthly_active_users));
    add(limit(licence, licence.annual_revenue_limit_usd, UseKey::annual_revenue_usd));
    add(limit(licence, licence.monthly_revenue_limit_usd, UseKey::monthly_revenue_usd));
    if (!licence.excluded_domiciles.empty())
      add(place(licence, licence.excluded_domiciles, UseKey::domicile));
    if (!licence.excluded_regions.empty())
      add(place(licence, licence.excluded_regions, UseKey::regions));
    if (!licence.excluded_purposes.empty()) add(purposes(licence));
    if (licence.redistribution == false)
      add(forbids(licence, UseKey::redistribute, "passing the weights on"));
    if (licence.derivatives == false)
      add(forbids(licence, UseKey::publish_derivative, "publishing derivatives"));
    if (licence.hosted_service == false)
      add(forbids(licence, UseKey::hosted_service, "offering a hosted service"));
    if (licence.output_training == false)
      add(forbids(licence, UseKey::train_on_outputs, "training other models on its outputs"));
    for (const model::Obligation& obligation : licence.obligations)
      if (obligation.agreement) add(agreed(licence, obligation));
    if (keys.refuse) add(refused(licence, *keys.refuse));
    return allows;
  }

 private:
  const std::string& fact_id() const {
    return subject_.rules().vocabulary.facts[static_cast<std::size_t>(criterion_.fact)].id;
  }
  Truth note(Finding finding) {
    const Truth allows = finding.allows;
    if (findings_ != nullptr) findings_->push_back(std::move(finding));
    return allows;
  }
  Truth no(std::string text, const char* key = nullptr) {
    if (findings_ == nullptr) return Truth::no;
    return note({Truth::no, std::move(text), {}, false, key});
  }
  Truth unread(const Licence& licence) {
    if (findings_ == nullptr) return Truth::unknown;
    return note(
        {Truth::unknown, "what " + licence.id + " allows is unknown", fact_id(), false, nullptr});
  }
  Truth unstated(const Licence& licence, UseKey key) {
    if (findings_ == nullptr) return Truth::unknown;
    return note({Truth::unknown, licence.id + " depends on use." + use_name(key), use_name(key),
                 true, nullptr});
  }

  // What hangs on a condition that is not settled.
  Truth open(const model::Condition& condition, const std::string& text) {
    if (findings_ == nullptr) return Truth::unknown;
    const std::vector<UseKey> keys = left_open(condition, profile_);
    return note({Truth::unknown, text + ": " + dependence(keys),
                 keys.empty() ? fact_id() : use_name(keys.front()), !keys.empty(), nullptr});
  }

  static bool any_class(const Licence& licence, const std::vector<Item>& classes) {
    return std::any_of(licence.classes.begin(), licence.classes.end(), [&](const auto& each) {
      return std::any_of(classes.begin(), classes.end(),
                         [&](const Item& item) { return equal_folded(item.text, each); });
    });
  }

  Truth forbids(const Licence& licence, UseKey key, const std::string& what) {
    const auto wanted = profile_.use.flag(key);
    if (!wanted) return unstated(licence, key);
    return *wanted ? no(licence.id + " does not allow " + what) : Truth::yes;
  }

  // Equal passes. What frees of the limit matters only where it is exceeded.
  Truth limit(const Licence& licence, std::optional<double> limit, UseKey key) {
    if (!limit) return Truth::yes;
    const auto nonprofit = profile_.use.flag(UseKey::nonprofit);
    const auto amount = profile_.use.number(key);
    if (amount && *amount <= *limit) return Truth::yes;
    if (licence.nonprofit_exempt && nonprofit == true) return Truth::yes;
    const Truth binds = applies(licence.limits_when, subject_, profile_);
    if (binds == Truth::no) return Truth::yes;
    if (binds == Truth::unknown)
      return open(*licence.limits_when,
                  licence.id + " limits the " + counted(key) + " of some uses");
    if (!amount) return unstated(licence, key);
    if (licence.nonprofit_exempt && !nonprofit) return unstated(licence, UseKey::nonprofit);
    return no(licence.id + " needs a further agreement above " + number_text(*limit) + " " +
              counted(key) + "; the use has " + number_text(*amount));
  }

  // Whether the exclusion of places reaches this variant at all.
  Truth reaches(const Licence& licence) {
    Truth reaches = Truth::yes;
    const auto& vocabulary = subject_.rules().vocabulary;
    for (const auto& [fact, items] : licence.excluded_when) {
      const model::Value* const value = subject_.value(fact, model::Scope::variant);
      const model::Match match = vocabulary.facts[static_cast<std::size_t>(fact)].match;
      const auto* const set = value == nullptr ? nullptr : std::get_if<ItemSet>(value);
      const auto* const word = value == nullptr ? nullptr : std::get_if<Item>(value);
      Truth taken = set == nullptr || set->open ? Truth::unknown : Truth::no;
      for (const Item& item : items)
        if ((set != nullptr && vocabulary.holds(*set, item, match)) ||
            (word != nullptr && vocabulary.meets(*word, item, match)))
          taken = Truth::yes;
      if (word != nullptr && taken == Truth::unknown) taken = Truth::no;
      if (taken == Truth::unknown) unknown_fact_ = fact;
      reaches = both(reaches, taken);
    }
    return reaches;
  }

  Truth place(const Licence& licence, const std::vector<Item>& excluded, UseKey key) {
    const Truth reach = reaches(licence);
    if (reach == Truth::no) return Truth::yes;
    const auto* const places = profile_.use.items(key);
    if (places == nullptr) return unstated(licence, key);
    if (!overlap(*places, excluded)) return Truth::yes;
    const std::string where = key == UseKey::domicile ? "a buyer domiciled in " : "use in ";
    std::vector<std::string> hit;
    for (const Item& item : *places)
      if (std::find(excluded.begin(), excluded.end(), item) != excluded.end())
        hit.push_back(item.text);
    if (hit.size() > 3) hit = {hit[0], hit[1], std::to_string(hit.size() - 2) + " more countries"};
    const std::string text = licence.id + " excludes " + where + listed(hit);
    if (reach == Truth::yes) return no(text + narrowing(licence));
    if (findings_ == nullptr) return Truth::unknown;
    const auto& fact = subject_.rules().vocabulary.facts[static_cast<std::size_t>(unknown_fact_)];
    return note({Truth::unknown, text + narrowing(licence), fact.id, false, nullptr});
  }

  std::string narrowing(const Licence& licence) const {
    const auto& vocabulary = subject_.rules().vocabulary;
    std::string text;
    for (const auto& [fact, items] : licence.excluded_when) {
      std::vector<std::string> words;
      for (const Item& item : items) words.push_back(vocabulary.text(fact, item));
      text += (text.empty() ? ", for models with " : " and ") + listed(words, "or") +
              " among their " + fold(vocabulary.facts[static_cast<std::size_t>(fact)].title);
    }
    return text;
  }

  Truth purposes(const Licence& licence) {
    const auto* const purposes = profile_.use.items(UseKey::purposes);
    if (purposes == nullptr) return unstated(licence, UseKey::purposes);
    for (const Item& purpose : *purposes)
      if (std::find(licence.excluded_purposes.begin(), licence.excluded_purposes.end(), purpose) !=
          licence.excluded_purposes.end())
        return no(licence.id + " excludes the purpose " + purpose.text);
    return Truth::yes;
  }

  Truth agreed(const Licence& licence, const model::Obligation& obligation) {
    const Truth needed = applies(obligation.when, subject_, profile_);
    if (needed == Truth::yes) return no(licence.id + " needs a further agreement for this use");
    if (needed == Truth::no) return Truth::yes;
    return open(*obligation.when, licence.id + " may need a further agreement");
  }

  Truth refused(const Licence& licence, const std::vector<Item>& refused) {
    Truth allows = Truth::yes;
    for (const model::Obligation& obligation : licence.obligations) {
      if (std::none_of(refused.begin(), refused.end(),
                       [&](const Item& item) { return equal_folded(item.text, obligation.id); }))
        continue;
      const Truth asked = applies(obligation.when, subject_, profile_);
      if (asked == Truth::yes)
        allows = both(allows, no(licence.id + " comes with " + obligation.id, "refuse"));
      if (asked == Truth::unknown)
        allows = both(allows, open(*obligation.when, licence.id + " may come with " +
                                                         obligation.id + ", which is refused"));
    }
    return allows;
  }

  const Criterion& criterion_;
  const Subject& subject_;
  const model::Profile& profile_;
  std::vector<Finding>* findings_;
  model::FactIndex unknown_fact_ = -1;
};

const ItemSet* licences(const Criterion& criterion, const Subject& subject) {
  const model::Value* const value = subject.value(criterion.fact, criterion.scope);
  return value == nullptr ? nullptr : &std::get<ItemSet>(*value);
}

const Licence& licence_of(const Subject& subject, const Item& id) {
  const int index = subject.rules().find_licence(id.text);  // checked at load
  return subject.rules().licences[static_cast<std::size_t>(index)];
}

// All licences of the set must allow; none stated, or a list that is open, leaves it unknown.
Truth allowed(const Criterion& criterion, const LicenceKeys& keys, const Subject& subject,
              const model::Profile& profile, std::vector<Finding>* findings) {
  const ItemSet* const set = licences(criterion, subject);
  if (set == nullptr || set->items.empty()) return Truth::unknown;
  Reader reader(criterion, subject, profile, findings);
  Truth allows = set->open ? Truth::unknown : Truth::yes;
  for (const Item& id : set->items)
    allows = both(allows, reader.read(licence_of(subject, id), keys));
  return allows;
}

}  // namespace

Outcome evaluate_licence(const Criterion& criterion, const LicenceKeys& keys,
                         const Subject& subject, const model::Profile& profile) {
  const Truth allows = allowed(criterion, keys, subject, profile, nullptr);
  return outcome(allows, {allows == Truth::yes ? 1.0 : 0.0, allows == Truth::no ? 0.0 : 1.0});
}

Account account_licence(const Criterion& criterion, const LicenceKeys& keys, const Subject& subject,
                        const model::Profile& profile) {
  Account account;
  account.facts.push_back(criterion.fact);
  const ItemSet* const set = licences(criterion, subject);
  if (set == nullptr || set->items.empty() || set->open)
    account.questions.push_back(ask(subject, criterion.fact));
  if (set == nullptr || set->items.empty()) {
    account.reason = "no source names a licence";
    return account;
  }
  std::vector<Finding> findings;
  const Truth allows = allowed(criterion, keys, subject, profile, &findings);
  std::vector<std::string> ids;
  for (const Item& id : set->items) ids.push_back(licence_of(subject, id).id);
  if (allows == Truth::yes)
    account.reason = listed(ids) + (ids.size() > 1 ? " allow" : " allows") + " this use";
  for (const Finding& finding : findings) {
    if (allows == Truth::no && finding.allows != Truth::no) continue;
    account.reason += (account.reason.empty() ? "" : "; ") + finding.text;
    if (finding.asks.empty()) continue;
    account.questions.push_back(
        {{}, finding.use ? "use." + finding.asks : finding.asks, finding.text});
  }
  if (account.reason.empty()) account.reason = listed(ids) + ", perhaps among others";
  if (allows == Truth::yes) add_obligations(criterion, subject, profile, account);
  return account;
}

void add_obligations(const Criterion& criterion, const Subject& subject,
                     const model::Profile& profile, Account& account) {
  const ItemSet* const set = licences(criterion, subject);
  if (set == nullptr) return;
  for (const Item& id : set->items) {
    const Licence& licence = licence_of(subject, id);
    // Those that depend on the same keys are told of together.
    std::vector<std::pair<std::vector<UseKey>, std::vector<std::string>>> open;
    for (const model::Obligation& obligation : licence.obligations) {
      const Truth asked = applies(obligation.when, subject, profile);
      if (asked == Truth::yes) account.obligations.push_back(obligation.id);
      if (asked != Truth::unknown) continue;
      const std::vector<UseKey> keys = left_open(*obligation.when, profile);
      auto known = std::find_if(open.begin(), open.end(),
                                [&](const auto& each) { return each.first == keys; });
      if (known == open.end()) known = open.insert(open.end(), {keys, {}});
      known->second.push_back(obligation.id);
    }
    for (const auto& [keys, obligations] : open)
      account.warnings.push_back(licence.id + " may also come with " + listed(obligations) + ": " +
                                 dependence(keys));
  }
}

// A key helps only where it alone says no, and says no in one way.
Relaxation relax_licence(const Criterion& criterion, const LicenceKeys& keys,
                         const Subject& subject, const model::Profile& profile) {
  std::vector<Finding> findings;
  if (allowed(criterion, keys, subject, profile, &findings) != Truth::no) return std::nullopt;
  std::string key;
  for (const Finding& finding : findings) {
    if (finding.allows != Truth::no) continue;
    if (finding.key == nullptr || (!key.empty() && key != finding.key)) return std::nullopt;
    key = finding.key;
  }
  const auto& stated = key == "deny"      ? keys.deny
                       : key == "allow"   ? keys.allow
                       : key == "classes" ? keys.classes
                                          : keys.refuse;
  Items to;
  for (const Item& item : *stated) to.items.push_back(item.text);
  for (const Item& id : licences(criterion, subject)->items) {
    const Licence& licence = licence_of(subject, id);
    if (key == "allow" && !any_named(licence, *keys.allow)) to.items.push_back(licence.id);
    if (key == "classes" && !licence.classes.empty()) to.items.push_back(licence.classes.front());
    if (key == "classes" && licence.classes.empty()) return std::nullopt;
    if (key == "deny")
      std::erase_if(to.items,
                    [&](const auto& each) { return named(licence, model::make_item(each)); });
    if (key == "refuse")
      std::erase_if(to.items, [&](const std::string& each) {
        return std::any_of(licence.obligations.begin(), licence.obligations.end(),
                           [&](const auto& asked) { return equal_folded(asked.id, each); });
      });
  }
  if (to.items.empty()) return std::nullopt;
  return std::pair{key, Datum(to)};
}

}  // namespace shortlist::evaluate
