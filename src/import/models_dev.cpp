// A model of models.dev, or what one provider says of it.

#include "base/sha256.hpp"
#include "import/formats.hpp"
#include "load/reader.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shortlist::importing {

namespace {

using load::Node;
using load::Reader;

// What stands beside the models, a provider or a maker, has none of these.
bool is_model(const Node& tree) {
  for (const char* const key : {"base_model", "release_date", "limit", "modalities"})
    if (tree.find(key) != nullptr) return true;
  return false;
}

void read_flag(Reader& model, std::string_view key, const char* fact, Finding& finding) {
  if (const auto flag = model.flag(key)) finding.state(fact, *flag);
}

// A date that is whole: of a month or year alone no day is known.
void read_release(Reader& model, Finding& finding) {
  const Node* const node = model.find("release_date");
  if (node == nullptr) return;
  if (node->type == Node::Type::date)
    finding.state("release", date_text(node->date));
  else if (const auto text = model.text("release_date"))
    finding.state("release", *text);
}

void read_modalities(const Node& table, Finding& finding, Problems& problems) {
  Reader modalities(table, "[modalities]", problems);
  if (auto inputs = modalities.words("input")) finding.state("inputs", Items{std::move(*inputs)});
  if (auto outputs = modalities.words("output"))
    finding.state("outputs", Items{std::move(*outputs)});
}

void read_numbers(Reader& model, Finding& finding, Problems& problems) {
  if (const Node* const table = model.table("limit")) {
    Reader limit(*table, "[limit]", problems);
    if (const auto context = limit.number_within("context", 0, 1e12); context.value_or(0) > 0)
      finding.state("context_tokens", *context);
  }
  if (const Node* const table = model.table("parameters")) {
    Reader parameters(*table, "[parameters]", problems);
    if (const auto total = parameters.number_within("total", 1, 1e15))
      finding.state("parameters", *total);
    if (const auto active = parameters.number_within("active", 1, 1e15))
      finding.state("active_parameters", *active);
  }
}

// Where the weights are kept: a fact, and the surest name.
void read_weights(Reader& model, Finding& finding, Problems& problems) {
  const auto* const places = model.list_of_tables("weights");
  if (places == nullptr) return;
  for (const Node& table : *places) {
    Reader place(table, "[[weights]]", problems);
    const std::string url = place.text("url").value_or("");
    const std::string repository = hub_repository(url);
    if (repository.empty()) continue;
    const bool modelscope = url.find("modelscope.") != std::string::npos;
    finding.state(modelscope ? "modelscope" : "hugging_face", repository);
    finding.names.push_back(repository);
  }
}

}  // namespace

Finding read_models_dev(const load::Text& text, Problems& problems) {
  Finding finding;
  finding.format = "models.dev";
  finding.source = "models-dev";
  finding.catalogue = true;
  finding.kind = "third-party";
  finding.file = text.name;
  finding.sha256 = sha256(text.text);
  const Node tree = load::parse(text.text, 0, problems);
  if (problems.errors() > 0) return finding;
  Reader model(tree, "a model", problems);
  const bool closed = model.flag("open_weights") == false;
  if (closed || !is_model(tree)) {
    finding.nothing = true;
    finding.notes.push_back(base_name(text.name) + (closed ? ": its weights are not open"
                                                           : ": is no model of models.dev"));
    return finding;
  }
  read_weights(model, finding, problems);
  std::string stem = base_name(text.name);
  if (stem.ends_with(".toml")) stem.resize(stem.size() - 5);
  finding.names.push_back(std::move(stem));
  for (const std::string_view key : {"base_model", "name"})
    if (const auto name = model.text(key); name && !name->empty()) finding.names.push_back(*name);
  finding.name = model.text("name").value_or("");
  finding.family = model.text("family").value_or("");
  read_release(model, finding);
  read_flag(model, "reasoning", "reasoning", finding);
  read_flag(model, "tool_call", "tools", finding);
  read_flag(model, "structured_output", "structured_output", finding);
  read_numbers(model, finding, problems);
  if (const Node* const table = model.table("modalities"))
    read_modalities(*table, finding, problems);
  return finding;
}

}  // namespace shortlist::importing
