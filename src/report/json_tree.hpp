#pragma once
// A JSON document as it is built up, keys in the order they were set. The library that reads JSON
// has such a tree too, but its destructor takes memory: where there is none left it ends the
// program.

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::reporting {

class Json {
 public:
  using Array = std::vector<Json>;
  using Object = std::vector<std::pair<std::string, Json>>;

  Json(std::nullptr_t = nullptr) {}
  template <std::same_as<bool> Flag>
  Json(Flag flag) : value_(flag) {}
  template <std::signed_integral Number>
  Json(Number number) : value_(std::int64_t{number}) {}
  template <std::unsigned_integral Number>
  requires(!std::same_as<Number, bool>) Json(Number number) : value_(std::uint64_t{number}) {}
  Json(double number) : value_(number) {}
  Json(std::string text) : value_(std::move(text)) {}
  Json(std::string_view text) : value_(std::string(text)) {}
  Json(const char* text) : value_(std::string(text)) {}
  template <class T>
  Json(const std::vector<T>& items) : value_(Array(items.begin(), items.end())) {}

  // What has been written already, as it stands in the document: a tree of all families at once
  // would take many times the memory of its text.
  struct Written {
    std::string text;

    bool operator==(const Written&) const = default;
  };
  explicit Json(Written written) : value_(std::move(written)) {}

  static Json array() { return Json(Array{}); }
  static Json object() { return Json(Object{}); }

  bool is_array() const { return std::holds_alternative<Array>(value_); }
  bool is_object() const { return std::holds_alternative<Object>(value_); }
  bool is_written() const { return std::holds_alternative<Written>(value_); }
  bool is_structured() const { return is_array() || is_object() || is_written(); }
  bool is_number_float() const { return std::holds_alternative<double>(value_); }

  template <class T>
  const T& get() const {
    return std::get<T>(value_);
  }
  template <class Visitor>
  decltype(auto) visit(Visitor&& visitor) const {
    return std::visit(std::forward<Visitor>(visitor), value_);
  }

  // Of an array.
  Array::const_iterator begin() const { return get<Array>().begin(); }
  Array::const_iterator end() const { return get<Array>().end(); }
  std::size_t size() const {
    if (is_object()) return items().size();
    return is_array() ? get<Array>().size() : 0;
  }
  bool empty() const { return size() == 0; }  // an object, or null, too
  Json& front() { return std::get<Array>(value_).front(); }
  void push_back(Json item) {  // null becomes an array
    if (std::holds_alternative<std::monostate>(value_)) value_ = Array{};
    std::get<Array>(value_).push_back(std::move(item));
  }

  // Of an object.
  const Object& items() const { return get<Object>(); }
  Object& items() { return std::get<Object>(value_); }
  bool contains(std::string_view key) const {
    return std::any_of(items().begin(), items().end(),
                       [&](const auto& member) { return member.first == key; });
  }
  // Of a key that is not there yet: a search for it among thousands takes longer than the rest.
  Json& add(std::string_view key, Json value) {
    return items().emplace_back(std::string(key), std::move(value)).second;
  }
  // Null becomes an object, and what is missing null.
  Json& operator[](std::string_view key) {
    if (std::holds_alternative<std::monostate>(value_)) value_ = Object{};
    Object& object = std::get<Object>(value_);
    for (auto& [name, value] : object)
      if (name == key) return value;
    return object.emplace_back(std::string(key), Json()).second;
  }

  bool operator==(const Json& other) const { return value_ == other.value_; }

 private:
  explicit Json(Array items) : value_(std::move(items)) {}
  explicit Json(Object members) : value_(std::move(members)) {}

  std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, std::string, Array,
               Object, Written>
      value_;
};

}  // namespace shortlist::reporting
