// [[question]]: what `init` asks, and which needs each answer states.

#include "base/text.hpp"
#include "load/answers.hpp"
#include "load/entries.hpp"
#include "load/mend.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shortlist::load {

namespace {

using model::AskedTable;
using model::Reply;

constexpr std::size_t most_asked = 100;  // questions, and answers to one

// What is a command wherever something is asked.
constexpr std::array<std::string_view, 5> commands{"?", "b", "back", "q", "quit"};

bool takes_up_another(const AskedTable& table) {
  return std::any_of(table.keys.begin(), table.keys.end(),
                     [](const model::AskedKey& key) { return !taken_up_by(key).empty(); });
}

// What is no key's type is said by who judges the keys, and here where nobody does yet.
AskedTable read_keys(Context& context, const Node& node, std::string criterion) {
  AskedTable table{std::move(criterion), {}, node.where};
  std::vector<Where> wrong;
  Problems said_below;
  for (model::StatedKey& key : stated_keys(node, said_below, wrong))
    table.keys.push_back({std::move(key.name), std::move(key.value), key.date, key.where});
  if (takes_up_another(table)) stated_keys(node, context.problems, wrong);
  return table;
}

// What the machine at hand has is looked at when somebody answers so, not when the rule base loads:
// some memory stands for it.
Member to_be_judged(Member need) {
  for (Member& key : need.value.members) {
    if (key.key != "device" || key.value.text != "this-machine") continue;
    key.key = "memory";
    key.value.text = "1 GiB";
  }
  return need;
}

// [need.CRITERION] of an answer: judged as in a profile, where nothing in it is yet to be answered.
void read_need(Context& context, const Member& need, Reply& reply) {
  const int criterion = context.rules.find_criterion(need.key);
  if (criterion < 0)
    return context.problems.dangling(need.where, "there is no criterion '" + need.key + "'",
                                     suggest(context.problems, need.key, context.rules.criteria));
  if (need.value.type != Node::Type::table)
    return context.problems.error(need.value.where,
                                  "a need is a table, such as need." + need.key + " = {}");
  AskedTable table = read_keys(context, need.value,
                               context.rules.criteria[static_cast<std::size_t>(criterion)].id);
  if (context.sound && !takes_up_another(table)) {
    Node needs;
    needs.members.push_back(to_be_judged(need));
    model::Profile profile;
    read_needs(context, needs, profile);
  }
  reply.tables.push_back(std::move(table));
}

void read_use_keys(Context& context, const Node& use, Reply& reply) {
  AskedTable table = read_keys(context, use, {});
  if (context.sound && !takes_up_another(table)) {
    model::Profile profile;
    read_use(context, use, profile);
  }
  reply.tables.push_back(std::move(table));
}

void read_weights(Context& context, const Node& node, Reply& reply) {
  Reader weights(node, "weights", context.problems);
  for (const Member& member : node.members) {
    const auto weight = weights.number_within(member.key, 0, model::heaviest_weight);
    const int criterion = context.rules.find_criterion(member.key);
    if (criterion < 0)
      context.problems.dangling(member.where, "there is no criterion '" + member.key + "'",
                                suggest(context.problems, member.key, context.rules.criteria));
    else if (weight)
      reply.weights.emplace_back(context.rules.criteria[static_cast<std::size_t>(criterion)].id,
                                 *weight);
  }
}

// It is chosen by its word, or an example says what is answered freely.
void read_words(Reader& reader, Reply& reply) {
  static const std::vector<std::string> kinds{"text", "number", "memory"};
  reply.word = reader.text("word").value_or("");
  reply.aliases = reader.words("aliases").value_or(std::vector<std::string>{});
  reply.says = reader.text("says").value_or("");
  reply.example = reader.text("example").value_or("");
  if (const auto kind = reader.choice("reads", kinds))
    reply.reads = static_cast<Reply::Reads>(*kind);
  if (reply.word.empty() == reply.example.empty())
    reader.problems().error(
        reader.where(),
        reply.word.empty() ? "an answer has to state 'word' or 'example'"
                           : "an answer states 'word' or 'example', not both",
        "a word is chosen as it is; with an example people answer in their own");
  if (reply.example.empty() && reader.find("reads") != nullptr)
    reader.problems().error(reader.where("reads"), "a word that is chosen is read as it is",
                            "'reads' stands beside 'example'");
  std::vector<std::string> words = reply.aliases;
  words.push_back(reply.word);
  for (const std::string& word : words)
    if (std::any_of(commands.begin(), commands.end(),
                    [&](std::string_view command) { return equal_folded(command, word); }))
      reader.problems().error(reader.where(reply.word == word ? "word" : "aliases"),
                              "'" + word + "' is what people type to go back, to quit or for help");
}

Reply read_reply(Context& context, const Node& node) {
  Reader reader(node, "an [[question.answer]]", context.problems);
  Reply reply;
  reply.where = reader.where();
  read_words(reader, reply);
  if (const Node* const needs = reader.table("need"))
    for (const Member& need : needs->members) read_need(context, need, reply);
  if (const Node* const use = reader.table("use")) read_use_keys(context, *use, reply);
  if (const Node* const weights = reader.table("weights")) read_weights(context, *weights, reply);
  reader.finish();
  return reply;
}

// Two answers of one name could not be told apart.
void check_words(Context& context, const model::Question& question) {
  std::set<std::string> seen;
  for (const Reply& reply : question.replies) {
    std::vector<std::string> words = reply.aliases;
    if (!reply.word.empty()) words.push_back(reply.word);
    for (const std::string& word : words)
      if (!seen.insert(fold(word)).second)
        context.problems.error(reply.where,
                               "two answers to '" + question.id + "' are called '" + word + "'");
  }
}

void read_replies(Context& context, const std::vector<Node>& answers, model::Question& question) {
  for (const Node& answer : answers) {
    if (question.replies.size() == most_asked)
      return context.problems.error(answer.where, "a question has at most 100 answers");
    question.replies.push_back(read_reply(context, answer));
  }
}

model::Question read_question(Context& context, const Node& node) {
  Reader reader(node, "a [[question]]", context.problems);
  model::Question question;
  question.id = reader.id();
  question.text = reader.required_text("text");
  question.help = reader.text("help").value_or("");
  question.several = reader.flag("several").value_or(false);
  if (reader.need("answer") != nullptr)
    if (const auto* const answers = reader.list_of_tables("answer"))
      read_replies(context, *answers, question);
  reader.finish();
  check_words(context, question);
  return question;
}

// What stands in braces is a question; which ones there are is known when all are read.
void check_placeholders_of(Context& context, const AskedTable& table) {
  const auto& questions = context.rules.questions;
  for (const model::AskedKey& key : table.keys) {
    const std::string id = taken_up_by(key);
    if (!id.empty() && std::none_of(questions.begin(), questions.end(),
                                    [&](const auto& each) { return equal_folded(each.id, id); }))
      context.problems.dangling(key.where, "there is no question '" + id + "'",
                                suggest(context.problems, id, questions));
  }
}

}  // namespace

void read_questions(Context& context, const Entries& entries) {
  for (const Node* const entry : entries) {
    if (context.rules.questions.size() == most_asked) {
      context.problems.error(entry->where, "a rule base asks at most 100 questions");
      break;
    }
    context.rules.questions.push_back(read_question(context, *entry));
  }
  for (const model::Question& question : context.rules.questions)
    for (const Reply& reply : question.replies)
      for (const AskedTable& table : reply.tables) check_placeholders_of(context, table);
}

}  // namespace shortlist::load
