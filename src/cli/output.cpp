#include "cli/output.hpp"

#include "cli/exit_code.hpp"
#include "shortlist/file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <sys/ioctl.h>
#include <unistd.h>

namespace shortlist::cli {

namespace {

bool is_set(const char* variable) {
  const char* const value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

// A terminal narrower than the page is filled, a wider one is not.
int terminal_width(int widest) {
  constexpr int narrowest = 40;
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return widest;
  return std::clamp(static_cast<int>(size.ws_col), narrowest, widest);
}

bool is_dumb() {
  const char* const terminal = std::getenv("TERM");
  return terminal != nullptr && std::string_view(terminal) == "dumb";
}

}  // namespace

bool goes_to_stdout(const Arguments& arguments) {
  return !arguments.output || *arguments.output == "-" || *arguments.output == "/dev/stdout";
}

int write_stdout(std::string_view text, int code) {
  const int error = write_all(STDOUT_FILENO, text);
  if (error == EPIPE) return exit_io;
  if (error != 0) return complain(io_failure("stdout", "cannot write", error));
  return code;
}

int write_result(const Arguments& arguments, std::string_view text, int code) {
  if (goes_to_stdout(arguments)) return write_stdout(text, code);
  FileInPieces file(*arguments.output, FileInPieces::Signals::held);
  auto written = file.open();
  if (written) written = file.write(text);
  if (written) written = file.commit();
  if (file.reader_gone()) return exit_io;
  return written ? code : complain(written.error());
}

void complain(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics) text += to_text(diagnostic);
  write_all(STDERR_FILENO, text);
}

int complain(const Failure& failure) {
  complain(failure.diagnostics);
  return exit_code(failure.kind);
}

Style style_for_output(const Arguments& arguments) {
  Style style = arguments.style;
  const bool terminal = goes_to_stdout(arguments) && isatty(STDOUT_FILENO) == 1;
  if (terminal) style.width = terminal_width(style.width);
  switch (arguments.colour) {
    case Colour::always:
      style.colour = true;
      break;
    case Colour::never:
      style.colour = false;
      break;
    case Colour::automatic:
      style.colour = terminal && !is_set("NO_COLOR") && !is_dumb();
      break;
  }
  return style;
}

}  // namespace shortlist::cli
