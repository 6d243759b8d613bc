#pragma once
// The words that the formats for people share.

#include "shortlist/explain.hpp"
#include "shortlist/rank.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist::reporting {

std::string_view word(Verdict verdict);
std::string_view sign(Verdict verdict);  // one character
std::string_view id(Status status);      // "to-verify", as in JSON
std::string_view phrase(Status status);  // "to verify", for people

// "Gemma 4 26B A4B, q4_k_m", of a family or of another of its variants.
template <class Standing>
std::string variant_text(const Standing& standing) {
  std::string text = standing.variant_name;
  if (text.empty()) text = standing.variant.value_or("");
  if (standing.quantisation) text.append(text.empty() ? "" : ", ").append(*standing.quantisation);
  return text;
}

// "Gemma 4 (Gemma 4 26B A4B, q4_k_m)".
std::string full_name(const RankedFamily& family);

// What a sentence calls an entry of the ranking: "Gemma 4", of variants "Gemma 4 26B A4B".
const std::string& short_name(const Ranking& ranking, const RankedFamily& entry);
// What FirstPlace does: the id of the family, or of the variant.
const std::string& entry_id(const Ranking& ranking, const RankedFamily& entry);
// "family", "variant".
std::string_view entry_word(const Ranking& ranking);
// "1 family", "3 variants".
std::string counted_entries(const Ranking& ranking, std::size_t count);

// A value as a profile would state it: "262,144", "zh, en", "rtx-4090".
std::string datum_text(const Datum& value);

// What stands between several values of one fact, of which `value` is one: "; ", and "; or " for
// sets, which have semicolons of their own.
std::string_view between(const Datum& value);

// "all_of = zh, en; strong = zh", without level, weight and because, which show elsewhere.
std::string asked_text(const Record& need);

// "context.at_least goes from 1M to 262,144 and language becomes a should (then Ash 7B)": the
// variant where it is not the one that stands for the family. The family has a relaxation.
std::string relaxation_text(const ExcludedFamily& family);

// "24 more are left out by default (need.task): BGE, ...", the names where they are asked for;
// empty where none is.
std::string left_out_text(const Ranking& ranking, bool names);

// "need.task is not asked of 84 families, as no source states what it reads."; empty: asked of all.
std::string unasked_text(const Ranking& ranking);

// "page and card say 128,000 tokens", one line per differing value. `name_facts` appends which
// fact each is of.
std::vector<std::string> conflict_lines(const std::vector<Conflict>& conflicts, bool name_facts);

// "Language"; the id where the family has no such need.
std::string need_title(const RankedFamily& family, std::string_view need_id);
// The same for many, in the profile's order: the search goes on from the last, at first from 0.
std::string need_title(const RankedFamily& family, std::string_view need_id, std::size_t& from);

// "hundred-languages: infer languages, because ...".
std::string rule_text(const RuleNote& rule);
// "safety x 2, because ...": a rule that changed weights by what it says, where it says why.
std::string reweighing_text(const RuleNote& rule);

// False for rules that only filled facts which no need reads, and for those that only warn: what
// they say stands among the warnings.
bool bears_on_needs(const RuleNote& rule, const RankedFamily& family);

// What to ask, in words.
std::string question_text(const Question& question);
std::vector<std::string> question_texts(const RankedFamily& family);  // each once

// What a family's status hangs on: its questions that belong to a must or an exclude rule.
std::vector<std::string> open_questions(const RankedFamily& family);

// Which of them those are, in the profile's order: "Languages", "Device", "a rule that may exclude
// it". None where the family is not to be verified.
std::vector<std::string> open_musts(const RankedFamily& family);

// Where the weights are, but for places that a command of `start` names.
std::vector<std::string> places_beside(const RankedFamily& family);

// Where no command starts what was judged.
std::string no_start_text(const RankedFamily& family);

// "1 family", "3 families".
std::string counted(std::size_t count, std::string_view one, std::string_view many);

}  // namespace shortlist::reporting
