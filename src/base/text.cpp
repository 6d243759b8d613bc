#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace shortlist {

namespace {

constexpr std::size_t few = 12;             // candidates worth listing whole
constexpr std::size_t longest_list = 1000;  // letters of them
constexpr std::size_t longest_word = 128;   // longer words are not misspellings
constexpr std::size_t most_wrong = 3;       // letters, of a misspelling

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

// Optimal string alignment distance: insert, delete, replace, swap neighbours. What is above `most`
// is not told apart: of each row only the cells within `most` of the diagonal are looked at, and
// only until none of them is small enough.
std::size_t edit_distance(std::string_view left, std::string_view right, std::size_t most) {
  using Row = std::array<std::size_t, longest_word + most_wrong + 2>;
  const std::size_t over = most + 1;
  Row before{};
  Row above{};
  Row row{};
  for (std::size_t j = 0; j <= right.size(); ++j) above[j] = std::min(j, over);
  for (std::size_t i = 1; i <= left.size(); ++i) {
    const std::size_t first = i > most ? i - most : 1;
    const std::size_t last = std::min(right.size(), i + most);
    row[first - 1] = first == 1 ? std::min(i, over) : over;
    std::size_t least = row[first - 1];
    for (std::size_t j = first; j <= last; ++j) {
      const char a = lower(left[i - 1]);
      const char b = lower(right[j - 1]);
      const std::size_t replace = above[j - 1] + (a == b ? 0U : 1U);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, replace});
      if (i > 1 && j > 1 && a == lower(right[j - 2]) && lower(left[i - 2]) == b)
        row[j] = std::min(row[j], before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (last < right.size()) row[last + 1] = over;
    if (least > most) return over;
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[right.size()];
}

bool fills_pages(std::span<const std::string> words) {
  std::size_t letters = 0;
  for (const std::string& each : words) letters += each.size();
  return letters > longest_list;
}

}  // namespace

std::string fold(std::string_view text) {
  std::string folded(text);
  std::transform(folded.begin(), folded.end(), folded.begin(), lower);
  return folded;
}

int compare_folded(std::string_view left, std::string_view right) {
  const std::size_t common = std::min(left.size(), right.size());
  for (std::size_t i = 0; i < common; ++i) {
    const auto a = static_cast<unsigned char>(lower(left[i]));
    const auto b = static_cast<unsigned char>(lower(right[i]));
    if (a != b) return a < b ? -1 : 1;
  }
  return left.size() == right.size() ? 0 : left.size() < right.size() ? -1 : 1;
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char letter) {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  });
  return text;
}

bool equal_folded(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

std::string listed(std::span<const std::string> words, std::string_view conjunction) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0 && i + 1 == words.size())
      text.append(" ").append(conjunction).append(" ");
    else if (i > 0)
      text.append(", ");
    text.append(words[i]);
  }
  return text;
}

std::string closest(std::string_view word, std::span<const std::string> candidates) {
  if (word.empty() || word.size() > longest_word) return {};
  std::size_t best = most_wrong + 1;
  const std::string* nearest = nullptr;
  for (const std::string& candidate : candidates) {
    if (best == 0) break;
    const std::size_t longer = std::max(word.size(), candidate.size());
    const std::size_t limit = std::clamp<std::size_t>(longer / 3, 1, most_wrong);
    if (longer > std::min(word.size(), candidate.size()) + limit) continue;
    const std::size_t most = std::min(limit, best - 1);
    const std::size_t distance = edit_distance(word, candidate, most);
    if (distance > most) continue;
    best = distance;
    nearest = &candidate;
  }
  return nearest == nullptr ? std::string{} : *nearest;
}

std::string did_you_mean(std::string_view word, std::span<const std::string> candidates) {
  const std::string nearest = closest(word, candidates);
  if (!nearest.empty()) return "did you mean '" + nearest + "'?";
  if (candidates.empty() || candidates.size() > few) return {};
  return fills_pages(candidates) ? std::string{} : "known here: " + listed(candidates, "and");
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(blank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

std::vector<std::string> comma_separated(std::string_view text) {
  std::vector<std::string> words;
  while (true) {
    const std::size_t comma = text.find(',');
    words.emplace_back(trimmed(text.substr(0, comma)));
    if (comma == std::string_view::npos) return words;
    text.remove_prefix(comma + 1);
  }
}

std::string one_of(std::span<const std::string> words) {
  if (fills_pages(words))
    return "one of " + number_text(static_cast<double>(words.size())) + " words";
  return "one of " + listed(words, "or");
}

bool is_id(std::string_view text) {
  const auto alphanumeric = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  return !text.empty() && alphanumeric(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [&](char c) { return alphanumeric(c) || c == '.' || c == '_' || c == '-'; });
}

std::size_t length_in_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & '\xC0') != '\x80'; }));
}

}  // namespace shortlist
