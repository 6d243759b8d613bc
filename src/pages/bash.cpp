// Completion for bash, without the package bash-completion.

#include "pages/pages.hpp"
#include "pages/values.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace shortlist::pages {

namespace {

constexpr std::string_view bash_start = R"bash(# Completion of shortlist for bash.

_shortlist_offer() {  # words: those that begin with what is typed
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur")
}

_shortlist_families() {  # of a list with commas the last
  local before=''
  [[ $cur != *,* ]] || before=${cur%,*},
  mapfile -t COMPREPLY < <(compgen -P "$before" -W "$("$program" list families --format csv \
    2>/dev/null | tail -n +2 | cut -d, -f1)" -- "${cur##*,}")
}

_shortlist_needs() {  # a criterion, and then its keys
  local keys
  keys=$(_shortlist_need_keys)
  [[ $cur == *.* ]] || keys=$(sed 's/[^.]*$//' <<<"$keys" | uniq)
  compopt -o nospace
  _shortlist_offer "$keys"
}

_shortlist_use() {
  compopt -o nospace
  _shortlist_offer "$(_shortlist_use_keys)"
}
)bash";

constexpr std::string_view bash_head = R"bash(
_shortlist() {
  local program=$1 cur=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
  local command='' operand=0 word i
  COMPREPLY=()
  compopt +o nospace 2>/dev/null
  if [[ $cur == '=' || $before == '=' ]]; then
    [[ $before != '=' ]] || before=${COMP_WORDS[COMP_CWORD-2]}
    [[ $before == -* ]] || return  # what a key of a need is
    [[ $cur != '=' ]] || cur=''
  fi
)bash";

constexpr std::string_view tail = R"bash(}
complete -F _shortlist shortlist
)bash";

std::string bash_function(std::string_view name, std::string_view arguments) {
  return "\n" + std::string(name) + "() {\n  \"$program\" " + std::string(arguments) + "\n}\n";
}

std::string bash_quoted(std::string_view words) { return "'" + std::string(words) + "'"; }

std::string bash_offer(const Value& value) {
  switch (value.offer) {
    case Offer::choices:
      return "_shortlist_offer " + bash_quoted(value.choices);
    case Offer::family:
    case Offer::families:
      return "_shortlist_families";
    case Offer::need:
      return "_shortlist_needs";
    case Offer::use:
      return "_shortlist_use";
    case Offer::folder:
      return "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$cur\")";
    case Offer::file:
      return "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")";
    case Offer::command: {
      std::string words;
      for (const std::string_view word : first_words())
        words.append(words.empty() ? "" : " ").append(word);
      return "_shortlist_offer " + bash_quoted(words);
    }
    case Offer::nothing:
      break;
  }
  return ":";
}

// What a value is for the command at hand, where that is not the same for all.
std::string offer_by_command(const cli::OptionInfo& option) {
  const std::string any = bash_offer(value_of(option, cli::every_command));
  std::string script;
  for (const cli::CommandInfo& command : cli::commands())
    if (const std::string own = bash_offer(value_of(option, command.bit));
        (option.commands & command.bit) != 0 && own != any)
      script += " " + bash_quoted(command.name) + ") " + own + " ;;";
  return script.empty() ? any : "case $command in" + script + " *) " + any + " ;; esac";
}

// The values of options, each by the word before.
std::string option_values() {
  std::string script = "  case $before in\n";
  for (const cli::OptionInfo& option : cli::options())
    if (!option.value.empty())
      script +=
          "    --" + std::string(option.name) + ") " + offer_by_command(option) + "; return ;;\n";
  return script + "  esac\n";
}

std::string with_value() {
  std::string names;
  for (const cli::OptionInfo& option : cli::options())
    if (!option.value.empty())
      names.append(names.empty() ? "" : " | ").append("--").append(option.name);
  return names;
}

// Reads the words before the cursor: which command it is, and how many operands it has.
std::string find_command() {
  std::string groups;
  for (const std::string_view word : first_words())
    if (cli::is_group(word)) groups.append(groups.empty() ? "" : " | ").append(word);
  return "  for ((i = 1; i < COMP_CWORD; ++i)); do\n"
         "    word=${COMP_WORDS[i]}\n"
         "    case $word in\n"
         "      " +
         with_value() +
         ")\n"
         "        ((++i))\n"
         "        [[ ${COMP_WORDS[i]} != '=' ]] || ((++i))\n"
         "        [[ ${COMP_WORDS[i+1]-} != '=' ]] || ((i += 2))\n"
         "        ;;\n"
         "      -*) ;;\n"
         "      *)\n"
         "        case $command in\n"
         "          '') command=$word ;;\n"
         "          " +
         groups +
         ") command+=\" $word\" ;;\n"
         "          *) ((++operand)) ;;\n"
         "        esac\n"
         "        ;;\n"
         "    esac\n"
         "  done\n";
}

std::string option_names(const cli::CommandInfo& command) {
  std::string names;
  for (const cli::OptionInfo& option : cli::options())
    if ((option.commands & command.bit) != 0)
      names.append(names.empty() ? "" : " ").append("--").append(option.name);
  return names;
}

std::string operand_cases(const cli::CommandInfo& command) {
  const auto operands = operands_of(command);
  std::string script;
  for (std::size_t i = 0; i < operands.size(); ++i) {
    const bool rest = operands[i].repeats && i + 1 == operands.size();
    script += "        " + (rest ? std::string("*") : std::to_string(i)) + ") " +
              bash_offer(operands[i]) + " ;;\n";
  }
  return script;
}

std::string commands() {
  std::string firsts;
  for (const std::string_view word : first_words())
    firsts.append(firsts.empty() ? "" : " ").append(word);
  std::string script = "  case $command in\n    '') _shortlist_offer " +
                       bash_quoted(firsts + " --help --version") + " ;;\n";
  for (const std::string_view word : first_words()) {
    if (!cli::is_group(word)) continue;
    std::string seconds;
    for (const cli::CommandInfo& command : cli::commands())
      if (const auto words = words_of(command); words.size() == 2 && words[0] == word)
        seconds.append(seconds.empty() ? "" : " ").append(words[1]);
    script += "    " + std::string(word) + ") _shortlist_offer " + bash_quoted(seconds) + " ;;\n";
  }
  for (const cli::CommandInfo& command : cli::commands()) {
    script += "    " + bash_quoted(command.name) + ")\n      if [[ $cur == -* ]]; then\n" +
              "        _shortlist_offer " + bash_quoted(option_names(command)) +
              "\n        return\n" + "      fi\n      case $operand in\n" + operand_cases(command) +
              "      esac\n" + "      ;;\n";
  }
  return script + "  esac\n";
}

}  // namespace

std::string bash_completion() {
  return std::string(bash_start) + bash_function("_shortlist_need_keys", print_need_keys) +
         bash_function("_shortlist_use_keys", print_use_keys) + std::string(bash_head) +
         find_command() + option_values() + commands() + std::string(tail);
}

}  // namespace shortlist::pages
