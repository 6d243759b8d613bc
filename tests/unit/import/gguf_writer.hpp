#pragma once
// Writes the header of a GGUF file, true to the format or wrong where a test wants it to be.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gguf {

enum Type : std::uint32_t { u8, i8, u16, i16, u32, i32, f32, flag, text, list, u64, i64, f64 };

class Writer {
 public:
  Writer& number(const std::string& key, std::uint32_t value);
  Writer& words(const std::string& key, const std::vector<std::string>& values);
  Writer& word(const std::string& key, std::string_view value);
  Writer& numbers(const std::string& key, const std::vector<std::uint32_t>& values);
  Writer& flags(const std::string& key, const std::vector<bool>& values);
  // A key of any type with the bytes that follow it.
  Writer& raw(const std::string& key, std::uint32_t type, std::string_view bytes);
  // A tensor behind those before it; `bytes` is what it takes.
  Writer& tensor(const std::string& name, const std::vector<std::uint64_t>& extents,
                 std::uint32_t type, std::uint64_t bytes);

  std::string header() const;
  // Where the last tensor ends.
  std::uint64_t size() const;

 private:
  std::string entries_;
  std::string tensors_;
  std::uint64_t keys_ = 0;
  std::uint64_t count_ = 0;
  std::uint64_t data_ = 0;
};

// A number as the format has it.
template <class Number>
std::string bytes_of(Number number) {
  return {reinterpret_cast<const char*>(&number), sizeof number};
}
std::string bytes_of(std::string_view text);  // its length, then it

// Qwen3-8B in Q4_K_M, cut down to a few tensors.
Writer qwen3_8b();

// A file in memory of a size, of which only the start is written: the rest is a hole.
class File {
 public:
  File(std::string_view start, std::uint64_t size);
  ~File();
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

}  // namespace gguf
