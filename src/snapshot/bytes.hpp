#pragma once
// Values as bytes and back: as the machine holds them, of fixed width, counts before what they
// count. What a struct consists of stands in fields.hpp.
//
// Bytes come from strangers: the reader trusts no count, refuses numbers that no file can state and
// enumerators that do not exist, and once anything is wrong reads nothing more.

#include "base/date.hpp"
#include "base/quantity.hpp"
#include "model/value.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <map>
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

 private:
  template <std::unsigned_integral Number>
  void fixed(Number number) {
    const auto bytes = std::bit_cast<std::array<char, sizeof(Number)>>(number);
    bytes_.append(bytes.data(), bytes.size());
  }
  void count(std::size_t number) { fixed(static_cast<std::uint32_t>(number)); }

  void put(bool flag) { fixed(static_cast<std::uint8_t>(flag)); }
  void put(int number) { fixed(static_cast<std::uint32_t>(number)); }
  void put(std::int64_t number) { fixed(static_cast<std::uint64_t>(number)); }
  void put(std::uint64_t number) { fixed(number); }
  void put(double number) { fixed(std::bit_cast<std::uint64_t>(number)); }
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
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  template <class... Values>
  void operator()(Values&... values) {
    (get(values), ...);
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
    return std::bit_cast<Number>(bytes);
  }

  // Nothing takes less than a byte.
  std::size_t count() {
    const std::size_t number = fixed<std::uint32_t>();
    if (number > rest_.size()) refuse();
    return sound_ ? number : 0;
  }

  void get(bool& flag) {
    const auto byte = fixed<std::uint8_t>();
    if (byte > 1) refuse();
    flag = byte == 1;
  }
  void get(int& number) { number = static_cast<int>(fixed<std::uint32_t>()); }
  void get(std::int64_t& number) { number = static_cast<std::int64_t>(fixed<std::uint64_t>()); }
  void get(std::uint64_t& number) { number = fixed<std::uint64_t>(); }
  void get(double& number) {
    number = std::bit_cast<double>(fixed<std::uint64_t>());
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
    constexpr std::size_t most_taken_at_once = 1024;
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
  int depth_ = 0;
  bool sound_ = true;
};

}  // namespace shortlist::snapshot
