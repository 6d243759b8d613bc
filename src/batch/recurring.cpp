// Keys are the texts of what is stated, with their types: equal keys, equal outcomes.

#include "batch/recurring.hpp"

#include "batch/footprint.hpp"

#include <string_view>
#include <utility>
#include <variant>

namespace shortlist::batching {

namespace {

constexpr std::size_t a_node = 64;  // of a map: links, and a share of its buckets

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

// What the subjects of a profile hang on: its use, and what it leaves to be asked by default.
std::string key_of(const model::Use& use, const std::vector<bool>& silent) {
  std::string key;
  for (const bool each : silent) key.push_back(each ? '1' : '0');
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

std::size_t bytes_of(const std::vector<std::unique_ptr<CandidateText>>& none_yet) {
  return none_yet.capacity() * sizeof none_yet.front() + a_block;
}

std::size_t bytes_of(const RecurringNeed& need) {
  return need.judged.outcomes.capacity() * sizeof(evaluate::Outcome) +
         need.judged.quantisations.capacity() * sizeof(int) +
         need.cells.capacity() * sizeof need.cells.front() + 3 * a_block;
}

}  // namespace

Recurrence::Recurrence(const model::Catalogue& catalogue, std::size_t most_bytes)
    : catalogue_(catalogue), most_bytes_(most_bytes) {
  std::size_t first = 0;
  for (const model::SeenFamily& family : catalogue.families()) {
    first_.push_back(first);
    first += std::max<std::size_t>(family.candidates.size(), 1);
  }
}

void Recurrence::settle() {
  if (!full_ && bytes_ <= most_bytes_) return;
  situations_.clear();
  bytes_ = 0;
  full_ = false;
}

std::optional<Recurring> Recurrence::find(const model::Profile& profile) {
  const model::RuleBase& rules = catalogue_.rules();
  if (!decide::judges_one_by_one(profile) || model::states_any(rules, profile, rules.read_needs))
    return std::nullopt;
  const auto [at, added] =
      situations_.try_emplace(key_of(profile.use, evaluate::silent_on(rules, profile)));
  Situation& situation = at->second;
  if (added) {
    situation.subjects = decide::subjects(catalogue_, profile);
    situation.candidates.resize(situation.subjects.size());
    grow(a_node + bytes_of(at->first) + sizeof situation + bytes_of(situation.subjects) +
         bytes_of(situation.candidates));
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
      grow(a_node + bytes_of(found->first) + sizeof recurring + bytes_of(recurring));
    }
    needs.push_back(&recurring);
  }
  const auto [relaxations, is_new] = situation.relaxations.try_emplace(std::move(musts));
  if (is_new) grow(a_node + bytes_of(relaxations->first) + sizeof *relaxations);
  return Recurring{situation, std::move(needs), relaxations->second};
}

}  // namespace shortlist::batching
