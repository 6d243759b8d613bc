// Words: comparing without case, sentences, and "did you mean".

#include "base/text.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace {

using Words = std::vector<std::string>;

const Words families{"gemma-3", "gemma-4", "qwen2.5", "qwen3", "qwen3.5", "llama-3"};

}  // namespace

BOOST_AUTO_TEST_SUITE(text)

BOOST_AUTO_TEST_CASE(case_is_folded_in_ascii_only) {
  BOOST_TEST(shortlist::fold("Qwen3.5-VL") == "qwen3.5-vl");
  BOOST_TEST(shortlist::fold("ÄZ[`{@") == "Äz[`{@");
  BOOST_TEST(shortlist::equal_folded("zh-Hans", "ZH-hANS"));
  BOOST_TEST(!shortlist::equal_folded("zh", "zh-Hans"));
  BOOST_TEST(!shortlist::equal_folded("k", "\xE2\x84\xAA"));  // the Kelvin sign is no k here
  BOOST_TEST(shortlist::equal_folded("", ""));
}

BOOST_AUTO_TEST_CASE(words_are_listed_as_in_a_sentence) {
  BOOST_TEST(shortlist::listed(Words{}).empty());
  BOOST_TEST(shortlist::listed(Words{"a"}) == "a");
  BOOST_TEST(shortlist::listed(Words{"a", "b"}) == "a and b");
  BOOST_TEST(shortlist::listed(Words{"a", "b", "c"}) == "a, b and c");
  BOOST_TEST(shortlist::listed(Words{"a", "b", "c"}, "or") == "a, b or c");
}

BOOST_AUTO_TEST_CASE(a_misspelt_word_finds_the_one_that_is_meant) {
  const std::vector<std::pair<std::string, std::string>> meant{
      {"gemna-4", "gemma-4"},   // replaced
      {"gema-4", "gemma-4"},    // left out
      {"gemmma-4", "gemma-4"},  // too much
      {"gmema-4", "gemma-4"},   // swapped
      {"GEMMA-4", "gemma-4"},   // case
      {"qwen-3", "qwen3"},     {"lama3", "llama-3"}, {"qwne3.5", "qwen3.5"},
  };
  for (const auto& [word, family] : meant)
    BOOST_TEST(shortlist::closest(word, families) == family, word << " means " << family);
}

BOOST_AUTO_TEST_CASE(a_word_that_is_far_from_all_means_none) {
  for (const char* word : {"", "x", "bert", "gpt-oss", "something-else-entirely"})
    BOOST_TEST(shortlist::closest(word, families).empty(), word);
  BOOST_TEST(shortlist::closest(std::string(10'000, 'q'), families).empty());
  BOOST_TEST(shortlist::closest("gemma-4", Words{}).empty());
}

BOOST_AUTO_TEST_CASE(at_most_a_third_of_the_letters_is_wrong) {
  const Words words{"rank", "test", "check", "format", "mule"};
  for (const char* word : {"bank", "rnak", "text", "chekc", "rankk", "ran"})
    BOOST_TEST(!shortlist::closest(word, words).empty(), word);
  for (const char* word :
       {"bulk", "rest-in", "tank-er", "tart", "mole-s", "cheap", "muxx", "farmer"})
    BOOST_TEST(shortlist::closest(word, words).empty(),
               word << " is no " << shortlist::closest(word, words));
}

BOOST_AUTO_TEST_CASE(of_equally_near_words_the_first_is_meant) {
  BOOST_TEST(shortlist::closest("gemma-5", families) == "gemma-3");
}

// The whole table of distances, of which closest() looks at the diagonal alone.
std::size_t plain_distance(const std::string& left, const std::string& right) {
  std::vector<std::vector<std::size_t>> rows(left.size() + 1,
                                             std::vector<std::size_t>(right.size() + 1));
  for (std::size_t i = 0; i <= left.size(); ++i)
    for (std::size_t j = 0; j <= right.size(); ++j) {
      if (i == 0 || j == 0) {
        rows[i][j] = i + j;
        continue;
      }
      rows[i][j] = std::min({rows[i - 1][j] + 1, rows[i][j - 1] + 1,
                             rows[i - 1][j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
        rows[i][j] = std::min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  return rows[left.size()][right.size()];
}

BOOST_AUTO_TEST_CASE(words_are_near_by_the_whole_table_of_distances) {
  std::mt19937 random(7);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
  const auto letters = [&](std::size_t most) {
    std::string word;
    const std::size_t length = 1 + random() % most;
    for (std::size_t i = 0; i < length; ++i) word += static_cast<char>('a' + random() % 3);
    return word;
  };
  for (int round = 0; round < 20'000; ++round) {
    const std::string word = letters(13);
    const Words one{letters(13)};
    const std::size_t longer = std::max(word.size(), one[0].size());
    const std::size_t limit = std::clamp<std::size_t>(longer / 3, 1, 3);
    const bool near = plain_distance(word, one[0]) <= limit;
    BOOST_REQUIRE_MESSAGE(shortlist::closest(word, one).empty() != near, word << " and " << one[0]);
  }
}

BOOST_AUTO_TEST_CASE(lists_that_fill_pages_are_counted) {
  BOOST_TEST(shortlist::one_of(Words{"a", "b", "c"}) == "one of a, b or c");
  BOOST_TEST(shortlist::one_of(Words(1'500, "x")) == "one of 1,500 words");
  BOOST_TEST(shortlist::did_you_mean("bert", Words{std::string(100'000, 'x')}).empty());
}

BOOST_AUTO_TEST_CASE(a_suggestion_lists_what_is_known_where_that_is_little) {
  BOOST_TEST(shortlist::did_you_mean("gemna-4", families) == "did you mean 'gemma-4'?");
  BOOST_TEST(shortlist::did_you_mean("parquet", Words{"json", "text"}) ==
             "known here: json and text");
  BOOST_TEST(shortlist::did_you_mean("bert", Words{}).empty());
  BOOST_TEST(shortlist::did_you_mean("bert", Words(13, "something")).empty());
}

BOOST_AUTO_TEST_CASE(ids_are_what_the_contract_says) {
  for (const char* id : {"a", "Z", "0", "qwen3.5", "a-b_c.d", "9lives"})
    BOOST_TEST(shortlist::is_id(id), id);
  for (const char* word : {"", "-a", ".a", "_a", "a b", "a/b", "é", "a@", "a\n"})
    BOOST_TEST(!shortlist::is_id(word), word);
}

BOOST_AUTO_TEST_CASE(characters_are_code_points) {
  BOOST_TEST(shortlist::length_in_characters("") == 0U);
  BOOST_TEST(shortlist::length_in_characters("abc") == 3U);
  BOOST_TEST(shortlist::length_in_characters("né") == 2U);
  BOOST_TEST(shortlist::length_in_characters("通义") == 2U);
  BOOST_TEST(shortlist::length_in_characters("\xF0\x9F\x8C\x8D") == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
