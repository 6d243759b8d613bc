// `init`: answers, by options or in an interview, to a profile and its ranking.

#include "cli/command_table.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/inputs.hpp"
#include "cli/interview.hpp"
#include "cli/output.hpp"
#include "cli/ranking.hpp"
#include "shortlist/file.hpp"
#include "shortlist/questions.hpp"
#include "shortlist/text.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace shortlist::cli {

namespace {

// A profile that somebody may have changed by hand is not written over unasked.
std::optional<Failure> file_is_there(const Arguments& arguments) {
  if (goes_to_stdout(arguments) || arguments.force) return std::nullopt;
  std::error_code error;
  if (!std::filesystem::is_regular_file(*arguments.output, error)) return std::nullopt;
  return usage_failure("'" + *arguments.output + "' is there already",
                       "name another --output, or write over it with --force");
}

// Of a question with an option of its own that, else --answer.
std::string example_of(const ProfileQuestion& question) {
  const Reply& reply = question.replies.front();
  const std::string words = reply.word.empty() ? reply.example : reply.word;
  const OptionInfo* const option = find_option(question.id);
  if (option == nullptr || (option->commands & init_command) == 0)
    return "--answer " + question.id + "=" + words;
  return "--" + question.id + (option->value.empty() ? "" : " " + words);
}

// Why nothing can be asked, if so.
std::optional<Failure> nobody_to_ask(const std::vector<ProfileQuestion>& questions) {
  if (questions.empty())
    return usage_failure("the rule base asks nothing: it has no [[question]]",
                         "state needs: --need context.at_least=32K");
  if (isatty(STDIN_FILENO) == 1) return std::nullopt;
  std::vector<std::string> examples;
  for (const ProfileQuestion& question : questions)
    if (!question.replies.empty()) examples.push_back(example_of(question));
  return usage_failure("'init' asks at a terminal, and standard input is none",
                       "answer by options, such as " + listed(examples, "or"));
}

std::string without_blanks(std::string words) {
  std::erase(words, ' ');
  return words;
}

// Of each answer that was taken for something else than its words.
void tell_what_was_taken(const std::vector<Answer>& answers, const Draft& draft) {
  std::string text;
  for (std::size_t i = 0; i < answers.size() && i < draft.taken.size(); ++i)
    if (!draft.taken[i].empty() &&
        !equal_folded(without_blanks(answers[i].words), without_blanks(draft.taken[i])))
      text += answers[i].question + ": " + draft.taken[i] + "\n";
  write_all(STDERR_FILENO, text);
}

// The profile goes where results go; its ranking to stdout, or to stderr where stdout is taken.
int write(const Arguments& arguments, const RuleBase& rule_base, const Draft& draft) {
  const auto ranking = rank(rule_base, draft.profile, arguments.rank);
  if (!ranking) return complain(ranking.error());
  const int code = ranking->qualified() ? exit_done : exit_none;
  const int written = write_result(arguments, draft.toml, code);
  if (written != code) return written;
  Arguments beside = arguments;
  beside.output.reset();
  const bool to_stdout = !goes_to_stdout(arguments);
  const Style style = to_stdout ? style_for_output(beside) : arguments.style;
  const std::string text = ranking_text(rule_base, draft.profile, arguments.rank, *ranking, style);
  if (to_stdout) return write_stdout(text, code);
  write_all(STDERR_FILENO, "\n" + text);
  return code;
}

}  // namespace

int run_init(const Arguments& arguments) {
  if (const auto wrong = file_is_there(arguments)) return complain(*wrong);
  const auto rule_base = load_rule_base(arguments.load);
  if (!rule_base) return complain(rule_base.error());
  if (arguments.style.verbose) complain(rule_base->warnings());
  std::vector<Answer> answers = arguments.answers;
  const bool asks = answers.empty() && arguments.keys.empty();
  if (asks) {
    if (const auto wrong = nobody_to_ask(profile_questions(*rule_base))) return complain(*wrong);
    auto given = interview(*rule_base);
    if (!given) return exit_interrupted;
    answers = std::move(*given);
  }
  const std::string name = goes_to_stdout(arguments) ? "the answers" : *arguments.output;
  const auto draft = draft_profile(*rule_base, answers, arguments.keys, name);
  if (!draft) return complain(draft.error());
  if (!asks) tell_what_was_taken(answers, *draft);
  complain(draft->profile.warnings());
  return write(arguments, *rule_base, *draft);
}

}  // namespace shortlist::cli
