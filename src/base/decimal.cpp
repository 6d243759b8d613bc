#include "base/decimal.hpp"

#define FMT_HEADER_ONLY
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <fast_float/fast_float.h>
#include <iterator>
#include <system_error>

namespace shortlist {

namespace {

// The fewest digits, none of them a zero at either end, and the power of ten of the last:
// digits x 10^exponent.
struct Shortest {
  bool negative = false;
  std::array<char, 32> digits{};
  int count = 0;
  int exponent = 0;

  std::string_view text() const { return {digits.data(), static_cast<std::size_t>(count)}; }
  int leading() const { return exponent + count - 1; }  // the power of ten of the first digit
};

Shortest shortest(double number) {
  std::array<char, 32> buffer{};
  const char* const end = fmt::format_to(buffer.data(), FMT_STRING("{}"), number);
  Shortest found;
  bool fraction = false;
  for (const char* at = buffer.data(); at != end; ++at) {
    if (*at == '-') {
      found.negative = true;
    } else if (*at == '.') {
      fraction = true;
    } else if (*at == 'e') {
      const bool below = at[1] == '-';
      int power = 0;
      for (at += 2; at != end; ++at) power = power * 10 + (*at - '0');
      found.exponent += below ? -power : power;
      break;
    } else {
      if (found.count > 0 || *at != '0')
        found.digits[static_cast<std::size_t>(found.count++)] = *at;
      if (fraction) --found.exponent;
    }
  }
  while (found.count > 0 && found.digits[static_cast<std::size_t>(found.count) - 1] == '0') {
    --found.count;
    ++found.exponent;
  }
  if (found.count == 0) {
    found.digits[0] = '0';
    found.count = 1;
    found.exponent = 0;
  }
  return found;
}

// What std::to_chars writes of a whole number without an exponent is exact: where the digits end
// before the decimal point, what follows are not zeros but its own.
bool is_rounded(const Shortest& found) { return found.exponent > 0 && found.leading() > 15; }

void append_plain(double number, const Shortest& found, std::string& out) {
  if (is_rounded(found)) {
    fmt::format_to(std::back_inserter(out), FMT_STRING("{:.0f}"), number);
    return;
  }
  if (found.negative) out.push_back('-');
  const std::string_view digits = found.text();
  if (found.exponent >= 0) {
    out.append(digits).append(static_cast<std::size_t>(found.exponent), '0');
  } else if (found.leading() >= 0) {
    const auto whole = static_cast<std::size_t>(found.leading()) + 1;
    out.append(digits.substr(0, whole)).append(".").append(digits.substr(whole));
  } else {
    out.append("0.").append(static_cast<std::size_t>(-found.leading() - 1), '0').append(digits);
  }
}

void append_scientific(const Shortest& found, std::string& out) {
  if (found.negative) out.push_back('-');
  out.push_back(found.digits[0]);
  if (found.count > 1) out.append(".").append(found.text().substr(1));
  const int power = std::abs(found.leading());
  out.append(found.leading() < 0 ? "e-" : "e+");
  if (power < 10) out.push_back('0');
  out.append(std::to_string(power));
}

int plain_length(const Shortest& found) {
  if (found.exponent >= 0) return found.count + found.exponent;
  return found.leading() >= 0 ? found.count + 1 : 1 - found.exponent + 1;
}

int scientific_length(const Shortest& found) {
  const int power = std::abs(found.leading()) < 100 ? 2 : 3;
  return found.count + (found.count > 1 ? 1 : 0) + 2 + power;
}

}  // namespace

void append_decimal(double number, std::string& out) {
  const Shortest found = shortest(number);
  if (scientific_length(found) < plain_length(found))
    append_scientific(found, out);
  else
    append_plain(number, found, out);
}

std::string decimal(double number) {
  std::string text;
  append_decimal(number, text);
  return text;
}

std::string plain_decimal(double number) {
  std::string text;
  append_plain(number, shortest(number), text);
  return text;
}

std::string plain_decimal(double number, int decimals) {
  return fmt::format(FMT_STRING("{:.{}f}"), number, decimals);
}

std::string scientific_decimal(double number) {
  std::string text;
  append_scientific(shortest(number), text);
  return text;
}

std::string significant_decimal(double number, int digits) {
  return fmt::format(FMT_STRING("{:.{}g}"), number, digits);
}

std::optional<double> parse_decimal(std::string_view text) {
  const char* const end = text.data() + text.size();
  double number = 0;
  const auto [rest, error] = fast_float::from_chars(text.data(), end, number);
  if (error != std::errc() || rest != end || !std::isfinite(number)) return std::nullopt;
  const std::string_view digits = text.substr(0, text.find_first_of("eE"));
  if (number == 0 && digits.find_first_of("123456789") != std::string_view::npos)
    return std::nullopt;
  return number;
}

}  // namespace shortlist
