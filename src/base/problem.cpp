#include "base/problem.hpp"

namespace shortlist {

namespace {

bool inside_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

std::string shortened(std::string message) {
  constexpr std::size_t longest = 1'000;  // bytes
  constexpr std::size_t kept = 400;       // of either end
  if (message.size() <= longest) return message;
  std::size_t first = kept;
  while (first > 0 && inside_character(message[first])) --first;
  std::size_t last = message.size() - kept;
  while (last < message.size() && inside_character(message[last])) ++last;
  return message.substr(0, first) + " ... " + message.substr(last);
}

}  // namespace shortlist
