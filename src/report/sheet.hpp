#pragma once
// CSV by RFC 4180: a header, CRLF, quotes where needed. What a spreadsheet would take for a formula
// gets an apostrophe in front (OWASP, CSV injection); what is no printable text shows as U+FFFD.

#include "shortlist/model.hpp"

#include <string>
#include <utility>
#include <vector>

namespace shortlist::reporting {

// A number as JSON writes it; a list joined with "; "; nothing for what is unknown.
std::string field(double number);
std::string field(const std::vector<std::string>& list);
std::string field(const Datum& value);

class Sheet {
 public:
  explicit Sheet(const std::vector<std::string>& header) { row(header); }

  void row(const std::vector<std::string>& fields);
  std::string take() { return std::move(out_); }

 private:
  void add(const std::string& text);

  std::string out_;
};

}  // namespace shortlist::reporting
