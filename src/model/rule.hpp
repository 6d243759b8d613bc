#pragma once
// Rules: a three-valued condition over claims, the use and the stated needs, and what follows.

#include "model/use.hpp"
#include "model/vocabulary.hpp"

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::model {

// All comparators that are stated must hold. Numbers, dates (days) and levels (positions) compare
// by `at_least` and `at_most`; lists are expanded.
struct Comparators {
  std::optional<double> at_least;
  std::optional<double> at_most;
  std::optional<Value> is;
  std::optional<std::vector<Item>> one_of;
  std::optional<std::vector<Item>> none_of;
  std::optional<std::vector<Item>> includes;  // all of them
};

struct Condition;

// With `stated`: whether a source that counts says anything of the fact, or the profile of the use.
// That is never unknown.
struct FactTest {
  FactIndex fact = -1;
  Comparators compare;
  std::optional<bool> stated;
};
struct UseTest {
  UseKey key = UseKey::commercial;
  Comparators compare;
  std::optional<bool> stated;
};
// Whether the profile states a need of this criterion (or with this need id), and with `includes`
// whether its lists name the items. Never unknown.
struct NeedTest {
  std::string id;
  Comparators compare;
};
struct All {
  std::vector<Condition> parts;
};
struct Any {
  std::vector<Condition> parts;
};
struct Not {
  std::vector<Condition> part;  // exactly one
};

struct Condition {
  std::variant<FactTest, UseTest, NeedTest, All, Any, Not> test;
};

// Whether any part of the condition reads a fact.
bool reads_facts(const Condition& condition);

// Whether any part asks whether a fact is stated. That is a question of what is known: the answer
// turns as more is stated, so that nothing but a warning may hang on it.
bool asks_what_is_stated(const Condition& condition);

// The needs and criteria of which some part reads whether they are stated; `lists`: of which it
// reads what their lists name, which changes as a need is relaxed. Ids, folded.
void note_read_needs(const Condition& condition, bool lists, std::vector<std::string>& ids);

// The keys of [use] that some part reads, each once, in the order of UseKey.
std::vector<UseKey> read_uses(const Condition& condition);

struct Infer {
  FactIndex fact = -1;
  Value value;  // an open ItemSet for `includes`
};

struct Rule {
  std::string id;
  Condition when;
  std::optional<Infer> infer;
  std::vector<std::pair<std::string, double>> reweigh;  // criterion or need id, factor
  bool exclude = false;
  bool warn = false;
  std::string because;  // a fact in braces stands for what is believed of it
  std::string source;
  Where where;
};

}  // namespace shortlist::model
