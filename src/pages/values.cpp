#include "pages/values.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace shortlist::pages {

namespace {

Offer offer_of(std::string_view name) {
  if (name == "FAMILY,...") return Offer::families;
  if (name == "FAMILY") return Offer::family;
  if (name == "ID.KEY=VALUE") return Offer::need;
  if (name == "KEY=VALUE") return Offer::use;
  if (name == "COMMAND") return Offer::command;
  if (name == "DIR") return Offer::folder;
  if (name == "PROFILE" || name.find("FILE") != std::string_view::npos) return Offer::file;
  return Offer::nothing;
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    words.push_back(text.substr(0, space));
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return words;
}

Value named(std::string name, const std::vector<std::string>& choices) {
  Value value{.name = std::move(name)};
  value.offer = choices.empty() ? offer_of(value.name) : Offer::choices;
  for (const std::string& word : choices)
    value.choices.append(value.choices.empty() ? "" : " ").append(word);
  return value;
}

}  // namespace

Value value_of(const cli::OptionInfo& option, cli::Commands commands) {
  return named(std::string(option.value), cli::choices_of(option, commands));
}

std::vector<Value> operands_of(const cli::CommandInfo& command) {
  std::vector<Value> operands;
  for (std::string_view word : split(command.operands)) {
    const bool repeats = word.find("...") != std::string_view::npos;
    std::string name;
    for (const char letter : word)
      if (letter != '[' && letter != ']' && letter != '.') name.push_back(letter);
    // "NEED.KEY=VALUES" is no name of a value.
    if (word.find('=') != std::string_view::npos) name = word;
    operands.push_back(named(std::move(name), command.choices == nullptr
                                                  ? std::vector<std::string>{}
                                                  : command.choices()));
    operands.back().repeats = repeats;
  }
  return operands;
}

std::vector<std::string_view> words_of(const cli::CommandInfo& command) {
  return split(command.name);
}

std::vector<std::string_view> first_words() {
  std::vector<std::string_view> words;
  for (const cli::CommandInfo& command : cli::commands())
    if (const std::string_view first = words_of(command).front();
        std::find(words.begin(), words.end(), first) == words.end())
      words.push_back(first);
  return words;
}

std::string escaped(std::string_view text, std::string_view characters, std::string_view escape) {
  std::string result;
  for (const char letter : text) {
    if (characters.find(letter) != std::string_view::npos) result += escape;
    result.push_back(letter);
  }
  return result;
}

}  // namespace shortlist::pages
