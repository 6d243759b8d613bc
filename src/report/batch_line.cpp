#include "report/batch_line.hpp"

#include "report/json_family.hpp"

namespace shortlist::reporting {

void append_input(const BatchInput& input, std::string& out) {
  out.append("{\"input\":{\"file\":");
  append_text(input.file, out);
  out.append(",\"line\":").append(input.line > 0 ? std::to_string(input.line) : "null");
  out.push_back('}');
}

void append_document(const Inputs& inputs, std::string& out) {
  out.append(",\"schema\":\"shortlist/rank/1\",\"profile\":{\"title\":");
  append_text(inputs.profile_title, out);
  out.append(",\"file\":");
  append_text(inputs.profile_file, out);
  out.append("},\"rule_base\":{\"title\":");
  append_text(inputs.rule_base_title, out);
  out.append(",\"fingerprint\":");
  append_text(inputs.rule_base_fingerprint.text(), out);
  out.push_back('}');
}

}  // namespace shortlist::reporting
