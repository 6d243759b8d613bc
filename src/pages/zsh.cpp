// Completion for zsh, by _arguments.

#include "pages/pages.hpp"
#include "pages/values.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace shortlist::pages {

namespace {

constexpr std::string_view zsh_head = R"zsh(#compdef shortlist

_shortlist_families() {
  local -a families
  families=(${(f)"$(_call_program families shortlist list families --format csv 2>/dev/null |
    tail -n +2 | cut -d, -f1)"})
  compadd -a families
}

_shortlist_family_list() {
  compset -P '*,'
  _shortlist_families
}

# A criterion, and then its keys.
_shortlist_needs() {
  [[ $PREFIX == *=* ]] && return
  local -aU keys
  keys=(${(f)"$(_shortlist_need_keys)"})
  [[ $PREFIX == *.* ]] || keys=(${^keys%.*}.)
  compadd -S '' -a keys
}

_shortlist_use() {
  [[ $PREFIX == *=* ]] && return
  local -a keys
  keys=(${(f)"$(_shortlist_use_keys)"})
  compadd -S '' -a keys
}
)zsh";

std::string zsh_function(std::string_view name, std::string_view arguments) {
  return "\n" + std::string(name) + "() {\n  shortlist " + std::string(arguments) + "\n}\n";
}

// Inside '...', before a colon that ends it.
std::string text(std::string_view words) {
  std::string plain;
  for (const char letter : escaped(words, ":[]"))
    plain += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  return plain;
}

std::string zsh_offer(const Value& value) {
  switch (value.offer) {
    case Offer::choices:
      return "(" + value.choices + ")";
    case Offer::family:
      return "_shortlist_families";
    case Offer::families:
      return "_shortlist_family_list";
    case Offer::need:
      return "_shortlist_needs";
    case Offer::use:
      return "_shortlist_use";
    case Offer::folder:
      return "_files -/";
    case Offer::file:
      return "_files";
    case Offer::command: {
      std::string words;
      for (const std::string_view word : first_words())
        words.append(words.empty() ? "(" : " ").append(word);
      return words + ")";
    }
    case Offer::nothing:
      break;
  }
  return " ";
}

std::string option_spec(const cli::OptionInfo& option, cli::Commands command) {
  std::string spec = "    '" + std::string(option.repeats ? "*" : "") + "--" +
                     std::string(option.name) + (option.value.empty() ? "" : "=") + "[" +
                     text(cli::summary_of(option, command)) + "]";
  if (!option.value.empty())
    spec += ":" + text(option.value) + ":" + text(zsh_offer(value_of(option, command)));
  return spec + "'";
}

std::string arguments(const cli::CommandInfo& command) {
  std::string script = "    _arguments -s";
  for (const cli::OptionInfo& option : cli::options())
    if ((option.commands & command.bit) != 0)
      script += " \\\n  " + option_spec(option, command.bit);
  const auto operands = operands_of(command);
  for (std::size_t i = 0; i < operands.size(); ++i)
    script += " \\\n      '" + (operands[i].repeats ? std::string("*") : std::to_string(i + 1)) +
              ":" + text(operands[i].name) + ":" + text(zsh_offer(operands[i])) + "'";
  return script + "\n";
}

// 'rank:rank the families against a profile' ...: of the commands that begin with `group`.
std::string described(std::string_view group) {
  std::string items;
  for (const std::string_view first : first_words()) {
    if (group.empty() && cli::is_group(first)) {
      items += "\n      '" + text(first) + ":what hangs on the weights and needs'";
      continue;
    }
    for (const cli::CommandInfo& command : cli::commands()) {
      const auto words = words_of(command);
      if (words[0] != first || (!group.empty() && words[0] != group)) continue;
      items += "\n      '" + text(words.back()) + ":" + text(command.summary) + "'";
    }
  }
  return items;
}

}  // namespace

std::string zsh_completion() {
  std::string script(zsh_head);
  script += zsh_function("_shortlist_need_keys", print_need_keys) +
            zsh_function("_shortlist_use_keys", print_use_keys);
  script +=
      "\n_shortlist() {\n"
      "  local -a commands\n"
      "  local command=$words[2]\n"
      "  if ((CURRENT == 2)); then\n"
      "    commands=(" +
      described({}) +
      "\n    )\n"
      "    _describe command commands\n"
      "    return\n"
      "  fi\n";
  for (const std::string_view group : first_words()) {
    if (!cli::is_group(group)) continue;
    script += "  if [[ $command == " + std::string(group) +
              " ]]; then\n"
              "    if ((CURRENT == 3)); then\n"
              "      commands=(" +
              described(group) +
              "\n      )\n"
              "      _describe command commands\n"
              "      return\n"
              "    fi\n"
              "    command+=\" $words[3]\"\n"
              "    shift words\n"
              "    ((CURRENT -= 1))\n"
              "  fi\n";
  }
  script += "  shift words\n  ((CURRENT -= 1))\n  case $command in\n";
  for (const cli::CommandInfo& command : cli::commands())
    script += "    '" + std::string(command.name) + "')\n  " + arguments(command) + "      ;;\n";
  return script + "  esac\n}\n\n_shortlist \"$@\"\n";
}

}  // namespace shortlist::pages
