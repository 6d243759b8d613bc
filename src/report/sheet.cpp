#include "report/sheet.hpp"

#include "base/decimal.hpp"
#include "base/printable.hpp"
#include "report/json_value.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <variant>

namespace shortlist::reporting {

namespace {

// As a whole: "-0.25", "1e+300".
bool is_number(std::string_view text) { return parse_decimal(text).has_value(); }

// Whether a spreadsheet could take a cell for a formula, which may run programs and send data away:
// it begins with = + - @, after spaces or not, some take the wide forms of these too, or with a tab
// or line break, which some drop. A number is none.
bool is_formula(std::string_view text) {
  constexpr std::array<std::string_view, 8> starts{"=", "+", "-", "@", "＝", "＋", "－", "＠"};
  if (text.empty() || is_number(text)) return false;
  if (std::string_view("\t\r\n").find(text.front()) != std::string_view::npos) return true;
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return std::any_of(starts.begin(), starts.end(),
                     [&](std::string_view start) { return text.starts_with(start); });
}

}  // namespace

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
  std::string shown = printable(text);
  if (is_formula(text)) shown.insert(0, 1, '\'');
  if (shown.find_first_of(",\"\r\n") == std::string::npos) {
    out_.append(shown);
    return;
  }
  out_.push_back('"');
  for (const char c : shown) out_.append(c == '"' ? "\"\"" : std::string(1, c));
  out_.push_back('"');
}

}  // namespace shortlist::reporting
