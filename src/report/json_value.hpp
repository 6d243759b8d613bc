#pragma once
// JSON trees of what the library knows, and how they are written: integral numbers as integers,
// others with the shortest digits that read back; lists of scalars on one line; keys in the order
// they were set.

#include "report/json_tree.hpp"
#include "shortlist/model.hpp"
#include "shortlist/whatif.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace shortlist::reporting {

// Unknown is null, an open set {"includes": [...]}, several values are a list of them.
Json json_value(const Datum& value);

// An object, keys in order.
Json json_value(const Record& record);

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json json_of(const Diagnostic& diagnostic);

// The start of a document that stands on a profile and a rule base.
Json document(std::string_view schema, const Inputs& inputs);

// Ends in a newline. Bytes that are not UTF-8 (of a file's name) become U+FFFD.
std::string json_text(const Json& value);

// As json_text() writes a part of a document that stands so many levels deep.
Json written(const Json& value, std::size_t depth);

// The whole on one line, without spaces and without a line break at the end: appended.
void append_compact(const Json& value, std::string& out);
void append_number(double number, std::string& out);
void append_text(std::string_view text, std::string& out);

}  // namespace shortlist::reporting
