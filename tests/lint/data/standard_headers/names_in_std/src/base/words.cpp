#include <string>

std::size_t longest(const std::vector<std::string>& words) {
  std::size_t most = 0;
  for (const std::string& word : words) most = std::max(most, word.size());
  return most;
}
std::vector<std::string> kept(std::vector<std::string> words) { return std::move(words); }
