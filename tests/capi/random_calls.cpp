// Random calls against a model of what each must come to, in the manner of cadical's "mobical": a
// sequence that fails, by a wrong answer or a crash, is shrunk to the calls that it takes, and
// printed.
// usage: test_capi_random_calls [FIRST_SEED [SEEDS]]

#include <shortlist.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace {

enum class Kind {
  load,
  parse,
  rank,
  json,
  explain,
  compare,
  device,
  weights,
  flip,
  need,
  sample,
  merge,
  read,
  free_rules,
  free_profile,
  free_ranking,
  free_text,
  count
};

constexpr std::array<const char*, static_cast<std::size_t>(Kind::count)> names{
    "load",   "parse",      "rank",         "json",         "explain",  "compare",
    "device", "weights",    "flip",         "need",         "sample",   "merge",
    "read",   "free_rules", "free_profile", "free_ranking", "free_text"};

constexpr int slots = 3;

// One call: on what, into what, and which of its arguments.
struct Step {
  Kind kind{};
  int from = 0;   // slot of its handle
  int other = 0;  // of a second one
  int into = 0;
  int choice = 0;
};

std::string text_of(const Step& step) {
  return std::string(names[static_cast<std::size_t>(step.kind)]) + " from " +
         std::to_string(step.from) + " and " + std::to_string(step.other) + " into " +
         std::to_string(step.into) + ", choice " + std::to_string(step.choice);
}

std::string content(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

shortlist_string view(const std::string& text) { return {text.data(), text.size()}; }

// A word and what a call that is given it comes to where all else is right.
struct Word {
  std::string text;
  shortlist_code code;
};

// What all sequences share: texts, and what each call once gave, which it must give always.
struct World {
  std::string rules = content("tests/data/bicycles/rules/bicycles.toml");
  std::vector<Word> rule_bases{{rules, SHORTLIST_OK},
                               {rules + "\n[[family]]\nid = 3\n", SHORTLIST_DATA},
                               {"", SHORTLIST_DATA},
                               {"\xff", SHORTLIST_DATA}};
  std::vector<Word> profiles{{content("tests/data/bicycles/commute.toml"), SHORTLIST_OK},
                             {content("tests/data/bicycles/doubtful.toml"), SHORTLIST_OK},
                             {"schema = 1\n[need.price]\nat_most = 2000\n", SHORTLIST_OK},
                             {"schema = 1\n", SHORTLIST_DATA},
                             {"schema = [", SHORTLIST_DATA}};
  std::vector<Word> families{{"swift", SHORTLIST_OK},
                             {"FINCH", SHORTLIST_OK},
                             {"ostrich", SHORTLIST_USAGE},
                             {"", SHORTLIST_USAGE},
                             {"swift\xc3", SHORTLIST_USAGE}};
  std::map<std::string, std::string> results;
};

World& world() {
  static World all;
  return all;
}

template <class Handle>
using Slots = std::array<Handle*, slots>;

// Runs steps, and keeps beside each handle what the model knows of it.
class Machine {
 public:
  ~Machine() {
    for (int i = 0; i < slots; ++i) {
      shortlist_rule_base_free(rules_[i]);
      shortlist_profile_free(profiles_[i]);
      shortlist_ranking_free(rankings_[i]);
      shortlist_text_free(texts_[i]);
    }
  }

  // What is wrong, or nothing.
  std::string run(const Step& step);

 private:
  int pick(int choice, std::size_t count) const { return choice % static_cast<int>(count); }

  // Holds a call that makes a handle to what the model says, and keeps the handle.
  template <class Handle>
  std::string keep(shortlist_code wanted, shortlist_code code, shortlist_error* error, Handle* made,
                   Handle*& slot, void (*free)(Handle*)) {
    free(slot);
    slot = made;
    std::string wrong;
    if (code != wanted) wrong = "code " + std::to_string(code) + ", not " + std::to_string(wanted);
    if ((made != nullptr) != (code == SHORTLIST_OK)) wrong += "; a result against the code";
    if ((error != nullptr) != (code != SHORTLIST_OK)) wrong += "; an error against the code";
    if (shortlist_error_code(error) != code) wrong += "; an error of another code";
    for (std::size_t i = 0; i < shortlist_error_count(error); ++i) {
      shortlist_diagnostic said{};
      said.size = sizeof said;
      if (shortlist_error_diagnostic(error, i, &said) != SHORTLIST_OK || said.text.size == 0)
        wrong += "; a diagnostic that says nothing";
    }
    shortlist_error_free(error);
    return wrong;
  }

  template <class Call>
  std::string make_text(const Step& step, shortlist_code wanted, const std::string& key,
                        const Call& call) {
    shortlist_text* made = nullptr;
    shortlist_error* error = nullptr;
    const shortlist_code code = call(&made, &error);
    std::string wrong = keep(wanted, code, error, made, texts_[step.into], shortlist_text_free);
    if (made == nullptr) return wrong;
    const shortlist_string said = shortlist_text_string(made);
    const std::string text(said.data, said.size);
    const auto [before, fresh] = world().results.emplace(key, text);
    if (!fresh && before->second != text) wrong += "; another text than before";
    return wrong;
  }

  std::string load(const Step& step);
  std::string parse(const Step& step);
  std::string rank(const Step& step);
  std::string reason(const Step& step);
  std::string whatif(const Step& step);
  std::string read(const Step& step) const;

  Slots<shortlist_rule_base> rules_{};
  Slots<shortlist_profile> profiles_{};
  Slots<shortlist_ranking> rankings_{};
  Slots<shortlist_text> texts_{};
  std::array<int, slots> rules_number_{};      // which load made it
  std::array<int, slots> profile_rules_{};     // number of the rule base of each profile
  std::array<int, slots> profile_choice_{};    // which of the texts
  std::array<std::string, slots> ranking_of_;  // key of what was ranked
  int loads_ = 0;
};

std::string Machine::load(const Step& step) {
  const Word& word = world().rule_bases[pick(step.choice, world().rule_bases.size())];
  const shortlist_document document{{"rules", 5}, view(word.text)};
  shortlist_load_options options{};
  options.size = sizeof options;
  options.documents = &document;
  options.document_count = 1;
  shortlist_rule_base* made = nullptr;
  shortlist_error* error = nullptr;
  const shortlist_code code = shortlist_load_rule_base(&options, &made, &error);
  rules_number_[step.into] = ++loads_;
  return keep(word.code, code, error, made, rules_[step.into], shortlist_rule_base_free);
}

std::string Machine::parse(const Step& step) {
  const int choice = pick(step.choice, world().profiles.size());
  const Word& word = world().profiles[choice];
  shortlist_profile* made = nullptr;
  shortlist_error* error = nullptr;
  const shortlist_code code =
      shortlist_parse_profile(rules_[step.from], view(word.text), {"p", 1}, &made, &error);
  profile_rules_[step.into] = rules_number_[step.from];
  profile_choice_[step.into] = choice;
  return keep(rules_[step.from] == nullptr ? SHORTLIST_USAGE : word.code, code, error, made,
              profiles_[step.into], shortlist_profile_free);
}

std::string Machine::rank(const Step& step) {
  const Word& word = world().families[pick(step.choice, world().families.size())];
  const shortlist_string only = view(word.text);
  const bool all = step.choice % 2 == 0;
  shortlist_rank_options options{};
  options.size = sizeof options;
  options.only = {&only, 1};
  shortlist_ranking* made = nullptr;
  shortlist_error* error = nullptr;
  const shortlist_code code =
      shortlist_rank(profiles_[step.from], all ? nullptr : &options, &made, &error);
  ranking_of_[step.into] =
      std::to_string(profile_choice_[step.from]) + (all ? "" : " only " + word.text);
  return keep(profiles_[step.from] == nullptr ? SHORTLIST_USAGE
              : all                           ? SHORTLIST_OK
                                              : word.code,
              code, error, made, rankings_[step.into], shortlist_ranking_free);
}

std::string Machine::reason(const Step& step) {
  const Word& word = world().families[pick(step.choice, world().families.size())];
  const std::string profile = std::to_string(profile_choice_[step.from]);
  if (step.kind == Kind::json)
    return make_text(step, rankings_[step.from] == nullptr ? SHORTLIST_USAGE : SHORTLIST_OK,
                     "json " + ranking_of_[step.from], [&](auto** out, auto** error) {
                       return shortlist_ranking_json(rankings_[step.from], 0, out, error);
                     });
  if (step.kind == Kind::explain)
    return make_text(step, profiles_[step.from] == nullptr ? SHORTLIST_USAGE : word.code,
                     "explain " + profile + word.text, [&](auto** out, auto** error) {
                       return shortlist_explain(profiles_[step.from], view(word.text), {}, nullptr,
                                                out, error);
                     });
  const shortlist_rule_base* const rules = rules_[step.other];
  const shortlist_profile* const needs = profiles_[step.from];
  const bool apart = needs != nullptr && profile_rules_[step.from] != rules_number_[step.other];
  const bool wrong = rules == nullptr || apart;
  const std::string key = needs == nullptr ? "none" : profile;
  if (step.kind == Kind::device)  // bicycles run no models
    return make_text(step, SHORTLIST_USAGE, "device", [&](auto** out, auto** error) {
      return shortlist_device(rules, needs, nullptr, out, error);
    });
  const shortlist_string names_of[] = {view(word.text), {"mule", 4}};
  return make_text(step, wrong ? SHORTLIST_USAGE : word.code, "compare " + key + word.text,
                   [&](auto** out, auto** error) {
                     return shortlist_compare(rules, {names_of, 2}, needs, out, error);
                   });
}

int32_t cancel(void*, std::uint64_t, std::uint64_t) { return 1; }

std::string Machine::whatif(const Step& step) {
  const shortlist_profile* const profile = profiles_[step.from];
  const std::string of = std::to_string(profile_choice_[step.from]);
  const shortlist_code fine = profile == nullptr ? SHORTLIST_USAGE : SHORTLIST_OK;
  const Word& word = world().families[pick(step.choice, world().families.size())];
  switch (step.kind) {
    case Kind::weights:
      return make_text(step, fine, "weights " + of, [&](auto** out, auto** error) {
        return shortlist_whatif_weights(profile, {}, nullptr, out, error);
      });
    case Kind::flip:
      return make_text(step, profile == nullptr ? fine : word.code, "flip " + of + word.text,
                       [&](auto** out, auto** error) {
                         return shortlist_whatif_flip(profile, view(word.text), nullptr, out,
                                                      error);
                       });
    case Kind::need: {
      const std::string sweep = "price.at_most=1500..4000";
      const bool stated = profile_choice_[step.from] != 1;  // the doubtful one has no such need
      return make_text(step, stated ? fine : SHORTLIST_USAGE,
                       "need " + of + (step.choice % 2 == 0 ? "" : " leaders"),
                       [&](auto** out, auto** error) {
                         return shortlist_whatif_need(profile, view(sweep), step.choice % 2,
                                                      nullptr, out, error);
                       });
    }
    case Kind::sample: {
      shortlist_sample_options options{};
      options.size = sizeof options;
      options.samples = 1000;
      options.threads = 1 + step.choice % 2;
      const bool stops = step.choice % 5 == 4;
      if (stops) options.samples = 1'000'000'000'000;
      options.progress = stops ? cancel : nullptr;
      return make_text(step, profile != nullptr && stops ? SHORTLIST_CANCELLED : fine,
                       "sample " + of, [&](auto** out, auto** error) {
                         return shortlist_whatif_sample(profile, &options, out, error);
                       });
    }
    default: {  // no text of another kind is a shard
      const shortlist_document document{{"t", 1}, shortlist_text_string(texts_[step.from])};
      return make_text(step, SHORTLIST_DATA, "merge", [&](auto** out, auto** error) {
        return shortlist_whatif_merge(&document, 1, out, error);
      });
    }
  }
}

std::string Machine::read(const Step& step) const {
  const shortlist_ranking* const ranking = rankings_[step.from];
  const std::size_t count = shortlist_ranking_count(ranking);
  if ((count == 0) != (ranking == nullptr)) return "a ranking of none";
  if (shortlist_ranking_qualified(ranking) > count) return "more qualify than there are";
  for (std::size_t i = 0; i <= count; ++i) {
    shortlist_standing at{};
    at.size = sizeof at;
    if ((shortlist_ranking_standing(ranking, i, &at) == SHORTLIST_OK) != (i < count))
      return "a standing beyond the last";
    for (std::size_t j = 0; j <= at.need_count; ++j) {
      shortlist_need need{};
      need.size = sizeof need;
      if ((shortlist_ranking_need(ranking, i, j, &need) == SHORTLIST_OK) != (j < at.need_count))
        return "a need beyond the last";
    }
  }
  return {};
}

template <class Handle>
void drop(Handle*& handle, void (*free)(Handle*)) {
  free(handle);
  handle = nullptr;
}

std::string Machine::run(const Step& step) {
  switch (step.kind) {
    case Kind::load:
      return load(step);
    case Kind::parse:
      return parse(step);
    case Kind::rank:
      return rank(step);
    case Kind::json:
    case Kind::explain:
    case Kind::compare:
    case Kind::device:
      return reason(step);
    case Kind::read:
      return read(step);
    case Kind::free_rules:
      drop(rules_[step.from], shortlist_rule_base_free);
      return {};
    case Kind::free_profile:
      drop(profiles_[step.from], shortlist_profile_free);
      return {};
    case Kind::free_ranking:
      drop(rankings_[step.from], shortlist_ranking_free);
      return {};
    case Kind::free_text:
      drop(texts_[step.from], shortlist_text_free);
      return {};
    default:
      return whatif(step);
  }
}

// Loads and parses more often than the rest, else most calls would be on null.
std::vector<Step> steps_of(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto below = [&](int bound) {
    return static_cast<int>(random() % static_cast<std::uint64_t>(bound));
  };
  std::vector<Step> steps(static_cast<std::size_t>(5 + below(60)));
  for (Step& step : steps) {
    const int kind = below(static_cast<int>(Kind::count) + 6);
    step.kind = kind >= static_cast<int>(Kind::count) ? (kind % 2 == 0 ? Kind::load : Kind::parse)
                                                      : static_cast<Kind>(kind);
    step = {step.kind, below(slots), below(slots), below(slots), below(3) == 0 ? below(60) : 0};
  }
  return steps;
}

std::string run_all(const std::vector<Step>& steps) {
  Machine machine;
  for (const Step& step : steps)
    if (std::string wrong = machine.run(step); !wrong.empty()) return text_of(step) + ": " + wrong;
  return {};
}

// In a process of its own, so that a crash is an outcome.
bool fails(const std::vector<Step>& steps) {
  std::cout.flush();
  const pid_t child = fork();
  if (child == 0) {
    const std::string wrong = run_all(steps);
    if (!wrong.empty()) std::cerr << "  " << wrong << '\n';
    std::exit(wrong.empty() ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return status != 0;
}

// Leaves out ever smaller runs of steps as long as what is left fails (Zeller 2002, ddmin).
template <class Steps, class Fails>
Steps shrunk(Steps steps, const Fails& still_fails) {
  for (std::size_t size = std::max<std::size_t>(steps.size() / 2, 1);; size /= 2) {
    for (std::size_t at = 0; at < steps.size();) {
      Steps less = steps;
      const auto first = less.begin() + static_cast<std::ptrdiff_t>(at);
      const std::size_t end = std::min(size, less.size() - at);
      less.erase(first, first + static_cast<std::ptrdiff_t>(end));
      if (still_fails(less))
        steps = std::move(less);
      else
        at += size;
    }
    if (size <= 1) return steps;
  }
}

// A tester that finds nothing and shrinks wrongly would never be noticed.
bool shrinking_works() {
  std::vector<int> steps;
  for (int i = 0; i < 100; ++i) steps.push_back(i * 37 % 100);
  const auto planted = [](const std::vector<int>& some) {  // a 48, and later a 3
    const auto first = std::find(some.begin(), some.end(), 48);
    return std::find(first, some.end(), 3) != some.end();
  };
  return planted(steps) && shrunk(steps, planted) == std::vector<int>{48, 3};
}

}  // namespace

int main(int count, char** words) {
  if (!shrinking_works()) {
    std::cerr << "shrinking leaves more than it must\n";
    return 2;
  }
  const std::uint64_t first = count > 1 ? std::strtoull(words[1], nullptr, 10) : 1;
  const std::uint64_t seeds = count > 2 ? std::strtoull(words[2], nullptr, 10) : 400;
  world();
  for (std::uint64_t seed = first; seed < first + seeds; ++seed) {
    const std::vector<Step> steps = steps_of(seed);
    if (!fails(steps)) continue;
    std::cerr << "seed " << seed << " fails, and so do of its " << steps.size() << " calls\n";
    for (const Step& step : shrunk(steps, fails)) std::cerr << "  " << text_of(step) << '\n';
    return 1;
  }
}
