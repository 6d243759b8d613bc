#include "model/use.hpp"

#include <algorithm>

namespace shortlist::model {

namespace {

constexpr std::array<UseKeyInfo, use_key_count> table{{
    {UseKey::commercial, "commercial", UseType::flag},
    {UseKey::monthly_active_users, "monthly_active_users", UseType::number},
    {UseKey::annual_revenue_usd, "annual_revenue_usd", UseType::number},
    {UseKey::monthly_revenue_usd, "monthly_revenue_usd", UseType::number},
    {UseKey::regions, "regions", UseType::regions},
    {UseKey::domicile, "domicile", UseType::region},
    {UseKey::sector, "sector", UseType::text},
    {UseKey::purposes, "purposes", UseType::purposes},
    {UseKey::redistribute, "redistribute", UseType::flag},
    {UseKey::publish_derivative, "publish_derivative", UseType::flag},
    {UseKey::hosted_service, "hosted_service", UseType::flag},
    {UseKey::train_on_outputs, "train_on_outputs", UseType::flag},
    {UseKey::nonprofit, "nonprofit", UseType::flag},
}};

}  // namespace

std::span<const UseKeyInfo, use_key_count> use_keys() { return table; }

const UseKeyInfo* find_use_key(std::string_view id) {
  const auto* const found = std::find_if(table.begin(), table.end(),
                                         [&](const UseKeyInfo& each) { return each.id == id; });
  return found == table.end() ? nullptr : found;
}

std::optional<bool> Use::flag(UseKey key) const {
  const UseValue* value = find(key);
  return value == nullptr ? std::nullopt : std::optional(std::get<bool>(*value));
}

std::optional<double> Use::number(UseKey key) const {
  const UseValue* value = find(key);
  return value == nullptr ? std::nullopt : std::optional(std::get<double>(*value));
}

const std::vector<Item>* Use::items(UseKey key) const {
  const UseValue* value = find(key);
  return value == nullptr ? nullptr : &std::get<std::vector<Item>>(*value);
}

}  // namespace shortlist::model
