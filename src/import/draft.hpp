#pragma once
// Findings put together: one family of each name, with its sources and variants.

#include "import/finding.hpp"
#include "import/place.hpp"
#include "model/catalogue.hpp"
#include "shortlist/import.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace shortlist::importing {

class Draft {
 public:
  Draft(const model::Catalogue& catalogue, std::string kind)
      : catalogue_(catalogue), rules_(catalogue.rules()), kind_(std::move(kind)) {}

  void add(const Finding& finding, const Place& place);
  // Something that is left out of a model, or a file that is: said once, of the first that it holds
  // of and the number of the others.
  void note(const std::string& variant, const std::string& text);
  void leave(const Finding& finding, const std::string& why);

  // Once, at the end.
  Import take();

 private:
  struct Growing {
    ImportedFamily family;
    const model::Family* known = nullptr;
    std::vector<std::vector<const Finding*>> files;  // of each source
  };

  // A fact that a file does not state but follows from it.
  struct Derived {
    std::string variant;
    std::string fact;
    std::string source;
  };

  static bool is_known(const Place& place, model::FactIndex fact);
  void drop_derived();

  // The drafted family, other than this one, that has a variant of the id; empty when none has.
  std::string other_family_of(const Place& place) const;
  std::string add_source(Growing& growing, const Finding& finding);
  ImportedVariant& variant_of(Growing& growing, const Place& place);
  void add_facts(const Finding& finding, const Place& place, const std::string& source,
                 ImportedVariant& variant);
  void add_files(const Finding& finding, const Place& place, const std::string& source,
                 ImportedVariant& variant);
  void add_geometry(const Finding& finding, const Place& place, const std::string& source,
                    ImportedVariant& variant);

  const model::Catalogue& catalogue_;
  const model::RuleBase& rules_;
  std::string kind_;
  std::map<std::string, Growing> families_;  // by folded id
  std::vector<Derived> derived_;
  std::vector<std::string>& subjects_of(const std::string& text);

  struct Note {
    std::string text;
    std::vector<std::string> subjects;
  };
  std::vector<Note> notes_;
  std::unordered_map<std::string, std::size_t> note_of_;  // by text
};

}  // namespace shortlist::importing
