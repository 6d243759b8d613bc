#include "report/json_value.hpp"

#include "base/decimal.hpp"
#include "base/json_string.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <variant>

namespace shortlist::reporting {

namespace {

constexpr double exact_integers = 9007199254740992;  // 2^53

void write(const Json& value, std::size_t depth, std::string& out);

// What has no parts and is no fraction.
struct Scalar {
  std::string operator()(std::monostate) const { return "null"; }
  std::string operator()(bool flag) const { return flag ? "true" : "false"; }
  std::string operator()(const std::string& text) const {
    std::string out;
    append_json_string(text, out);
    return out;
  }
  std::string operator()(std::int64_t number) const { return std::to_string(number); }
  std::string operator()(std::uint64_t number) const { return std::to_string(number); }
  template <class Other>
  std::string operator()(const Other&) const {
    return {};
  }
};

void write_scalar(const Json& value, std::string& out) {
  if (value.is_number_float())
    append_number(value.get<double>(), out);
  else
    out.append(value.visit(Scalar{}));
}

void new_line(std::size_t depth, std::string& out) {
  out.push_back('\n');
  out.append(2 * depth, ' ');
}

void write_array(const Json& value, std::size_t depth, std::string& out) {
  const bool flat = std::none_of(value.begin(), value.end(),
                                 [](const Json& each) { return each.is_structured(); });
  out.push_back('[');
  bool first = true;
  for (const Json& each : value) {
    if (!first) out.append(flat ? ", " : ",");
    if (!flat) new_line(depth + 1, out);
    write(each, depth + 1, out);
    first = false;
  }
  if (!flat) new_line(depth, out);
  out.push_back(']');
}

void write_object(const Json& value, std::size_t depth, std::string& out) {
  out.push_back('{');
  bool first = true;
  for (const auto& [key, each] : value.items()) {
    if (!first) out.push_back(',');
    new_line(depth + 1, out);
    append_text(key, out);
    out.append(": ");
    write(each, depth + 1, out);
    first = false;
  }
  if (!first) new_line(depth, out);
  out.push_back('}');
}

void write(const Json& value, std::size_t depth, std::string& out) {
  if (value.is_object())
    write_object(value, depth, out);
  else if (value.is_array())
    write_array(value, depth, out);
  else if (value.is_written())
    out.append(value.get<Json::Written>().text);
  else
    write_scalar(value, out);
}

}  // namespace

Json json_value(const Datum& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag;
  if (const auto* number = std::get_if<double>(&value)) return *number;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* set = std::get_if<Items>(&value)) {
    Json items = Json::array();
    for (const std::string& item : set->items) items.push_back(item);
    if (!set->open) return items;
    Json open = Json::object();
    open["includes"] = std::move(items);
    return open;
  }
  if (const auto* several = std::get_if<Several>(&value)) {
    Json values = Json::array();
    for (const Datum& each : several->values) values.push_back(json_value(each));
    return values;
  }
  return nullptr;
}

Json json_value(const Record& record) {
  Json object = Json::object();
  for (const auto& [key, value] : record) object[key] = json_value(value);
  return object;
}

Json json_of(const Diagnostic& diagnostic) {
  const auto place = [](int number) { return number > 0 ? Json(number) : Json(nullptr); };
  Json object;
  object["severity"] = diagnostic.severity == Severity::error ? "error" : "warning";
  object["file"] = diagnostic.file;
  object["line"] = place(diagnostic.line);
  object["column"] = place(diagnostic.column);
  object["message"] = diagnostic.message;
  object["suggestion"] =
      diagnostic.suggestion.empty() ? Json(nullptr) : Json(diagnostic.suggestion);
  return object;
}

Json document(std::string_view schema, const Inputs& inputs) {
  Json object;
  object["schema"] = schema;
  object["profile"]["title"] = inputs.profile_title;
  object["profile"]["file"] = inputs.profile_file;
  object["rule_base"]["title"] = inputs.rule_base_title;
  object["rule_base"]["fingerprint"] = inputs.rule_base_fingerprint.text();
  return object;
}

void append_number(double number, std::string& out) {
  if (!std::isfinite(number))
    out.append("null");
  else if (number == std::trunc(number) && std::abs(number) <= exact_integers)
    out.append(std::to_string(static_cast<long long>(number)));
  else
    append_decimal(number, out);
}

void append_text(std::string_view text, std::string& out) { append_json_string(text, out); }

void append_compact(const Json& value, std::string& out) {
  const char* separator = "";
  if (value.is_object()) {
    out.push_back('{');
    for (const auto& [key, each] : value.items()) {
      out.append(separator);
      write_scalar(Json(key), out);
      out.push_back(':');
      append_compact(each, out);
      separator = ",";
    }
    out.push_back('}');
  } else if (value.is_array()) {
    out.push_back('[');
    for (const Json& each : value) {
      out.append(separator);
      append_compact(each, out);
      separator = ",";
    }
    out.push_back(']');
  } else if (value.is_written()) {
    out.append(value.get<Json::Written>().text);
  } else {
    write_scalar(value, out);
  }
}

Json written(const Json& value, std::size_t depth) {
  Json::Written text;
  write(value, depth, text.text);
  return Json(std::move(text));
}

std::string json_text(const Json& value) {
  std::string out;
  write(value, 0, out);
  out.push_back('\n');
  return out;
}

}  // namespace shortlist::reporting
