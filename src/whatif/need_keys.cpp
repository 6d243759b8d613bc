#include "whatif/need_keys.hpp"

#include "base/quantity.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <utility>
#include <variant>

namespace shortlist::whatif {

namespace {

using model::Criterion;
using model::Kind;

bool states(const model::Need& need, std::string_view key) {
  return std::any_of(need.stated.begin(), need.stated.end(),
                     [&](const model::StatedKey& each) { return each.name == key; });
}

const model::Fact* fact_of(const model::RuleBase& rules, const Criterion& criterion) {
  return criterion.fact < 0 ? nullptr
                            : &rules.vocabulary.facts[static_cast<std::size_t>(criterion.fact)];
}

// The compiled place of a key; null where this need has none.
std::optional<double>* optional_place(model::Need& need, std::string_view name) {
  if (name == "weight") return &need.weight;
  if (auto* const bounds = std::get_if<model::BoundKeys>(&need.keys)) {
    if (name == "at_least") return &bounds->at_least;
    if (name == "at_most") return &bounds->at_most;
    return name == "aim" ? &bounds->aim : nullptr;
  }
  if (auto* const languages = std::get_if<model::LanguageKeys>(&need.keys))
    return name == "at_least" ? &languages->at_least : nullptr;
  if (auto* const coverage = std::get_if<model::CoverageKeys>(&need.keys))
    return name == "count" ? &coverage->count : nullptr;
  auto* const device = std::get_if<model::DeviceKeys>(&need.keys);
  if (device == nullptr) return nullptr;
  if (name == "memory") return &device->memory;
  if (name == "context") return &device->context;
  if (name == "offload_experts") return &device->offload_experts;
  if (name == "bandwidth_gb_s") return &device->bandwidth_gb_s;
  if (name == "min_tokens_per_s") return &device->min_tokens_per_s;
  if (name == "min_total_tokens_per_s") return &device->min_total_tokens_per_s;
  if (name == "max_first_token_s") return &device->max_first_token_s;
  if (name == "prompt") return &device->prompt;
  if (name == "max_price_usd") return &device->max_price_usd;
  return name == "max_power_w" ? &device->max_power_w : nullptr;
}

double* plain_place(model::Need& need, std::string_view name) {
  auto* const device = std::get_if<model::DeviceKeys>(&need.keys);
  if (device == nullptr) return nullptr;
  if (name == "count") return &device->count;
  if (name == "sequences") return &device->sequences;
  if (name == "batch") return &device->batch;
  return name == "reserve" ? &device->reserve : nullptr;
}

}  // namespace

std::vector<std::string> words_of(const model::RuleBase& rules, const Criterion& criterion,
                                  std::string_view key) {
  const auto ids = [](const auto& entries) {
    std::vector<std::string> all;
    all.reserve(entries.size());
    for (const auto& each : entries) all.push_back(each.id);
    return all;
  };
  if (key == "level") return {"must", "should"};
  if (key == "is" || key == "extended" || key == "flash") return {"true", "false"};
  if (key == "kv" || key == "kv_values") return {"f16", "q8_0", "q4_0", "fp8"};
  if (key == "kind") return {"gpu", "unified", "cpu", "phone", "accelerator"};
  if (key == "runtime") return ids(rules.runtimes);
  if (key == "benchmark") return ids(criterion.benchmarks);
  if (key == "device") {
    auto devices = rules.devices;
    std::stable_sort(devices.begin(), devices.end(), [](const auto& left, const auto& right) {
      return left.memory < right.memory;
    });
    return ids(devices);
  }
  if (criterion.kind != Kind::device) return fact_of(rules, criterion)->levels;
  auto quantisations = rules.quantisations;
  std::stable_sort(
      quantisations.begin(), quantisations.end(),
      [](const auto& left, const auto& right) { return left.quality < right.quality; });
  return ids(quantisations);
}

Remade remade(const model::RuleBase& rules, const model::Need& need, const std::string& key,
              const Datum& value, bool date) {
  std::vector<model::StatedKey> keys = need.stated;
  const bool states_it = !std::holds_alternative<std::monostate>(value);
  std::erase_if(keys, [&](const model::StatedKey& each) {
    return (each.name == key && !states_it) || (key == "memory" && each.name == "device") ||
           (key == "device" &&
            (each.name == "memory" || each.name == "kind" || each.name == "bandwidth_gb_s"));
  });
  const auto at = std::find_if(keys.begin(), keys.end(),
                               [&](const model::StatedKey& each) { return each.name == key; });
  if (at != keys.end()) {
    at->value = value;
    at->date = date;
  } else if (states_it) {
    keys.push_back({key, value, date, need.where, need.where});
  }
  Problems problems;
  Remade result;
  result.need = model::remake_need(rules, need, std::move(keys), problems);
  for (const Problem& each : problems.all()) {
    if (each.severity != Severity::error) continue;
    result.fault = each.message;
    result.remedy = each.suggestion;
    break;
  }
  return result;
}

std::optional<double> NumberKey::parsed(std::string_view text) const {
  if (notation == Notation::date) {
    const auto date = parse_date(text);
    return date ? std::optional<double>(date->days) : std::nullopt;
  }
  if (notation == Notation::memory) return parse_memory(text);
  const bool negative = text.starts_with('-');
  const auto number = parse_number(negative ? text.substr(1) : text);
  return number && negative ? -*number : number;
}

Datum NumberKey::written(double x) const {
  if (notation == Notation::date) return date_text(Date{static_cast<int>(x)});
  if (notation == Notation::memory) return memory_text(x);
  return x;
}

NumberKey number_key(const model::RuleBase& rules, const Criterion& criterion,
                     const std::string& name) {
  using enum NumberKey::Notation;
  if (name == "weight") return {name, number, false, {}};
  if (criterion.kind == Kind::device) {
    if (name == "memory" || name == "reserve" || name == "offload_experts")
      return {name, memory, true, {}};
    if (name == "context" || name == "prompt") return {name, number, true, "tokens"};
    if (name == "min_tokens_per_s" || name == "min_total_tokens_per_s")
      return {name, number, false, "tokens/s"};
    if (name == "max_first_token_s") return {name, number, false, "s"};
    if (name == "bandwidth_gb_s") return {name, number, false, "GB/s"};
    if (name == "max_price_usd") return {name, number, false, "USD"};
    if (name == "max_power_w") return {name, number, false, "W"};
    return {name, number, true, {}};
  }
  if (criterion.kind == Kind::coverage) return {name, number, true, {}};
  if (criterion.by_language()) return {name, number, false, "of 100"};
  const model::Fact& fact = *fact_of(rules, criterion);
  if (fact.type == model::FactType::date) return {name, date, true, {}};
  switch (fact.unit) {
    case model::Unit::bytes:
      return {name, memory, true, {}};
    case model::Unit::tokens:
      return {name, number, true, "tokens"};
    case model::Unit::parameters:
      return {name, number, true, "parameters"};
    case model::Unit::count:
      return {name, number, true, {}};
    case model::Unit::usd:
      return {name, number, false, "USD"};
    case model::Unit::tokens_per_second:
      return {name, number, false, "tokens/s"};
    case model::Unit::none:
      break;
  }
  return {name, number, false, {}};
}

std::optional<double> stated_number(const model::Need& need, const NumberKey& key) {
  if (!states(need, key.name)) return std::nullopt;
  model::Need copy = need;
  if (const auto* const place = optional_place(copy, key.name)) return *place;
  const double* const place = plain_place(copy, key.name);
  return place == nullptr ? std::nullopt : std::optional(*place);
}

NumberSlot::NumberSlot(model::Need& need, const NumberKey& key)
    : plain_(plain_place(need, key.name)) {
  if (plain_ != nullptr) return;
  optional_ = optional_place(need, key.name);
  auto* const bounds = std::get_if<model::BoundKeys>(&need.keys);
  if (bounds != nullptr && bounds->aim && key.name.starts_with("at_") && !states(need, "aim"))
    aim_ = &bounds->aim;
}

}  // namespace shortlist::whatif
