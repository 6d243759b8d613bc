// What std::map says in a comment is no use of it.
#include "base/words.hpp"

#include <cstdlib>
#include <utility>  // as it includes <initializer_list>

/* Nor is std::set
   here, */
const char* const text = "std::map, errno";
const char* const raw = R"x(std::deque ")x";
const int million = 1'000'000;
const char quote = '"';

std::vector<std::string> words(const std::string& text) {
  std::initializer_list<int> none{};
  struct Door { void kill() {} } door;
  door.kill();
  std::free(nullptr);
  return none.size() ? std::vector<std::string>{text} : std::vector<std::string>{};
}
