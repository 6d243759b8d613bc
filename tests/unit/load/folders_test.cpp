// Folders and files: what is read, what is refused, and how a later folder changes an earlier one.

#include "load/files.hpp"
#include "unit/load/small.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace {

namespace fs = std::filesystem;
using shortlist::FailureKind;
using Lines = std::vector<std::string>;

// The names of the files of a folder that are read, below it.
Lines files_of(const small::Folder& folder) {
  const auto read = shortlist::load::read_folder(folder.path());
  BOOST_REQUIRE(read);
  Lines names;
  for (const auto& text : *read)
    names.push_back(fs::path(text.name).lexically_relative(folder.path()).string());
  return names;
}

// Why a folder cannot be read: "name: message".
Lines faults_of(const small::Folder& folder) {
  const auto read = shortlist::load::read_folder(folder.path());
  BOOST_REQUIRE(!read);
  BOOST_TEST((read.error().kind == FailureKind::io));
  Lines lines;
  for (const auto& each : read.error().diagnostics)
    lines.push_back(fs::path(each.file).lexically_relative(folder.path()).string() + ": " +
                    each.message);
  return lines;
}

std::string entry(const std::string& family, const std::string& name) {
  return "schema = 1\n[[family]]\nid = \"" + family + "\"\nname = \"" + name + "\"\n";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(folders)

BOOST_AUTO_TEST_CASE(every_toml_file_below_is_read_in_the_order_of_paths) {
  const small::Folder folder;
  for (const char* name : {"b.toml", "a/z.toml", "a/b/c.toml", "a.toml", "notes.md", ".#b.toml",
                           ".git/x.toml", "B.toml"})
    folder.write(name, "schema = 1\n");
  BOOST_TEST(files_of(folder) == (Lines{"B.toml", "a/b/c.toml", "a/z.toml", "a.toml", "b.toml"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_no_folder_of_rules_is_said) {
  const small::Folder folder;
  BOOST_TEST(faults_of(folder) == Lines{".: holds no *.toml file"});
  folder.write("a.toml", "");
  const auto missing = shortlist::load::read_folder(folder.path("nowhere"));
  BOOST_REQUIRE(!missing);
  BOOST_TEST(missing.error().diagnostics.front().message ==
             "cannot open the folder: No such file or directory");
  const auto file = shortlist::load::read_folder(folder.path("a.toml"));
  BOOST_REQUIRE(!file);
  BOOST_TEST(file.error().diagnostics.front().message == "is no folder");
}

BOOST_AUTO_TEST_CASE(no_file_is_begun_after_a_number_of_bytes) {
  const small::Folder folder;
  for (const char* name : {"a.toml", "b.toml", "c.toml"}) folder.write(name, "schema = 1\n");
  const auto some = shortlist::load::read_what_can(folder.path(), folder.path(), 12);
  BOOST_TEST(some.folder.size() == 2U);
  BOOST_TEST_REQUIRE(some.failures.size() == 1U);
  BOOST_TEST(some.failures.front().message == "files before it hold more than 12 B");
}

BOOST_AUTO_TEST_CASE(links_are_read_inside_the_folder_and_refused_out_of_it) {
  const small::Folder outside;
  outside.write("x.toml", "schema = 1\n");
  const small::Folder folder;
  folder.write("a/b.toml", "schema = 1\n");
  fs::create_symlink("a/b.toml", folder.path("c.toml"));
  fs::create_directory_symlink("a", folder.path("d"));
  fs::create_symlink("/nowhere", folder.path("lock"));
  BOOST_TEST(files_of(folder) == (Lines{"a/b.toml", "c.toml"}), boost::test_tools::per_element());

  fs::create_symlink(outside.path("x.toml"), folder.path("e.toml"));
  fs::create_directory_symlink(outside.path(), folder.path("f"));
  fs::create_symlink("/nowhere", folder.path("g.toml"));
  const auto read = shortlist::load::read_folder(folder.path());
  BOOST_REQUIRE(!read);
  Lines lines;
  for (const auto& each : read.error().diagnostics)
    lines.push_back(fs::path(each.file).filename().string() + ": " + each.message);
  BOOST_TEST(lines == (Lines{"e.toml: the link leads out of the folder",
                             "f: the link leads out of the folder",
                             "g.toml: cannot follow the link: No such file or directory"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(loops_of_links_are_said_and_not_followed) {
  const small::Folder folder;
  folder.write("a/b.toml", "schema = 1\n");
  fs::create_directory_symlink("..", folder.path("a/up"));
  fs::create_symlink("loop.toml", folder.path("loop.toml"));
  const auto read = shortlist::load::read_folder(folder.path());
  BOOST_REQUIRE(!read);
  BOOST_TEST_REQUIRE(read.error().diagnostics.size() == 2U);
  BOOST_TEST(read.error().diagnostics[0].message ==
             "the link leads back to a folder that it stands in");
  BOOST_TEST(read.error().diagnostics[1].message ==
             "cannot follow the link: Too many levels of symbolic links");
}

BOOST_AUTO_TEST_CASE(what_is_no_plain_file_is_refused_and_not_waited_for) {
  const small::Folder folder;
  BOOST_REQUIRE(::mkfifo(folder.path("pipe.toml").c_str(), 0600) == 0);
  BOOST_TEST(faults_of(folder) == Lines{"pipe.toml: is no file that can be read"});
}

BOOST_AUTO_TEST_CASE(trees_without_end_are_refused) {
  const small::Folder deep;
  std::string path;
  for (int i = 0; i < 40; ++i) path += "d/";
  deep.write(path + "x.toml", "schema = 1\n");
  BOOST_TEST(faults_of(deep).front().ends_with(": folders stand more than 32 deep"));
  const small::Folder wide;
  for (int i = 0; i < 10'001; ++i) wide.write(std::to_string(i), "");
  BOOST_TEST(faults_of(wide).front() == ".: more than 10,000 files stand in the folder");
}

BOOST_AUTO_TEST_CASE(unreadable_files_and_folders_are_all_named) {
  if (::geteuid() == 0) {
    BOOST_TEST_MESSAGE("root reads everything: nothing to test");
    return;
  }
  const small::Folder folder;
  folder.write("a/b.toml", "schema = 1\n");
  folder.write("c.toml", "schema = 1\n");
  fs::permissions(folder.path("a"), fs::perms::none);
  fs::permissions(folder.path("c.toml"), fs::perms::none);
  BOOST_TEST(faults_of(folder) == (Lines{"a: cannot read the folder: Permission denied",
                                         "c.toml: cannot read the file: Permission denied"}),
             boost::test_tools::per_element());
  fs::permissions(folder.path("a"), fs::perms::owner_all);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_a_folder_or_missing_is_an_io_failure) {
  const small::Folder folder;
  for (const auto& [name, message] :
       {std::pair{"", "cannot read the file: Is a directory"},
        std::pair{"x.toml", "cannot read the file: No such file or directory"}}) {
    const auto read = shortlist::load::read_file(folder.path(name));
    BOOST_REQUIRE(!read);
    BOOST_TEST((read.error().kind == FailureKind::io));
    BOOST_TEST(read.error().diagnostics.front().message == message);
  }
}

BOOST_AUTO_TEST_CASE(an_id_stands_once_in_a_folder_without_case) {
  const shortlist::load::Folder folder{{"a.toml", small::rule_base()},
                                       {"b.toml", entry("Wren", "again")}};
  BOOST_TEST_REQUIRE(small::faults(folder).size() == 1U);
  BOOST_TEST(small::faults(folder).front().starts_with(
      "b.toml:3:6: there are two family entries 'Wren' (the other stands in a.toml:"));
}

BOOST_AUTO_TEST_CASE(a_later_folder_replaces_whole_entries_and_single_keys_of_the_header) {
  const shortlist::load::Folder first{{"a.toml", small::rule_base()}};
  const shortlist::load::Folder second{{"b.toml", entry("HERON", "Another") +
                                                      "[[family]]\nid = \"kestrel\"\n" +
                                                      "[rule_base]\ntitle = \"Ours\"\n"}};
  const auto rules = shortlist::load::parse_rule_base({first, second});
  BOOST_REQUIRE(rules);
  const auto& all = **rules;
  BOOST_TEST(all.title == "Ours");
  BOOST_TEST(all.trust.front() == "maker");
  BOOST_TEST(all.replaced == (Lines{"rule_base title", "family HERON"}),
             boost::test_tools::per_element());
  BOOST_TEST_REQUIRE(all.families.size() == 3U);
  BOOST_TEST(all.families[0].name == "Another");
  BOOST_TEST(all.families[0].sources.empty());
}

BOOST_AUTO_TEST_CASE(a_family_that_is_replaced_goes_with_what_earlier_folders_add_to_it) {
  const auto claims = [](const std::string& family, const std::string& variant,
                         const std::string& source) {
    return "[[claims]]\nfamily = \"" + family + "\"\n" + variant + "source = { id = \"" + source +
           "\", kind = \"shop\" }\nfacts = { price = 900 }\n";
  };
  const shortlist::load::Folder first{
      {"a.toml", small::rule_base()},
      {"b.toml", "schema = 1\n" + claims("heron", "variant = \"heron-512\"\n", "first") +
                     claims("wren", "", "first")}};
  const shortlist::load::Folder second{
      {"c.toml", entry("HERON", "Another") + claims("Heron", "", "second")}};
  const shortlist::load::Folder third{{"d.toml", "schema = 1\n" + claims("heron", "", "third")}};
  BOOST_REQUIRE(shortlist::load::parse_rule_base({first}));
  const auto rules = shortlist::load::parse_rule_base({first, second, third});
  BOOST_REQUIRE(rules);
  const auto sources = [](const shortlist::model::Family& family) {
    Lines ids;
    for (const auto& source : family.sources) ids.push_back(source.id);
    return ids;
  };
  BOOST_TEST(sources((*rules)->families[0]) == (Lines{"second", "third"}),
             boost::test_tools::per_element());
  for (const auto& family : (*rules)->families)
    if (family.id == "wren") BOOST_TEST(sources(family).back() == "first");
}

// Those who attend as one of a replaced family does may still do so, through a chain of them too.
BOOST_AUTO_TEST_CASE(geometry_outlives_the_family_that_a_later_folder_replaces) {
  const auto family = [](const std::string& id, const std::string& other) {
    return "[[family]]\nid = \"" + id + "\"\n[[family.variant]]\nid = \"" + id +
           "-1\"\n[family.variant.architecture]\nsame_as = \"" + other + "\"\n";
  };
  const shortlist::load::Folder first{
      {"a.toml", small::rule_base()},
      {"b.toml", "schema = 1\n" + family("y", "Heron-512") + family("z", "y-1")}};
  const shortlist::load::Folder second{{"c.toml", entry("HERON", "Another")},
                                       {"d.toml", entry("y", "New")}};
  const auto rules = shortlist::load::parse_rule_base({first, second});
  BOOST_REQUIRE(rules);
  const auto& last = (*rules)->families.back();
  BOOST_TEST(last.id == "z");
  BOOST_TEST(last.variants.front().geometry->layers == 10);
}

BOOST_AUTO_TEST_CASE(files_and_their_order_mean_nothing) {
  const std::string& whole = small::rule_base();
  const std::size_t cut = whole.find("[[licence]]");
  const shortlist::load::Folder two{{"a.toml", "schema = 1\n" + whole.substr(cut)},
                                    {"b.toml", whole.substr(0, cut)}};
  const auto rules = shortlist::load::parse_rule_base({two});
  BOOST_REQUIRE(rules);
  BOOST_TEST(shortlist::model::fingerprint(**rules) ==
             shortlist::model::fingerprint(*small::loaded()));
}

BOOST_AUTO_TEST_CASE(of_a_file_that_does_not_parse_the_first_and_no_word_on_what_it_may_hold) {
  const shortlist::load::Folder folder{
      {"a.toml", small::rule_base() +
                     "[[family]]\nid = \"x\"\nname = 1\n"
                     "[[criterion]]\nid = \"y\"\nkind = \"flag\"\nfact = \"new\"\n"},
      {"b.toml", "schema = 1\n[[fact]\nid = \"new\"\n"}};
  const Lines found = small::faults(folder);
  BOOST_TEST_REQUIRE(found.size() == 2U);
  BOOST_TEST(found[0].ends_with("'name' of a [[family]] is text, not a number"));
  BOOST_TEST(found[1].starts_with("b.toml:2:"));
}

BOOST_AUTO_TEST_CASE(sets_that_multiply_are_stopped) {
  std::string toml = "schema = 1\n[[set]]\nid = \"s0\"\nitems = [\"a\", \"b\"]\n";
  for (int i = 1; i < 60; ++i) {
    const std::string below = "\"@s" + std::to_string(i - 1) + "\"";
    toml += "[[set]]\nid = \"s" + std::to_string(i) + "\"\nitems = [" + below + ", " + below +
            ", \"x" + std::to_string(i) + "\"]\n";
  }
  BOOST_TEST(small::faults_beside(toml).empty());
  std::string chain = "schema = 1\n";
  for (int i = 0; i < 200; ++i)
    chain += "[[set]]\nid = \"s" + std::to_string(i) + "\"\nitems = [\"@s" + std::to_string(i + 1) +
             "\"]\n";
  chain += "[[set]]\nid = \"s200\"\nitems = []\n";
  BOOST_TEST(
      small::faults_beside(chain).front().ends_with("sets name sets more than 64 levels deep"));
}

BOOST_AUTO_TEST_CASE(long_lists_are_read_in_time) {
  std::string toml = "schema = 1\n[[set]]\nid = \"long\"\nitems = [";
  for (int i = 0; i < 100'000; ++i) toml += "\"i" + std::to_string(i) + "\",";
  toml += "]\n[[claims]]\nfamily = \"wren\"\nsource = { id = \"sheet\", kind = \"maker\" }\n";
  toml += "facts = { ports = [\"more\",";
  for (int i = 0; i < 100'000; ++i) toml += "\"@long\",";
  toml += "] }\n";
  BOOST_TEST(small::faults_beside(toml).size() == 1U);  // the sets come to more than 100,000 items
}

BOOST_AUTO_TEST_CASE(hundreds_of_thousands_of_errors_are_all_told_in_time) {
  std::string toml = "schema = 1\n";
  for (int i = 0; i < 200'000; ++i) toml += "a" + std::to_string(i) + " = 1\n";
  BOOST_TEST(small::faults_beside(toml).size() == 200'000U);
}

BOOST_AUTO_TEST_SUITE_END()
