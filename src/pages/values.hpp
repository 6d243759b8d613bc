#pragma once
// What a shell can offer for the value of an option or for an operand.

#include "cli/command_table.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace shortlist::pages {

enum class Offer { nothing, choices, file, folder, family, families, need, use, command };

struct Value {
  std::string name;  // "PROFILE"
  Offer offer = Offer::nothing;
  std::string choices{};  // apart by spaces
  bool repeats = false;   // any number of them
};

// What prints each key that a need can state, "language.all_of=", and each of [use], as shells of
// POSIX and fish alike run it.
constexpr std::string_view print_need_keys =
    R"(list criteria --format csv 2>/dev/null |
    awk -F, 'NR > 1 { for (i = split($NF, keys, "; "); i > 0; --i) print $1 "." keys[i] "=" }')";
constexpr std::string_view print_use_keys = R"(list use --format csv 2>/dev/null |
    awk -F, 'NR > 1 { print $1 "=" }')";

// Of an option of these commands.
Value value_of(const cli::OptionInfo& option, cli::Commands commands);

std::vector<Value> operands_of(const cli::CommandInfo& command);

// The words of a command's name: one, or two.
std::vector<std::string_view> words_of(const cli::CommandInfo& command);

// The first words of all commands, each once.
std::vector<std::string_view> first_words();

// The text with `escape` before each of the characters.
std::string escaped(std::string_view text, std::string_view characters,
                    std::string_view escape = "\\");

}  // namespace shortlist::pages
