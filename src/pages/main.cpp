// Writes all pages below a folder, at the places where an install has them below share/.
// usage: shortlist_pages FOLDER

#include "pages/pages.hpp"
#include "shortlist/file.hpp"

#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>
#include <system_error>

namespace {

using namespace shortlist;

void write(const std::filesystem::path& path, const std::string& content) {
  std::filesystem::create_directories(path.parent_path());
  if (const auto written = write_file(path.string(), content); !written)
    throw std::filesystem::filesystem_error(written.error().diagnostics[0].message, path,
                                            std::error_code());
}

void write_all(const std::filesystem::path& share) {
  const std::filesystem::path manual = share / "man/man1";
  write(manual / "shortlist.1", pages::man_page());
  for (const cli::CommandInfo& command : cli::commands())
    write(manual / (pages::page_name(command) + ".1"), pages::man_page(command));
  write(share / "doc/shortlist/commands.md", pages::reference());
  write(share / "bash-completion/completions/shortlist", pages::bash_completion());
  write(share / "zsh/site-functions/_shortlist", pages::zsh_completion());
  write(share / "fish/vendor_completions.d/shortlist.fish", pages::fish_completion());
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) {
    std::fputs("usage: shortlist_pages FOLDER\n", stderr);
    return 2;
  }
  try {
    write_all(words[1]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "shortlist_pages: %s\n", error.what());
    return 4;
  }
  return 0;
}
