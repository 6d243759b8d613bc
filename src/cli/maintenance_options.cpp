#include "cli/maintenance_options.hpp"

namespace shortlist::cli {

Diagnostics apply_search(Arguments& arguments, const std::string& value) {
  if (value.empty()) return wrong_usage("--search takes a part of a name, and it is empty");
  arguments.search = value;
  return {};
}

Diagnostics apply_family(Arguments& arguments, const std::string& value) {
  if (value.empty()) return wrong_usage("--family takes a family, and its name is empty");
  arguments.import_options.family = value;
  return {};
}

Diagnostics apply_variant(Arguments& arguments, const std::string& value) {
  if (value.empty()) return wrong_usage("--variant takes a variant, and its name is empty");
  arguments.import_options.variant = value;
  return {};
}

Diagnostics apply_coverage(Arguments& arguments, const std::string&) {
  arguments.coverage = true;
  return {};
}

Diagnostics apply_stale(Arguments& arguments, const std::string& value) {
  arguments.stale = value;
  return {};
}

Diagnostics apply_kind(Arguments& arguments, const std::string& value) {
  if (value.empty()) return wrong_usage("--kind takes a kind of source, and its name is empty");
  arguments.import_options.kind = value;
  return {};
}

}  // namespace shortlist::cli
