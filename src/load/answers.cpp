#include "load/answers.hpp"

#include "base/quantity.hpp"
#include "base/suggest.hpp"
#include "base/text.hpp"
#include "load/entries.hpp"
#include "load/overlay.hpp"
#include "model/names.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::load {

namespace {

bool reads_as(const model::Reply& reply, const std::string& text) {
  switch (reply.reads) {
    case model::Reply::Reads::number:
      return parse_number(text).has_value();
    case model::Reply::Reads::memory:
      return parse_memory(text).has_value();
    case model::Reply::Reads::text:
      break;
  }
  return !text.empty();
}

const model::Reply* free_reply(const model::Question& question, const std::string& text) {
  const auto found = std::find_if(
      question.replies.begin(), question.replies.end(),
      [&](const model::Reply& each) { return each.word.empty() && reads_as(each, text); });
  return found == question.replies.end() ? nullptr : &*found;
}

model::Names choices_of(const model::Question& question) {
  model::Names names("answer", "answers");
  for (const model::Reply& reply : question.replies) {
    if (reply.word.empty()) continue;
    names.add(reply.word, reply.word);
    for (const std::string& alias : reply.aliases) names.add(reply.word, alias);
  }
  return names;
}

// What is to be answered in place of a word that is no answer.
std::string instead(const model::Question& question, const model::Names& choices,
                    std::string_view word, Problems& problems) {
  std::string suggestion = choices.ids().empty() ? "" : choices.suggestion(word, problems);
  if (suggestion.ends_with('?')) return suggestion;
  for (const model::Reply& reply : question.replies)
    if (reply.word.empty())
      suggestion +=
          (suggestion.empty() ? "such as '" : "; or your own, such as '") + reply.example + "'";
  return suggestion;
}

// Words that are choices are taken as such; what is left is one free answer.
Given understand(const model::Question& question, const std::string& words, Where where,
                 Problems& problems) {
  Given given{&question, {}, std::string(trimmed(words)), {}, where};
  const model::Names choices = choices_of(question);
  std::string rest;
  std::vector<std::string> others;
  for (const std::string& part :
       question.several ? comma_separated(words) : std::vector{given.words}) {
    const auto found = choices.find(part, model::NamedBy::name);
    if (found.empty()) {
      others.push_back(part);
      rest += (rest.empty() ? "" : ",") + part;
      continue;
    }
    const auto reply = std::find_if(question.replies.begin(), question.replies.end(),
                                    [&](const auto& each) { return each.word == found.front(); });
    if (std::find(given.replies.begin(), given.replies.end(), &*reply) != given.replies.end())
      continue;
    given.replies.push_back(&*reply);
    given.chosen += (given.chosen.empty() ? "" : ", ") + reply->word;
  }
  if (others.empty()) return given;
  if (const model::Reply* const reply = free_reply(question, rest)) {
    given.replies.push_back(reply);
    return given;
  }
  for (const std::string& word : others)
    problems.error(where, "'" + word + "' is no answer to '" + question.id + "'",
                   instead(question, choices, word, problems));
  return given;
}

Node text_node(std::string_view text, Where where) {
  Node node;
  node.type = Node::Type::text;
  node.text = text;
  node.where = where;
  return node;
}

// Adds the tables and weights of replies to the tree of a profile.
class Composer {
 public:
  Composer(const std::vector<Given>& given, Problems& problems)
      : given_(given), problems_(problems) {}

  Node document() {
    Node document;
    Node& schema = member(document, "schema", {});
    schema.type = Node::Type::number;
    schema.number = 1;
    member(document, "title", {}) = text_node(title_of(), {});
    for (const Given& each : given_)
      for (const model::Reply* reply : each.replies)
        for (const model::AskedTable& table : reply->tables) add(document, each, table);
    for (const Given& each : given_)
      for (const model::Reply* reply : each.replies) weigh(document, each, *reply);
    return document;
  }

 private:
  std::string title_of() const {
    if (given_.empty()) return "What is needed";
    std::vector<std::string> said;
    for (const model::Reply* reply : given_.front().replies)
      said.push_back(reply->word.empty() ? given_.front().words : reply->says);
    std::string title = listed(said);
    const bool own = !said.empty() && given_.front().replies.front()->word.empty();
    if (!own && !title.empty() && title.front() >= 'a' && title.front() <= 'z')
      title.front() = static_cast<char>(title.front() - 'a' + 'A');
    return title;
  }

  static Where own_place(const Given& given) { return {given.where.file, 0, 0}; }

  const Given* given_to(const std::string& id) const {
    const auto found = std::find_if(given_.begin(), given_.end(), [&](const Given& each) {
      return equal_folded(each.question->id, id);
    });
    return found == given_.end() ? nullptr : &*found;
  }

  // Whether all that the table takes up was answered; a problem says what was not.
  bool is_answered(const Given& given, const model::AskedTable& asked) {
    for (const model::AskedKey& key : asked.keys) {
      const std::string id = taken_up_by(key);
      if (id.empty() || given_to(id) != nullptr) continue;
      problems_.error(given.where,
                      "'" + given.words + "' to '" + given.question->id +
                          "' takes up the answer to '" + id + "', and there is none",
                      "answer that too, or leave this out");
      return false;
    }
    return true;
  }

  void add(Node& document, const Given& given, const model::AskedTable& asked) {
    if (!is_answered(given, asked)) return;
    Node* table = &member(document, asked.criterion.empty() ? "use" : "need", given.where);
    if (!asked.criterion.empty()) table = &member(*table, asked.criterion, given.where);
    for (const model::AskedKey& key : asked.keys)
      put(*table, given, key.name, value_of(given, key));
  }

  // Lists of several replies add up; of everything else the last stands.
  static void put(Node& table, const Given& given, const std::string& key, Node value) {
    Node& place = member(table, key, own_place(given));
    if (place.type != Node::Type::array || value.type != Node::Type::array) {
      place = std::move(value);
      return;
    }
    std::set<std::string> there;
    for (const Node& item : place.items) there.insert(fold(item.text));
    for (Node& item : value.items)
      if (there.insert(fold(item.text)).second) place.items.push_back(std::move(item));
  }

  Node value_of(const Given& given, const model::AskedKey& key) {
    if (const std::string id = taken_up_by(key); !id.empty())
      return as_read(*given_to(id), key.name, given.where);
    Node node;
    node.where = own_place(given);
    if (const auto* const text = std::get_if<std::string>(&key.value)) {
      node = text_node(*text, node.where);
      if (const auto date = key.date ? parse_date(*text) : std::nullopt) {
        node.type = Node::Type::date;
        node.date = *date;
      }
    } else if (const auto* const number = std::get_if<double>(&key.value)) {
      node.type = Node::Type::number;
      node.number = *number;
    } else if (const auto* const flag = std::get_if<bool>(&key.value)) {
      node.type = Node::Type::flag;
      node.flag = *flag;
    } else if (const auto* const list = std::get_if<Items>(&key.value)) {
      node.type = Node::Type::array;
      for (const std::string& item : list->items) node.items.push_back(text_node(item, node.where));
    }
    return node;
  }

  // A number as what it comes to: "32K" of tokens in a profile would be asked about.
  Node as_read(const Given& of, const std::string& key, Where where) {
    const bool number = !of.replies.empty() && of.replies.back()->word.empty() &&
                        of.replies.back()->reads == model::Reply::Reads::number;
    Node node = typed_value(key, of.words, where, problems_);
    if (const auto read = number ? parse_number(of.words) : std::nullopt) {
      node.type = Node::Type::number;
      node.number = *read;
    }
    return node;
  }

  void weigh(Node& document, const Given& given, const model::Reply& reply) {
    Node& needs = member(document, "need", given.where);
    bool any = reply.weights.empty() || !reply.tables.empty();
    for (const auto& [criterion, weight] : reply.weights)
      for (Member& need : needs.members) {
        if (!equal_folded(need.key, criterion)) continue;
        Node value;
        value.type = Node::Type::number;
        value.where = own_place(given);
        value.number = weight;
        member(need.value, "weight", own_place(given)) = std::move(value);
        any = true;
      }
    if (!any && problems_.errors() == 0)
      problems_.error(given.where,
                      "'" + reply.word + "' to '" + given.question->id +
                          "' weighs what other answers ask for, and none asks for it",
                      "answer more of the questions before it, or leave this out");
  }

  const std::vector<Given>& given_;
  Problems& problems_;
};

// The example that stands for a question in the trial of another, or of itself.
Answer example_of(const model::Question& question, const model::Reply& reply) {
  return {question.id, reply.word.empty() ? reply.example : reply.word, {}};
}

// Questions whose answers the reply takes up.
std::vector<std::string> taken_up(const model::Reply& reply) {
  std::vector<std::string> ids;
  for (const model::AskedTable& table : reply.tables)
    for (const model::AskedKey& key : table.keys)
      if (std::string id = taken_up_by(key); !id.empty()) ids.push_back(std::move(id));
  return ids;
}

void try_reply(const model::RuleBase& rules, const model::Question& question,
               const model::Reply& reply, Problems& problems) {
  const std::vector<std::string> others = taken_up(reply);
  if (others.empty()) return;
  std::vector<Answer> answers{example_of(question, reply)};
  for (const model::Question& each : rules.questions)
    for (const std::string& id : others)
      if (equal_folded(each.id, id) && !equal_folded(id, question.id) && !each.replies.empty())
        answers.push_back(example_of(each, each.replies.front()));
  Problems found;
  const std::vector<Given> given = read_answers(rules, answers, 1, found);
  const bool is_taken = std::any_of(given.begin(), given.end(), [&](const Given& each) {
    return std::find(each.replies.begin(), each.replies.end(), &reply) != each.replies.end();
  });
  if (found.errors() == 0 && !is_taken)
    problems.error(reply.where, "'" + answers.front().words + "' is taken for another answer",
                   "give an example that only this one reads, or state it before the other");
  const Node document = compose(given, found);
  if (found.errors() == 0) read_profile(rules, document, "the example", found);
  for (const Problem& problem : found.all())
    if (problem.severity == Severity::error && problem.where.file > 0)
      problems.error(reply.where,
                     "the answer '" + answers.front().words + "' does not hold: " + problem.message,
                     problem.suggestion);
}

}  // namespace

std::string taken_up_by(const model::AskedKey& key) {
  const auto* const text = std::get_if<std::string>(&key.value);
  return text == nullptr ? std::string{} : model::placeholder(*text);
}

std::vector<Given> read_answers(const model::RuleBase& rules, const std::vector<Answer>& answers,
                                int first, Problems& problems) {
  std::vector<Given> given;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const Where where{first + static_cast<int>(i), 1, 1};
    const auto question =
        std::find_if(rules.questions.begin(), rules.questions.end(),
                     [&](const auto& each) { return equal_folded(each.id, answers[i].question); });
    if (question == rules.questions.end())
      problems.error(where, "the rule base asks no question '" + answers[i].question + "'",
                     suggest(problems, answers[i].question, rules.questions));
    else if (std::any_of(given.begin(), given.end(),
                         [&](const Given& each) { return each.question == &*question; }))
      problems.error(
          where, "'" + question->id + "' is answered twice",
          question->several ? "several answers go together with commas between them" : "");
    else
      given.push_back(understand(*question, answers[i].words, where, problems));
  }
  std::stable_sort(given.begin(), given.end(), [](const Given& left, const Given& right) {
    return left.question < right.question;
  });
  return given;
}

Node compose(const std::vector<Given>& given, Problems& problems) {
  return Composer(given, problems).document();
}

void try_examples(const model::RuleBase& rules, Problems& problems) {
  for (const model::Question& question : rules.questions)
    for (const model::Reply& reply : question.replies) try_reply(rules, question, reply, problems);
}

}  // namespace shortlist::load
