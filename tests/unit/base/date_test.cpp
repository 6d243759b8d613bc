// Dates, day by day.

#include "base/date.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdio>
#include <string>

namespace {

using shortlist::date_text;
using shortlist::make_date;
using shortlist::months_between;

int days_in(int year, int month) {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

std::string written(int year, int month, int day) {
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(date)

// Counted from a day whose number is known, one at a time: 0001-01-01 to 2999-12-31.
BOOST_AUTO_TEST_CASE(every_day_of_three_thousand_years_has_its_number) {
  int days = -719'162;
  for (int year = 1; year < 3000; ++year)
    for (int month = 1; month <= 12; ++month)
      for (int day = 1; day <= days_in(year, month); ++day, ++days) {
        const shortlist::Date date = make_date(year, month, day);
        if (date.days != days) BOOST_FAIL(written(year, month, day) << " is " << date.days);
        if (date_text(date) != written(year, month, day))
          BOOST_FAIL(written(year, month, day) << " shows as " << date_text(date));
      }
  BOOST_TEST(make_date(1970, 1, 1).days == 0);
}

BOOST_AUTO_TEST_CASE(dates_before_the_first_year_have_numbers_too) {
  BOOST_TEST(make_date(0, 12, 31).days == make_date(1, 1, 1).days - 1);
  BOOST_TEST(make_date(0, 2, 29).days + 1 == make_date(0, 3, 1).days);
  BOOST_TEST(date_text(make_date(0, 2, 29)) == "0000-02-29");
}

BOOST_AUTO_TEST_CASE(text_is_a_date_where_there_is_such_a_day) {
  BOOST_TEST((shortlist::parse_date("2024-02-29") == make_date(2024, 2, 29)));
  for (const char* const text : {"", "2025-02-29", "2025-13-01", "2025-00-10", "2025-1-01",
                                 "2025-01-01 ", "2025/01/01", "-025-01-01", "20250101xx"})
    BOOST_TEST(!shortlist::parse_date(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(dates_order_by_day) {
  BOOST_TEST((make_date(2026, 2, 28) < make_date(2026, 3, 1)));
  BOOST_TEST((make_date(2024, 2, 29) < make_date(2024, 3, 1)));
  BOOST_TEST((make_date(2025, 12, 31) < make_date(2026, 1, 1)));
}

BOOST_AUTO_TEST_CASE(months_count_when_they_are_whole) {
  struct Span {
    shortlist::Date from, to;
    int months;
  };
  const Span spans[]{
      {make_date(2026, 1, 15), make_date(2026, 1, 15), 0},
      {make_date(2026, 1, 15), make_date(2026, 2, 14), 0},
      {make_date(2026, 1, 15), make_date(2026, 2, 15), 1},
      {make_date(2025, 11, 24), make_date(2026, 11, 24), 12},
      {make_date(2025, 11, 25), make_date(2026, 11, 24), 11},
      {make_date(2024, 12, 31), make_date(2026, 11, 24), 22},
  };
  for (const auto& [from, to, months] : spans)
    BOOST_TEST(months_between(from, to) == months, date_text(from) << " to " << date_text(to));
  BOOST_TEST(months_between(make_date(2026, 2, 15), make_date(2026, 1, 15)) == -1);
}

BOOST_AUTO_TEST_SUITE_END()
