#include "report/sheet.hpp"

#include "report/json_value.hpp"
#include "report/words.hpp"

#include <cstddef>
#include <variant>

namespace shortlist::reporting {

std::string field(double number) {
  std::string text = json_text(number);
  text.pop_back();
  return text;
}

std::string field(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& each : list) text.append(text.empty() ? "" : "; ").append(each);
  return text;
}

std::string field(const Datum& value) {
  if (std::holds_alternative<std::monostate>(value)) return {};
  if (const auto* number = std::get_if<double>(&value)) return field(*number);
  if (const auto* set = std::get_if<Items>(&value))
    return field(set->items) + (set->open ? "; ..." : "");
  if (const auto* several = std::get_if<Several>(&value)) {
    std::string text;
    for (const Datum& each : several->values)
      text.append(text.empty() ? "" : between(each)).append(field(each));
    return text;
  }
  return datum_text(value);
}

void Sheet::row(const std::vector<std::string>& fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out_.push_back(',');
    add(fields[i]);
  }
  out_.append("\r\n");
}

void Sheet::add(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) {
    out_.append(text);
    return;
  }
  out_.push_back('"');
  for (const char c : text) out_.append(c == '"' ? "\"\"" : std::string(1, c));
  out_.push_back('"');
}

}  // namespace shortlist::reporting
