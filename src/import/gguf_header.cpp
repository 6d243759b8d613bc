#include "import/gguf_header.hpp"

#include "import/window.hpp"
#include "shortlist/text.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <unordered_set>
#include <utility>

namespace shortlist::importing {

namespace {

static_assert(std::endian::native == std::endian::little, "GGUF files are read as they lie");

// Elements and bytes of a block, by the number of the type; 0 is a type that is not used any more.
struct Block {
  std::uint64_t elements;
  std::uint64_t bytes;
};
constexpr std::array<Block, 41> blocks{{
    {1, 4},     {1, 2},     {32, 18},   {32, 20},  {0, 0},     {0, 0},     {32, 22},
    {32, 24},   {32, 34},   {32, 36},   {256, 84}, {256, 110}, {256, 144}, {256, 176},
    {256, 210}, {256, 292}, {256, 66},  {256, 74}, {256, 98},  {256, 50},  {32, 18},
    {256, 110}, {256, 82},  {256, 136}, {1, 1},    {1, 2},     {1, 4},     {1, 8},
    {1, 8},     {256, 56},  {1, 2},     {0, 0},    {0, 0},     {0, 0},     {256, 54},
    {256, 66},  {0, 0},     {0, 0},     {0, 0},    {32, 17},   {64, 36},
}};

enum class Type : std::uint32_t {
  u8,
  i8,
  u16,
  i16,
  u32,
  i32,
  f32,
  flag,
  text,
  list,
  u64,
  i64,
  f64,
  count
};

// Bytes of a value of a fixed size; 0 for text and lists.
std::uint64_t width(Type type) {
  constexpr std::array<std::uint64_t, 13> widths{1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};
  return widths[static_cast<std::size_t>(type)];
}

class HeaderReader {
 public:
  HeaderReader(int descriptor, std::uint64_t size, Problems& problems)
      : bytes_(descriptor, size), size_(size), problems_(problems) {}

  int io_error() const { return bytes_.io_error(); }

  std::optional<GgufHeader> read() {
    GgufHeader header;
    if (!read_counts() || !read_entries(header) || !read_tensors(header)) return std::nullopt;
    return header;
  }

 private:
  bool wrong(std::uint64_t at, const std::string& message) {
    if (bytes_.io_error() == 0) problems_.error({0, 0, 0}, at_byte(at, message));
    return false;
  }
  bool cut_off() { return wrong(bytes_.at(), "the file ends in the middle of its header"); }

  template <class Number>
  bool take(Number& into) {
    if (bytes_.at() > largest_header) return wrong(bytes_.at(), "the header is larger than 1 GiB");
    return bytes_.take(&into, sizeof into) || cut_off();
  }

  bool read_counts() {
    std::array<char, 4> magic{};
    std::uint32_t version = 0;
    if (!bytes_.take(magic.data(), magic.size()) || std::memcmp(magic.data(), "GGUF", 4) != 0)
      return wrong(0, "no GGUF file: it does not start with the letters GGUF");
    if (!take(version)) return false;
    if (version == 0x03000000U || version == 0x02000000U)
      return wrong(4, "the numbers of the file are big-endian, which is not read");
    if (version != 2 && version != 3)
      return wrong(4, "version " + std::to_string(version) + " of GGUF is not known, only 2 and 3");
    if (!take(tensors_) || !take(keys_)) return false;
    if (tensors_ > most_tensors)
      return wrong(8, "more than 100,000 tensors: " + std::to_string(tensors_));
    if (keys_ > most_keys) return wrong(16, "more than 65,536 keys: " + std::to_string(keys_));
    return true;
  }

  // Text of at most so many bytes.
  bool take_text(std::string& text, std::uint64_t longest, const char* what) {
    const std::uint64_t at = bytes_.at();
    std::uint64_t length = 0;
    if (!take(length)) return false;
    if (length > bytes_.left())
      return wrong(at, std::string(what) + " of " + std::to_string(length) +
                           " bytes goes beyond the end of the file");
    if (length > longest)
      return wrong(at, std::string(what) + " is longer than " + std::to_string(longest) + " bytes");
    text.resize(length);
    if (!bytes_.take(text.data(), length)) return cut_off();
    return is_utf8(text) || wrong(at, std::string(what) + " is no UTF-8");
  }

  bool take_type(Type& type) {
    const std::uint64_t at = bytes_.at();
    std::uint32_t number = 0;
    if (!take(number)) return false;
    if (number >= static_cast<std::uint32_t>(Type::count))
      return wrong(at, "there is no type " + std::to_string(number) + " of value");
    type = static_cast<Type>(number);
    return true;
  }

  template <class Number>
  bool take_number(double& into) {
    Number number{};
    if (!take(number)) return false;
    into = static_cast<double>(number);
    return true;
  }

  bool take_number(Type type, double& into) {
    switch (type) {
      case Type::u8:
      case Type::flag:
        return take_number<std::uint8_t>(into);
      case Type::i8:
        return take_number<std::int8_t>(into);
      case Type::u16:
        return take_number<std::uint16_t>(into);
      case Type::i16:
        return take_number<std::int16_t>(into);
      case Type::u32:
        return take_number<std::uint32_t>(into);
      case Type::i32:
        return take_number<std::int32_t>(into);
      case Type::f32:
        return take_number<float>(into);
      case Type::u64:
        return take_number<std::uint64_t>(into);
      case Type::i64:
        return take_number<std::int64_t>(into);
      default:
        return take_number<double>(into);
    }
  }

  bool read_entries(GgufHeader& header) {
    for (std::uint64_t i = 0; i < keys_; ++i) {
      GgufEntry entry;
      entry.at = bytes_.at();
      std::string key;
      Type type{};
      if (!take_text(key, longest_key, "a key") || !take_type(type) ||
          !take_value(type, entry.value))
        return false;
      if (header.entries.contains(key))
        return wrong(entry.at, "the key '" + key.substr(0, 100) + "' stands twice");
      if (const auto* const alignment = std::get_if<double>(&entry.value);
          key == "general.alignment" && !set_alignment(alignment, entry.at))
        return false;
      header.entries.emplace(std::move(key), std::move(entry));
    }
    return true;
  }

  bool set_alignment(const double* number, std::uint64_t at) {
    const auto whole = number != nullptr && *number >= 1 && *number <= 1U << 20U
                           ? static_cast<std::uint64_t>(*number)
                           : 0;
    if (!std::has_single_bit(whole)) return wrong(at, "'general.alignment' is no power of two");
    alignment_ = whole;
    return true;
  }

  bool take_value(Type type, GgufValue& value) {
    if (type == Type::list) return take_list(value);
    if (type == Type::text) return take_long_text(value);
    double number = 0;
    if (!take_number(type, number)) return false;
    if (type == Type::flag)
      value = number != 0;
    else
      value = number;
    return true;
  }

  // Longer text, such as a template of conversations, is passed over.
  bool take_long_text(GgufValue& value) {
    const std::uint64_t at = bytes_.at();
    std::uint64_t length = 0;
    if (!take(length)) return false;
    if (length > bytes_.left())
      return wrong(at,
                   "text of " + std::to_string(length) + " bytes goes beyond the end of the file");
    if (length > longest_kept_text) {
      value = PassedOver{length};
      return bytes_.pass(length);
    }
    std::string text(length, '\0');
    if (!bytes_.take(text.data(), length)) return cut_off();
    if (is_utf8(text))
      value = std::move(text);
    else
      value = PassedOver{length};
    return true;
  }

  bool take_list(GgufValue& value) {
    const std::uint64_t at = bytes_.at();
    Type type{};
    std::uint64_t length = 0;
    if (!take_type(type) || !take(length)) return false;
    if (length > bytes_.left() / std::max<std::uint64_t>(width(type), 8 - 7 * (width(type) > 0)))
      return wrong(
          at, "a list of " + std::to_string(length) + " elements goes beyond the end of the file");
    value = PassedOver{length};
    if (width(type) > 0) {
      if (length > longest_kept_list) return bytes_.pass(length * width(type));
      std::vector<double> numbers(length);
      for (double& number : numbers)
        if (!take_number(type, number)) return false;
      value = std::move(numbers);
      return true;
    }
    if (type == Type::text && length <= 1000) return take_words(length, value);
    return walk(type, length, 1, at);
  }

  // A short list of text, kept when all of it is short.
  bool take_words(std::uint64_t length, GgufValue& value) {
    std::vector<std::string> words;
    for (std::uint64_t i = 0; i < length; ++i) {
      GgufValue word;
      if (!take_long_text(word)) return false;
      if (auto* const text = std::get_if<std::string>(&word)) words.push_back(std::move(*text));
    }
    if (words.size() == length) value = std::move(words);
    return true;
  }

  // Passes over elements whose sizes stand before each of them.
  bool walk(Type type, std::uint64_t length, int depth, std::uint64_t at) {
    if (depth > deepest_list) return wrong(at, "lists stand in each other deeper than 4 levels");
    if (length > most_elements - walked_)
      return wrong(at, "the lists come to more than 16,777,216 elements");
    walked_ += length;
    for (std::uint64_t i = 0; i < length; ++i) {
      const std::uint64_t element = bytes_.at();
      Type inner{};
      std::uint64_t count = 0;
      if ((type == Type::list && !take_type(inner)) || !take(count)) return false;
      const std::uint64_t wide = type == Type::list ? width(inner) : 1;
      if (wide == 0) {
        if (count > bytes_.left() / 8)
          return wrong(element, "a list goes beyond the end of the file");
        if (!walk(inner, count, depth + 1, element)) return false;
      } else if (count > bytes_.left() / wide || !bytes_.pass(count * wide)) {
        return wrong(element, "an element of a list goes beyond the end of the file");
      }
    }
    return true;
  }

  bool read_tensors(GgufHeader& header) {
    std::unordered_set<std::string> names;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> ends;  // where each ends; its place
    for (std::uint64_t i = 0; i < tensors_; ++i) {
      const std::uint64_t at = bytes_.at();
      GgufTensor tensor;
      std::uint64_t offset = 0;
      if (!take_text(tensor.name, longest_tensor_name, "the name of a tensor") ||
          !take_tensor(tensor, offset, at))
        return false;
      if (!names.insert(tensor.name).second)
        return wrong(at, "the tensor '" + tensor.name + "' stands twice");
      if (offset % alignment_ != 0)
        return wrong(at, "the tensor '" + tensor.name + "' does not start at a multiple of " +
                             std::to_string(alignment_));
      if (offset > size_ || tensor.bytes > size_) return wrong(at, beyond(tensor.name));
      ends.emplace_back(offset + tensor.bytes, at);
      header.sizes_known = header.sizes_known && tensor.bytes > 0;
      header.tensors.push_back(std::move(tensor));
    }
    if (header.tensors.empty()) return true;
    const std::uint64_t data = (bytes_.at() + alignment_ - 1) / alignment_ * alignment_;
    const auto last = std::max_element(ends.begin(), ends.end());
    if (data > size_ || last->first > size_ - data)
      return wrong(last->second,
                   beyond(header.tensors[static_cast<std::size_t>(last - ends.begin())].name));
    return true;
  }
  static std::string beyond(const std::string& tensor) {
    return "the tensor '" + tensor + "' goes beyond the end of the file";
  }

  bool take_tensor(GgufTensor& tensor, std::uint64_t& offset, std::uint64_t at) {
    std::uint32_t dimensions = 0;
    if (!take(dimensions)) return false;
    if (dimensions == 0 || dimensions > most_dimensions)
      return wrong(
          at, "the tensor '" + tensor.name + "' has " + std::to_string(dimensions) + " dimensions");
    std::uint64_t row = 1;
    tensor.rows = 1;
    for (std::uint32_t i = 0; i < dimensions; ++i) {
      std::uint64_t extent = 0;
      if (!take(extent)) return false;
      auto& into = i == 0 ? row : tensor.rows;
      if (extent == 0 || extent > most_in_tensor / into)
        return wrong(at, "the tensor '" + tensor.name + "' is empty, or larger than any");
      into *= extent;
    }
    std::uint32_t type = 0;
    if (!take(type) || !take(offset)) return false;
    if (tensor.rows > most_in_tensor / row)
      return wrong(at, "the tensor '" + tensor.name + "' is larger than any");
    tensor.elements = row * tensor.rows;
    const Block block = type < blocks.size() ? blocks[type] : Block{0, 0};
    if (block.elements == 0) return true;  // a type that came later
    if (row % block.elements != 0)
      return wrong(at, "the rows of the tensor '" + tensor.name + "' are no whole blocks");
    tensor.bytes = tensor.elements / block.elements * block.bytes;
    return true;
  }

  static constexpr std::uint64_t most_in_tensor = 1ULL << 50U;

  Window bytes_;
  std::uint64_t size_;
  Problems& problems_;
  std::uint64_t tensors_ = 0;
  std::uint64_t keys_ = 0;
  std::uint64_t alignment_ = 32;
  std::uint64_t walked_ = 0;
};

}  // namespace

std::string at_byte(std::uint64_t byte, const std::string& message) {
  return "at byte " + std::to_string(byte) + ": " + message;
}

std::optional<GgufHeader> read_gguf_header(int descriptor, std::uint64_t size, Problems& problems,
                                           int& io_error) {
  HeaderReader reader(descriptor, size, problems);
  auto header = reader.read();
  io_error = reader.io_error();
  return header;
}

}  // namespace shortlist::importing
