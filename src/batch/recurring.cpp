// Keys are the texts of what is stated, with their types: equal keys, equal outcomes.

#include "batch/recurring.hpp"

#include <string_view>
#include <utility>
#include <variant>

namespace shortlist::batching {

namespace {

constexpr std::size_t most_bytes = 16U << 20U;  // then all is forgotten
constexpr std::size_t a_subject = 2'048;        // about: most of it lists that rules infer

void append(std::string_view text, std::string& key) {
  key.append(std::to_string(text.size())).append(":").append(text);
}

void append(double number, std::string& key) {
  key.push_back('n');
  key.append(reinterpret_cast<const char*>(&number), sizeof number);
}

struct AppendUse {
  std::string& key;

  void operator()(double number) const { append(number, key); }
  void operator()(bool flag) const { key.push_back(flag ? 't' : 'f'); }
  void operator()(const std::vector<model::Item>& items) const {
    key.push_back('l');
    for (const model::Item& item : items) append(item.text, key);
  }
};

std::string key_of(const model::Use& use) {
  std::string key;
  for (const model::UseKeyInfo& info : model::use_keys()) {
    const model::UseValue* const value = use.find(info.key);
    key.push_back(';');
    if (value != nullptr) std::visit(AppendUse{key}, *value);
  }
  return key;
}

void append(const model::StatedKey& stated, std::string& key) {
  append(stated.name, key);
  if (const auto* number = std::get_if<double>(&stated.value)) return append(*number, key);
  if (const auto* flag = std::get_if<bool>(&stated.value)) return key.push_back(*flag ? 't' : 'f');
  if (const auto* text = std::get_if<std::string>(&stated.value)) {
    key.push_back(stated.date ? 'd' : 's');
    return append(*text, key);
  }
  const auto* const list = std::get_if<Items>(&stated.value);
  key.push_back('l');
  if (list != nullptr)
    for (const std::string& item : list->items) append(item, key);
  key.push_back(';');
}

// All that a need's outcome and its words hang on, without the keys that only weigh and explain.
void append(const model::Need& need, std::string& key) {
  append(need.id, key);
  for (const model::StatedKey& stated : need.stated)
    if (stated.name != "level" && stated.name != "weight" && stated.name != "because")
      append(stated, key);
}

std::string key_of(const model::Need& need, const model::Profile& profile) {
  std::string key;
  append(need, key);
  if (!std::holds_alternative<model::DeviceKeys>(need.keys)) return key;
  const int context = profile.find_need("context");  // which a device has to hold
  if (context >= 0) append(profile.needs[static_cast<std::size_t>(context)], key);
  return key;
}

bool any_reads_needs(const model::RuleBase& rules) {
  return std::any_of(rules.rules.begin(), rules.rules.end(),
                     [](const model::Rule& rule) { return model::reads_needs(rule.when); }) ||
         std::any_of(rules.licences.begin(), rules.licences.end(), [](const auto& licence) {
           return std::any_of(
               licence.obligations.begin(), licence.obligations.end(),
               [](const auto& asked) { return asked.when && model::reads_needs(*asked.when); });
         });
}

}  // namespace

Recurrence::Recurrence(const model::Catalogue& catalogue)
    : catalogue_(catalogue), needs_are_read_(any_reads_needs(catalogue.rules())) {
  std::size_t first = 0;
  for (const model::SeenFamily& family : catalogue.families()) {
    first_.push_back(first);
    first += std::max<std::size_t>(family.candidates.size(), 1);
  }
}

std::optional<Recurring> Recurrence::find(const model::Profile& profile) {
  if (needs_are_read_ || !decide::judges_one_by_one(profile)) return std::nullopt;
  if (bytes_ > most_bytes) {
    situations_.clear();
    bytes_ = 0;
  }
  const auto [at, added] = situations_.try_emplace(key_of(profile.use));
  Situation& situation = at->second;
  if (added) {
    situation.subjects = decide::subjects(catalogue_, profile);
    situation.candidates.resize(situation.subjects.size());
    grow(at->first.size() + situation.subjects.size() * a_subject);
  }
  std::string musts;
  std::vector<RecurringNeed*> needs;
  for (const model::Need& need : profile.needs) {
    std::string key = key_of(need, profile);
    if (need.must) append(key, musts);
    const auto [found, is_new] = situation.needs.try_emplace(std::move(key));
    RecurringNeed& recurring = found->second;
    if (is_new) {
      recurring.judged = decide::judge(need, situation.subjects, profile);
      recurring.cells.resize(situation.subjects.size());
      grow(found->first.size() + situation.subjects.size() * sizeof(evaluate::Outcome));
    }
    needs.push_back(&recurring);
  }
  const auto [relaxations, is_new] = situation.relaxations.try_emplace(std::move(musts));
  if (is_new) grow(relaxations->first.size() + sizeof *relaxations);
  return Recurring{situation, std::move(needs), relaxations->second};
}

}  // namespace shortlist::batching
