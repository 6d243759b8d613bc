#pragma once
// Where words of trust stand in an order, of which the first that names a source counts. A word is
// the id of a source, its kind, or "family/id".

#include "base/text.hpp"
#include "model/rule_base.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <unordered_map>
#include <vector>

namespace shortlist::model {

class TrustOrder {
 public:
  static constexpr int untrusted = std::numeric_limits<int>::max();

  explicit TrustOrder(const std::vector<std::string>& words) {
    for (const std::string& word : words) {
      positions_.emplace(fold(word), static_cast<int>(positions_.size()));
      names_families_ = names_families_ || word.find('/') != std::string::npos;
    }
  }

  // The least position of a word that names the source; `untrusted` where none does.
  int level(const Family& family, const Source& source) const {
    int least = untrusted;
    each_of(family, source, [&](int position) { least = std::min(least, position); });
    return least;
  }

  // Which of the words name a source of the rule base.
  std::vector<bool> named(const RuleBase& rules) const {
    std::vector<bool> named(positions_.size());
    for (const Family& family : rules.families)
      for (const Source& source : family.sources)
        each_of(family, source,
                [&](int position) { named[static_cast<std::size_t>(position)] = true; });
    return named;
  }

  int find(const std::string& word) const { return positions_.at(fold(word)); }

 private:
  template <class Use>
  void each_of(const Family& family, const Source& source, Use use) const {
    if (positions_.empty()) return;
    const auto look = [&](const std::string& word) {
      if (const auto found = positions_.find(word); found != positions_.end()) use(found->second);
    };
    look(fold(source.id));
    look(fold(source.kind));
    if (names_families_) look(fold(family.id + "/" + source.id));
  }

  std::unordered_map<std::string, int> positions_;
  bool names_families_ = false;  // whether any word is "family/id"
};

}  // namespace shortlist::model
