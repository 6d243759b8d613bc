// Files are written whole or not at all, and nothing is left behind.

#include "shortlist/file.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#ifdef __linux__
#include <cerrno>
#include <cstddef>
#include <string_view>
#include <sys/xattr.h>
#include <system_error>
#include <utility>
#include <vector>
#endif

namespace fs = std::filesystem;

namespace {

using shortlist::FileInPieces;
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
  // The file on its way, whose name nobody knows.
  std::string temporary() const {
    for (const auto& entry : fs::directory_iterator(path_))
      if (entry.path().filename().string().starts_with(".shortlist-")) return entry.path().string();
    return {};
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

// What the work ends with in a process of its own.
int in_a_child(const std::function<int()>& work) {
  const pid_t child = fork();
  if (child == 0) _exit(work());
  int status = 0;
  BOOST_REQUIRE(waitpid(child, &status, 0) == child);
  return status;
}

// Leaves a file half written, as a run that is killed does.
void kill_a_run(const std::string& path) {
  const int status = in_a_child([&] {
    FileInPieces file(path);
    if (file.open() && file.write("half of it")) raise(SIGKILL);
    return 1;
  });
  BOOST_REQUIRE((WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL));
}

#ifdef __linux__
// An access list: user, a named user who may read, group, mask and others.
std::string access_list(unsigned mask) {
  std::string list("\2\0\0\0", 4);
  const auto add = [&](unsigned tag, unsigned may, std::uint32_t id) {
    for (const unsigned half : {tag, may, id & 0xFFFFU, id >> 16U}) {
      list.push_back(static_cast<char>(half & 0xFFU));
      list.push_back(static_cast<char>(half >> 8U));
    }
  };
  constexpr std::uint32_t nobody_special = 0xFFFFFFFF;
  add(0x01, 6, nobody_special);
  add(0x02, 4, 12345);
  add(0x04, 0, nobody_special);
  add(0x10, mask, nobody_special);
  add(0x20, 0, nobody_special);
  return list;
}

bool set_list(const std::string& path, const char* kind, const std::string& list) {
  return setxattr(path.c_str(), kind, list.data(), list.size(), 0) == 0;
}

std::string list_of(const std::string& path) {
  std::string list(1000, '\0');
  const ssize_t size = getxattr(path.c_str(), "system.posix_acl_access", list.data(), list.size());
  return size < 0 ? "none" : list.substr(0, static_cast<std::size_t>(size));
}
#endif

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

// A spy who opens it once can read all that is written later.
BOOST_AUTO_TEST_CASE(what_is_on_its_way_is_for_its_owner_alone) {
  const Folder folder;
  const mode_t before = umask(0);
  BOOST_TEST(write_file(folder / "private", "old").has_value());
  BOOST_TEST(write_file(folder / "public", "old").has_value());
  BOOST_REQUIRE(chmod((folder / "private").c_str(), 0600) == 0);
  BOOST_REQUIRE(chmod((folder / "public").c_str(), 0664) == 0);
  const std::pair<std::string, unsigned> files[] = {
      {"private", 0600U}, {"public", 0664U}, {"new", 0666U}};
  for (const auto& [name, wanted] : files) {
    FileInPieces file(folder / name);
    BOOST_REQUIRE(file.open().has_value());
    const std::string temporary = folder.temporary();
    BOOST_TEST(mode(temporary) == 0600U);
    for (int i = 0; i < 3; ++i) {
      BOOST_REQUIRE(file.write("secret").has_value());
      BOOST_TEST(mode(temporary) == 0600U);
    }
    BOOST_TEST(file.commit().has_value());
    BOOST_TEST(mode(folder / name) == wanted);
    BOOST_TEST(folder.temporary().empty());
  }
  umask(before);
}

BOOST_AUTO_TEST_CASE(a_file_that_turns_private_meanwhile_stays_private) {
  const Folder folder;
  BOOST_TEST(write_file(folder / "out", "old").has_value());
  FileInPieces file(folder / "out");
  BOOST_REQUIRE(file.open().has_value());
  BOOST_REQUIRE(chmod((folder / "out").c_str(), 0600) == 0);
  BOOST_TEST(file.write("new").has_value());
  BOOST_TEST(file.commit().has_value());
  BOOST_TEST(mode(folder / "out") == 0600U);
}

BOOST_AUTO_TEST_CASE(whose_group_cannot_be_given_is_no_more_open_than_before) {
  if (geteuid() != 0) return;
  const Folder folder;
  BOOST_REQUIRE(chmod(folder.path().c_str(), 0777) == 0);
  const std::pair<mode_t, unsigned> modes[] = {
      {0640U, 0600U}, {0644U, 0644U}, {0664U, 0644U}, {0604U, 0600U}, {0666U, 0666U}};
  for (const auto& [old, wanted] : modes) {
    const std::string path = folder / std::to_string(old);
    BOOST_TEST(write_file(path, "old").has_value());
    BOOST_REQUIRE(chown(path.c_str(), 65534, 12345) == 0);
    BOOST_REQUIRE(chmod(path.c_str(), old) == 0);
    const Unprivileged nobody;
    if (faccessat(AT_FDCWD, path.c_str(), F_OK, AT_EACCESS) != 0) return;  // below a private root
    BOOST_TEST(write_file(path, "new").has_value());
    BOOST_TEST(mode(path) == wanted);
  }
}

BOOST_AUTO_TEST_CASE(root_gives_a_file_back_to_its_owner) {
  if (geteuid() != 0) return;
  const Folder folder;
  BOOST_TEST(write_file(folder / "out", "old").has_value());
  BOOST_REQUIRE(chown((folder / "out").c_str(), 65534, 12345) == 0);
  BOOST_REQUIRE(chmod((folder / "out").c_str(), 0640) == 0);
  BOOST_TEST(write_file(folder / "out", "new").has_value());
  struct stat found {};
  BOOST_REQUIRE(stat((folder / "out").c_str(), &found) == 0);
  BOOST_TEST(found.st_uid == 65534U);
  BOOST_TEST(found.st_gid == 12345U);
  BOOST_TEST(mode(folder / "out") == 0640U);
}

#ifdef __linux__
// Without its own list the mask of a file would show as permissions of its group, and a list that
// the folder gives would let in whom the old file did not.
BOOST_AUTO_TEST_CASE(access_lists_are_those_of_the_old_file) {
  const Folder folder;
  BOOST_TEST(write_file(folder / "plain", "old").has_value());
  BOOST_TEST(write_file(folder / "listed", "old").has_value());
  BOOST_REQUIRE(chmod((folder / "plain").c_str(), 0640) == 0);
  if (!set_list(folder / "listed", "system.posix_acl_access", access_list(4))) return;
  BOOST_REQUIRE(set_list(folder.path(), "system.posix_acl_default", access_list(6)));
  const std::string before = list_of(folder / "listed");
  for (const auto* const name : {"plain", "listed", "new"})
    BOOST_TEST(write_file(folder / name, "new").has_value());
  BOOST_TEST(list_of(folder / "plain") == "none");
  BOOST_TEST(mode(folder / "plain") == 0640U);
  BOOST_TEST((list_of(folder / "listed") == before));
  std::ofstream(folder / "other") << "as other programs do";
  BOOST_TEST((list_of(folder / "new") == list_of(folder / "other")));
  BOOST_TEST(mode(folder / "new") == mode(folder / "other"));
}
#endif

BOOST_AUTO_TEST_CASE(what_a_killed_run_left_goes_with_the_next_one) {
  const Folder folder;
  for (const auto* const name : {"out", "other"}) {
    kill_a_run(folder / name);
    BOOST_TEST(folder.entries() == 1);  // the second took away what the first left
  }
  std::ofstream(folder / ".shortlist-12345-0") << "of an earlier release";
  BOOST_TEST(write_file(folder / "out", "new").has_value());
  BOOST_TEST(folder.entries() == 1);
  BOOST_TEST(content(folder / "out") == "new");
}

BOOST_AUTO_TEST_CASE(what_another_run_is_writing_stays) {
  const Folder folder;
  FileInPieces slow(folder / "slow");
  BOOST_REQUIRE(slow.open().has_value());
  BOOST_TEST(slow.write("one, ").has_value());
  BOOST_TEST(in_a_child([&] { return write_file(folder / "quick", "x") ? 0 : 1; }) == 0);
  BOOST_TEST(write_file(folder / "quick", "y").has_value());
  BOOST_TEST(slow.write("two").has_value());
  BOOST_TEST(slow.commit().has_value());
  BOOST_TEST(content(folder / "slow") == "one, two");
  BOOST_TEST(content(folder / "quick") == "y");
  BOOST_TEST(folder.entries() == 2);
}

BOOST_AUTO_TEST_CASE(what_is_not_ours_stays) {
  const Folder folder;
  std::vector<std::string> kept;
  for (const auto* const name :
       {".shortlist-", ".shortlist-1", ".shortlist-1-", ".shortlist--1", ".shortlist-1-2.toml",
        ".shortlist-1-2-3", ".shortlist-a-2", ".shortlist-1-2~", "shortlist-1-2", ".shortlist-+1-2",
        ".shortlist-123456789012345678901-2", "..shortlist-1-2"})
    kept.emplace_back(name);
  for (const std::string& name : kept) std::ofstream(folder / name) << name;
  fs::create_directory(folder / ".shortlist-1-1");
  std::ofstream(folder / "precious") << "x";
  fs::create_symlink("precious", folder / ".shortlist-1-2");
  BOOST_REQUIRE(mkfifo((folder / ".shortlist-1-3").c_str(), 0600) == 0);
  std::ofstream(folder / "twice") << "x";
  fs::create_hard_link(folder / "twice", folder / ".shortlist-1-4");
  for (const auto* const name :
       {".shortlist-1-1", ".shortlist-1-2", ".shortlist-1-3", ".shortlist-1-4"})
    kept.emplace_back(name);
  if (geteuid() == 0) {
    std::ofstream(folder / ".shortlist-1-5") << "x";
    BOOST_REQUIRE(chown((folder / ".shortlist-1-5").c_str(), 65534, 65534) == 0);
    kept.emplace_back(".shortlist-1-5");
  }
  BOOST_TEST(write_file(folder / "out", "new").has_value());
  for (const std::string& name : kept)
    BOOST_TEST(fs::exists(fs::symlink_status(folder / name)), name);
  BOOST_TEST(content(folder / "precious") == "x");
}

BOOST_AUTO_TEST_CASE(a_target_that_is_named_like_a_leftover_is_written_like_any) {
  const Folder folder;
  const std::string path = folder / ".shortlist-1-2";
  BOOST_TEST(write_file(path, "old").has_value());
  FileInPieces file(path);
  BOOST_REQUIRE(file.open().has_value());
  BOOST_TEST(content(path) == "old");
  BOOST_TEST(file.write("new").has_value());
  BOOST_TEST(file.commit().has_value());
  BOOST_TEST(content(path) == "new");
}

BOOST_AUTO_TEST_CASE(many_runs_in_one_folder_do_not_meet) {
  const Folder folder;
  const std::string whole(50'000, 'w');
  std::vector<pid_t> children;
  for (int child = 0; child < 6; ++child) {
    children.push_back(fork());
    if (children.back() != 0) continue;
    int failures = 0;
    for (int i = 0; i < 50; ++i) failures += write_file(folder / "out", whole) ? 0 : 1;
    _exit(failures);
  }
  for (const pid_t child : children) {
    int status = -1;
    BOOST_TEST(waitpid(child, &status, 0) == child);
    BOOST_TEST(status == 0);
  }
  BOOST_TEST((content(folder / "out") == whole));
  BOOST_TEST(folder.entries() == 1);
}

BOOST_AUTO_TEST_CASE(two_that_write_one_file_each_write_it_whole) {
  const Folder folder;
  FileInPieces one(folder / "out");
  FileInPieces other(folder / "out");
  BOOST_REQUIRE(one.open().has_value());
  BOOST_REQUIRE(other.open().has_value());
  BOOST_TEST(one.write("one ").has_value());
  BOOST_TEST(other.write("the other").has_value());
  BOOST_TEST(one.write("whole").has_value());
  BOOST_TEST(one.commit().has_value());
  BOOST_TEST(content(folder / "out") == "one whole");
  BOOST_TEST(other.commit().has_value());
  BOOST_TEST(content(folder / "out") == "the other");
  BOOST_TEST(folder.entries() == 1);
}

BOOST_AUTO_TEST_CASE(another_name_of_the_file_keeps_the_old_content) {
  const Folder folder;
  BOOST_TEST(write_file(folder / "out", "old").has_value());
  fs::create_hard_link(folder / "out", folder / "other");
  BOOST_TEST(write_file(folder / "out", "new").has_value());
  BOOST_TEST(content(folder / "out") == "new");
  BOOST_TEST(content(folder / "other") == "old");
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

BOOST_AUTO_TEST_CASE(a_pipe_is_written_as_it_comes, *boost::unit_test::label("threads")) {
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

BOOST_AUTO_TEST_CASE(all_is_written_to_a_descriptor_that_takes_little_at_a_time,
                     *boost::unit_test::label("threads")) {
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
