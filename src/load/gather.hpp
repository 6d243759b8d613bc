#pragma once
// The entries of all files of all folders, by kind; a later folder's stand in place of an
// earlier's.

#include "load/entries.hpp"
#include "load/load.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace shortlist::load {

class Gatherer {
 public:
  // `texts` are those of all documents, in the order of their numbers in `Where`.
  Gatherer(const std::vector<const Text*>& texts, Problems& problems)
      : texts_(texts), problems_(problems) {}

  // An id may stand once in a folder.
  void start_folder();
  // The document is referred to from then on.
  void add(const Node& document);

  const Entries& entries(const std::string& kind) { return kinds_[kind].entries; }
  // But those of earlier folders on a family that a later one replaces: they are of the old one.
  Entries claims() const;
  // Families of earlier folders that a later one replaces, in order.
  const Entries& former_families() const { return former_families_; }
  const Entries& headers() const { return headers_; }  // [rule_base] tables, in order
  std::vector<std::string> take_replaced() { return std::move(replaced_); }

 private:
  struct Claim {
    const Node* entry;
    int folder;  // its number
  };
  // The entries of one kind that are kept, and where each id stands among them.
  struct Kept {
    Entries entries;
    std::unordered_map<std::string, std::size_t> position;
    bool full = false;
  };

  void keep(const std::string& kind, const Node& entry);
  void keep_header(const Node& table);
  std::string place(Where where) const;

  const std::vector<const Text*>& texts_;
  Problems& problems_;
  std::map<std::string, Kept> kinds_;
  std::vector<Claim> claims_;
  // Ids of families that were replaced, and the number of the folder that has the one that is kept.
  std::unordered_map<std::string, int> replaced_families_;
  Entries former_families_;
  Entries headers_;
  std::vector<std::string> replaced_;
  // Of the folder that is being gathered: its number, its entries by kind and id, and its header.
  int folder_ = 0;
  std::map<std::string, std::unordered_map<std::string, const Node*>> in_folder_;
  const Node* header_in_folder_ = nullptr;
};

}  // namespace shortlist::load
