#include "report/sheet.hpp"

#include "report/json_value.hpp"

namespace shortlist::reporting {

std::string field(double number) {
  std::string text = json_text(number);
  text.pop_back();
  return text;
}

void Sheet::row(const std::vector<std::string>& fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out_.push_back(',');
    add(fields[i]);
  }
  out_.append("\r\n");
}

void Sheet::add(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) {
    out_.append(text);
    return;
  }
  out_.push_back('"');
  for (const char c : text) out_.append(c == '"' ? "\"\"" : std::string(1, c));
  out_.push_back('"');
}

}  // namespace shortlist::reporting
