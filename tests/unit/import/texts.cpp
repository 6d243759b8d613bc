#include "unit/import/texts.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace texts {

std::string path_of(const std::string& name) {
  return std::string(SHORTLIST_SOURCE_DIR "/tests/data/import/") + name;
}

std::string of_file(const std::string& name) {
  std::ifstream file(path_of(name), std::ios::binary);
  if (!file) throw std::runtime_error("there is no " + path_of(name));
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace texts
