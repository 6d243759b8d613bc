#include "batch/line_writer.hpp"

#include "report/batch_line.hpp"

#include <utility>

namespace shortlist::batching {

namespace {

// Diagnostics of a text that stands on a line of its file.
Diagnostics on_line(Diagnostics diagnostics, std::uint64_t line) {
  for (Diagnostic& each : diagnostics)
    if (line > 0 && each.line > 0) each.line += static_cast<int>(line) - 1;
  return diagnostics;
}

}  // namespace

LineWriter::LineWriter(RuleBase rule_base, LineOptions options)
    : rule_base_(std::move(rule_base)), options_(std::move(options)) {}

bool LineWriter::append(const BatchProfile& profile, std::string& out) {
  const reporting::BatchInput input{profile.file, profile.line};
  if (!profile.missing.empty()) {
    reporting::append_error_line(input, profile.missing, out);
    return false;
  }
  const auto parsed = parse_profile(rule_base_, profile.text, profile.file, profile.format);
  if (!parsed) {
    reporting::append_error_line(input, on_line(parsed.error().diagnostics, profile.line), out);
    return false;
  }
  const auto ranking = rank(rule_base_, *parsed, options_.rank);
  reporting::append_line(input, on_line(parsed->warnings(), profile.line), *ranking,
                         {.format = Format::json, .top = options_.top}, out);
  return true;
}

}  // namespace shortlist::batching
