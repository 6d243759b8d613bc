// Manual pages, in the macros of man(7).

#include "cli/exit_code.hpp"
#include "pages/pages.hpp"
#include "pages/values.hpp"
#include "shortlist/text.hpp"
#include "shortlist/version.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace shortlist::pages {

namespace {

// A hyphen that may be typed, not one that breaks a word; and no line that starts with a control
// character.
std::string roff(std::string_view text) {
  std::string result = escaped(text, "\\-");
  if (!result.empty() && (result.front() == '.' || result.front() == '\'')) result.insert(0, "\\&");
  return result;
}

std::string bold(std::string_view text) { return "\\fB" + roff(text) + "\\fR"; }
std::string slanted(std::string_view text) { return "\\fI" + roff(text) + "\\fR"; }

std::string upper(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char letter) {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  });
  return result;
}

std::string title_line(const std::string& name, std::string_view summary) {
  return ".TH \"" + upper(name) + "\" 1 \"\" \"shortlist " + std::string(version()) +
         "\" \"shortlist\"\n"
         ".SH NAME\n" +
         roff(name) + " \\- " + roff(summary) + "\n";
}

// Lines of text; an empty one begins a paragraph.
std::string paragraphs(std::string_view lines) {
  std::string page;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    page += line.empty() ? ".PP\n" : roff(line) + "\n";
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return page;
}

std::string option_entry(const cli::OptionInfo& option, cli::Commands commands) {
  std::string page = ".TP\n" + bold("--" + std::string(option.name));
  if (!option.value.empty()) page += " " + slanted(option.value);
  page += "\n" + roff(cli::summary_of(option, commands));
  page += option.repeats ? "; may be given again\n" : "\n";
  return page;
}

std::string exits() {
  std::string page = ".SH EXIT STATUS\n";
  for (const auto& [code, meaning] : cli::exit_meanings)
    page += ".TP\n" + bold(std::to_string(code)) + "\n" + roff(meaning) + "\n";
  return page;
}

}  // namespace

std::string page_name(const cli::CommandInfo& command) {
  std::string name = "shortlist";
  for (const std::string_view word : words_of(command)) name.append("-").append(word);
  return name;
}

std::string man_page() {
  std::string page = title_line("shortlist", cli::purpose);
  page += ".SH SYNOPSIS\n" + bold("shortlist") + " " + slanted("COMMAND") + " [" +
          slanted("OPTION") + "...] ...\n.SH COMMANDS\n";
  for (const cli::CommandInfo& command : cli::commands())
    page += ".TP\n" + bold(command.name) + " " + slanted(command.operands) + "\n" +
            roff(command.summary) + "; see " + bold(page_name(command)) + "(1)\n";
  page += ".SH OPTIONS\nOf every command that prints a result:\n";
  for (const cli::OptionInfo& option : cli::options())
    if (cli::is_shared(option)) page += option_entry(option, cli::every_command);
  return page + exits();
}

std::string man_page(const cli::CommandInfo& command) {
  std::string page = title_line(page_name(command), command.summary);
  page += ".SH SYNOPSIS\n" + bold("shortlist " + std::string(command.name)) + " [" +
          slanted("OPTION") + "...]";
  if (!command.operands.empty()) page += " " + slanted(command.operands);
  page += "\n.SH DESCRIPTION\n" + paragraphs(cli::about_of(command));
  page += ".SH OPTIONS\n";
  for (const cli::OptionInfo& option : cli::options())
    if ((option.commands & command.bit) != 0) page += option_entry(option, command.bit);
  page += ".SH EXAMPLES\n.nf\n" + paragraphs(command.examples) + ".fi\n";
  return page + exits() + ".SH SEE ALSO\n" + bold("shortlist") + "(1)\n";
}

}  // namespace shortlist::pages
