#pragma once
// What was found beside what is believed.

#include "base/geometry.hpp"
#include "import/admit.hpp"
#include "model/catalogue.hpp"
#include "shortlist/import.hpp"

namespace shortlist::importing {

// Sets the status and the others of a value of a variant that the rule base has.
void compare_fact(const model::Catalogue& catalogue, const model::Family& family,
                  const model::Variant& variant, const Admitted& fact, ImportedValue& found);
void compare_file(const model::Catalogue& catalogue, const model::Family& family,
                  const model::Variant& variant, ImportedValue& found);
// With what the variant's geometry states under the key.
void compare_architecture(const model::Variant& variant, const Datum& known, ImportedValue& found);

}  // namespace shortlist::importing
