#include "base/quantity.hpp"

#include "base/decimal.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

namespace shortlist {

namespace {

struct Unit {
  std::string_view suffix;
  int decimal_exponent;
  int binary_exponent;
};

constexpr std::array number_units{Unit{"", 0, 0},    Unit{"K", 3, 0},   Unit{"M", 6, 0},
                                  Unit{"B", 9, 0},   Unit{"T", 12, 0},  Unit{"Ki", 0, 10},
                                  Unit{"Mi", 0, 20}, Unit{"Gi", 0, 30}, Unit{"Ti", 0, 40}};

constexpr std::array memory_units{Unit{"B", 0, 0},    Unit{"KB", 3, 0},   Unit{"MB", 6, 0},
                                  Unit{"GB", 9, 0},   Unit{"TB", 12, 0},  Unit{"KiB", 0, 10},
                                  Unit{"MiB", 0, 20}, Unit{"GiB", 0, 30}, Unit{"TiB", 0, 40}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The digits at the front of `text`, underscores dropped; `text` keeps the rest. Empty when what
// stands there is no number: underscores stand between digits, a point has digits on both sides.
std::string take_decimal(std::string_view& text) {
  std::string digits;
  bool fraction = false;
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    const bool between =
        at > 0 && is_digit(text[at - 1]) && at + 1 < text.size() && is_digit(text[at + 1]);
    if (is_digit(c)) {
      digits.push_back(c);
    } else if (c == '_' && between) {
      continue;
    } else if (c == '.' && between && !fraction) {
      fraction = true;
      digits.push_back(c);
    } else {
      break;
    }
  }
  text.remove_prefix(at);
  return digits;
}

template <std::size_t N>
std::optional<double> parse(std::string_view text, const std::array<Unit, N>& units) {
  constexpr std::size_t longest = 64;
  if (text.size() > longest) return std::nullopt;
  std::string digits = take_decimal(text);
  if (digits.empty()) return std::nullopt;
  if (text.size() > 1 && text.front() == ' ') text.remove_prefix(1);
  const auto* const unit = std::find_if(units.begin(), units.end(),
                                        [&](const Unit& each) { return each.suffix == text; });
  if (unit == units.end()) return std::nullopt;
  // "8.03" and 10^9 become "8.03e9", which is rounded once.
  digits.append("e").append(std::to_string(unit->decimal_exponent));
  const auto number = parse_decimal(digits);
  if (!number) return std::nullopt;
  const double scaled = std::ldexp(*number, unit->binary_exponent);
  return scaled <= largest_quantity ? std::optional(scaled) : std::nullopt;
}

std::string fixed(double number, int decimals) {
  std::string text = plain_decimal(number, decimals);
  if (decimals > 0) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
  }
  return text;
}

}  // namespace

std::optional<double> parse_number(std::string_view text) { return parse(text, number_units); }

std::optional<double> parse_memory(std::string_view text) { return parse(text, memory_units); }

std::string number_text(double number) {
  std::string text = plain_decimal(number);
  const std::size_t start = text.starts_with('-') ? 1 : 0;
  const std::size_t point = std::min(text.find('.'), text.size());
  for (std::size_t at = point; at > start + 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

std::string count_text(double number) {
  constexpr std::array scales{std::pair{1e3, "K"}, std::pair{1e6, "M"}, std::pair{1e9, "B"},
                              std::pair{1e12, "T"}};
  if (number < scales.front().first) return number_text(number);
  std::string text;
  for (const auto& [scale, suffix] : scales) {
    const double scaled = number / scale;
    const int decimals = scaled < 10 ? 2 : (scaled < 100 ? 1 : 0);
    const std::string digits = fixed(scaled, decimals);
    text = digits + suffix;
    if (scaled < 1000 && digits != "1000") break;  // 999.9M is no 1000M but 1B
  }
  return text;
}

std::string memory_text(double bytes) {
  std::string best = plain_decimal(bytes) + " B";
  for (const Unit& unit : memory_units) {
    const double scale = std::ldexp(std::pow(10.0, unit.decimal_exponent), unit.binary_exponent);
    if (bytes < scale || std::fmod(bytes, scale) != 0) continue;
    const std::string digits = plain_decimal(bytes / scale);
    if (digits.size() < best.find(' ')) best = digits + " " + std::string(unit.suffix);
  }
  return best;
}

std::string bytes_text(double bytes) {
  constexpr std::array units{std::pair{0, " B"}, std::pair{10, " KiB"}, std::pair{20, " MiB"},
                             std::pair{30, " GiB"}, std::pair{40, " TiB"}};
  std::string text;
  for (const auto& [exponent, suffix] : units) {
    const double scaled = std::ldexp(bytes, -exponent);
    const std::string digits = fixed(scaled, exponent == 0 ? 0 : 1);
    text = digits + suffix;
    if (scaled < 1024 && digits != "1024") break;
  }
  return text;
}

std::string estimate_text(double estimate) {
  if (estimate >= 10) return number_text(std::round(estimate));
  double parts = 10;  // of 1
  while (estimate > 0 && estimate * parts < 10 && parts < 1e6) parts *= 10;
  return number_text(std::round(estimate * parts) / parts);
}

std::string estimate_text(const Interval& interval) {
  const std::string high = estimate_text(interval.high);
  if (interval.low <= 0) return "at most " + high;
  const std::string low = estimate_text(interval.low);
  return low == high ? "about " + high : low + " to " + high;
}

}  // namespace shortlist
