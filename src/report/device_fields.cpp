// `device` for programs: every field of every estimate.

#include "report/formats.hpp"
#include "report/json_value.hpp"
#include "report/sheet.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>

namespace shortlist::reporting {

namespace {

std::span<const DeviceEstimate> cut(const DeviceFit& fit, const Style& style) {
  const std::span<const DeviceEstimate> all(fit.estimates);
  return style.top ? all.first(std::min(all.size(), static_cast<std::size_t>(*style.top))) : all;
}

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json json_estimate(const DeviceEstimate& each) {
  Json object;
  object["family"] = each.family;
  object["variant"] = or_null(each.variant);
  object["quantisation"] = each.quantisation;
  object["weights_bytes"] = or_null(each.weights_bytes);
  object["kv_bytes"] = or_null(each.kv_bytes);
  object["state_bytes"] = or_null(each.state_bytes);
  object["compute_bytes"] = or_null(each.compute_bytes);
  object["overhead_bytes"] = each.overhead_bytes;
  object["total_bytes"] = or_null(each.total_bytes);
  object["budget_bytes"] = each.budget_bytes;
  object["fits"] = or_null(each.fits);
  object["max_context_tokens"] = or_null(each.max_context_tokens);
  object["decode_tokens_per_s"] = or_null(each.decode_tokens_per_s);
  object["assumptions"] = each.assumptions;
  object["host_bytes"] = each.host_bytes;
  object["need_id"] = each.need_id;
  object["device"] = text_or_null(each.device);
  object["count"] = each.count;
  object["context_tokens"] = each.context_tokens;
  object["chosen"] = each.chosen;
  object["tokens_per_s_low"] = or_null(each.tokens_per_s_low);
  object["tokens_per_s_high"] = or_null(each.tokens_per_s_high);
  object["total_tokens_per_s_low"] = or_null(each.total_tokens_per_s_low);
  object["total_tokens_per_s_high"] = or_null(each.total_tokens_per_s_high);
  object["first_token_s_low"] = or_null(each.first_token_s_low);
  object["first_token_s_high"] = or_null(each.first_token_s_high);
  return object;
}

Json json_place(const DevicePlace& place) {
  Json object;
  object["device"] = place.estimate.device;
  object["count"] = place.estimate.count;
  object["status"] = id(place.status);
  object["variant"] = or_null(place.estimate.variant);
  object["quantisation"] = place.estimate.quantisation;
  object["total_bytes"] = or_null(place.estimate.total_bytes);
  object["budget_bytes"] = place.estimate.budget_bytes;
  object["longest_context_tokens"] = or_null(place.longest_context_tokens);
  return object;
}

Json json_smallest(const SmallestDevice& each) {
  Json object;
  object["family"] = each.family;
  object["need_id"] = each.need_id;
  object["least"] = each.smallest ? json_place(each.places[*each.smallest]) : Json(nullptr);
  object["devices"] = Json::array();
  for (const DevicePlace& place : each.places) object["devices"].push_back(json_place(place));
  return object;
}

std::string optional_field(const std::optional<double>& number) {
  return number ? field(*number) : "";
}

std::string smallest_csv(const DeviceFit& fit) {
  Sheet sheet({"need_id", "family", "device", "count", "least", "status", "variant", "quantisation",
               "total_bytes", "budget_bytes", "longest_context_tokens"});
  for (const SmallestDevice& each : *fit.smallest)
    for (std::size_t i = 0; i < each.places.size(); ++i) {
      const DevicePlace& place = each.places[i];
      sheet.row({each.need_id, each.family, place.estimate.device, field(place.estimate.count),
                 each.smallest == i ? "true" : "false", std::string(id(place.status)),
                 place.estimate.variant.value_or(""), place.estimate.quantisation,
                 optional_field(place.estimate.total_bytes), field(place.estimate.budget_bytes),
                 optional_field(place.longest_context_tokens)});
    }
  return sheet.take();
}

}  // namespace

std::string json(const DeviceFit& fit, const Style& style) {
  Json object = document("shortlist/device/1", fit.inputs);
  if (!fit.profile) object["profile"] = nullptr;
  object["estimates"] = Json::array();
  for (const DeviceEstimate& each : cut(fit, style))
    object["estimates"].push_back(json_estimate(each));
  if (fit.smallest) {
    object["smallest"] = Json::array();
    for (const SmallestDevice& each : *fit.smallest)
      object["smallest"].push_back(json_smallest(each));
  }
  return json_text(object);
}

std::string csv(const DeviceFit& fit, const Style& style) {
  if (fit.smallest) return smallest_csv(fit);
  Sheet sheet({"need_id",
               "device",
               "count",
               "family",
               "variant",
               "quantisation",
               "chosen",
               "context_tokens",
               "weights_bytes",
               "kv_bytes",
               "state_bytes",
               "compute_bytes",
               "overhead_bytes",
               "host_bytes",
               "total_bytes",
               "budget_bytes",
               "fits",
               "max_context_tokens",
               "decode_tokens_per_s",
               "tokens_per_s_low",
               "tokens_per_s_high",
               "total_tokens_per_s_low",
               "total_tokens_per_s_high",
               "first_token_s_low",
               "first_token_s_high",
               "assumptions"});
  for (const DeviceEstimate& each : cut(fit, style))
    sheet.row({each.need_id,
               each.device,
               field(each.count),
               each.family,
               each.variant.value_or(""),
               each.quantisation,
               each.chosen ? "true" : "false",
               field(each.context_tokens),
               optional_field(each.weights_bytes),
               optional_field(each.kv_bytes),
               optional_field(each.state_bytes),
               optional_field(each.compute_bytes),
               field(each.overhead_bytes),
               field(each.host_bytes),
               optional_field(each.total_bytes),
               field(each.budget_bytes),
               !each.fits   ? ""
               : *each.fits ? "true"
                            : "false",
               optional_field(each.max_context_tokens),
               optional_field(each.decode_tokens_per_s),
               optional_field(each.tokens_per_s_low),
               optional_field(each.tokens_per_s_high),
               optional_field(each.total_tokens_per_s_low),
               optional_field(each.total_tokens_per_s_high),
               optional_field(each.first_token_s_low),
               optional_field(each.first_token_s_high),
               field(each.assumptions)});
  return sheet.take();
}

}  // namespace shortlist::reporting
