// Files are written whole or not at all, and nothing is left behind.

#include "shortlist/file.hpp"

#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <sys/stat.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace fs = std::filesystem;

namespace {

using shortlist::write_file;

// A folder of its own, gone at the end.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "shortlist-XXXXXX").string();
    BOOST_REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Folder() {
    chmod(path_.c_str(), 0755);
    std::error_code error;
    fs::remove_all(path_, error);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  std::string path() const { return path_.string(); }
  std::ptrdiff_t entries() const {
    return std::distance(fs::directory_iterator(path_), fs::directory_iterator());
  }

 private:
  fs::path path_;
};

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

unsigned mode(const std::string& path) {
  struct stat found {};
  BOOST_REQUIRE(stat(path.c_str(), &found) == 0);
  return found.st_mode & 07777U;
}

// The message of a write that has to fail.
std::string failure(const std::string& path, std::string_view text = "new") {
  const auto written = write_file(path, text);
  BOOST_REQUIRE(!written.has_value());
  BOOST_TEST((written.error().kind == shortlist::FailureKind::io));
  BOOST_REQUIRE(written.error().diagnostics.size() == 1U);
  BOOST_TEST(written.error().diagnostics[0].file == path);
  return written.error().diagnostics[0].message;
}

// Root may write anywhere: be somebody else for a while.
class Unprivileged {
 public:
  Unprivileged() : root_(geteuid() == 0) {
    if (root_) BOOST_REQUIRE(seteuid(65534) == 0);
  }
  ~Unprivileged() {
    if (root_ && seteuid(0) != 0) std::abort();
  }
  Unprivileged(const Unprivileged&) = delete;
  Unprivileged& operator=(const Unprivileged&) = delete;

 private:
  bool root_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(atomic_file)

BOOST_AUTO_TEST_CASE(a_new_file_holds_every_byte_and_stands_alone) {
  const Folder folder;
  const std::string path = folder / "out";
  for (const std::size_t size : {0U, 1U, 4096U, 3'000'000U}) {
    const std::string text(size, '\0');
    BOOST_TEST(write_file(path, text).has_value());
    BOOST_TEST((content(path) == text), size << " bytes");
    BOOST_TEST(folder.entries() == 1);
  }
}

BOOST_AUTO_TEST_CASE(a_new_file_takes_the_usual_permissions) {
  const Folder folder;
  const mode_t before = umask(027);
  BOOST_TEST(write_file(folder / "out", "x").has_value());
  umask(before);
  BOOST_TEST(mode(folder / "out") == 0640U);
}

BOOST_AUTO_TEST_CASE(an_existing_file_keeps_its_permissions) {
  const Folder folder;
  const std::string path = folder / "out";
  BOOST_TEST(write_file(path, "old").has_value());
  for (const mode_t wanted : {0600U, 0664U, 0755U}) {
    BOOST_REQUIRE(chmod(path.c_str(), wanted) == 0);
    BOOST_TEST(write_file(path, "new").has_value());
    BOOST_TEST(mode(path) == wanted);
  }
}

BOOST_AUTO_TEST_CASE(a_link_is_followed_and_stays) {
  const Folder folder;
  BOOST_TEST(write_file(folder / "real", "old").has_value());
  fs::create_symlink("real", folder / "link");
  fs::create_symlink("link", folder / "link2");
  fs::create_symlink("later", folder / "dangling");
  BOOST_TEST(write_file(folder / "link2", "new").has_value());
  BOOST_TEST(write_file(folder / "dangling", "made").has_value());
  BOOST_TEST(content(folder / "real") == "new");
  BOOST_TEST(content(folder / "later") == "made");
  BOOST_TEST(fs::is_symlink(folder / "link2"));
  BOOST_TEST(fs::is_symlink(folder / "dangling"));
}

BOOST_AUTO_TEST_CASE(who_reads_meanwhile_keeps_the_old_content) {
  const Folder folder;
  BOOST_TEST(write_file(folder / "out", "old").has_value());
  std::ifstream reader(folder / "out");
  BOOST_TEST(write_file(folder / "out", "new").has_value());
  BOOST_TEST(std::string(std::istreambuf_iterator<char>(reader), {}) == "old");
}

BOOST_AUTO_TEST_CASE(failures_say_why_in_the_words_of_the_system) {
  const Folder folder;
  fs::create_symlink("loop", folder / "loop");
  BOOST_TEST(write_file(folder / "file", "x").has_value());
  BOOST_TEST(failure("") == "cannot write the file: No such file or directory");
  BOOST_TEST(failure(folder.path()) == "cannot write the file: Is a directory");
  BOOST_TEST(failure(folder / "new/") == "cannot write the file: Is a directory");
  BOOST_TEST(failure(folder / "none/out") == "cannot write the file: No such file or directory");
  BOOST_TEST(failure(folder / "file/out") == "cannot write the file: Not a directory");
  BOOST_TEST(failure(folder / "loop") ==
             "cannot write the file: Too many levels of symbolic links");
  BOOST_TEST(failure(folder / std::string(300, 'x')) ==
             "cannot write the file: File name too long");
  BOOST_TEST(failure("/dev/full") == "cannot write the file: No space left on device");
  BOOST_TEST(folder.entries() == 2);
}

BOOST_AUTO_TEST_CASE(a_folder_that_is_read_only_is_left_as_it_is) {
  const Folder folder;
  BOOST_TEST(write_file(folder / "out", "old").has_value());
  BOOST_REQUIRE(chmod((folder / "out").c_str(), 0666) == 0);
  BOOST_REQUIRE(chmod(folder.path().c_str(), 0555) == 0);
  {
    const Unprivileged nobody;
    BOOST_TEST(failure(folder / "out") == "cannot write the file: Permission denied");
    BOOST_TEST(failure(folder / "new") == "cannot write the file: Permission denied");
  }
  BOOST_TEST(content(folder / "out") == "old");
  BOOST_TEST(folder.entries() == 1);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_read_only_is_left_as_it_is) {
  const Folder folder;
  BOOST_TEST(write_file(folder / "out", "old").has_value());
  BOOST_REQUIRE(chmod((folder / "out").c_str(), 0444) == 0);
  BOOST_REQUIRE(chmod(folder.path().c_str(), 0777) == 0);
  {
    const Unprivileged nobody;
    BOOST_TEST(failure(folder / "out") == "cannot write the file: Permission denied");
  }
  BOOST_TEST(content(folder / "out") == "old");
  BOOST_TEST(folder.entries() == 1);
}

BOOST_AUTO_TEST_CASE(a_full_disk_leaves_the_old_file_and_nothing_else) {
  const Folder folder;
  BOOST_TEST(write_file(folder / "out", "old").has_value());
  rlimit before{};
  BOOST_REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
  auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{100'000, before.rlim_max};
  BOOST_REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
  const std::string message = failure(folder / "out", std::string(1'000'000, 'x'));
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  BOOST_TEST(message == "cannot write the file: File too large");
  BOOST_TEST(content(folder / "out") == "old");
  BOOST_TEST(folder.entries() == 1);
}

BOOST_AUTO_TEST_CASE(a_pipe_is_written_as_it_comes) {
  const Folder folder;
  BOOST_REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
  std::string read;
  std::thread reader([&] { read = content(folder / "pipe"); });
  const std::string text(500'000, 'y');
  BOOST_TEST(write_file(folder / "pipe", text).has_value());
  reader.join();
  BOOST_TEST((read == text));
  BOOST_TEST(fs::is_fifo(folder / "pipe"));
  BOOST_TEST(write_file("/dev/null", text).has_value());
  BOOST_TEST(fs::is_character_file("/dev/null"));
}

BOOST_AUTO_TEST_CASE(a_reader_that_goes_away_is_told_apart_from_other_failures) {
  std::signal(SIGPIPE, SIG_IGN);
  const Folder folder;
  BOOST_REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
  const int reader = open((folder / "pipe").c_str(), O_RDONLY | O_NONBLOCK);
  shortlist::FileInPieces pipe(folder / "pipe");
  BOOST_REQUIRE(pipe.open().has_value());
  BOOST_TEST(pipe.as_it_comes());
  BOOST_TEST(pipe.write("line\n").has_value());
  BOOST_TEST(!pipe.reader_gone());
  close(reader);
  BOOST_TEST(!pipe.write("line\n").has_value());
  BOOST_TEST(pipe.reader_gone());
  shortlist::FileInPieces full("/dev/full");
  BOOST_REQUIRE(full.open().has_value());
  BOOST_TEST(!full.write("line\n").has_value());
  BOOST_TEST(!full.reader_gone());
  shortlist::FileInPieces plain(folder / "out");
  BOOST_REQUIRE(plain.open().has_value());
  BOOST_TEST(!plain.as_it_comes());
}

BOOST_AUTO_TEST_CASE(signals_are_as_before_afterwards) {
  const Folder folder;
  BOOST_TEST(write_file(folder / "out", "x").has_value());
  sigset_t now;
  pthread_sigmask(SIG_BLOCK, nullptr, &now);
  BOOST_TEST(sigismember(&now, SIGINT) == 0);
  BOOST_TEST(sigismember(&now, SIGTERM) == 0);
}

BOOST_AUTO_TEST_CASE(all_is_written_to_a_descriptor_that_takes_little_at_a_time) {
  int ends[2];
  BOOST_REQUIRE(pipe(ends) == 0);
  BOOST_REQUIRE(fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0);
  const std::string text(1'000'000, 'z');
  std::string read;
  std::thread reader([&] {
    char buffer[4096];
    ssize_t got = 0;
    while ((got = ::read(ends[0], buffer, sizeof buffer)) > 0)
      read.append(buffer, static_cast<std::size_t>(got));
  });
  BOOST_TEST(shortlist::write_all(ends[1], text) == 0);
  close(ends[1]);
  reader.join();
  close(ends[0]);
  BOOST_TEST((read == text));
  BOOST_TEST(shortlist::write_all(-1, "x") == EBADF);
  BOOST_TEST(shortlist::write_all(-1, "") == 0);
}

BOOST_AUTO_TEST_SUITE_END()
