#include "base/toml_text.hpp"

#include "base/decimal.hpp"
#include "base/printable.hpp"
#include "base/quantity.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <variant>

namespace shortlist {

namespace {

// "4096", "262_144"; fractions by the shortest digits that read back. What is too large for a whole
// number of TOML is none, and of hundreds of digits it takes an exponent.
std::string number(double value) {
  constexpr std::size_t readable = 100;  // digits
  if (value == 0) return "0";            // nor is there a minus
  std::string text = number_text(value);
  if (text.size() > readable) {
    return scientific_decimal(value);
  }
  if (value < 10'000)
    std::erase(text, ',');
  else
    std::replace(text.begin(), text.end(), ',', '_');
  return value < 0x1p63 ? text : text + ".0";
}

}  // namespace

std::string toml_string(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const std::size_t length = sequence(text);
    const std::string_view character = text.substr(0, length);
    if (length == 0) {
      out += replacement;
    } else if (const char32_t code = code_point(character); steers(code)) {
      std::array<char, 12> escape{};
      std::snprintf(escape.data(), escape.size(), code > 0xFFFF ? "\\U%08X" : "\\u%04X",
                    static_cast<unsigned>(code));
      out += escape.data();
    } else {
      if (code == '"' || code == '\\') out.push_back('\\');
      out += character;
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out + "\"";
}

// A key that needs no quotation marks holds no dot either.
std::string toml_key(std::string_view text) {
  const bool bare = is_id(text) && text.find('.') == std::string_view::npos;
  return bare ? std::string(text) : toml_string(text);
}

std::string toml_list(const std::vector<std::string>& items) {
  std::string text = "[";
  for (const std::string& item : items)
    text.append(text.size() > 1 ? ", " : "").append(toml_string(item));
  return text + "]";
}

std::string toml_value(const Datum& datum) {
  if (const auto* const flag = std::get_if<bool>(&datum)) return *flag ? "true" : "false";
  if (const auto* const amount = std::get_if<double>(&datum)) return number(*amount);
  if (const auto* const items = std::get_if<Items>(&datum))
    return items->open ? "{ includes = " + toml_list(items->items) + " }" : toml_list(items->items);
  const auto* const text = std::get_if<std::string>(&datum);
  return text == nullptr ? "\"\"" : toml_string(*text);
}

}  // namespace shortlist
