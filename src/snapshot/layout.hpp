#pragma once
// How bytes.hpp writes a type, as text: two builds that write a rule base alike have the same text,
// and one that added a field, or an enumerator, has another.

#include "snapshot/bytes.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::snapshot {

class Layout {
 public:
  // Called by `fields` with the members of a struct.
  template <class... Values>
  void operator()(const Values&... /*values*/) {
    (add<Values>(), ...);
  }

  template <class T>
  static std::string of() {
    Layout layout;
    layout.add<T>();
    return std::move(layout.text_) + (std::endian::native == std::endian::little ? "<" : ">");
  }

 private:
  template <class T>
  struct Type {};

  template <class T>
  void add() {
    if constexpr (std::is_arithmetic_v<T>)
      text_.append(std::is_floating_point_v<T> ? "d"
                   : std::is_same_v<T, int>    ? "v"
                                               : "i")
          .append(std::to_string(sizeof(T)));
    else if constexpr (std::is_enum_v<T>)
      text_.append("e").append(std::to_string(count_of<T>));
    else
      add(Type<T>());
  }
  void add(Type<std::string> /*type*/) { text_.append("s"); }
  void add(Type<model::Item> /*type*/) { text_.append("s"); }
  void add(Type<std::monostate> /*type*/) { text_.append("-"); }
  template <class T>
  void add(Type<std::shared_ptr<const T>> /*type*/) {
    text_.append(std::is_same_v<T, model::Value> ? "@" : "?");
    add<T>();
  }
  template <class T>
  void add(Type<std::optional<T>> /*type*/) {
    text_.append("?");
    add<T>();
  }
  template <class First, class Second>
  void add(Type<std::pair<First, Second>> /*type*/) {
    add<First>();
    add<Second>();
  }
  template <class T>
  void add(Type<std::vector<T>> /*type*/) {
    text_.append("*");
    add<T>();
  }
  template <class T, std::size_t size>
  void add(Type<std::array<T, size>> /*type*/) {
    text_.append(std::to_string(size)).append("x");
    add<T>();
  }
  template <class Key, class T>
  void add(Type<std::map<Key, T>> /*type*/) {
    text_.append("m");
    add<Key>();
    add<T>();
  }
  template <class... Types>
  void add(Type<std::variant<Types...>> /*type*/) {
    text_.append("|");
    (add<Types>(), ...);
    text_.append(".");
  }
  template <class Struct>
  void add(Type<Struct> /*type*/) {
    static constexpr char mark = 0;  // its address stands for the type
    const auto known = std::find(seen_.begin(), seen_.end(), &mark);
    if (known != seen_.end()) {  // conditions hold conditions
      text_.append("#").append(std::to_string(known - seen_.begin()));
      return;
    }
    seen_.push_back(&mark);
    text_.append("{");
    const Struct nothing{};
    fields(*this, nothing);
    text_.append("}");
  }

  std::string text_;
  std::vector<const char*> seen_;
};

}  // namespace shortlist::snapshot
