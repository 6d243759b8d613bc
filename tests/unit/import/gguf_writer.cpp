#include "unit/import/gguf_writer.hpp"

#include <stdexcept>
#include <sys/mman.h>
#include <unistd.h>

namespace gguf {

namespace {

constexpr std::uint64_t alignment = 32;

std::uint64_t aligned(std::uint64_t at) { return (at + alignment - 1) / alignment * alignment; }

}  // namespace

std::string bytes_of(std::string_view text) {
  return bytes_of(std::uint64_t{text.size()}) + std::string(text);
}

Writer& Writer::raw(const std::string& key, std::uint32_t type, std::string_view bytes) {
  entries_.append(bytes_of(std::string_view(key))).append(bytes_of(type)).append(bytes);
  ++keys_;
  return *this;
}

Writer& Writer::number(const std::string& key, std::uint32_t value) {
  return raw(key, u32, bytes_of(value));
}

Writer& Writer::word(const std::string& key, std::string_view value) {
  return raw(key, text, bytes_of(value));
}

Writer& Writer::words(const std::string& key, const std::vector<std::string>& values) {
  std::string bytes = bytes_of(std::uint32_t{text}) + bytes_of(std::uint64_t{values.size()});
  for (const std::string& value : values) bytes += bytes_of(std::string_view(value));
  return raw(key, list, bytes);
}

Writer& Writer::numbers(const std::string& key, const std::vector<std::uint32_t>& values) {
  std::string bytes = bytes_of(std::uint32_t{i32}) + bytes_of(std::uint64_t{values.size()});
  for (const std::uint32_t value : values) bytes += bytes_of(value);
  return raw(key, list, bytes);
}

Writer& Writer::flags(const std::string& key, const std::vector<bool>& values) {
  std::string bytes = bytes_of(std::uint32_t{flag}) + bytes_of(std::uint64_t{values.size()});
  for (const bool value : values) bytes.push_back(value ? '\1' : '\0');
  return raw(key, list, bytes);
}

Writer& Writer::tensor(const std::string& name, const std::vector<std::uint64_t>& extents,
                       std::uint32_t type, std::uint64_t bytes) {
  tensors_ += bytes_of(std::string_view(name));
  tensors_ += bytes_of(static_cast<std::uint32_t>(extents.size()));
  for (const std::uint64_t extent : extents) tensors_ += bytes_of(extent);
  tensors_ += bytes_of(type) + bytes_of(data_);
  data_ = aligned(data_ + bytes);
  ++count_;
  return *this;
}

std::string Writer::header() const {
  return "GGUF" + bytes_of(std::uint32_t{3}) + bytes_of(count_) + bytes_of(keys_) + entries_ +
         tensors_;
}

std::uint64_t Writer::size() const { return aligned(header().size()) + data_; }

Writer qwen3_8b() {
  Writer writer;
  writer.word("general.architecture", "qwen3")
      .word("general.type", "model")
      .word("general.name", "Qwen3 8B")
      .word("general.basename", "Qwen3")
      .word("general.size_label", "8B")
      .word("general.license", "apache-2.0")
      .words("general.languages", {"en", "zh"})
      .number("qwen3.block_count", 36)
      .number("qwen3.context_length", 40960)
      .number("qwen3.embedding_length", 4096)
      .number("qwen3.attention.head_count", 32)
      .number("qwen3.attention.head_count_kv", 8)
      .number("qwen3.attention.key_length", 128)
      .number("qwen3.attention.value_length", 128)
      .number("general.file_type", 15)
      .words("tokenizer.ggml.tokens", std::vector<std::string>(2000, "token"))
      .tensor("token_embd.weight", {4096, 151936}, 12, 4096ULL * 151936 / 256 * 144)
      .tensor("output.weight", {4096, 151936}, 14, 4096ULL * 151936 / 256 * 210)
      .tensor("blk.0.attn_norm.weight", {4096}, 0, 4096ULL * 4);
  return writer;
}

File::File(std::string_view start, std::uint64_t size)
    : descriptor_(memfd_create("gguf", MFD_CLOEXEC)) {
  if (descriptor_ < 0 || ftruncate(descriptor_, static_cast<off_t>(size)) != 0 ||
      pwrite(descriptor_, start.data(), start.size(), 0) != static_cast<ssize_t>(start.size()))
    throw std::runtime_error("no file in memory");
  if (start.size() > size && ftruncate(descriptor_, static_cast<off_t>(size)) != 0)
    throw std::runtime_error("no file in memory");
}

File::~File() { close(descriptor_); }

}  // namespace gguf
