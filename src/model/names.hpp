#pragma once
// What users call the entries of one kind, and which entry a word of theirs means.
//
// Exactly: a word names what has it as its id, name or alias, without case, blanks, hyphens and
// underscores. By parts: every word of it stands in one of these, in any order; "M4 Max 48GB" finds
// "Mac with M4 Max, 48 GB". What is meant exactly goes before what is meant by parts, and an id
// before an alias. A word may name several entries: they are choices, and none is taken.

#include "base/problem.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace shortlist::model {

enum class NamedBy { name, parts };

// Whether any letter or digit is left of the text by which names compare.
bool can_be_called(std::string_view name);

class Names {
 public:
  // `entries` are those that `shortlist list` has, `products` those of them that a number tells
  // apart: no card is suggested for another.
  enum class Of : unsigned char { words, entries, products };

  // "device" and "devices", for messages.
  Names(std::string singular, std::string plural, Of of = Of::words)
      : singular_(std::move(singular)), plural_(std::move(plural)), of_(of) {}

  // One more name of an id; the id itself is its first.
  void add(std::string_view id, std::string_view name);
  // What to write in place of a word that names nothing.
  void add_remedy(std::string_view word, std::string remedy);

  // Ids that the word names, in the order of adding: none, one, or several to choose from.
  std::vector<std::string> find(std::string_view word, NamedBy by) const;

  // The one id that the word names. Nothing where it names none; a problem as well where it names
  // several, or where something else is to be written.
  std::optional<std::string> resolve(std::string_view word, NamedBy by, Where where,
                                     Problems& problems) const;

  // A problem that says that the word names nothing.
  void unknown(std::string_view word, Where where, Problems& problems) const;
  // What to do about it.
  std::string suggestion(std::string_view word, Problems& problems) const;

  // Other names of an id.
  std::vector<std::string> names_of(std::string_view id) const;
  const std::vector<std::string>& ids() const { return ids_; }

 private:
  struct Name {
    std::string text;
    std::size_t id;
  };

  std::string choices(const std::vector<std::string>& ids, std::string_view word) const;

  std::string singular_;
  std::string plural_;
  Of of_;
  std::vector<std::string> ids_;
  std::vector<Name> names_;
  std::unordered_map<std::string, std::size_t> by_id_;                 // folded
  std::unordered_map<std::string, std::vector<std::size_t>> by_name_;  // as names compare
  std::unordered_map<std::string, std::string> remedies_;
};

}  // namespace shortlist::model
