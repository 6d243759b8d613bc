#pragma once
// Typed access to the stated keys of one need. What is wrong with a key is a problem at its place;
// `finish` names the keys that nobody asked for.

#include "base/suggest.hpp"
#include "model/profile.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shortlist::model {

class NeedReader {
 public:
  NeedReader(const RuleBase& rules, const std::vector<StatedKey>& keys, Where where,
             Problems& problems)
      : rules_(&rules), keys_(&keys), where_(where), problems_(&problems) {}

  // The key if it is stated, and marks it as known.
  const StatedKey* find(std::string_view name);

  // Whether the key is there, be it right or wrong: a key that is wrong is not missing too.
  bool states(std::string_view name) const { return stated(name) != nullptr; }

  // Nothing when the key is not stated or wrong.
  std::optional<double> number(std::string_view name);
  std::optional<double> memory(std::string_view name);
  std::optional<bool> flag(std::string_view name);
  std::optional<std::string> word(std::string_view name);
  std::optional<std::vector<std::string>> words(std::string_view name);  // one word is a list
  std::optional<std::vector<Item>> items(std::string_view name, Match match);

  // A value of the fact on its scale: a number, a date in days, the position of a level.
  std::optional<double> quantity(std::string_view name, const Fact& fact);

  // The number, or `otherwise` when it is not stated; a problem when it is below `least`.
  double number_or(std::string_view name, double otherwise, double least);

  void wrong(const StatedKey& key, const std::string& expected, std::string suggestion = {});
  void error(Where where, std::string message, std::string suggestion = {}) {
    problems_->error(where, std::move(message), std::move(suggestion));
  }
  void warn(Where where, std::string message, std::string suggestion = {}) {
    problems_->warn(where, std::move(message), std::move(suggestion));
  }
  template <class Named>
  std::string suggest(std::string_view word, const std::vector<Named>& entries) {
    return shortlist::suggest(*problems_, word, entries);
  }
  // The place of a key, or that of the need where it is not stated.
  Where place(std::string_view name) const;
  Where where() const { return where_; }
  Problems& problems() { return *problems_; }
  bool failed() const { return problems_->errors() > errors_before_; }

  // Reports the keys that were not asked for; true when nothing was wrong.
  bool finish(const std::string& what);

 private:
  const StatedKey* stated(std::string_view name) const;
  std::string mended(const StatedKey& key);

  const RuleBase* rules_;
  const std::vector<StatedKey>* keys_;
  Where where_;
  Problems* problems_;
  int errors_before_ = problems_->errors();
  std::vector<std::string> known_;
};

// Warns of a handful of tokens or parameters, which nobody means: "14" of 14 billion.
void warn_of_forgotten_suffix(NeedReader& reader, const StatedKey& key, double read, Unit unit);

// The keys of a need of kind device.
DeviceKeys read_device_keys(const RuleBase& rules, NeedReader& reader);

}  // namespace shortlist::model
