#pragma once
// The header of a GGUF file: its keys and the list of its tensors, read within bounds and without a
// byte of the weights. (Format: ggml-org/ggml, docs/gguf.md, versions 2 and 3.)
//
// Nothing in the file is believed: a count is held against what the rest of the file could hold,
// and lists that nobody needs are passed over. Memory is bounded by the constants below.

#include "base/problem.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace shortlist::importing {

constexpr std::uint64_t largest_header = 1U << 30U;  // bytes; those of real models take 20 MiB
constexpr std::uint64_t most_keys = 65'536;
constexpr std::uint64_t longest_key = 65'535;  // bytes, by the format
constexpr std::uint64_t longest_kept_text = 4096;
constexpr std::uint64_t longest_kept_list = 100'000;
constexpr std::uint64_t most_elements = 1U << 24U;  // of lists that have to be walked, in all
constexpr int deepest_list = 4;
constexpr std::uint64_t most_tensors = 100'000;
constexpr std::uint64_t longest_tensor_name = 256;
constexpr std::uint32_t most_dimensions = 8;

// A list or text that was passed over, and how long it was.
struct PassedOver {
  std::uint64_t length = 0;
};

// Numbers of every width are doubles here: what is counted stays far below 2^53. Flags count as 0
// and 1 in a list.
using GgufValue = std::variant<PassedOver, bool, double, std::string, std::vector<double>,
                               std::vector<std::string>>;

struct GgufEntry {
  GgufValue value;
  std::uint64_t at = 0;  // byte of the key
};

struct GgufTensor {
  std::string name;
  std::uint64_t rows = 0;  // all elements but those of the first dimension
  std::uint64_t elements = 0;
  std::uint64_t bytes = 0;  // 0 when the type is not known
};

struct GgufHeader {
  std::unordered_map<std::string, GgufEntry> entries;
  std::vector<GgufTensor> tensors;
  bool sizes_known = true;  // of all tensors
};

// "at byte 24: ...": there are no lines to point at.
std::string at_byte(std::uint64_t byte, const std::string& message);

// Reads from the start of an open file. What is wrong is a problem; nothing is returned then. An
// error of the file system is left in `io_error`.
std::optional<GgufHeader> read_gguf_header(int descriptor, std::uint64_t size, Problems& problems,
                                           int& io_error);

}  // namespace shortlist::importing
