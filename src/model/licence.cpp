#include "model/licence.hpp"

namespace shortlist::model {

const std::vector<std::string>& licence_classes() {
  static const std::vector<std::string> classes{"osi",    "permissive", "weak-copyleft", "copyleft",
                                                "custom", "research",   "use-restricted"};
  return classes;
}

}  // namespace shortlist::model
