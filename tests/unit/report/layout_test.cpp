// Wrapping, columns, cleaning, points; and that no text is too wide, whatever the names are.

#include "report/layout.hpp"

#include "base/text.hpp"
#include "report/markdown_page.hpp"
#include "report/points.hpp"
#include "unit/report/sample.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace shortlist;
using namespace shortlist::reporting;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    lines.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return lines;
}

// Awkward words, the same on every run.
class Words {
 public:
  explicit Words(unsigned seed) : random_(seed) {}

  std::string operator()() {
    static const std::vector<std::string> pieces{
        "a",
        "Gemma 4",
        " ",
        "\n",
        "\t",
        "漢字漢字漢字",
        "Größenverhältnis",
        "\x1b[31m",
        "\x07",
        "\xC2\x9B",
        "\xE2\x80\xAE",
        "e\xCC\x81",
        "|",
        "`",
        "x-y-z-and-so-on-without-end-for-ever",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        "https://huggingface.co/an/identifier/that/is/longer/than/any/line/could/ever/be/and/more",
        "\xFF\xFE",
        "\"",
        ",",
        "<b>",
        "🙂"};
    std::string text;
    for (auto count = random_() % 6; count > 0; --count)
      text.append(pieces[random_() % pieces.size()]);
    return text;
  }

 private:
  std::mt19937 random_;
};

void spoil(NeedResult& need, Words& words) {
  need.need_id.append(words());
  need.title = words();
  need.reason = words();
  need.because = words();
  need.sources = {words(), words()};
  need.conflicts.push_back({words(), words(), words(), {}});
  need.rules = {words()};
  need.need.emplace_back(words(), words());
  need.facts.push_back({words(), words(), words(), Items{{words()}, true}});
}

void spoil(RankedFamily& family, Words& words) {
  family.name = words();
  family.variant_name = words();
  family.quantisation = words();
  for (NeedResult& need : family.criteria) spoil(need, words);
  family.obligations = {words(), words()};
  family.warnings = {words()};
  family.questions = {{"", words(), words()}};
  family.rules = {{words(), words(), words()}};
  family.disputed = {words()};
  family.weights_at.clear();  // stand as they are, however wide
  family.start.clear();
}

void spoil(ExcludedFamily& family, Words& words) {
  spoil(family.standing, words);
  for (FailedMust& failure : family.failures) failure.reason = words();
  if (family.relaxation)
    family.relaxation->push_back({words(), words(), words(), Items{{words()}, false}});
}

void hold_to_width(const std::string& text, std::size_t width) {
  for (const std::string& line : lines_of(text)) {
    BOOST_TEST(length_in_characters(line) <= width, line);
    BOOST_TEST(!line.ends_with(' '), line);
    BOOST_TEST((line.find('\x1b') == std::string::npos), line);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report_layout)

BOOST_AUTO_TEST_CASE(a_word_of_megabytes_is_broken_into_lines) {
  for (const std::string letter : {"a", "\xC3\xA9"}) {
    std::string word;
    for (int i = 0; i < 1'000'000; ++i) word += letter;
    const std::vector<std::string> lines = wrap(word, 80);
    BOOST_TEST(lines.size() == 12'500U);
    BOOST_TEST(std::all_of(lines.begin(), lines.end(), [](const std::string& line) {
      return length_in_characters(line) == 80U;
    }));
  }
}

BOOST_AUTO_TEST_CASE(text_breaks_at_spaces_and_long_words_after_punctuation) {
  struct Example {
    std::string text;
    std::size_t width;
    std::vector<std::string> lines;
  };
  const Example examples[] = {
      {"", 10, {""}},
      {"one two", 7, {"one two"}},
      {"one two", 6, {"one", "two"}},
      {"  one \n two ", 20, {"one two"}},
      {"abcdefghij", 4, {"abcd", "efgh", "ij"}},
      {"ab abcdefghij", 4, {"ab", "abcd", "efgh", "ij"}},
      {"one-two-three", 9, {"one-two-", "three"}},
      {"a/bcdefghijkl", 8, {"a/bcdefg", "hijkl"}},
      {"äöü äöü", 3, {"äöü", "äöü"}},
      {"äöüäöü", 4, {"äöüä", "öü"}},
      {"ab", 0, {"a", "b"}},
  };
  for (const Example& example : examples)
    BOOST_TEST(wrap(example.text, example.width) == example.lines,
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(text_is_cleaned_on_one_line) {
  const std::pair<std::string, std::string> examples[] = {{"a\x1b[31mb", "a\uFFFD[31mb"},
                                                          {"a\rb\x07", "a b\uFFFD"},
                                                          {"a\xC2\x9B", "a\uFFFD"},
                                                          {" a \t\r\n\v\f b ", "a b"},
                                                          {" \t ", ""}};
  for (const auto& [text, clean] : examples) BOOST_TEST(cleaned(text) == clean);
}

BOOST_AUTO_TEST_CASE(columns_that_wrap_give_way_before_those_that_do_not) {
  const Table table{{{"", false, false}, {""}},
                    {{{{std::string(20, 'x')}}, {{std::string(40, 'y')}}}}};
  const std::vector<std::size_t> wide{20, 40};
  const std::vector<std::size_t> narrow{20, 18};
  const std::vector<std::size_t> tiny{11, 5};
  BOOST_TEST(fit_columns(table, 62) == wide, boost::test_tools::per_element());
  BOOST_TEST(fit_columns(table, 40) == narrow, boost::test_tools::per_element());
  BOOST_TEST(fit_columns(table, 18) == tiny, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_to_be_copied_is_never_broken) {
  Ranking ranking = sample::ranking();
  const std::string command = "llama-server -hf " + std::string(100, 'x');
  ranking.ranking[0].start = {command};
  BOOST_TEST((report(ranking, {}).find("    " + command + "\n") != std::string::npos));
}

BOOST_AUTO_TEST_CASE(colour_changes_nothing_but_the_colour) {
  std::string coloured = report(sample::ranking(), {.colour = true});
  BOOST_TEST((coloured.find("\x1b[32m") != std::string::npos));
  for (std::size_t at = coloured.find('\x1b'); at != std::string::npos; at = coloured.find('\x1b'))
    coloured.erase(at, coloured.find('m', at) - at + 1);
  BOOST_TEST(coloured == report(sample::ranking(), {}));
}

BOOST_AUTO_TEST_CASE(no_line_is_wider_than_asked_whatever_the_names_are) {
  const int widths[] = {40, 57, 80, 132};
  for (unsigned seed = 0; seed < 200; ++seed) {
    Words words(seed);
    Style style;
    style.width = widths[seed % 4];
    style.verbose = seed % 2 == 0;
    const auto width = static_cast<std::size_t>(style.width);

    Ranking ranking = sample::ranking();
    ranking.clear_winner = seed % 3 == 0;
    ranking.profile_title = words();
    for (RankedFamily& family : ranking.ranking) spoil(family, words);
    for (ExcludedFamily& family : ranking.excluded) spoil(family, words);
    hold_to_width(report(ranking, style), width);

    Explanation explanation = seed % 2 == 0 ? sample::explanation() : sample::excluded();
    spoil(explanation.family, words);
    if (explanation.against) {
      explanation.against->name = words();
      spoil(explanation.against->standing, words);
    }
    hold_to_width(report(explanation, style), width);

    FamilyComparison comparison = sample::comparison(2 + seed % 2);
    for (std::string& name : comparison.names) name = words();
    for (ComparisonRow& row : comparison.rows) {
      row.title = words();
      row.row = words();
      for (ComparisonCell& cell : row.cells) cell.text = words();
    }
    comparison.choose[0].push_back({"context", words()});
    hold_to_width(report(comparison, style), width);

    Listing listing = sample::listing();
    for (Record& item : listing.items)
      for (auto& [key, value] : item) value = words();
    hold_to_width(report(listing, style), width);
  }
}

BOOST_AUTO_TEST_CASE(markdown_from_data_cannot_break_a_table) {
  BOOST_TEST(escaped("a|b\nc") == "a\\|b c");
  BOOST_TEST(escaped("<script>") == "&lt;script>");
  BOOST_TEST(escaped("[x](y)") == "\\[x\\](y)");
  MarkdownPage page;
  page.code({"echo ```` rm"});
  BOOST_TEST(page.take() == "`````\necho ```` rm\n`````\n");
}

BOOST_AUTO_TEST_CASE(markdown_from_data_is_no_markup) {
  const std::pair<std::string, std::string> inline_examples[] = {
      {"*x* _y_ ~~z~~", "\\*x\\* \\_y\\_ \\~\\~z\\~\\~"},
      {"a_b, licence#2", "a_b, licence#2"},
      {"__init__", "\\_\\_init\\_\\_"},
      {"![i](http://e/x.png)", "!\\[i\\](http://e/x.png)"},
      {"&lt; <!--", "\\&lt; &lt;!--"},
      {"$x$ #12 #", "\\$x\\$ \\#12 \\#"},
      {"`a` \\", "\\`a\\` \\\\"},
      {"-", "-"}};
  for (const auto& [text, shown] : inline_examples) BOOST_TEST(escaped(text) == shown);
  const std::pair<std::string, std::string> line_examples[] = {
      {"# x", "\\# x"},   {"> x", "\\> x"},     {"- x", "\\- x"},       {"+ x", "\\+ x"},
      {"1. x", "1\\. x"}, {"12) x", "12\\) x"}, {"---", "\\---"},       {"===", "\\==="},
      {"-", "\\-"},       {"1.5 x", "1.5 x"},   {"-5 to 5", "-5 to 5"}, {"7", "7"}};
  for (const auto& [text, shown] : line_examples) {
    MarkdownPage page;
    page.paragraph(text);
    page.item(text);
    BOOST_TEST(page.take() == shown + "\n\n- " + shown + "\n");
  }
}

BOOST_AUTO_TEST_CASE(csv_quotes_what_rfc_4180_says) {
  const Listing listing{"facts", {{{"id", "a\"b"}, {"title", "x, y"}, {"note", "two\r\nlines"}}}};
  BOOST_TEST(report(listing, {.format = Format::csv}) ==
             "id,title,note\r\n\"a\"\"b\",\"x, y\",\"two\r\nlines\"\r\n");
}

BOOST_AUTO_TEST_CASE(csv_has_no_formulas) {
  const std::pair<Datum, std::string> examples[] = {{"=1+1", "'=1+1"},
                                                    {"+1", "'+1"},
                                                    {"-1+1", "'-1+1"},
                                                    {"-", "'-"},
                                                    {"@SUM(A1)", "'@SUM(A1)"},
                                                    {"  =1", "'  =1"},
                                                    {"\t=1", "'\t=1"},
                                                    {"\r=1", "'\uFFFD=1"},
                                                    {"\n=1", "\"'\n=1\""},
                                                    {"＝1", "'＝1"},
                                                    {"＠SUM(A1)", "'＠SUM(A1)"},
                                                    {"=A1,\"x\"", "\"'=A1,\"\"x\"\"\""},
                                                    {"-Infinity", "'-Infinity"},
                                                    {"a=1", "a=1"},
                                                    {"", ""},
                                                    {"\x1b\xC2\x9B\xFF", "\uFFFD\uFFFD\uFFFD"},
                                                    {-5.0, "-5"},
                                                    {-0.25, "-0.25"},
                                                    {-1e300, "-1e+300"},
                                                    {Several{{-5.0, 3.0}}, "'-5; 3"}};
  for (const auto& [value, cell] : examples) {
    const Listing listing{"facts", {{{"id", "x"}, {"value", value}}}};
    BOOST_TEST(report(listing, {.format = Format::csv}) == "id,value\r\nx," + cell + "\r\n");
  }
  const Listing header{"facts", {{{"=id", "x"}}}};
  BOOST_TEST(report(header, {.format = Format::csv}) == "'=id\r\nx\r\n");
}

BOOST_AUTO_TEST_CASE(an_empty_list_is_an_empty_csv) {
  BOOST_TEST(report(Listing{"rules", {}}, {.format = Format::csv}).empty());
}

// One long sentence among short ones would stand in a column a word wide.
BOOST_AUTO_TEST_CASE(a_list_with_a_long_text_shows_it_over_the_width) {
  Listing listing{"rules", {}};
  for (int i = 0; i < 9; ++i)
    listing.items.push_back({{"id", "a-rule-whose-name-is-of-some-length-" + std::to_string(i)},
                             {"effect", "infer something"},
                             {"because", "short"}});
  BOOST_TEST(report(listing, {}).find("\n\n") == std::string::npos);  // a table
  const std::string sentence =
      "a claim of a hundred languages or more includes the ten spoken most, and so it goes on";
  std::get<std::string>(listing.items.front()[2].second) = sentence;
  const std::string text = report(listing, {});
  BOOST_TEST(text.find("  because  a claim of a hundred languages or more includes the ten spoken "
                       "most,\n           and so it goes on\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(points_add_up_and_stay_near_their_parts) {
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    std::vector<double> parts(1 + random() % 12);
    double sum = 0;
    for (double& part : parts) sum += part = static_cast<double>(random() % 1000);
    if (sum == 0) continue;
    double kept = 0;
    for (double& part : parts) kept += part = random() % 4 == 0 ? 0 : part / sum;
    const std::vector<int> whole = apportioned(parts);
    BOOST_TEST(std::accumulate(whole.begin(), whole.end(), 0) == whole_points(kept));
    for (std::size_t i = 0; i < parts.size(); ++i) {
      BOOST_TEST(std::abs(whole[i] - 100 * parts[i]) <= 1 + 1e-9);
      if (parts[i] == 0) BOOST_TEST(whole[i] == 0);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_two_families_hold_equally_shows_equally) {
  std::mt19937 random(2);
  for (int round = 0; round < 5000; ++round) {
    std::vector<double> weights(1 + random() % 9);
    double sum = 0;
    for (double& weight : weights) sum += weight = static_cast<double>(1 + random() % 40);
    std::vector<double> own;
    std::vector<double> other;
    const auto value = [&] {
      return random() % 2 == 0 ? 1 : static_cast<double>(random() % 9) / 8;
    };
    for (const double weight : weights) {
      own.push_back(weight / sum * value());
      other.push_back(weight / sum * value());
    }
    const PointsOfTwo shown = apportioned(own, other);
    for (const auto& [whole, parts] : {std::pair{shown.own, own}, std::pair{shown.other, other}}) {
      BOOST_TEST(std::accumulate(whole.begin(), whole.end(), 0) ==
                 whole_points(std::accumulate(parts.begin(), parts.end(), 0.0)));
      for (std::size_t i = 0; i < parts.size(); ++i) {
        BOOST_TEST(std::abs(whole[i] - 100 * parts[i]) <= 1 + 1e-9);
        if (parts[i] == 0) BOOST_TEST(whole[i] == 0);
      }
    }
    for (std::size_t i = 0; i < own.size(); ++i)
      if (own[i] == other[i]) BOOST_TEST(shown.own[i] == shown.other[i]);
  }
}

BOOST_AUTO_TEST_CASE(a_need_held_in_full_shows_all_of_its_points) {
  RankedFamily family;
  for (int i = 0; i < 3; ++i) {
    NeedResult need;
    need.weight = 1.0 / 3;
    need.value = need.value_low = need.value_high = i == 0 ? 0 : 1;
    need.contribution = need.weight * need.value;
    family.score += need.contribution;
    family.criteria.push_back(need);
  }
  const Points shown = points(family);
  BOOST_TEST(shown.total == 67);
  BOOST_TEST(shown.needs[0].own == 0);
  for (std::size_t i = 1; i < 3; ++i) BOOST_TEST(shown.needs[i].own == shown.needs[i].of);
}

BOOST_AUTO_TEST_SUITE_END()
