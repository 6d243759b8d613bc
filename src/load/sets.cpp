#include "load/sets.hpp"

#include "load/scan.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace shortlist::load {

namespace {

// Sets that name sets multiply: sixty lines can come to more items than fit in memory.
constexpr std::size_t most_set_items = 100'000;

// Depth first; a set is flattened once, when it is first named.
class Flattener {
 public:
  Flattener(Context& context, const Entries& entries) : problems_(context.problems) {
    sets_.reserve(entries.size());
    for (const Node* entry : entries) {
      Reader reader(*entry, "a [[set]]", problems_);
      Set set;
      set.named = {reader.id(), {}, reader.where("id")};
      reader.need("items");
      if (reader.words("items")) set.words = entry->find("items");
      reader.finish();
      by_id_.emplace(fold(set.named.id), sets_.size());
      sets_.push_back(std::move(set));
    }
  }

  std::vector<model::NamedSet> run() {
    std::vector<model::NamedSet> named;
    named.reserve(sets_.size());
    for (std::size_t i = 0; i < sets_.size(); ++i) flatten(i);
    for (Set& set : sets_) named.push_back(std::move(set.named));
    return named;
  }

 private:
  enum class State { untouched, open, done };

  struct Set {
    model::NamedSet named;
    const Node* words = nullptr;  // an array of text, or one text
    std::unordered_set<std::string> keys;
    std::unordered_set<std::size_t> named_sets;
    State state = State::untouched;
  };

  void flatten(std::size_t index) {
    Set& set = sets_[index];
    if (set.state != State::untouched || set.words == nullptr) return;
    if (++depth_ > deepest_nesting)
      problems_.error(set.named.where, "sets name sets more than 64 levels deep");
    else
      fill(set);
    --depth_;
  }

  void fill(Set& set) {
    set.state = State::open;
    if (set.words->type == Node::Type::text) add(set, *set.words);
    for (const Node& word : set.words->items) add(set, word);
    set.state = State::done;
    set.keys.clear();
    set.named_sets.clear();
  }

  void add(Set& set, const Node& word) {
    if (word.text.empty()) return problems_.error(word.where, "an item is empty");
    if (!word.text.starts_with('@')) return add(set, model::make_item(word.text), word);
    const auto found = by_id_.find(fold(std::string_view(word.text).substr(1)));
    if (found == by_id_.end()) {
      std::vector<std::string> known;
      if (problems_.may_suggest(sets_.size()))
        for (const Set& each : sets_) known.push_back("@" + each.named.id);
      return problems_.dangling(word.where, "there is no set '" + word.text + "'",
                                did_you_mean(word.text, known));
    }
    Set& other = sets_[found->second];
    if (other.state == State::open)
      return problems_.error(word.where, "the set '@" + set.named.id + "' contains itself",
                             "take out the name that closes the circle");
    if (!set.named_sets.insert(found->second).second) return;
    flatten(found->second);
    if (total_ > most_set_items) return;
    for (const model::Item& item : other.named.items) add(set, item, word);
  }

  void add(Set& set, const model::Item& item, const Node& word) {
    if (total_ >= most_set_items) {
      if (total_++ == most_set_items)
        problems_.error(word.where, "the sets come to more than 100,000 items");
      return;
    }
    if (!set.keys.insert(item.key).second) return;
    set.named.items.push_back(item);
    ++total_;
  }

  Problems& problems_;
  std::vector<Set> sets_;
  std::unordered_map<std::string, std::size_t> by_id_;
  std::size_t total_ = 0;
  int depth_ = 0;
};

}  // namespace

std::vector<model::NamedSet> flatten_sets(Context& context, const Entries& entries) {
  return Flattener(context, entries).run();
}

}  // namespace shortlist::load
