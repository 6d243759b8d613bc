#include "whatif/comparison.hpp"

#include "base/decimal.hpp"
#include "base/text.hpp"
#include "model/find_family.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace shortlist::whatif {

namespace {

constexpr std::size_t most_comparisons = 1000;
constexpr std::size_t longest_text = 4096;
constexpr double largest_number = 1e6;
constexpr std::string_view grammar = "like 'language >= 2 context' or 'a + b <= 0.4'";

// Of an id ("ports#2" is the second of two needs), a number, or a character beyond ASCII, which
// stays whole.
bool part_of_word(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || c == '#' || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

// "<=", as it or as one character; empty where the text begins with no such.
struct Relation {
  std::string_view word;
  std::size_t length = 0;
};

Relation relation_at(std::string_view text) {
  for (const std::string_view written : {"<=", "\u2264"})
    if (text.starts_with(written)) return {"<=", written.size()};
  for (const std::string_view written : {">=", "\u2265"})
    if (text.starts_with(written)) return {">=", written.size()};
  return {};
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    if (text.empty()) return words;
    auto [word, length] = relation_at(text);
    if (length == 0) {
      length = 1;
      if (part_of_word(text.front()))
        while (length < text.size() && part_of_word(text[length]) &&
               relation_at(text.substr(length)).length == 0)
          ++length;
      word = text.substr(0, length);
    }
    words.emplace_back(word);
    text.remove_prefix(length);
  }
}

bool is_relation(const std::string& word) {
  return word.size() <= 2 && word.find_first_of("<>=") != std::string::npos;
}

// One comparison, read from left to right.
class Reader {
 public:
  Reader(const std::string& text, const Contest& contest)
      : contest_(&contest), words_(split_words(text)), row_(contest.columns.size(), 0.0) {
    for (const std::string& word : words_) text_.append(text_.empty() ? "" : " ").append(word);
  }

  Result<Comparison> read() {
    if (words_.empty()) return wrong("is empty", std::string("it is ") + std::string(grammar));
    if (auto fault = side(1)) return std::move(*fault);
    if (at_ == words_.size())
      return wrong("compares nothing", "put >= or <= between two sides, " + std::string(grammar));
    const std::string relation = words_[at_++];
    if (relation != ">=" && relation != "<=")
      return wrong("has '" + relation + "' where >= or <= is expected",
                   relation == "=" ? "an equality leaves no region to draw from" : "");
    if (auto fault = side(-1)) return std::move(*fault);
    if (at_ < words_.size())
      return wrong("goes on with '" + words_[at_] + "' after its second side",
                   "state one comparison each");
    if (relation == "<=")
      for (double& each : row_) each = 0 - each;
    return Comparison{text_, row_};
  }

 private:
  Failure wrong(const std::string& what, std::string suggestion = {}) const {
    return model::usage("the comparison '" + text_ + "' " + what, std::move(suggestion));
  }

  bool ends() const { return at_ == words_.size() || is_relation(words_[at_]); }

  int need(const std::string& word) const {
    const auto& ids = contest_->need_ids;
    const auto found = std::find_if(ids.begin(), ids.end(),
                                    [&](const auto& id) { return equal_folded(id, word); });
    return found == ids.end() ? -1 : static_cast<int>(found - ids.begin());
  }

  void add(int need, double factor) {
    const auto& columns = contest_->columns;
    const auto found = std::find(columns.begin(), columns.end(), need);
    if (found != columns.end()) row_[static_cast<std::size_t>(found - columns.begin())] += factor;
  }

  // Terms with + between them; what is wrong, if anything is.
  std::optional<Failure> side(double sign) {
    while (true) {
      if (ends()) return wrong("lacks a need or a number " + place(), std::string(grammar));
      if (auto fault = term(sign)) return fault;
      if (ends()) return std::nullopt;
      if (words_[at_] != "+")
        return wrong("has '" + words_[at_] + "' where +, >= or <= is expected",
                     words_[at_] == "-" ? "bring it to the other side with +" : "");
      ++at_;
    }
  }

  std::string place() const {
    return at_ == words_.size() ? "at its end" : "before '" + words_[at_] + "'";
  }

  std::optional<Failure> term(double sign) {
    int id = need(words_[at_]);
    double factor = 1;
    if (id < 0) {
      const auto number = parse_decimal(words_[at_]);
      if (!number) return unknown(words_[at_]);
      if (*number < 0 || *number > largest_number)
        return wrong("has the number " + words_[at_] + ", which is not between 0 and 1,000,000");
      factor = *number;
      if (at_ + 1 < words_.size() && words_[at_ + 1] == "*") ++at_;
      if (at_ + 1 < words_.size() && part_of_word(words_[at_ + 1].front())) {
        ++at_;
        id = need(words_[at_]);
        if (id < 0) return unknown(words_[at_]);
      } else if (words_[at_] == "*") {
        return wrong("lacks a need after '*'");
      }
    }
    ++at_;
    if (id >= 0)
      add(id, sign * factor);
    else
      for (double& each : row_) each += sign * factor;
    return std::nullopt;
  }

  std::optional<Failure> unknown(const std::string& word) const {
    if (!part_of_word(word.front()))
      return wrong("has '" + word + "' where a need or a number is expected",
                   word == "%" ? "write 0.3 for 30 %" : std::string(grammar));
    return wrong("names '" + word + "', which is no need of the profile",
                 did_you_mean(word, contest_->need_ids));
  }

  const Contest* contest_;
  std::vector<std::string> words_;
  std::string text_;
  std::vector<double> row_;
  std::size_t at_ = 0;
};

}  // namespace

Result<std::vector<Comparison>> parse_comparisons(const std::vector<std::string>& texts,
                                                  const Contest& contest) {
  if (texts.size() > most_comparisons) return model::usage("there are more than 1,000 comparisons");
  std::vector<Comparison> comparisons;
  Failure wrong{FailureKind::usage, {}};
  for (const std::string& text : texts) {
    if (text.size() > longest_text) return model::usage("a comparison is too long");
    auto comparison = Reader(text, contest).read();
    if (comparison)
      comparisons.push_back(std::move(*comparison));
    else
      for (Diagnostic& each : comparison.error().diagnostics)
        wrong.diagnostics.push_back(std::move(each));
  }
  if (!wrong.diagnostics.empty()) return wrong;
  return comparisons;
}

}  // namespace shortlist::whatif
