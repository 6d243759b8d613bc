#include "base/atomic_file.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/output.hpp"
#include "shortlist/whatif.hpp"
#include "whatif/document_file.hpp"
#include "whatif/merge.hpp"

#include <cerrno>
#include <utility>

namespace shortlist::cli {

namespace {

void append(Diagnostics& all, Diagnostics more) {
  for (Diagnostic& each : more) all.push_back(std::move(each));
}

}  // namespace

int run_whatif_merge(const Arguments& arguments) {
  whatif::Merge merge;
  Diagnostics wrong;
  for (const std::string& file : arguments.operands) {
    auto text = whatif::read_document(file);
    if (text && *text)
      merge.add({file, std::move(**text)});
    else
      append(wrong, text ? io_failure(file, "cannot read the file", ENOENT).diagnostics
                         : std::move(text.error().diagnostics));
  }
  if (!wrong.empty()) return complain(Failure{FailureKind::io, std::move(wrong)});
  const auto analysis = merge.whole();
  if (!analysis) return complain(analysis.error());
  return write_result(arguments, report(*analysis, style_for_output(arguments)), exit_done);
}

}  // namespace shortlist::cli
