// Completion for fish.

#include "pages/pages.hpp"
#include "pages/values.hpp"

#include <string>
#include <string_view>

namespace shortlist::pages {

namespace {

constexpr std::string_view fish_head = R"fish(# Completion of shortlist for fish.

function __shortlist_families
    shortlist list families --format csv 2>/dev/null | tail -n +2 | string split -f 1 ,
end

# A criterion, and then its keys.
function __shortlist_needs
    switch (commandline -ct)
        case '*.*=*'
        case '*.*'
            __shortlist_need_keys
        case '*'
            __shortlist_need_keys | string replace -r '[^.]*$' '' | sort -u
    end
end

# Whether the command is this one: its words, without options.
function __shortlist_is
    set -l words (commandline -opc | string match -v -- '-*')
    test "$words[2]" = "$argv[1]"; and begin
        test (count $argv) -eq 1; or test "$words[3]" = "$argv[2]"
    end
end

# Whether it has a word and no second.
function __shortlist_begins
    set -l words (commandline -opc | string match -v -- '-*')
    test (count $words) -eq (math (count $argv) + 1); and begin
        test (count $argv) -eq 0; or test "$words[2]" = "$argv[1]"
    end
end

complete -c shortlist -f
)fish";

std::string fish_function(std::string_view name, std::string_view arguments) {
  return "\nfunction " + std::string(name) + "\n    shortlist " + std::string(arguments) +
         "\nend\n";
}

std::string fish_quoted(std::string_view text) { return "'" + escaped(text, "\\'") + "'"; }

std::string fish_offer(const Value& value) {
  switch (value.offer) {
    case Offer::choices:
      return " -a " + fish_quoted(value.choices);
    case Offer::family:
      return " -a '(__shortlist_families)'";
    case Offer::families:
      return " -a '(__fish_append , (__shortlist_families))'";
    case Offer::need:
      return " -a '(__shortlist_needs)'";
    case Offer::use:
      return " -a '(__shortlist_use_keys)'";
    case Offer::folder:
      return " -a '(__fish_complete_directories)'";
    case Offer::file:
      return " -a '(__fish_complete_path (commandline -ct))'";
    case Offer::command: {
      std::string words;
      for (const std::string_view word : first_words())
        words.append(words.empty() ? "" : " ").append(word);
      return " -a " + fish_quoted(words);
    }
    case Offer::nothing:
      break;
  }
  return {};
}

std::string line(const std::string& condition, const std::string& rest) {
  return "complete -c shortlist -n '" + condition + "'" + rest + "\n";
}

}  // namespace

std::string fish_completion() {
  std::string script = std::string(fish_head) +
                       fish_function("__shortlist_need_keys", print_need_keys) +
                       fish_function("__shortlist_use_keys", print_use_keys) + "\n";
  for (const cli::CommandInfo& command : cli::commands()) {
    const auto words = words_of(command);
    const std::string first(words[0]);
    script += line(words.size() == 1 ? "__shortlist_begins" : "__shortlist_begins " + first,
                   " -a " + fish_quoted(words.back()) + " -d " + fish_quoted(command.summary));
  }
  for (const std::string_view word : first_words())
    if (cli::is_group(word))
      script += line("__shortlist_begins",
                     " -a " + fish_quoted(word) + " -d 'what hangs on the weights and needs'");
  for (const cli::CommandInfo& command : cli::commands()) {
    const std::string here = "__shortlist_is " + std::string(command.name);
    for (const cli::OptionInfo& option : cli::options()) {
      if ((option.commands & command.bit) == 0) continue;
      std::string rest = " -l " + std::string(option.name) + " -d " +
                         fish_quoted(cli::summary_of(option, command.bit));
      if (const Value value = value_of(option, command.bit); !option.value.empty())
        rest += " -x" + fish_offer(value);
      script += line(here, rest);
    }
    for (const Value& operand : operands_of(command))
      if (const std::string words = fish_offer(operand); !words.empty())
        script += line(here, words);
  }
  return script;
}

}  // namespace shortlist::pages
