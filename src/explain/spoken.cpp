// Values in sentences: shorter than in tables, and no less exact.

#include "base/quantity.hpp"
#include "explain/advantage.hpp"

#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace shortlist::explanation {

namespace {

// "128K" for a whole number of thousands, "128Ki" for one of 1024; else all digits.
std::string tokens_text(double tokens) {
  constexpr std::pair<double, std::string_view> units[] = {
      {1e6, "M"}, {1e3, "K"}, {1048576, "Mi"}, {1024, "Ki"}};
  for (const auto& [unit, suffix] : units)
    if (tokens >= unit && std::fmod(tokens, unit) == 0)
      return number_text(tokens / unit).append(suffix);
  return number_text(tokens);
}

}  // namespace

std::string spoken(const model::Vocabulary& vocabulary, model::FactIndex fact,
                   const model::Value& value) {
  const auto* const number = std::get_if<double>(&value);
  if (number != nullptr &&
      vocabulary.facts[static_cast<std::size_t>(fact)].unit == model::Unit::tokens)
    return tokens_text(*number);
  return vocabulary.text(fact, value);
}

std::string fill(const std::string& sentence, const std::string& own, const std::string& other,
                 const std::string& item) {
  std::string filled;
  std::string_view rest = sentence;
  while (!rest.empty()) {
    const std::size_t open = rest.find('{');
    filled.append(rest.substr(0, open));
    if (open == std::string_view::npos) break;
    rest.remove_prefix(open);
    bool known = false;
    for (const auto& [name, word] : {std::pair<std::string_view, const std::string*>{"{own}", &own},
                                     {"{other}", &other},
                                     {"{item}", &item}}) {
      if (!rest.starts_with(name)) continue;
      filled.append(*word);
      rest.remove_prefix(name.size());
      known = true;
      break;
    }
    if (known) continue;
    filled.push_back('{');
    rest.remove_prefix(1);
  }
  return filled;
}

}  // namespace shortlist::explanation
