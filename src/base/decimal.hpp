#pragma once
// Doubles as decimal digits and back, the same in every build: as std::to_chars and
// std::from_chars do it, which not every C++ library has for doubles. (By fmt and fast_float.)
//
// Digits are the fewest that read back as the same double, where no number of them is asked for.
// Numbers are finite.

#include <optional>
#include <string>
#include <string_view>

namespace shortlist {

// "0.1", "120000", "1e+300": the shorter of the two notations, without an exponent where they are
// equally long.
void append_decimal(double number, std::string& out);
std::string decimal(double number);

// "0.000001", "100000000000000000000": never an exponent.
std::string plain_decimal(double number);
// With exactly so many decimals; half goes to the even digit.
std::string plain_decimal(double number, int decimals);

// "1e-07", "1.5e+300": always an exponent.
std::string scientific_decimal(double number);

// As printf's %g: at most so many digits that count, with an exponent below 10^-4 and from
// 10^digits on.
std::string significant_decimal(double number, int digits);

// The nearest double to the whole of the text: digits with an optional minus, fraction and
// exponent. Nothing where it is anything else, or rounds to infinity or, without being zero, to 0.
std::optional<double> parse_decimal(std::string_view text);

}  // namespace shortlist
