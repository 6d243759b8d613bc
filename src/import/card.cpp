// A model card of a hub: the YAML that stands before its text.

#include "base/sha256.hpp"
#include "base/text.hpp"
#include "import/formats.hpp"
#include "import/tree.hpp"
#include "load/reader.hpp"
#include "load/scan.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shortlist::importing {

namespace {

using load::Node;

// What a task of the hub takes and gives.
struct Task {
  std::string_view id;
  std::array<std::string_view, 3> inputs;
  std::string_view output;
};

constexpr std::array tasks{
    Task{"text-generation", {"text"}, "text"},
    Task{"text2text-generation", {"text"}, "text"},
    Task{"image-text-to-text", {"text", "image"}, "text"},
    Task{"video-text-to-text", {"text", "video"}, "text"},
    Task{"audio-text-to-text", {"text", "audio"}, "text"},
    Task{"visual-question-answering", {"text", "image"}, "text"},
    Task{"image-to-text", {"image"}, "text"},
    Task{"automatic-speech-recognition", {"audio"}, "text"},
};

// Takes the empty lines that a hub takes no notice of from the start, and says how many.
int skip_empty_lines(std::string_view& text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  const std::size_t start = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  const auto lines =
      std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(start), '\n');
  text.remove_prefix(start);
  return static_cast<int>(lines);
}

// The text between the first line, of three dashes, and the next such line; nothing when there is
// none.
std::optional<std::string_view> front_matter(std::string_view text) {
  const auto next_line = [&]() -> std::string_view {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
    return line;
  };
  if (next_line() != "---") return std::nullopt;
  const char* const begin = text.data();
  while (!text.empty()) {
    const char* const line = text.data();
    if (next_line() == "---")
      return std::string_view(begin, static_cast<std::size_t>(line - begin));
  }
  return std::nullopt;
}

// What else than a model a card is of, by the keys that only such cards have; null of a model.
const char* other_card(const Node& front) {
  for (const char* const key :
       {"dataset_info", "task_categories", "size_categories", "annotations_creators",
        "source_datasets", "language_creators", "task_ids", "multilinguality", "configs"})
    if (front.find(key) != nullptr) return "the card of a data set, not of a model";
  for (const char* const key : {"sdk", "app_file", "sdk_version"})
    if (front.find(key) != nullptr) return "the card of a Space, not of a model";
  return nullptr;
}

class Card {
 public:
  Card(const Node& front, Finding& finding, Problems& problems)
      : front_(front), finding_(finding), problems_(problems) {}

  void read() {
    read_licence();
    if (auto languages = words("language"); !languages.empty())
      finding_.state("languages", open_list(std::move(languages)));
    if (auto library = words("library_name"); !library.empty())
      finding_.state("runtimes", open_list(std::move(library)));
    read_task();
    if (const auto sets = words("datasets"); !sets.empty())
      finding_.state("training_disclosure", "data sets: " + listed(sets));
    for (const load::Member& member : front_.members)
      if (member.key.starts_with("extra_gated_")) {
        finding_.state("gated", true);
        break;
      }
    read_origin();
  }

 private:
  // The words of a key that is text or a list of it.
  std::vector<std::string> words(std::string_view key) {
    const Node* const node = front_.find(key);
    if (node == nullptr) return {};
    auto found = load::as_words(*node, true);
    if (!found) {
      problems_.error(load::not_a_word(*node).where, "'" + std::string(key) +
                                                         "' is text or a list of it, not " +
                                                         load::what_is(load::not_a_word(*node)));
      return {};
    }
    std::erase_if(*found, [](const std::string& word) { return word.empty(); });
    return std::move(*found);
  }

  // "other" stands for what license_name says.
  void read_licence() {
    std::vector<std::string> stated = words("license");
    std::vector<std::string> named = words("license_name");
    const bool other = std::erase_if(stated, [](const std::string& word) {
                         return word == "other" || word == "unknown";
                       }) > 0;
    if (stated.empty()) stated = std::move(named);
    if (!stated.empty()) return finding_.state("licence", Items{std::move(stated)});
    if (!other) return;
    const auto link = words("license_link");
    finding_.notes.push_back(
        "licence: the card says 'other' and no name" +
        (link.empty() ? std::string{} : ", only where it is: " + link.front()));
  }

  void read_task() {
    const auto stated = words("pipeline_tag");
    if (stated.empty()) return;
    const auto* const task = std::find_if(
        tasks.begin(), tasks.end(), [&](const Task& each) { return each.id == stated.front(); });
    if (task == tasks.end()) return;
    std::vector<std::string> inputs;
    for (const std::string_view input : task->inputs)
      if (!input.empty()) inputs.emplace_back(input);
    finding_.state("inputs", open_list(std::move(inputs)));
    finding_.state("outputs", open_list({std::string(task->output)}));
  }

  // How the model came out of its bases: as the card says, else as its tags do and its library.
  std::string relation(const std::vector<std::string>& bases) {
    if (const auto stated = words("base_model_relation"); !stated.empty()) return stated.front();
    for (const std::string& tag : words("tags")) {
      for (const char* const known : {"adapter", "merge", "quantized"})
        if (tag == known || tag.starts_with("base_model:" + std::string(known) + ":")) return known;
      if (equal_folded(tag, "lora")) return "adapter";
      if (equal_folded(tag, "mergekit")) return "merge";
    }
    const auto library = words("library_name");
    if (!library.empty() && library.front() == "peft") return "adapter";
    return bases.size() > 1 ? "merge" : "finetune";
  }

  // A model that is only stored otherwise is the one that it was made from.
  void read_origin() {
    const auto names = words("model_name");
    finding_.names.insert(finding_.names.end(), names.begin(), names.end());
    const auto bases = words("base_model");
    if (bases.empty()) return;
    const std::string how = relation(bases);
    auto& to = how == "quantized" ? finding_.names : finding_.relatives;
    to.insert(to.end(), bases.begin(), bases.end());
    if (how == "adapter")
      finding_.notes.push_back("weights: they are an adapter, of use beside those of " +
                               listed(bases) + " alone");
    finding_.merged = how == "merge";
    if (finding_.merged)
      finding_.notes.push_back("family: the model is a merge of " + listed(bases));
  }

  const Node& front_;
  Finding& finding_;
  Problems& problems_;
};

}  // namespace

Finding read_card(const load::Text& text, Problems& problems) {
  Finding finding;
  finding.format = "model card, front matter";
  finding.source = "card";
  finding.kind = "repository";
  finding.file = text.name;
  finding.sha256 = sha256(text.text);
  std::string_view rest = std::string_view(text.text).substr(0, load::largest_file);
  const int before = skip_empty_lines(rest);
  if (!rest.starts_with("---")) {
    finding.nothing = true;
    finding.notes.emplace_back("no model card, which starts with YAML after a line of '---'");
    return finding;
  }
  const auto front = front_matter(rest);
  if (!front) {
    problems.error({0, before + 1, 1}, "the front matter is not ended by a line of '---'");
    return finding;
  }
  const Node tree = parse_yaml(*front, before + 2, problems);
  if (problems.errors() > 0) return finding;
  if (tree.type != Node::Type::table) {
    problems.error(tree.where, "the front matter is keys and values, not " + load::what_is(tree));
    return finding;
  }
  if (const char* const other = other_card(tree)) {
    finding.nothing = true;
    finding.notes.emplace_back(other);
    return finding;
  }
  Card(tree, finding, problems).read();
  return finding;
}

}  // namespace shortlist::importing
