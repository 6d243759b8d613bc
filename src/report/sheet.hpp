#pragma once
// CSV by RFC 4180: a header, CRLF, quotes where needed.

#include <string>
#include <vector>

namespace shortlist::reporting {

// A number as JSON writes it.
std::string field(double number);

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
