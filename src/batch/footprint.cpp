#include "batch/footprint.hpp"

#include "load/scan.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <variant>

namespace shortlist::batching {

namespace {

template <class T>
std::size_t bytes_of(const std::optional<T>& value) {
  return value ? batching::bytes_of(*value) : 0;
}

struct OfKeys {
  std::size_t operator()(const model::CoverageKeys& keys) const {
    return bytes_of(keys.all_of) + bytes_of(keys.any_of) + bytes_of(keys.strong);
  }
  std::size_t operator()(const model::LanguageKeys& keys) const {
    std::size_t bytes = keys.languages.capacity() * sizeof(model::LanguageKeys::Asked);
    for (const auto& asked : keys.languages)
      bytes += batching::bytes_of(asked.language.text) + batching::bytes_of(asked.language.key) +
               asked.facts.capacity() * sizeof(asked.facts.front());
    return bytes;
  }
  std::size_t operator()(const model::ChoiceKeys& keys) const {
    return bytes_of(keys.one_of) + bytes_of(keys.none_of);
  }
  std::size_t operator()(const model::LicenceKeys& keys) const {
    return bytes_of(keys.allow) + bytes_of(keys.deny) + bytes_of(keys.classes) +
           bytes_of(keys.refuse);
  }
  std::size_t operator()(const model::DeviceKeys& keys) const {
    return batching::bytes_of(keys.quantisations);
  }
  std::size_t operator()(const model::BoundKeys& /*keys*/) const { return 0; }
  std::size_t operator()(const model::FlagKeys& /*keys*/) const { return 0; }
};

std::size_t bytes_of(const model::Use& use) {
  std::size_t bytes = 0;
  for (const model::UseKeyInfo& info : model::use_keys()) {
    const model::UseValue* const value = use.find(info.key);
    const auto* const items =
        value == nullptr ? nullptr : std::get_if<std::vector<model::Item>>(value);
    if (items != nullptr) bytes += batching::bytes_of(*items);
  }
  return bytes;
}

std::size_t bytes_of(const model::Value& value) {
  if (const auto* const item = std::get_if<model::Item>(&value)) return batching::bytes_of(*item);
  const auto* const set = std::get_if<model::ItemSet>(&value);
  return set == nullptr ? 0 : batching::bytes_of(set->items);
}

struct Marks {
  std::size_t of_keys = 0;
  std::size_t of_lists = 0;  // and of tables
  std::size_t of_texts = 0;  // that are values
};

// Those within a text too, where it is not known to be JSON.
Marks all_marks(std::string_view text) {
  Marks marks;
  for (const char c : text) {
    if (c == ':' || c == '=') ++marks.of_keys;
    if (c == ',' || c == '[' || c == '{' || c == '\n' || c == '.') ++marks.of_lists;
    if (c == '"' || c == '\'') ++marks.of_texts;
  }
  return marks;
}

// Those that the parser comes to, which ends where brackets are too deep.
Marks marks_of_json(std::string_view text) {
  constexpr int deepest = 64;
  Marks marks;
  std::size_t texts = 0;
  bool quoted = false;
  int depth = 0;
  for (std::size_t i = 0; i < text.size() && depth <= deepest; ++i) {
    const char c = text[i];
    if (c == '"') {
      quoted = !quoted;
      if (quoted) ++texts;
    }
    if (quoted && c == '\\') ++i;
    if (quoted) continue;
    if (c == ':') ++marks.of_keys;
    if (c == ',' || c == '[' || c == '{') ++marks.of_lists;
    if (c == '[' || c == '{') ++depth;
    if (c == ']' || c == '}') --depth;
  }
  marks.of_texts = texts - std::min(texts, marks.of_keys);
  return marks;
}

}  // namespace

std::size_t bytes_of(const model::StatedKey& key) {
  std::size_t bytes = bytes_of(key.name);
  if (const auto* const text = std::get_if<std::string>(&key.value)) bytes += bytes_of(*text);
  if (const auto* const list = std::get_if<Items>(&key.value)) bytes += bytes_of(list->items);
  return bytes;
}

// With what a change of it copies: the list of a policy's exceptions.
std::size_t bytes_of(const model::Need& need) {
  std::size_t bytes = bytes_of(need.id) + bytes_of(need.because) + bytes_of(need.stated) +
                      std::visit(OfKeys{}, need.keys);
  constexpr std::size_t of_an_exception = 80;  // with its place by name
  if (need.policy) bytes += need.policy->exceptions() * of_an_exception;
  return bytes;
}

std::size_t bytes_of(const model::Profile& profile) {
  std::size_t bytes = sizeof profile + bytes_of(profile.title) + bytes_of(profile.file) +
                      bytes_of(profile.order) + bytes_of(profile.use) +
                      bytes_of(profile.stated_use) + bytes_of(profile.needs);
  for (const Diagnostic& each : profile.warnings)
    bytes += sizeof each + bytes_of(each.file) + bytes_of(each.message) +
             bytes_of(each.suggestion) + bytes_of(each.source_line);
  return bytes;
}

std::size_t bytes_of(const evaluate::Subject& subject) {
  const evaluate::RuleEffects& effects = subject.effects();
  std::size_t bytes = sizeof effects + 2 * a_block;
  bytes += effects.inferred.capacity() * sizeof(evaluate::RuleEffects::Inferred) + a_block;
  for (const auto& inferred : effects.inferred)
    bytes += bytes_of(inferred.value) + bytes_of(inferred.rules);
  for (const auto* rules :
       {&effects.excluding, &effects.perhaps_excluding, &effects.missed_defaults,
        &effects.unasked_defaults, &effects.warning, &effects.disagreeing})
    bytes += bytes_of(*rules);
  return bytes;
}

ReadingCost::ReadingCost(const model::RuleBase& rules) {
  for (const model::NamedSet& set : rules.vocabulary.sets) {
    largest_set_ = std::max(largest_set_, set.items.size());
    all_sets_ += set.items.size();
  }
}

std::size_t ReadingCost::of(const BatchProfile& profile) const {
  constexpr std::size_t most_values = 100'000;  // that a profile may have
  constexpr std::size_t most_items = 1'000'000;
  // In the tree and, of the first, what may be wrong with it.
  constexpr std::size_t a_key = 500;
  constexpr std::size_t a_value = 350;
  constexpr std::size_t an_item = 112;
  constexpr std::size_t of_text = 8;
  constexpr std::size_t byte_order_mark = 3;
  if (profile.text.size() > load::largest_file + byte_order_mark) return 2 * profile.text.size();
  const bool json = profile.format == ProfileFormat::json ||
                    (profile.format == ProfileFormat::automatic && profile.file.ends_with(".json"));
  const Marks marks = json ? marks_of_json(profile.text) : all_marks(profile.text);
  const std::size_t keys = std::min(marks.of_keys, most_values);
  const std::size_t values = std::min(marks.of_lists, most_values);
  // A text may name a set; a list names it once, whatever it says.
  const std::size_t items = std::min({marks.of_texts * largest_set_, keys * all_sets_, most_items});
  return of_text * profile.text.size() + keys * a_key + values * a_value +
         (keys + values) * 4 * profile.file.size() + items * an_item;
}

}  // namespace shortlist::batching
