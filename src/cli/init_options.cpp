#include "cli/init_options.hpp"

#include <cstddef>
#include <utility>

namespace shortlist::cli {

namespace {

Diagnostics answered(Arguments& arguments, std::string_view question, const std::string& words,
                     std::string origin) {
  if (words.find_first_not_of(' ') == std::string::npos)
    return wrong_usage(origin + " needs an answer, and this one is empty");
  arguments.answers.push_back({std::string(question), words, std::move(origin)});
  return {};
}

}  // namespace

Diagnostics add_answer(Arguments& arguments, std::string_view question, const std::string& words) {
  return answered(arguments, question, words, "--" + std::string(question));
}

Diagnostics apply_answer(Arguments& arguments, const std::string& value) {
  const std::size_t equals = value.find('=');
  if (equals == std::string::npos || equals == 0)
    return wrong_usage("--answer is QUESTION=WORDS, not '" + value + "'",
                       "`shortlist list questions` has the questions");
  const std::string question = value.substr(0, equals);
  return answered(arguments, question, value.substr(equals + 1), "--answer " + question);
}

Diagnostics apply_for(Arguments& arguments, const std::string& value) {
  return add_answer(arguments, "for", value);
}

Diagnostics apply_languages(Arguments& arguments, const std::string& value) {
  return add_answer(arguments, "languages", value);
}

Diagnostics apply_this_machine(Arguments& arguments, const std::string& /*value*/) {
  return answered(arguments, "device", "this-machine", "--this-machine");
}

Diagnostics apply_commercial(Arguments& arguments, const std::string& /*value*/) {
  return add_answer(arguments, "commercial", "yes");
}

Diagnostics apply_licence(Arguments& arguments, const std::string& value) {
  return add_answer(arguments, "licence", value);
}

Diagnostics apply_most(Arguments& arguments, const std::string& value) {
  return add_answer(arguments, "most", value);
}

Diagnostics apply_force(Arguments& arguments, const std::string& /*value*/) {
  arguments.force = true;
  return {};
}

}  // namespace shortlist::cli
