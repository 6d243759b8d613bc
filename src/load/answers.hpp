#pragma once
// Answers to the questions of a rule base become the tree of a profile, as if somebody had written
// its tables. What a reply states of itself stands at line 0 of the answer, what was typed at line
// 1: problems point there, and so does where each key of the profile comes from.

#include "load/document.hpp"
#include "load/load.hpp"
#include "model/rule_base.hpp"
#include "shortlist/questions.hpp"

#include <string>
#include <vector>

namespace shortlist::load {

// An answer that is understood.
struct Given {
  const model::Question* question = nullptr;
  std::vector<const model::Reply*> replies;  // the words that are chosen, then the free one
  std::string words;                         // as typed
  std::string chosen;                        // the words of the choices, as the rule base has them
  Where where;
};

// The question whose answer a key takes up; empty: none.
std::string taken_up_by(const model::AskedKey& key);

// Each answer against its question, in the order of the questions. `first` is the number of the
// first answer's text.
std::vector<Given> read_answers(const model::RuleBase& rules, const std::vector<Answer>& answers,
                                int first, Problems& problems);

// The tree of the profile that they add up to.
Node compose(const std::vector<Given>& given, Problems& problems);

// Tries the example of each free answer, and each reply that takes up another's answer: what does
// not make a need is a problem at its place in the rule base.
void try_examples(const model::RuleBase& rules, Problems& problems);

}  // namespace shortlist::load
