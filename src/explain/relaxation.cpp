#include "explain/relaxation.hpp"

#include "base/date.hpp"
#include "base/quantity.hpp"
#include "base/text.hpp"
#include "explain/device_estimate.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <variant>

namespace shortlist::explanation {

namespace {

bool fails(const model::Need& need, const evaluate::Outcome& outcome) {
  return need.must && (outcome.verdict == Verdict::partly || outcome.verdict == Verdict::unmet);
}

// A policy's need with one more exception to its term.
model::Need excepted(model::Need need, model::PolicyTerm term, const std::string& family) {
  term.add(std::make_shared<const model::Exception>(model::Exception{family, {}, {}, {}, {}}));
  need.policy = std::make_shared<const model::PolicyTerm>(std::move(term));
  return need;
}

std::optional<model::Need> changed(const model::RuleBase& rules, const model::Need& need,
                                   const Change& change) {
  if (need.policy && change.key == "exception")
    return excepted(need, *need.policy, std::get<std::string>(change.to));
  std::vector<model::StatedKey> keys = need.stated;
  if (change.key == "memory")  // a device's memory in place of its id
    std::erase_if(keys, [](const model::StatedKey& key) { return key.name == "device"; });
  const auto at = std::find_if(keys.begin(), keys.end(),
                               [&](const model::StatedKey& key) { return key.name == change.key; });
  if (at == keys.end())
    keys.push_back({change.key, change.to, false, need.where, need.where});
  else
    at->value = change.to;
  Problems problems;
  return model::remake_need(rules, need, std::move(keys), problems);
}

// A rule that reads needs may answer a change with exclusion, or with the doubt whether it
// excludes.
bool spared(const evaluate::Subject& before, const evaluate::Subject& after) {
  return after.effects().excluding.empty() &&
         after.effects().perhaps_excluding.size() <= before.effects().perhaps_excluding.size();
}

// One candidate on a profile: the best of its quantisations.
decide::Alternative judge(const Frame& frame, const model::Profile& profile,
                          const decide::Alternative& alternative) {
  auto all = decide::alternatives(frame.catalogue, alternative.family, profile, frame.weights,
                                  frame.unknown, alternative.candidate);
  return std::move(*std::min_element(all.begin(), all.end(), decide::before));
}

// The next need to change: what a device has to hold may follow from another need, so devices last.
std::optional<std::size_t> next(const model::Profile& profile,
                                const decide::Alternative& alternative) {
  std::optional<std::size_t> device;
  for (std::size_t i = 0; i < profile.needs.size(); ++i) {
    if (!fails(profile.needs[i], alternative.outcomes[i])) continue;
    if (!on_device(profile.needs[i])) return i;
    if (!device) device = i;
  }
  return device;
}

struct Found : Readmission {
  int levels = 0;

  // Takes back the change of a need, if there is one.
  bool withdraw(const std::string& need_id) {
    return std::erase_if(changes, [&](const Change& each) { return each.need_id == need_id; }) > 0;
  }
};

// A need that fails, changed by one key so that it does not or, where no key helps, as a should.
struct Changed {
  Change change;
  model::Need need;
};
std::optional<Changed> relax_alone(const Frame& frame, const evaluate::Subject& subject,
                                   const model::Need& need) {
  const auto& rules = frame.catalogue.rules();
  if (auto change = evaluate::relax(need, subject, frame.profile)) {
    if (need.policy) {  // which other exceptions there are does not matter
      auto better =
          excepted(need, {need.policy->title(), need.policy->file()}, subject.family().family->id);
      return Changed{std::move(*change), std::move(better)};
    }
    auto better = changed(rules, need, *change);
    if (better && !fails(*better, evaluate::evaluate(*better, subject, frame.profile)))
      return Changed{std::move(*change), std::move(*better)};
  }
  Change level{need.id, "level", std::string("must"), std::string("should")};
  auto softer = changed(rules, need, level);
  if (!softer) return std::nullopt;
  return Changed{std::move(level), std::move(*softer)};
}

// Relaxes what fails until nothing does, and judges the whole profile anew after each change: a
// rule may read needs, and needs on one device can undo each other's changes.
Found relax_together(const Frame& frame, model::Profile profile, decide::Alternative now,
                     Found found, std::size_t most) {
  while (const auto index = next(profile, now)) {
    model::Need& need = profile.needs[*index];
    const bool undone = found.withdraw(need.id);  // then no key of this one helps
    if (undone) need = frame.profile.needs[*index];
    if (found.changes.size() == most) return {};
    auto change = undone ? std::nullopt : evaluate::relax(need, now.subject, profile);
    auto better = change ? changed(frame.catalogue.rules(), need, *change) : std::nullopt;
    if (better) {
      std::swap(need, *better);
      decide::Alternative then = judge(frame, profile, now);
      if (!fails(need, then.outcomes[*index]) && spared(now.subject, then.subject)) {
        now = std::move(then);
        found.changes.push_back(std::move(*change));
        continue;
      }
      std::swap(need, *better);
    }
    const Change level{need.id, "level", std::string("must"), std::string("should")};
    auto softer = changed(frame.catalogue.rules(), need, level);
    if (!softer) return {};
    need = std::move(*softer);
    now = judge(frame, profile, now);
    found.changes.push_back(level);
    ++found.levels;
  }
  if (now.status == Status::excluded) return {};
  return found;
}

// Where no condition reads the lists of its needs, nothing hangs on most needs but the devices that
// are to hold a context. Those are changed each by itself, since of a thousand that fail each would
// be judged a thousand times.
Found relax_alternative(const Frame& frame, const decide::Alternative& start, std::size_t most) {
  Found found;
  found.variant = start.subject.variant();
  const auto& needs = frame.profile.needs;
  if (model::states_any(frame.catalogue.rules(), frame.profile, frame.catalogue.rules().read_lists))
    return relax_together(frame, frame.profile, start, std::move(found), most);
  const bool devices = std::any_of(needs.begin(), needs.end(), on_device);
  std::vector<std::pair<std::size_t, model::Need>> relaxed;
  for (std::size_t i = 0; i < needs.size(); ++i) {
    if (on_device(needs[i]) || !fails(needs[i], start.outcomes[i])) continue;
    if (found.changes.size() == most) return {};
    auto alone = relax_alone(frame, start.subject, needs[i]);
    if (!alone) return {};
    if (alone->change.key == "level") ++found.levels;
    found.changes.push_back(std::move(alone->change));
    if (devices) relaxed.emplace_back(i, std::move(alone->need));
  }
  if (!devices) return found;
  model::Profile profile = frame.profile;
  for (auto& [index, need] : relaxed) profile.needs[index] = std::move(need);
  decide::Alternative now = relaxed.empty() ? start : judge(frame, profile, start);
  return relax_together(frame, std::move(profile), std::move(now), std::move(found), most);
}

// A number, an amount of memory, a date or how many items, to tell how far a change goes. Text is
// read as the profile's reader does where the change ends in a number: "1M", "70B".
std::optional<double> amount(const Datum& datum, bool numeric) {
  if (const auto* const number = std::get_if<double>(&datum)) return *number;
  if (const auto* const list = std::get_if<Items>(&datum))
    return static_cast<double>(list->items.size());
  const auto* const text = std::get_if<std::string>(&datum);
  if (text == nullptr) return std::nullopt;
  if (numeric) return parse_number(*text);
  if (const auto bytes = parse_memory(*text)) return *bytes;
  if (const auto date = parse_date(*text)) return date->days;
  return std::nullopt;
}

double step(const Change& change) {
  const bool numeric = std::holds_alternative<double>(change.to);
  return std::abs(amount(change.to, numeric).value_or(0) -
                  amount(change.from, numeric).value_or(0));
}

// Fewer changes, then fewer musts that become shoulds, then steps of the same keys none of which is
// larger.
bool smaller(const Found& one, const Found& other) {
  if (one.changes.size() != other.changes.size()) return one.changes.size() < other.changes.size();
  if (one.levels != other.levels) return one.levels < other.levels;
  const auto same = [](const Change& left, const Change& right) {
    return left.need_id == right.need_id && left.key == right.key;
  };
  const auto no_larger = [](const Change& left, const Change& right) {
    return step(left) <= step(right);
  };
  const auto all = [](const Found& left, const Found& right, const auto& holds) {
    return std::equal(left.changes.begin(), left.changes.end(), right.changes.begin(), holds);
  };
  return all(one, other, same) && all(one, other, no_larger) && !all(other, one, no_larger);
}

}  // namespace

std::optional<model::Profile> apply(const model::RuleBase& rules, const model::Profile& profile,
                                    const std::vector<Change>& changes) {
  model::Profile result = profile;
  for (const Change& change : changes) {
    const int index = result.find_need(change.need_id);
    if (index < 0) return std::nullopt;
    model::Need& need = result.needs[static_cast<std::size_t>(index)];
    auto better = changed(rules, need, change);
    if (!better) return std::nullopt;
    need = std::move(*better);
  }
  return result;
}

std::optional<Readmission> relax(const Frame& frame, const decide::Standing& standing) {
  std::optional<Found> best;
  std::vector<int> seen;  // candidates: several quantisations of one are one start
  for (const decide::Alternative& alternative : standing.all) {
    if (alternative.subject.effects().excluded() == evaluate::Truth::yes) continue;
    if (std::find(seen.begin(), seen.end(), alternative.candidate) != seen.end()) continue;
    seen.push_back(alternative.candidate);
    std::size_t least = 0;  // each failed must that no other need decides takes a change of its own
    for (std::size_t i = 0; i < frame.profile.needs.size(); ++i)
      if (!on_device(frame.profile.needs[i]) &&
          fails(frame.profile.needs[i], alternative.outcomes[i]))
        ++least;
    const std::size_t most = best ? best->changes.size() : frame.profile.needs.size();
    if (least > most) continue;
    Found found = relax_alternative(frame, alternative, most);
    if (found.changes.empty()) continue;
    if (!best || smaller(found, *best)) best = std::move(found);
  }
  return best;
}

ExcludedFamily describe_excluded(const Frame& frame, const decide::Standing& standing) {
  ExcludedFamily family{describe(frame, standing), {}, {}, {}, {}};
  family.failures = failures(frame, standing.best(), family.standing);
  auto readmission = relax(frame, standing);
  if (!readmission) return family;
  family.relaxation = std::move(readmission->changes);
  if (readmission->variant != nullptr) {
    family.readmitted = readmission->variant->id;
    family.readmitted_name = readmission->variant->name;
  }
  return family;
}

}  // namespace shortlist::explanation
