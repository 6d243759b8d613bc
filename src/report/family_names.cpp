#include "report/family_names.hpp"

#include <algorithm>

namespace shortlist::reporting {

const std::string& name_of(const std::vector<FamilyName>& families, const std::string& id) {
  const auto found = std::find_if(families.begin(), families.end(),
                                  [&](const FamilyName& each) { return each.id == id; });
  return found == families.end() ? id : found->name;
}

std::vector<std::string> names_of(const std::vector<FamilyName>& families,
                                  const std::vector<std::string>& ids) {
  std::vector<std::string> names;
  names.reserve(ids.size());
  for (const std::string& id : ids) names.push_back(name_of(families, id));
  return names;
}

}  // namespace shortlist::reporting
