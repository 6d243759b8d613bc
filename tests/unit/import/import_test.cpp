// The whole way: what is written loads, and is held against what the rule base believes.

#include "shortlist/import.hpp"

#include "base/printable.hpp"
#include "load/load.hpp"
#include "shortlist/load.hpp"
#include "unit/import/gguf_writer.hpp"
#include "unit/import/texts.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <vector>

namespace {

using namespace shortlist;

const std::string rules_folder = SHORTLIST_SOURCE_DIR "/rules";

const RuleBase& rules() {
  static const RuleBase loaded = load_rule_base({.folders = {rules_folder}}).value();
  return loaded;
}

Import imported(const std::string& path, const ImportOptions& options = {}) {
  auto import = import_model(rules(), path, options);
  if (!import) throw std::runtime_error(to_text(import.error().diagnostics.front()));
  return *import;
}

std::string usage_of(const std::string& path, const ImportOptions& options) {
  const auto import = import_model(rules(), path, options);
  BOOST_TEST_REQUIRE(!import.has_value());
  BOOST_TEST((import.error().kind == FailureKind::usage));
  return import.error().diagnostics.front().message;
}

const ImportedValue& value(const Import& import, const std::string& key) {
  for (const ImportedValue& each : import.families.front().variants.front().values)
    if (each.key == key) return each;
  throw std::runtime_error("nothing is said of " + key);
}

// A folder below the system's temporary one, gone with the object.
class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / "shortlist-import-XXXXXX") {
    std::string name = path_.string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder");
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string write(const std::string& name, const std::string& text,
                    std::uint64_t size = 0) const {
    const std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    if (size > 0) std::filesystem::resize_file(file, size);
    return file.string();
  }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

// The TOML, loaded from a folder behind that of the rules.
Result<RuleBase> beside_the_rules(const std::string& toml) {
  const Folder folder;
  folder.write("imported.toml", toml);
  return load_rule_base({.folders = {rules_folder, folder.path()}});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(imports)

BOOST_AUTO_TEST_CASE(what_is_written_loads) {
  for (const auto& entry : std::filesystem::directory_iterator(texts::path_of(""))) {
    if (!entry.is_directory()) continue;
    const Import import = imported(entry.path().string());
    const auto loaded = beside_the_rules(import.toml);
    BOOST_TEST(loaded.has_value(), entry.path());
    if (!loaded) BOOST_ERROR(to_text(loaded.error().diagnostics.front()));
  }
}

BOOST_AUTO_TEST_CASE(what_is_written_says_the_same_again) {
  const std::string path = texts::path_of("qwen3.5-27b/config.json");
  const Import import = imported(path, {.kind = "vendor"});
  const auto loaded = beside_the_rules(import.toml);
  BOOST_TEST_REQUIRE(loaded.has_value());
  const auto again = import_model(*loaded, path, {.kind = "vendor"});
  BOOST_TEST_REQUIRE(again.has_value());
  for (const ImportedValue& each : again->families.front().variants.front().values)
    BOOST_TEST((each.status == ImportStatus::same), each.key);
}

BOOST_AUTO_TEST_CASE(values_are_held_against_what_is_believed) {
  const Import import = imported(texts::path_of("models-dev"));
  BOOST_TEST_REQUIRE(import.families.size() == 2U);
  BOOST_TEST(import.families.front().id == "qwen3");
  const Import one = imported(texts::path_of("models-dev/alibaba/qwen3.5-27b.toml"));
  BOOST_TEST((value(one, "context_tokens").status == ImportStatus::same));
  BOOST_TEST((value(one, "structured_output").status == ImportStatus::added));
  const ImportedValue& release = value(one, "release");
  BOOST_TEST((release.status == ImportStatus::differs));
  BOOST_TEST_REQUIRE(!release.others.empty());
  BOOST_TEST(release.others.front().first == "readme");
  BOOST_TEST((release.others.front().second == Datum(std::string("2026-02-24"))));
}

BOOST_AUTO_TEST_CASE(a_variant_is_known_by_where_it_is_kept) {
  const Import import = imported(texts::path_of("llama-3.1-8b-instruct"));
  BOOST_TEST(import.families.front().id == "llama-3");
  BOOST_TEST(import.families.front().variants.front().id == "llama-3.1-8b");
  BOOST_TEST(import.families.front().sources.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_file_is_called_as_where_it_lies_and_not_as_where_it_came_from) {
  const std::string copy =
      R"({"_name_or_path": "Qwen/Qwen2.5-7B-Instruct", "num_hidden_layers": 2})";
  const Folder folder;
  const auto variant = [&](const std::string& file) {
    const Import import = imported(folder.write(file, copy));
    return import.families.front().id + "/" + import.families.front().variants.front().id;
  };
  BOOST_TEST(variant("Pruned-3B/config.json") == "qwen2.5/pruned-3b");
  BOOST_TEST(variant("any/Qwen--Qwen2.5-9B_config.json") == "qwen2.5/qwen2.5-9b");
  BOOST_TEST(variant("any/Mine.json") == "qwen2.5/mine");
  BOOST_TEST(variant("Mine/config_1m.json") == "qwen2.5/mine");
  BOOST_TEST(variant("Qwen--Qwen2.5-9B/config.json") == "qwen2.5/qwen2.5-9b");
  BOOST_TEST(variant("Qwen__Qwen2.5-9B/config.json") == "qwen2.5/qwen2.5-9b");
  BOOST_TEST(variant("--9B/config.json") == "qwen2.5/9b");
}

BOOST_AUTO_TEST_CASE(a_merge_of_two_families_is_of_neither) {
  const Folder folder;
  const auto family = [&](const std::string& bases) {
    return imported(folder.write("Both/README.md", "---\nbase_model: " + bases + "\n---\n"))
        .families.front()
        .id;
  };
  BOOST_TEST(family("[Qwen/Qwen3-8B, Qwen/Qwen3-4B]") == "qwen3");
  BOOST_TEST(family("[Qwen/Qwen3-8B, meta-llama/Llama-3.1-8B-Instruct]") == "both");
  BOOST_TEST(family("[Qwen/Qwen3-8B, nobody/knows-it]") == "both");
}

BOOST_AUTO_TEST_CASE(a_repository_is_read_whole_whatever_one_of_its_files_is) {
  const std::string open = "open_weights = true\nrelease_date = \"2025-07-01\"\n";
  const Folder folder;
  folder.write("README.md", "# Models\n");
  folder.write("models/lab/new-1b.toml", open + "tool_call = true\n");
  folder.write("models/lab/shut.toml", "open_weights = false\nrelease_date = \"2025-07-01\"\n");
  folder.write("models/lab/broken.toml", "release_date = ");
  folder.write("providers/shop/provider.toml", "name = \"Shop\"\n");
  folder.write("providers/shop/models/again.toml", "base_model = \"lab/new-1b\"\n");
  folder.write("providers/shop/models/shut.toml", "base_model = \"lab/shut\"\n");
  folder.write("providers/shop/models/gone.toml", "base_model = \"lab/gone\"\n");
  folder.write("providers/shop/models/out.toml", "base_model = \"../../../etc/x\"\n");
  folder.write("providers/other/models/text.toml", "../../shop/models/again.toml\n");
  folder.write("providers/other/models/nowhere.toml", "../nowhere.toml");
  std::filesystem::create_symlink("../nowhere.toml", folder.path() + "/providers/other/link.toml");
  const Import import = imported(folder.path());
  BOOST_TEST_REQUIRE(import.families.size() == 1U);
  BOOST_TEST(import.families.front().variants.size() == 1U);
  BOOST_TEST(import.families.front().variants.front().id == "new-1b");
  const std::vector<std::string> notes{
      "shut.toml and shut.toml: the weights are not open",
      "text.toml and again.toml: a file before it is of the same model",
      "gone.toml and out.toml: its base_model is not there, and nothing says that the weights are "
      "open",
      "provider.toml: is no model of models.dev",
      "nowhere.toml: leads to '../nowhere.toml', which is not there",
      "link.toml: cannot follow the link: No such file or directory"};
  for (const std::string& each : notes)
    BOOST_TEST(std::count(import.notes.begin(), import.notes.end(), each) == 1, each);
  BOOST_TEST(import.notes.size() == notes.size() + 1);  // and what is broken
}

BOOST_AUTO_TEST_CASE(a_card_that_is_wrong_hides_no_configuration) {
  const Folder folder;
  folder.write("New-1B/config.json", R"({"num_hidden_layers": 2, "n_ctx": 4096})");
  folder.write("New-1B/README.md", "---\nlicense: [mit\n---\n");
  const Import import = imported(folder.path() + "/New-1B");
  BOOST_TEST(import.families.front().id == "new-1b");
  BOOST_TEST(std::any_of(import.notes.begin(), import.notes.end(),
                         [](const std::string& note) { return note.starts_with("README.md: "); }));
}

BOOST_AUTO_TEST_CASE(what_stands_beside_the_parts_of_a_repository_is_not_read) {
  const Folder folder;
  folder.write("models/lab/new-1b.toml", "open_weights = true\nrelease_date = \"2025-07-01\"\n");
  folder.write("providers/host/provider.toml", "name = \"Host\"\n");
  folder.write("node_modules/package/broken.toml", "name = [");
  const Import import = imported(folder.path());
  BOOST_TEST(import.families.size() == 1U);
  BOOST_TEST(import.notes == std::vector<std::string>{"provider.toml: is no model of models.dev"});
}

BOOST_AUTO_TEST_CASE(a_part_of_a_repository_finds_the_models_beside_it) {
  const Folder folder;
  folder.write("models/lab/new-1b.toml", "open_weights = true\nrelease_date = \"2025-07-01\"\n");
  folder.write("providers/shop/models/a.toml", "base_model = \"lab/new-1b\"\n");
  for (const char* const part : {"/providers/shop", "/providers/shop/models/a.toml"})
    BOOST_TEST(imported(folder.path() + part).families.front().variants.front().id == "new-1b");
}

BOOST_AUTO_TEST_CASE(a_family_is_not_guessed_from_a_part_of_a_name) {
  const Folder folder;
  const std::string path =
      folder.write("Qwen3-Coder-9B/config.json", R"({"max_position_embeddings": 1024})");
  BOOST_TEST(imported(path).families.front().id == "qwen3-coder-9b");
  BOOST_TEST(imported(path, {.family = "Qwen3"}).families.front().id == "qwen3");
}

BOOST_AUTO_TEST_CASE(a_model_stands_in_one_family_of_a_catalogue) {
  const Folder folder;
  folder.write("a/wren-1b.toml",
               "name = \"Wren 1B\"\nfamily = \"wren\"\nrelease_date = \"2026-01-02\"\n");
  folder.write("b/wren-1b.toml",
               "name = \"Wren 1B\"\nfamily = \"bird\"\nrelease_date = \"2026-01-02\"\n");
  folder.write("c/wren-1b.toml",
               "name = \"Wren 1B\"\nfamily = \"wren\"\nrelease_date = \"2026-01-02\"\n");
  const Import import = imported(folder.path());
  BOOST_TEST(import.families.size() == 1U);
  BOOST_TEST(import.notes.size() == 2U);
  BOOST_TEST(beside_the_rules(import.toml).has_value());
}

BOOST_AUTO_TEST_CASE(only_the_families_that_are_asked_for) {
  const Import import = imported(texts::path_of("models-dev"), {.only = {"Qwen3"}});
  BOOST_TEST_REQUIRE(import.families.size() == 1U);
  BOOST_TEST(import.families.front().id == "qwen3");
}

BOOST_AUTO_TEST_CASE(the_folder_of_a_hubs_cache_names_the_model) {
  const Folder folder;
  const std::string path = folder.write("models--Qwen--Qwen3-8B/snapshots/0123abcd/config.json",
                                        R"({"max_position_embeddings": 40960})");
  BOOST_TEST(imported(path).families.front().variants.front().id == "qwen3-8b");
}

BOOST_AUTO_TEST_CASE(options_name_what_nothing_else_does) {
  const std::string path = texts::path_of("qwen3-8b/config.json");
  const Import import = imported(path, {.family = "mine", .variant = "mine-8b"});
  BOOST_TEST(import.families.front().id == "mine");
  BOOST_TEST(import.families.front().variants.front().id == "mine-8b");
  BOOST_TEST(imported(path, {.kind = "vendor"}).families.front().sources.front().kind == "vendor");
}

BOOST_AUTO_TEST_CASE(wrong_options_are_told) {
  const std::string path = texts::path_of("qwen3-8b/config.json");
  BOOST_TEST(usage_of(path, {.family = "two words"}).starts_with("--family is an id"));
  BOOST_TEST(usage_of(path, {.variant = "a/b"}).starts_with("--variant is an id"));
  BOOST_TEST(usage_of(path, {.kind = "gossip"}) ==
             "the rule base trusts no kind of source 'gossip'");
  BOOST_TEST(usage_of(path, {.family = "llama-3", .variant = "qwen3-8b"}) ==
             "the variant 'qwen3-8b' is one of the family 'qwen3', not of 'llama-3'");
}

BOOST_AUTO_TEST_CASE(a_folder_with_weights_has_their_sizes) {
  const Folder folder;
  const gguf::Writer writer = gguf::qwen3_8b();
  folder.write("Qwen3-8B/model-q4.gguf", writer.header(), writer.size());
  gguf::Writer projector;
  projector.word("general.architecture", "clip").word("general.type", "mmproj");
  folder.write("Qwen3-8B/mmproj-f16.gguf", projector.header());
  folder.write("Qwen3-8B/config.json", texts::of_file("qwen3-8b/config.json"));
  const Import import = imported(folder.path() + "/Qwen3-8B");
  BOOST_TEST_REQUIRE(import.families.size() == 1U);
  BOOST_TEST(import.families.front().variants.front().id == "qwen3-8b");
  BOOST_TEST((value(import, "q4_k_m").value == Datum(4096.0 * 151936 / 256 * 354 + 4096 * 4)));
  BOOST_TEST(import.notes.size() == 1U);
  BOOST_TEST(beside_the_rules(import.toml).has_value());
}

BOOST_AUTO_TEST_CASE(hostile_words_are_written_as_text) {
  const Folder folder;
  gguf::Writer writer;
  writer.word("general.architecture", "x\"]\n[[family]]")
      .word("general.name", "\"\\\n[[family]]\nid = \"gemma-4\"\x1B[2J")
      .word("general.url", "https://huggingface.co/a/b\"\nx = 1")
      .word("general.license", "no\nlicence")
      .word("general.basename", "b\u009B31m\u202E\u061C\u2028\U000E0041");
  const Import import = imported(folder.write("a.gguf", writer.header()));
  const auto loaded = beside_the_rules(import.toml);
  BOOST_TEST_REQUIRE(loaded.has_value());
  BOOST_TEST(loaded->replaced().empty());
  BOOST_TEST(import.toml == printable(import.toml));
  gguf::Writer nameless;
  nameless.word("general.architecture", "x");
  const Import bytes = imported(folder.write("caf\xE9\"\n\x7F.gguf", nameless.header()));
  BOOST_TEST(beside_the_rules(bytes.toml).has_value());
  const Import steering =
      imported(folder.write("a\u009B\u202E\u2066\U000E0041.gguf", nameless.header()));
  BOOST_TEST(steering.toml.find(R"(a\u009B\u202E\u2066\U000E0041)") != std::string::npos);
  BOOST_TEST(steering.toml == printable(steering.toml));
  BOOST_TEST(beside_the_rules(steering.toml).has_value());
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_told_apart) {
  const auto kind = [](const std::string& path) {
    const auto import = import_model(rules(), path, {});
    BOOST_TEST_REQUIRE(!import.has_value());
    return import.error().kind;
  };
  const Folder folder;
  BOOST_TEST((kind(folder.path() + "/none.json") == FailureKind::io));
  BOOST_TEST((kind(folder.path()) == FailureKind::io));
  BOOST_TEST((kind(folder.write("a.txt", "text")) == FailureKind::usage));
  BOOST_TEST((kind(folder.write("a.json", "{")) == FailureKind::data));
  BOOST_TEST((kind(folder.write("a.gguf", "GGUF")) == FailureKind::data));
  BOOST_TEST((kind("/dev/null/config.json") == FailureKind::io));
  const std::string pipe = folder.path() + "/config.json";  // of which nothing ever comes
  BOOST_TEST_REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  BOOST_TEST((kind(pipe) == FailureKind::io));
  BOOST_TEST((kind(folder.path()) == FailureKind::io));
}

BOOST_AUTO_TEST_SUITE_END()
