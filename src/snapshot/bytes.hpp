#pragma once
// Values as bytes and back: numbers as the machine holds them, but counts and positions in as many
// groups of seven bits as they need (LEB128), those that may be negative folded to 0, -1, 1, -2
// (zigzag); counts before what they count. What a struct consists of stands in fields.hpp.
//
// Bytes come from strangers: the reader trusts no count, refuses numbers that no file can state and
// enumerators that do not exist, and once anything is wrong reads nothing more.
//
// What claims say is said by many: each value is written once, before all else, and stands by its
// number where it is said.

#include "base/bit_cast.hpp"
#include "base/date.hpp"
#include "base/quantity.hpp"
#include "model/value.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::snapshot {

// Of an enum: the number of its enumerators, which count from 0.
template <class Enum>
inline constexpr unsigned count_of = 0;

class Writer {
 public:
  template <class... Values>
  void operator()(const Values&... values) {
    (put(values), ...);
  }

  std::string take() { return std::move(bytes_); }

  // With the values that claims share before it, as Reader::read_shared has them.
  std::string take_with_shared() {
    Writer all;
    all.count(numbers_.size());
    return all.take() + std::move(shared_) + take();
  }

 private:
  template <std::unsigned_integral Number>
  void fixed(Number number) {
    const auto bytes = bit_cast<std::array<char, sizeof(Number)>>(number);
    bytes_.append(bytes.data(), bytes.size());
  }
  void count(std::size_t number) { varying(static_cast<std::uint32_t>(number)); }
  void varying(std::uint32_t number) {
    for (; number >= 0x80; number >>= 7U) fixed(static_cast<std::uint8_t>(number | 0x80U));
    fixed(static_cast<std::uint8_t>(number));
  }

  void put(bool flag) { fixed(static_cast<std::uint8_t>(flag)); }
  void put(int number) {
    const auto bits = static_cast<std::uint32_t>(number);
    varying(number < 0 ? ~(bits << 1U) : bits << 1U);
  }
  void put(std::int64_t number) { fixed(static_cast<std::uint64_t>(number)); }
  void put(std::uint64_t number) { fixed(number); }
  void put(double number) { fixed(bit_cast<std::uint64_t>(number)); }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void put(Enum word) {
    static_assert(count_of<Enum> > 0 && count_of<Enum> < 256);
    fixed(static_cast<std::uint8_t>(word));
  }
  void put(const std::string& text) {
    count(text.size());
    bytes_.append(text);
  }
  void put(const model::Item& item) {  // its key follows from its text
    put(item.text);
  }
  template <class T>
  void put(const std::shared_ptr<const T>& pointer) {
    if constexpr (std::same_as<T, model::Value>) {
      Writer alone;
      alone.put(*pointer);
      const auto [found, is_new] = numbers_.try_emplace(alone.take(), numbers_.size());
      if (is_new) shared_ += found->first;
      count(found->second);
    } else {
      put(pointer != nullptr);
      if (pointer != nullptr) put(*pointer);
    }
  }
  template <class T>
  void put(const std::optional<T>& optional) {
    put(optional.has_value());
    if (optional) put(*optional);
  }
  template <class First, class Second>
  void put(const std::pair<First, Second>& both) {
    put(both.first);
    put(both.second);
  }
  template <class T>
  void put(const std::vector<T>& list) {
    count(list.size());
    for (const T& each : list) put(each);
  }
  template <class T, std::size_t size>
  void put(const std::array<T, size>& list) {
    for (const T& each : list) put(each);
  }
  void put(const std::map<std::string, std::string>& map) {
    count(map.size());
    for (const auto& each : map) {
      put(each.first);
      put(each.second);
    }
  }
  template <class... Types>
  void put(const std::variant<Types...>& variant) {
    fixed(static_cast<std::uint8_t>(variant.index()));
    std::visit([&](const auto& value) { put(value); }, variant);
  }
  void put(std::monostate /*nothing*/) {}
  template <class Struct>
  requires std::is_class_v<Struct>
  void put(const Struct& each) { fields(*this, each); }

  std::string bytes_;
  std::string shared_;
  std::map<std::string, std::size_t> numbers_;  // of what is in shared_
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  template <class... Values>
  void operator()(Values&... values) {
    (get(values), ...);
  }

  // The values that claims share.
  template <class Value = model::Value>  // what it consists of is declared later
  void read_shared() {
    std::vector<Value> values;
    get(values);
    const auto all = std::make_shared<const std::vector<Value>>(std::move(values));
    for (const Value& value : *all) shared_.emplace_back(all, &value);
  }

  // Whether all that was read was there and right.
  bool sound() const { return sound_; }
  std::string_view rest() const { return rest_; }

 private:
  static constexpr int deepest = 100;  // conditions within conditions

  void refuse() {
    sound_ = false;
    rest_ = {};
  }

  std::string_view part(std::size_t size) {
    if (size > rest_.size()) {
      refuse();
      return {};
    }
    const std::string_view found = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return found;
  }

  template <std::unsigned_integral Number>
  Number fixed() {
    std::array<char, sizeof(Number)> bytes{};
    part(sizeof(Number)).copy(bytes.data(), bytes.size());
    return bit_cast<Number>(bytes);
  }

  std::uint32_t varying() {
    if (!rest_.empty() && (rest_.front() & '\x80') == 0) {  // as most are
      const auto number = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      return number;
    }
    std::uint32_t number = 0;
    for (unsigned shift = 0; shift < 35; shift += 7) {
      const std::uint32_t byte = fixed<std::uint8_t>();
      const std::uint32_t bits = byte & 0x7FU;
      if (shift == 28 && bits > 0xFU) break;
      number |= bits << shift;
      if (byte < 0x80) return number;
    }
    refuse();
    return 0;
  }

  // Nothing takes less than a byte.
  std::size_t count() {
    const std::size_t number = varying();
    if (number > rest_.size()) refuse();
    return sound_ ? number : 0;
  }

  void get(bool& flag) {
    const auto byte = fixed<std::uint8_t>();
    if (byte > 1) refuse();
    flag = byte == 1;
  }
  void get(int& number) {
    const std::uint32_t folded = varying();
    number = static_cast<int>((folded & 1U) != 0 ? ~(folded >> 1U) : folded >> 1U);
  }
  void get(std::int64_t& number) { number = static_cast<std::int64_t>(fixed<std::uint64_t>()); }
  void get(std::uint64_t& number) { number = fixed<std::uint64_t>(); }
  void get(double& number) {
    number = bit_cast<double>(fixed<std::uint64_t>());
    if (!(std::fabs(number) <= largest_quantity)) refuse();
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void get(Enum& word) {
    const unsigned number = fixed<std::uint8_t>();
    if (number >= count_of<Enum>) return refuse();
    word = static_cast<Enum>(number);
  }
  void get(std::string& text) { text = part(count()); }
  void get(model::Item& item) { item = model::make_item(part(count())); }
  void get(model::ItemSet& set) {
    get(set.items);
    get(set.open);
    const auto falls = [](const model::Item& left, const model::Item& right) {
      return left.key >= right.key;
    };
    if (std::adjacent_find(set.items.begin(), set.items.end(), falls) != set.items.end()) refuse();
  }
  template <class T>
  void get(std::shared_ptr<const T>& pointer) {
    if constexpr (std::same_as<T, model::Value>) {
      const std::size_t number = varying();
      if (number >= shared_.size()) return refuse();
      pointer = shared_[number];
    } else {
      std::optional<T> stated;
      get(stated);
      if (stated) pointer = std::make_shared<const T>(std::move(*stated));
    }
  }
  template <class T>
  void get(std::optional<T>& optional) {
    bool stated = false;
    get(stated);
    if (stated) get(optional.emplace());
  }
  template <class First, class Second>
  void get(std::pair<First, Second>& both) {
    get(both.first);
    get(both.second);
  }
  template <class T>
  void get(std::vector<T>& list) {
    // A count that is a lie takes no more memory than the bytes that follow it are worth.
    constexpr std::size_t most_taken_at_once = 1U << 14U;
    const std::size_t size = count();
    list.reserve(std::min(size, most_taken_at_once));
    for (std::size_t i = 0; i < size && sound_; ++i) get(list.emplace_back());
  }
  template <class T, std::size_t size>
  void get(std::array<T, size>& list) {
    for (T& each : list) get(each);
  }
  void get(std::map<std::string, std::string>& map) {
    const std::size_t size = count();
    for (std::size_t i = 0; i < size && sound_; ++i) {
      std::pair<std::string, std::string> each;
      get(each);
      map.emplace_hint(map.end(), std::move(each));
    }
  }
  template <class... Types>
  void get(std::variant<Types...>& variant) {
    alternative(variant, fixed<std::uint8_t>(), std::index_sequence_for<Types...>());
  }
  template <class Variant, std::size_t... indices>
  void alternative(Variant& variant, std::size_t chosen, std::index_sequence<indices...> /*all*/) {
    if (++depth_ > deepest) return refuse();
    const bool known =
        ((chosen == indices && (get(variant.template emplace<indices>()), true)) || ...);
    if (!known) refuse();
    --depth_;
  }
  void get(std::monostate& /*nothing*/) {}
  template <class Struct>
  requires std::is_class_v<Struct>
  void get(Struct& each) { fields(*this, each); }

  std::string_view rest_;
  std::vector<std::shared_ptr<const model::Value>> shared_;
  int depth_ = 0;
  bool sound_ = true;
};

}  // namespace shortlist::snapshot
