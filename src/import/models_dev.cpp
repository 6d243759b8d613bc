// A model of models.dev, or what one provider says of it.

#include "base/sha256.hpp"
#include "import/formats.hpp"
#include "load/reader.hpp"

#include <algorithm>
#include <cstddef>
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

// Keys of the one table beside, or in place of, those of the other; tables are joined.
void lay_over(Node& under, const Node& over) {
  for (const load::Member& member : over.members) {
    const auto same = std::find_if(under.members.begin(), under.members.end(),
                                   [&](const auto& each) { return each.key == member.key; });
    if (same == under.members.end())
      under.members.push_back(member);
    else if (same->value.type == Node::Type::table && member.value.type == Node::Type::table)
      lay_over(same->value, member.value);
    else
      *same = member;
  }
}

// Takes "limit.input" away.
void omit(Node& table, std::string_view path) {
  const std::size_t dot = path.find('.');
  for (load::Member& member : table.members)
    if (dot != std::string_view::npos && member.key == path.substr(0, dot))
      omit(member.value, path.substr(dot + 1));
  std::erase_if(table.members, [&](const load::Member& member) { return member.key == path; });
}

// A file with what it leaves to its base.
Node whole(const load::Text& text, const load::Text* base, Problems& problems) {
  Node own = load::parse(text.text, 0, problems);
  if (base == nullptr || problems.errors() > 0) return own;
  Node tree = load::parse(base->text, 1, problems);
  lay_over(tree, own);
  if (const Node* const omitted = own.find("base_model_omit"))
    for (const Node& path : omitted->items) omit(tree, path.text);
  return tree;
}

// Why a file is of no model that is to be imported; null where it is of one.
const char* why_none(Reader& model, const Node& tree) {
  const auto open = model.flag("open_weights");
  if (open == false) return "the weights are not open";
  if (!is_model(tree)) return "is no model of models.dev";
  if (!open && tree.find("base_model") != nullptr)
    return "its base_model is not there, and nothing says that the weights are open";
  return nullptr;
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
  else if (const auto text = model.text("release_date")) {
    constexpr std::size_t month = 7;  // "2025-07"
    if (text->size() <= month)
      finding.notes.emplace_back("release: the file does not state the day");
    else
      finding.state("release", *text);
  }
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

std::string base_model_of(const load::Text& text) {
  Problems problems;
  const Node tree = load::parse(text.text, 0, problems);
  const Node* const base = tree.find("base_model");
  return base == nullptr ? std::string{} : base->text;
}

Finding read_models_dev(const load::Text& text, const load::Text* base, Problems& problems) {
  Finding finding;
  finding.format = "models.dev";
  finding.source = "models-dev";
  finding.catalogue = true;
  finding.kind = "third-party";
  finding.file = text.name;
  finding.sha256 = sha256(text.text);
  const Node tree = whole(text, base, problems);
  if (problems.errors() > 0) return finding;
  Reader model(tree, "a model", problems);
  if (const char* const why = why_none(model, tree)) {
    finding.nothing = true;
    finding.notes.emplace_back(why);
    return finding;
  }
  read_weights(model, finding, problems);
  std::string stem = base_name(text.name);
  if (stem.ends_with(".toml")) stem.resize(stem.size() - 5);
  for (const std::string& name :
       {model.text("base_model").value_or(""), stem, model.text("name").value_or("")})
    if (!name.empty()) finding.names.push_back(name);
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
