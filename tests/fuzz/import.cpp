// Files that strangers' models come with, in every format that is imported. Whatever is read of one
// has to load as a rule base, and what is read of a tender as a profile.

#include "fuzz/exercise.hpp"
#include "import/draft.hpp"
#include "import/formats.hpp"
#include "import/place.hpp"
#include "import/tender.hpp"
#include "import/tree.hpp"

#include <cstddef>
#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>
#include <sys/mman.h>
#include <unistd.h>

namespace {

namespace importing = shortlist::importing;
namespace load = shortlist::load;

const load::Folder& rules_folder() {
  static const load::Folder folder{{"rules.toml", R"(schema = 1
[rule_base]
title = "Models"
as_of = 2026-03-01
trust = ["vendor", "third-party"]
[[fact]]
id = "release"
type = "date"
[[fact]]
id = "licence"
type = "set"
[[fact]]
id = "parameters"
type = "number"
unit = "parameters"
[[fact]]
id = "context_tokens"
type = "number"
unit = "tokens"
[[fact]]
id = "extended_context_tokens"
type = "number"
unit = "tokens"
[[fact]]
id = "inputs"
type = "set"
[[fact]]
id = "outputs"
type = "set"
labels = { text = "Text" }
[[fact]]
id = "languages"
type = "set"
match = "language"
[[fact]]
id = "tools"
type = "flag"
[[fact]]
id = "training_disclosure"
type = "text"
[[fact]]
id = "hugging_face"
type = "text"
[[criterion]]
id = "licence"
kind = "licence"
fact = "licence"
[[criterion]]
id = "context"
kind = "at-least"
fact = "context_tokens"
[[criterion]]
id = "language"
kind = "coverage"
fact = "languages"
[[criterion]]
id = "release"
kind = "at-least"
fact = "release"
floor = 2020-01-01
[[criterion]]
id = "tools"
kind = "flag"
fact = "tools"
[[licence]]
id = "Apache-2.0"
hub_id = "apache-2.0"
commercial = true
[[quantisation]]
id = "q4_k_m"
bits_per_weight = 4.85
quality = 0.95
[[family]]
id = "qwen3"
  [[family.source]]
  id = "card"
  kind = "vendor"
  [family.claims.card]
  inputs = { includes = ["text"] }
  licence = ["Apache-2.0"]
  [[family.variant]]
  id = "qwen3-8b"
    [family.variant.claims.card]
    hugging_face = "Qwen/Qwen3-8B"
    context_tokens = 32768
    [family.variant.files.card]
    q4_k_m = 5_000_000_000
    [family.variant.architecture]
    source = "card"
    layers = 36
    kv_heads = 8
    head_dim = 128
)"}};
  return folder;
}

const shortlist::RuleBase& rule_base() {
  static const shortlist::RuleBase rules = [] {
    const auto loaded = load::parse_rule_base({rules_folder()});
    fuzz::require(loaded.has_value(), "the rule base of the target loads");
    return fuzz::seen(*loaded);
  }();
  return rules;
}

importing::Finding read_header(std::string_view bytes, shortlist::Problems& problems) {
  const int file = memfd_create("gguf", MFD_CLOEXEC);
  fuzz::require(
      file >= 0 && write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()),
      "there is room for a file in memory");
  importing::Finding finding = importing::read_gguf(file, bytes.size(), "model.gguf", problems);
  close(file);
  return finding;
}

importing::Finding read(std::string_view bytes, shortlist::Problems& problems) {
  if (bytes.starts_with("GGUF")) return read_header(bytes, problems);
  const load::Text text{"qwen3-8b/file", std::string(bytes)};
  if (bytes.starts_with("---")) return importing::read_card(text, problems);
  if (bytes.starts_with("{") || bytes.starts_with("["))
    return importing::read_config(text, problems);
  return importing::read_models_dev(text, nullptr, problems);
}

// False for what is no tender.
bool exercise_tender(std::string_view bytes) {
  if (!bytes.starts_with("{")) return false;
  shortlist::Problems problems;
  const load::Text text{"tender.json", std::string(bytes)};
  const load::Node document = importing::parse_json(bytes, problems);
  if (!importing::is_release(document)) return false;
  const auto& rules = rule_base().catalogue().rules();
  const auto import = importing::import_tender(rules, text, document, problems);
  if (!import) {
    fuzz::check(import.error());
    return true;
  }
  const auto loaded = load::parse_profile(rules, import->toml, "profile.toml");
  if (!loaded) std::cerr << import->toml << to_text(loaded.error().diagnostics.front());
  fuzz::require(loaded.has_value(), "the profile of a tender loads");
  fuzz::print(*import);
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (exercise_tender({reinterpret_cast<const char*>(data), size})) return 0;
  shortlist::Problems problems;
  const importing::Finding finding = read({reinterpret_cast<const char*>(data), size}, problems);
  for (const shortlist::Problem& each : problems.all())
    fuzz::require(!each.message.empty() && each.where.line >= 0, "a problem is whole");
  if (problems.errors() > 0 || finding.nothing) return 0;
  for (const char* const family : {"", "other"}) {
    const shortlist::ImportOptions options{.family = family, .variant = *family != 0 ? "x" : ""};
    const auto place = importing::place(rule_base().catalogue().rules(), finding, options);
    if (!place) {
      fuzz::check(place.error());
      continue;
    }
    importing::Draft draft(rule_base().catalogue(), {});
    draft.add(finding, *place);
    const shortlist::Import import = draft.take();
    const auto loaded = load::parse_rule_base({rules_folder(), {{"imported.toml", import.toml}}});
    if (!loaded) std::cerr << import.toml << to_text(loaded.error().diagnostics.front());
    fuzz::require(loaded.has_value(), "what is imported loads");
    fuzz::print(import);
  }
  return 0;
}
