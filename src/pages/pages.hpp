#pragma once
// Documents of the command, each from the one table of commands and options: what `man shortlist`
// shows, what a shell completes, and a page of reference. The same bytes on every machine.

#include "cli/command_table.hpp"

#include <string>

namespace shortlist::pages {

// Of section 1, in the macros of man(7): the command as a whole, and one of its commands.
std::string man_page();
std::string man_page(const cli::CommandInfo& command);

// "shortlist-whatif-weights": of the manual page.
std::string page_name(const cli::CommandInfo& command);

// All commands in Markdown.
std::string reference();

// Scripts that complete commands, options, their values, files and families.
std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

}  // namespace shortlist::pages
