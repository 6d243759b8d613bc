#include "base/sha256.hpp"

#include <array>
#include <cstdint>
#include <sha256.h>
#include <sys/types.h>

namespace shortlist {

std::string sha256(std::string_view text) {
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
  SHA256_Final(digest.data(), &context);
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hexadecimal;
  for (const std::uint8_t byte : digest) {
    hexadecimal.push_back(digits[byte >> 4U]);
    hexadecimal.push_back(digits[byte & 15U]);
  }
  return hexadecimal;
}

}  // namespace shortlist
