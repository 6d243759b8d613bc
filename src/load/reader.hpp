#pragma once
// Typed access to one table of a document. What is wrong is a problem at its place; reading goes
// on, so that all of it is found in one run.

#include "base/suggest.hpp"
#include "base/text.hpp"
#include "load/document.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist::load {

inline constexpr double most_counted = 1e9;  // of anything that is counted in a rule base

class Reader {
 public:
  // `what` names the table in messages: "a [[family]]".
  Reader(const Node& table, std::string what, Problems& problems);

  // The key if it is there; marks it as known.
  const Node* find(std::string_view key);
  // The same, but its absence is a problem.
  const Node* need(std::string_view key);

  // Whether the key was asked for.
  bool knows(std::string_view key) const;

  // Nothing when the key is absent or of the wrong type.
  std::optional<std::string> text(std::string_view key);
  std::optional<double> number(std::string_view key);
  std::optional<double> memory(std::string_view key);
  std::optional<bool> flag(std::string_view key);
  std::optional<Date> date(std::string_view key);
  std::optional<std::vector<std::string>> words(std::string_view key);
  const Node* table(std::string_view key);
  const std::vector<Node>* list_of_tables(std::string_view key);

  // Required text, a non-empty one; "" when it is missing.
  std::string required_text(std::string_view key);
  // Required, and of the form of an id; "" when it is not.
  std::string id();
  // One of a few words, by position.
  std::optional<int> choice(std::string_view key, const std::vector<std::string>& words);
  // A number within bounds; out of them it is a problem.
  std::optional<double> number_within(std::string_view key, double least, double most);

  // schema = 1, which every file states.
  void schema();

  // Names the keys that nobody asked for.
  void finish();

  void wrong(const Node& node, std::string_view key, const std::string& expected,
             std::string suggestion = {});
  Where where() const { return table_.where; }
  Where where(std::string_view key) const;
  Problems& problems() { return problems_; }
  const std::string& what() const { return what_; }

 private:
  const Node& table_;
  std::string what_;
  Problems& problems_;
  std::vector<std::string> known_;
};

// A node as a number: itself, or text with a suffix. Nothing otherwise.
std::optional<double> as_number(const Node& node);
// A node as a list of text: an array of it, or (with `single`) one text.
std::optional<std::vector<std::string>> as_words(const Node& node, bool single);
// What keeps a node from being a list of text: an item, or the node itself.
const Node& not_a_word(const Node& node);

}  // namespace shortlist::load
