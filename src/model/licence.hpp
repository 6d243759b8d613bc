#pragma once
// Licences as terms. A term that is not stated restricts nothing.

#include "model/rule.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace shortlist::model {

struct Obligation {
  std::string id;
  std::optional<Condition> when;
  bool agreement = false;  // to agree on more with the licensor first: until then it does not allow
};

struct Licence {
  std::string id;
  std::string name;
  std::string hub_id;
  std::vector<std::string> classes;
  std::optional<bool> commercial;  // absent: its terms are unknown, whatever the use
  std::optional<double> monthly_active_users_limit;  // equal passes, as with the two below
  std::optional<double> annual_revenue_limit_usd;
  std::optional<double> monthly_revenue_limit_usd;
  std::optional<Condition> limits_when;  // on the use: where it does not hold, they do not bind
  bool nonprofit_exempt = false;
  std::vector<Item> excluded_domiciles;
  std::vector<Item> excluded_regions;
  // Narrows the two above to variants that take any of these items; all facts named must hold one.
  std::vector<std::pair<FactIndex, std::vector<Item>>> excluded_when;
  std::vector<Item> excluded_purposes;
  std::optional<bool> redistribution;
  std::optional<bool> derivatives;
  std::optional<bool> hosted_service;
  std::optional<bool> output_training;
  std::vector<Obligation> obligations;
  std::string url;
  std::string source;
  Where where;
};

// osi permissive weak-copyleft copyleft custom research use-restricted
const std::vector<std::string>& licence_classes();

}  // namespace shortlist::model
