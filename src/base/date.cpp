#include "base/date.hpp"

#include <array>
#include <charconv>
#include <cstdio>
#include <utility>

namespace shortlist {

namespace {

struct Civil {
  int year;
  int month;
  int day;
};

Civil civil(Date date) {
  const int shifted = date.days + 719468;
  const int era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  const int day_of_era = shifted - era * 146097;
  const int year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int month_from_march = (5 * day_of_year + 2) / 153;
  const int day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  const int month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

}  // namespace

Date make_date(int year, int month, int day) {
  const int shifted = year - (month <= 2 ? 1 : 0);
  const int era = (shifted >= 0 ? shifted : shifted - 399) / 400;
  const int year_of_era = shifted - era * 400;
  const int month_from_march = month > 2 ? month - 3 : month + 9;
  const int day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return {era * 146097 + day_of_era - 719468};
}

std::string date_text(Date date) {
  const Civil day = civil(date);
  std::array<char, 40> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04d-%02d-%02d", day.year, day.month, day.day);
  return buffer.data();
}

std::optional<Date> parse_date(std::string_view text) {
  std::array<int, 3> parts{};
  const std::array<std::pair<std::size_t, std::size_t>, 3> places{{{0, 4}, {5, 2}, {8, 2}}};
  if (text.size() != 10) return std::nullopt;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const char* const first = text.data() + places[i].first;
    std::from_chars(first, first + places[i].second, parts[i]);
  }
  const auto [year, month, day] = parts;
  if (year < 0 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  const Date date = make_date(year, month, day);
  if (date_text(date) != text) return std::nullopt;
  return date;
}

int months_between(Date earlier, Date later) {
  const Civil from = civil(earlier);
  const Civil to = civil(later);
  return (to.year - from.year) * 12 + to.month - from.month - (to.day < from.day ? 1 : 0);
}

}  // namespace shortlist
