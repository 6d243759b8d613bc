#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/families.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "shortlist/text.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::cli {

namespace {

constexpr std::string_view of_families[] = {"families", "variants", "sources", "conflicts"};

// Leaves out the entries of families that --only does not name. What belongs to no family stays.
Result<Listing> narrowed(const RuleBase& rule_base, Listing listing,
                         const std::vector<std::string>& only) {
  const auto ids = family_ids(rule_base, only);
  if (!ids) return ids.error();
  const bool has_family = std::find(std::begin(of_families), std::end(of_families), listing.what) !=
                          std::end(of_families);
  if (!has_family) return listing;
  const std::string_view key = listing.what == "families" ? "id" : "family";
  const std::unordered_set<std::string> kept(ids->begin(), ids->end());
  std::erase_if(listing.items,
                [&](const Record& item) { return !kept.contains(text_of(item, key)); });
  return listing;
}

// What an entry is called, in one text without case.
std::string called(const Record& item) {
  std::string text;
  for (const auto& [key, value] : item) {
    if (key != "id" && key != "name" && key != "title" && key != "aliases") continue;
    if (const auto* const word = std::get_if<std::string>(&value)) text += " " + folded(*word);
    if (const auto* const list = std::get_if<Items>(&value))
      for (const std::string& each : list->items) text += " " + folded(each);
  }
  return text;
}

// Whether every word of the search stands in what the entry is called.
bool is_found(const Record& item, std::string_view search) {
  const std::string text = called(item);
  while (!search.empty()) {
    const std::size_t end = std::min(search.find(' '), search.size());
    if (text.find(folded(std::string(search.substr(0, end)))) == std::string::npos) return false;
    search.remove_prefix(std::min(end + 1, search.size()));
  }
  return true;
}

}  // namespace

int run_list(const Arguments& arguments) {
  // The word is held against what can be listed before anything is read.
  const std::string& word = arguments.operands[0];
  const auto& known = listable();
  const auto what = std::find_if(known.begin(), known.end(),
                                 [&](const std::string& each) { return equal_folded(each, word); });
  if (what == known.end()) {
    const std::string nearest = did_you_mean(word, known);
    return complain(usage_failure("there is nothing called '" + word + "' to list",
                                  nearest.empty() ? "known here: " + listed(known) : nearest));
  }
  const auto inputs = open_inputs(arguments);
  if (!inputs) return complain(inputs.error());
  auto listing = list(inputs->rule_base, *what);
  if (listing && !arguments.rank.only.empty())
    listing = narrowed(inputs->rule_base, std::move(*listing), arguments.rank.only);
  if (!listing) return complain(listing.error());
  std::erase_if(listing->items,
                [&](const Record& item) { return !is_found(item, arguments.search); });
  if (arguments.style.top) {
    const auto most = static_cast<std::size_t>(*arguments.style.top);
    if (listing->items.size() > most) listing->items.resize(most);
  }
  return write_result(arguments, report(*listing, style_for_output(arguments)), exit_done);
}

}  // namespace shortlist::cli
