#pragma once
// From answers in words to a first profile: what `shortlist init` is made of.
//
// The questions stand in the rule base. Each answer is a word of a question's choices or, where it
// takes such, a text of one's own: "German,English", "M4 Max 48GB", "32K".
//
//     std::vector<shortlist::Answer> answers{{"for", "coding"}, {"device", "M4 Max 48GB"}};
//     auto draft = shortlist::draft_profile(*rule_base, answers);
//     if (draft) write_file("needs.toml", draft->toml);   // then rank(*rule_base, draft->profile)
//
// The same answers give the same bytes.

#include "shortlist/load.hpp"
#include "shortlist/model.hpp"
#include "shortlist/profile.hpp"
#include "shortlist/result.hpp"

#include <string>
#include <vector>

namespace shortlist {

// A way to answer a question.
struct Reply {
  std::string word;     // to be written as it is; empty: a text of one's own
  std::string says;     // what it means
  std::string example;  // of a text of one's own
};

struct ProfileQuestion {
  std::string id;        // "languages"
  std::string text;      // "Which languages does it have to know?"
  std::string help;      // what hangs on it, in a paragraph
  bool several = false;  // several words may be given, with commas between them
  std::vector<Reply> replies;
};

// Those of the rule base, in the order in which they are asked: that of their declaration.
SHORTLIST_EXPORT std::vector<ProfileQuestion> profile_questions(const RuleBase& rule_base);

// Words in answer to one question.
struct Answer {
  std::string question;  // its id
  std::string words;     // "coding,agents"
  std::string origin{};  // what it is shown as in diagnostics, such as "--for"; empty: the question
};

// A profile that was made of answers.
struct Draft {
  Profile profile;   // as it reads back from `toml`
  std::string toml;  // with comments: what each need does, and which answer it comes from
  // For each answer what it was taken for: the words chosen, ids in place of names.
  std::vector<std::string> taken;
};

// The profile that the answers add up to; `keys` stand over theirs, and `name` is what the profile
// is called in diagnostics. Replies are added in the order of the questions: a list of two replies
// holds the items of both, of other keys the later stands. Answers are at most one a question.
// Fails (data) with everything that is wrong with any: words that are no answer, names that are
// several, questions that there are not. O(replies), beside reading the profile.
SHORTLIST_EXPORT Result<Draft> draft_profile(const RuleBase& rule_base,
                                             const std::vector<Answer>& answers,
                                             const ProfileKeys& keys = {},
                                             const std::string& name = "the answers");

// What the last of the answers is taken for, fit to be printed, or all that is wrong with it: for
// asking one by one. What only all answers together could lack is no failure.
SHORTLIST_EXPORT Result<std::string> take_answer(const RuleBase& rule_base,
                                                 const std::vector<Answer>& answers);

// The question as it is asked at a terminal, with its choices numbered from 1, then what may be
// answered freely. Nothing in it drives the terminal. Ends in a newline.
SHORTLIST_EXPORT std::string to_text(const ProfileQuestion& question);

// Its help in the same way, in lines of at most 80 columns; empty where it has none.
SHORTLIST_EXPORT std::string help_text(const ProfileQuestion& question);

}  // namespace shortlist
