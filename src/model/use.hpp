#pragma once
// [use]: the facts of a deployment that licence terms and rules read. Every key is optional, and a
// key left out is unknown, not false.

#include "model/value.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::model {

enum class UseKey {
  commercial,
  monthly_active_users,
  annual_revenue_usd,
  monthly_revenue_usd,
  regions,
  domicile,
  sector,
  purposes,
  redistribute,
  publish_derivative,
  hosted_service,
  train_on_outputs,
  nonprofit,
};

inline constexpr std::size_t use_key_count = 13;

enum class UseType { flag, number, region, regions, text, purposes };

struct UseKeyInfo {
  UseKey key;
  std::string_view id;
  UseType type;
};

// In order of UseKey.
std::span<const UseKeyInfo, use_key_count> use_keys();
const UseKeyInfo* find_use_key(std::string_view id);

// Numbers, flags, text (one item) and lists (expanded).
using UseValue = std::variant<double, bool, std::vector<Item>>;

class Use {
 public:
  const UseValue* find(UseKey key) const {
    const auto& value = values_[static_cast<std::size_t>(key)];
    return value ? &*value : nullptr;
  }
  void set(UseKey key, UseValue value) {
    values_[static_cast<std::size_t>(key)] = std::move(value);
  }

  std::optional<bool> flag(UseKey key) const;
  std::optional<double> number(UseKey key) const;
  const std::vector<Item>* items(UseKey key) const;

 private:
  std::array<std::optional<UseValue>, use_key_count> values_;
};

}  // namespace shortlist::model
