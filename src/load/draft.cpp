// A first profile from answers: the tree that they compose, read as any profile, then written with
// comments that say what each need does and which answer it comes from, and read once more.

#include "base/machine.hpp"
#include "base/printable.hpp"
#include "base/quantity.hpp"
#include "base/text.hpp"
#include "base/toml_text.hpp"
#include "load/answers.hpp"
#include "load/entries.hpp"
#include "load/overlay.hpp"
#include "model/catalogue.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist {

namespace {

using load::Given;
using load::Text;

constexpr const char* top =
    "A first profile by `shortlist init`. Change what does not fit, then rank again:\n"
    "  shortlist rank THIS-FILE\n"
    "A must decides who qualifies; everything else weighs, by its share of all weights.\n"
    "`shortlist list criteria` has what else can be asked, rules/README.md every key.\n";

std::size_t position(const model::RuleBase& rules, const Answer& answer) {
  const auto found =
      std::find_if(rules.questions.begin(), rules.questions.end(),
                   [&](const auto& each) { return equal_folded(each.id, answer.question); });
  return static_cast<std::size_t>(found - rules.questions.begin());
}

// By question, so that the order in which they were given changes nothing.
std::vector<Answer> in_order(const model::RuleBase& rules, std::vector<Answer> answers) {
  std::stable_sort(answers.begin(), answers.end(), [&](const Answer& left, const Answer& right) {
    return position(rules, left) < position(rules, right);
  });
  return answers;
}

// The texts that problems are shown in: none at 0, the answers, the keys.
std::vector<Text> texts_of(const std::vector<Answer>& answers, const ProfileKeys& keys) {
  std::vector<Text> texts{{"the answers", {}}};
  for (const Answer& answer : answers)
    texts.push_back({answer.origin.empty() ? answer.question : answer.origin, answer.words});
  for (Text& key : load::texts_of(keys)) texts.push_back(std::move(key));
  return texts;
}

std::string text_of(const Datum& value) {
  if (const auto* const text = std::get_if<std::string>(&value)) return *text;
  if (const auto* const list = std::get_if<Items>(&value)) return listed(list->items);
  if (const auto* const number = std::get_if<double>(&value)) return number_text(*number);
  return toml_value(value);
}

// What was read of the answers.
struct Reading {
  std::vector<Text> texts;
  std::vector<Given> given;
  std::shared_ptr<model::Profile> profile;

  const Given* given_at(int file) const {
    const auto found = std::find_if(given.begin(), given.end(),
                                    [&](const Given& each) { return each.where.file == file; });
    return found == given.end() ? nullptr : &*found;
  }

  // What a free answer came to, by the key that it stands in.
  std::string came_to(const Given& answer) const {
    const auto of = [&](const std::vector<model::StatedKey>& keys) {
      for (const model::StatedKey& key : keys)
        if (key.where.file == answer.where.file && key.where.line > 0) return text_of(key.value);
      return std::string{};
    };
    std::string text = of(profile->stated_use);
    for (const model::Need& need : profile->needs)
      if (text.empty()) text = of(need.stated);
    return text;
  }

  std::string taken(const Given& answer) const {
    const bool own = std::any_of(answer.replies.begin(), answer.replies.end(),
                                 [](const auto* reply) { return reply->word.empty(); });
    const std::string text = own ? came_to(answer) : std::string{};
    return answer.chosen + (answer.chosen.empty() || text.empty() ? "" : ", ") + text;
  }

  // The answer or the key of the command line that stands in this text.
  std::string origin(int file) const {
    const Given* const answer = given_at(file);
    if (answer == nullptr) {
      const Text& text = texts[static_cast<std::size_t>(file)];
      return text.name + " " + text.text;
    }
    std::string line = answer->question->text + " " + answer->words;
    for (const model::Reply* reply : answer->replies)
      if (!reply->word.empty() && answer->replies.size() == 1 && !reply->says.empty())
        line += " (" + reply->says + ")";
    return line;
  }

  // A line for each text that keys come from.
  std::string origins(std::vector<int> files) const {
    std::sort(files.begin(), files.end());
    files.erase(std::unique(files.begin(), files.end()), files.end());
    std::string lines;
    for (const int file : files)
      if (file > 0) lines += "  " + origin(file) + "\n";
    return lines;
  }
};

std::vector<int> files_of(const std::vector<model::StatedKey>& keys) {
  std::vector<int> files;
  files.reserve(keys.size() + 1);
  for (const model::StatedKey& key : keys) files.push_back(key.where.file);
  return files;
}

model::StatedKey fixed(std::string name, Datum value, Where where) {
  model::StatedKey key;
  key.name = std::move(name);
  key.value = std::move(value);
  key.where = where;
  return key;
}

// The machine at hand is another one elsewhere: what was found of it takes the place of its name in
// the need. Says what that is, where it does.
std::string write_machine_out(model::Need& need) {
  const auto* const keys = std::get_if<model::DeviceKeys>(&need.keys);
  const auto named = std::find_if(need.stated.begin(), need.stated.end(), [](const auto& key) {
    return key.name == "device" && key.value == Datum{std::string("this-machine")};
  });
  if (keys == nullptr || named == need.stated.end()) return {};
  const Where where = named->where;
  *named = fixed("memory", memory_text(*keys->memory), where);
  const auto kind = static_cast<std::size_t>(*keys->kind);
  auto behind = need.stated.insert(named + 1, fixed("kind", load::device_kinds()[kind], where));
  const bool counted = std::any_of(need.stated.begin(), need.stated.end(),
                                   [](const auto& key) { return key.name == "count"; });
  if (keys->count > 1 && !counted)
    need.stated.insert(behind + 1, fixed("count", keys->count, where));
  return "  " + this_machine()->found + "\n";
}

load::Comments comments_of(const model::RuleBase& rules, const Reading& reading) {
  load::Comments comments;
  comments.top = top;
  comments.use =
      "What licences are read with.\n" + reading.origins(files_of(reading.profile->stated_use));
  for (const model::Need& need : reading.profile->needs) {
    std::vector<int> files = files_of(need.stated);
    files.push_back(need.where.file);
    const auto& criterion = rules.criteria[static_cast<std::size_t>(need.criterion)];
    comments.needs.push_back(criterion.title +
                             (need.must ? ": who does not meet it is out.\n" : ": it weighs.\n") +
                             reading.origins(std::move(files)));
  }
  return comments;
}

// The answers and keys as a profile; what is wrong with them stands in `problems`.
Reading read(const model::RuleBase& rules, const std::vector<Answer>& answers,
             const ProfileKeys& keys, const std::string& name, Problems& problems) {
  Reading reading{texts_of(answers, keys), {}, nullptr};
  reading.given = load::read_answers(rules, answers, 1, problems);
  load::Node document = load::compose(reading.given, problems);
  load::overlay(rules, keys, document, problems, 1 + static_cast<int>(answers.size()));
  Problems also;
  reading.profile = load::read_profile(rules, document, name, also);
  const bool alone = problems.errors() == 0;
  for (const Problem& problem : also.all())
    if (problem.severity == Severity::warning)
      problems.warn(problem.where, problem.message, problem.suggestion);
    else if (alone || problem.where.file > 0)
      problems.error(problem.where, problem.message, problem.suggestion);
  return reading;
}

Diagnostics diagnosed(const Problems& problems, const std::vector<Text>& texts) {
  std::vector<const Text*> places;
  places.reserve(texts.size());
  for (const Text& text : texts) places.push_back(&text);
  return load::diagnose(problems, places);
}

}  // namespace

std::vector<ProfileQuestion> profile_questions(const RuleBase& rule_base) {
  std::vector<ProfileQuestion> all;
  for (const model::Question& each : rule_base.catalogue().rules().questions) {
    ProfileQuestion question{each.id, each.text, each.help, each.several, {}};
    for (const model::Reply& reply : each.replies)
      question.replies.push_back({reply.word, reply.says, reply.example});
    all.push_back(std::move(question));
  }
  return all;
}

Result<Draft> draft_profile(const RuleBase& rule_base, const std::vector<Answer>& answers,
                            const ProfileKeys& keys, const std::string& name) {
  const model::RuleBase& rules = rule_base.catalogue().rules();
  Problems problems;
  const Reading reading = read(rules, in_order(rules, answers), keys, name, problems);
  if (problems.errors() > 0) return Failure{FailureKind::data, diagnosed(problems, reading.texts)};
  load::Comments comments = comments_of(rules, reading);
  for (std::size_t i = 0; i < comments.needs.size(); ++i)
    comments.needs[i] += write_machine_out(reading.profile->needs[i]);
  std::string toml = load::to_toml(*reading.profile, comments);
  auto profile = parse_profile(rule_base, toml, name, ProfileFormat::toml);
  if (!profile) return std::move(profile.error());
  Draft draft{std::move(*profile), std::move(toml), {}};
  for (const Answer& answer : answers)
    for (const Given& each : reading.given)
      if (equal_folded(each.question->id, answer.question))
        draft.taken.push_back(reading.taken(each));
  return draft;
}

Result<std::string> take_answer(const RuleBase& rule_base, const std::vector<Answer>& answers) {
  const model::RuleBase& rules = rule_base.catalogue().rules();
  Problems all;
  const Reading reading = read(rules, answers, {}, "the answers", all);
  const int last = static_cast<int>(answers.size());
  Problems own;
  for (const Problem& problem : all.all())
    if (problem.where.file == last && problem.severity == Severity::error)
      own.error(problem.where, problem.message, problem.suggestion);
  if (own.errors() > 0) return Failure{FailureKind::data, diagnosed(own, reading.texts)};
  const Given* const answer = reading.given_at(last);
  return answer == nullptr ? std::string{} : printable_line(reading.taken(*answer));
}

}  // namespace shortlist
