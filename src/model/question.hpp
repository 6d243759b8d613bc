#pragma once
// What `init` asks, as a rule base declares it: each reply to a question states keys of needs and
// of [use], so that the replies of a person add up to a profile. Which needs these are stands in
// the rule base alone.

#include "base/problem.hpp"
#include "shortlist/model.hpp"

#include <string>
#include <utility>
#include <vector>

namespace shortlist::model {

// A key that a reply states. A word in braces, "{languages}", stands for what was answered to the
// question of that id.
struct AskedKey {
  std::string name;
  Datum value;
  bool date = false;  // `value` was written as a TOML date
  Where where;
};

// Keys of one need, or of [use].
struct AskedTable {
  std::string criterion;  // empty: [use]
  std::vector<AskedKey> keys;
  Where where;
};

// One way to answer: a word to choose, or whatever reads as is asked for.
struct Reply {
  enum class Reads : unsigned char { text, number, memory };

  std::string word;  // empty: answered freely
  std::vector<std::string> aliases;
  std::string says;     // what it means, for whoever chooses
  std::string example;  // of a free answer
  Reads reads = Reads::text;
  std::vector<AskedTable> tables;
  // Criteria, and what their needs weigh where other replies state any.
  std::vector<std::pair<std::string, double>> weights;
  Where where;
};

struct Question {
  std::string id;
  std::string text;
  std::string help;
  bool several = false;  // words of it may be chosen together
  std::vector<Reply> replies;
};

// The question that a text names in braces; empty: it names none.
inline std::string placeholder(const std::string& text) {
  if (text.size() < 3 || text.front() != '{' || text.back() != '}') return {};
  return text.substr(1, text.size() - 2);
}

}  // namespace shortlist::model
