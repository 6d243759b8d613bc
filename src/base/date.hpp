#pragma once
// Calendar dates as days since 1970-01-01 (proleptic Gregorian).

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace shortlist {

struct Date {
  int days = 0;

  auto operator<=>(const Date&) const = default;  // NOLINT(modernize-use-nullptr): clang-tidy 14
};

// The caller has checked that the date exists. Algorithm: Howard Hinnant, "chrono-Compatible
// Low-Level Date Algorithms", days_from_civil.
Date make_date(int year, int month, int day);

// ISO 8601: "2026-11-24".
std::string date_text(Date date);

// Such text, where there is such a day.
std::optional<Date> parse_date(std::string_view text);

// Whole months from `earlier` to `later`; negative when they stand the other way round.
int months_between(Date earlier, Date later);

}  // namespace shortlist
