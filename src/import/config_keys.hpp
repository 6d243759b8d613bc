#pragma once
// The keys of a configuration: where the part of the language model stands, and what they hold. A
// key may be "table.key", and a size that is listed layer by layer is the one that all layers have.

#include "import/finding.hpp"
#include "load/document.hpp"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace shortlist::importing {

inline constexpr double most_counted = 1e9;  // of anything in a configuration

// The part of a configuration that is of the language model: all of it, or an object in it.
const load::Node& language_model_in(const load::Node& outer);

class ConfigKeys {
 public:
  using Names = std::initializer_list<std::string_view>;

  ConfigKeys(const load::Node& outer, Finding& finding, Problems& problems);

  // The configuration of the language model: the outer one, or one in it.
  const load::Node& model() const { return *model_; }
  const load::Node& outer() const { return *outer_; }
  bool nested() const { return model_ != outer_; }

  const load::Node* find(std::string_view key) const;
  bool has(Names keys) const;

  // The first of these keys that is there, a whole number. Anything else that stands there is a
  // problem; layers that differ are a note.
  std::optional<std::int64_t> count(Names keys);
  std::int64_t or_zero(Names keys) { return count(keys).value_or(0); }
  // The same of what need not be there: -1 is what some write for none.
  std::int64_t or_none(Names keys);

  // Nothing when it is not there.
  std::optional<bool> flag(std::string_view key) const;
  bool is(std::string_view key) const { return flag(key).value_or(false); }
  // Of the model, else of the outer configuration.
  std::optional<bool> outer_flag(std::string_view key) const;
  std::string text(std::string_view key) const;
  // An array with something in it.
  const load::Node* list(std::string_view key) const;

  void note(std::string why) { finding_.notes.push_back(std::move(why)); }
  void error(Where where, std::string why) { problems_.error(where, std::move(why)); }

 private:
  std::optional<std::int64_t> count_of(const load::Node& node, std::string_view key);

  const load::Node* outer_;
  const load::Node* model_;
  Finding& finding_;
  Problems& problems_;
};

}  // namespace shortlist::importing
