#include "report/batch_line.hpp"

#include "report/json_family.hpp"

#include <utility>

namespace shortlist::reporting {

namespace {

Json input_json(const BatchInput& input) {
  Json object;
  object["file"] = input.file;
  object["line"] = input.line > 0 ? Json(input.line) : Json(nullptr);
  return object;
}

Json diagnostics_json(const Diagnostics& diagnostics) {
  Json all = Json::array();
  for (const Diagnostic& diagnostic : diagnostics) all.push_back(json_of(diagnostic));
  return all;
}

void append(const Json& object, std::string& out) {
  append_compact(object, out);
  out.push_back('\n');
}

}  // namespace

void append_line(const BatchInput& input, const Diagnostics& warnings, const Ranking& ranking,
                 const Style& style, std::string& out) {
  Json object;
  object["input"] = input_json(input);
  object["warnings"] = diagnostics_json(warnings);
  const auto keep = [](Json family) {
    Json::Written text;
    append_compact(family, text.text);
    return Json(std::move(text));
  };
  Json whole = json_of(ranking, style, keep);
  for (auto& [key, value] : whole.items()) object[key] = std::move(value);
  append(object, out);
}

void append_head(const BatchInput& input, const Diagnostics& warnings, const Inputs& inputs,
                 std::string& out) {
  out.append("{\"input\":{\"file\":");
  append_text(input.file, out);
  out.append(",\"line\":").append(input.line > 0 ? std::to_string(input.line) : "null");
  out.append("},\"warnings\":");
  append_compact(diagnostics_json(warnings), out);
  out.append(",\"schema\":\"shortlist/rank/1\",\"profile\":{\"title\":");
  append_text(inputs.profile_title, out);
  out.append(",\"file\":");
  append_text(inputs.profile_file, out);
  out.append("},\"rule_base\":{\"title\":");
  append_text(inputs.rule_base_title, out);
  out.append(",\"fingerprint\":");
  append_text(inputs.rule_base_fingerprint, out);
  out.push_back('}');
}

void append_error_line(const BatchInput& input, const Diagnostics& diagnostics, std::string& out) {
  Json object;
  object["input"] = input_json(input);
  object["error"]["diagnostics"] = diagnostics_json(diagnostics);
  append(object, out);
}

}  // namespace shortlist::reporting
