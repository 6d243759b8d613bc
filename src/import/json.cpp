// JSON as Python writes it: with words for numbers that JSON has none for.

#include "load/json.hpp"

#include "import/tree.hpp"

#include <cstddef>
#include <string>

namespace shortlist::importing {

namespace {

// Python writes numbers that JSON has no word for: they become text of the same length.
std::string without_python_words(std::string_view text) {
  std::string plain(text);
  bool quoted = false;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (quoted && plain[i] == '\\') {
      ++i;
    } else if (plain[i] == '"') {
      quoted = !quoted;
    } else if (!quoted) {
      for (const std::string_view word : {"-Infinity", "Infinity", "NaN"}) {
        if (plain.compare(i, word.size(), word) != 0) continue;
        plain.replace(i, word.size(), "\"" + std::string(word.size() - 2, ' ') + "\"");
        i += word.size() - 1;
        break;
      }
    }
  }
  return plain;
}

}  // namespace

load::Node parse_json(std::string_view text, Problems& problems) {
  return load::parse_json(without_python_words(text), problems);
}

}  // namespace shortlist::importing
