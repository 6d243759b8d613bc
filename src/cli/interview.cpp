#include "cli/interview.hpp"

#include "cli/output.hpp"
#include "shortlist/file.hpp"
#include "shortlist/text.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <iostream>
#include <string>
#include <string_view>
#include <system_error>
#include <unistd.h>

namespace shortlist::cli {

namespace {

constexpr std::string_view keys =
    "Enter skips a question, ? explains it, b goes back to the one before, q quits.\n";

void say(std::string_view text) { write_all(STDERR_FILENO, text); }

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1));
}

// The choice that a number stands for; other words as they are.
std::string word_of(const ProfileQuestion& question, const std::string& part) {
  std::size_t number = 0;
  const char* const end = part.data() + part.size();
  const auto [last, error] = std::from_chars(part.data(), end, number);
  if (error != std::errc{} || last != end || number == 0) return part;
  for (const Reply& reply : question.replies)
    if (!reply.word.empty() && --number == 0) return reply.word;
  return part;
}

std::string words_of(const ProfileQuestion& question, std::string_view line) {
  if (!question.several) return word_of(question, trimmed(line));
  std::string words;
  while (true) {
    const std::size_t comma = line.find(',');
    words += (words.empty() ? "" : ",") + word_of(question, trimmed(line.substr(0, comma)));
    if (comma == std::string_view::npos) return words;
    line.remove_prefix(comma + 1);
  }
}

// Without its place: what is wrong stands on the line above.
void say_what_is_wrong(const Failure& failure) {
  for (Diagnostic diagnostic : failure.diagnostics) {
    diagnostic.file.clear();
    diagnostic.line = 0;
    diagnostic.source_line.clear();
    complain(Diagnostics{diagnostic});
  }
}

class Interview {
 public:
  explicit Interview(const RuleBase& rule_base)
      : rule_base_(rule_base), questions_(profile_questions(rule_base)) {}

  std::optional<std::vector<Answer>> hold() {
    say("A few questions make a first profile.\n" + std::string(keys));
    given_.resize(questions_.size());
    std::size_t at = 0;
    while (at < questions_.size()) {
      const Step step = ask(at);
      if (step == Step::quit) return std::nullopt;
      if (step == Step::on) ++at;
      if (step == Step::back) --at;
    }
    return answers(at);
  }

 private:
  enum class Step { on, back, quit };

  // Until there is an answer, or none is to be had.
  Step ask(std::size_t at) {
    const ProfileQuestion& question = questions_[at];
    say("\n" + std::to_string(at + 1) + "/" + std::to_string(questions_.size()) + "  " +
        to_text(question));
    if (question.several) say("      Several go with commas between them.\n");
    std::string line;
    while (true) {
      say("> ");
      if (!std::getline(std::cin, line)) return quit();
      line = trimmed(line);
      if (line == "q" || line == "quit") return quit();
      if (line == "?") {
        say(help_text(question) + std::string(keys));
      } else if (line == "b" || line == "back") {
        if (at > 0) return Step::back;
        say("This is the first question.\n");
      } else if (line.empty()) {
        given_[at].reset();
        return Step::on;
      } else if (is_taken(at, line)) {
        return Step::on;
      }
    }
  }

  static Step quit() {
    say("\nNothing is written.\n");
    return Step::quit;
  }

  bool is_taken(std::size_t at, const std::string& line) {
    std::vector<Answer> all = answers(at);
    all.push_back({questions_[at].id, words_of(questions_[at], line), {}});
    const auto taken = take_answer(rule_base_, all);
    if (!taken) {
      say_what_is_wrong(taken.error());
      return false;
    }
    given_[at] = all.back();
    if (!equal_folded(*taken, line)) say("  = " + *taken + "\n");
    return true;
  }

  // Those to the questions before this one.
  std::vector<Answer> answers(std::size_t before) const {
    std::vector<Answer> all;
    for (std::size_t i = 0; i < before; ++i)
      if (given_[i]) all.push_back(*given_[i]);
    return all;
  }

  const RuleBase& rule_base_;
  std::vector<ProfileQuestion> questions_;
  std::vector<std::optional<Answer>> given_;  // by question; none: left out
};

}  // namespace

std::optional<std::vector<Answer>> interview(const RuleBase& rule_base) {
  return Interview(rule_base).hold();
}

}  // namespace shortlist::cli
