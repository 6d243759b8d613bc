#pragma once
// Texts through a reader of a format.

#include "import/finding.hpp"
#include "load/load.hpp"

#include <string>
#include <vector>

namespace texts {

struct Read {
  shortlist::importing::Finding finding;
  std::vector<std::string> errors;  // "line:column: message"
};

template <class Reader>
Read read(const std::string& text, Reader reader) {
  shortlist::Problems problems;
  Read result{reader(shortlist::load::Text{"a/file", text}, problems), {}};
  for (const shortlist::Problem& each : problems.all())
    result.errors.push_back(std::to_string(each.where.line) + ":" +
                            std::to_string(each.where.column) + ": " + each.message);
  return result;
}

// The path of a file of tests/data/import, and what is in it.
std::string path_of(const std::string& name);
std::string of_file(const std::string& name);

}  // namespace texts
