#include "base/machine.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

namespace {

namespace fs = std::filesystem;

// A root of a file system with these files, taken away at the end.
class Root {
 public:
  Root() {
    std::string pattern = (fs::temp_directory_path() / "shortlist-machine-XXXXXX").string();
    BOOST_REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  Root(const Root&) = delete;
  Root& operator=(const Root&) = delete;
  ~Root() {
    std::error_code error;
    fs::remove_all(path_, error);
  }

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name) << text;
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

const std::string memory = "MemTotal:       16777216 kB\nMemFree:  1 kB\n";
const std::string processors = "processor\t: 0\nmodel name\t: X\n\nprocessor\t: 1\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(machine)

BOOST_AUTO_TEST_CASE(without_a_card_the_memory_of_the_host_counts) {
  const Root root;
  root.write("proc/meminfo", memory);
  root.write("proc/cpuinfo", processors);
  const auto found = shortlist::read_machine(root.path(), "");
  BOOST_REQUIRE(found.has_value());
  BOOST_TEST(found->memory == 16.0 * 1024 * 1024 * 1024);
  BOOST_TEST(found->cards == 0);
  BOOST_TEST(found->found == "no graphics card, 2 processors, 16 GiB of memory");
}

BOOST_AUTO_TEST_CASE(of_several_cards_the_smallest_counts) {
  const Root root;
  root.write("proc/meminfo", memory);
  root.write("sys/class/drm/card0/device/mem_info_vram_total", "25753026560\n");
  root.write("sys/class/drm/card1/device/mem_info_vram_total", "17163091968\n");
  root.write("sys/class/drm/card1-DP-1/device/mem_info_vram_total", "1\n");
  const auto amd = shortlist::read_machine(root.path(), "");
  BOOST_REQUIRE(amd.has_value());
  BOOST_TEST(amd->cards == 2);
  BOOST_TEST(amd->memory == 17'163'091'968.0);
  const auto nvidia = shortlist::read_machine(root.path(), "NVIDIA L4, 23034\n[N/A], [N/A]\n");
  BOOST_REQUIRE(nvidia.has_value());
  BOOST_TEST(nvidia->cards == 1);
  BOOST_TEST(nvidia->memory == 23034.0 * 1024 * 1024);
}

BOOST_AUTO_TEST_CASE(what_a_processors_own_graphics_sets_aside_is_no_card) {
  const Root root;
  root.write("proc/meminfo", memory);
  root.write("proc/cpuinfo", processors);
  root.write("sys/class/drm/card0/device/mem_info_vram_total", "536870912\n");
  const auto found = shortlist::read_machine(root.path(), "");
  BOOST_REQUIRE(found.has_value());
  BOOST_TEST(found->cards == 0);
  BOOST_TEST(found->memory == 16.0 * 1024 * 1024 * 1024);
}

BOOST_AUTO_TEST_CASE(nothing_found_is_nothing) {
  const Root root;
  BOOST_TEST(!shortlist::read_machine(root.path(), "no devices were found\n").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
