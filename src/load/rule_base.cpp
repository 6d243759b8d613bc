// From the texts of folders to a rule base: parse every file, gather the entries, let later folders
// replace what earlier ones hold, then read the entries in the order of their references.

#include "base/text.hpp"
#include "load/entries.hpp"
#include "load/load.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace shortlist::load {

namespace {

constexpr std::array<const char*, 11> kinds{"fact",         "set",     "same",    "row",
                                            "criterion",    "rule",    "licence", "device",
                                            "quantisation", "runtime", "family"};

struct Gathered {
  std::map<std::string, std::vector<std::pair<std::string, const Node*>>> entries;  // by kind
  Entries claims;
  std::vector<const Node*> rule_bases;
  std::vector<std::string> replaced;
};

// Where an entry of one folder stands among those that are kept.
void keep(Gathered& gathered, const std::string& kind, const Node& entry,
          std::map<std::string, const Node*>& in_this_folder, Problems& problems) {
  const Node* const id = entry.find("id");
  const std::string name = id != nullptr && id->type == Node::Type::text ? id->text : "";
  const std::string key = fold(name);
  auto& kept = gathered.entries[kind];
  if (name.empty()) {
    kept.emplace_back("", &entry);  // its reader says what is missing
    return;
  }
  const auto [first, fresh] = in_this_folder.emplace(kind + " " + key, &entry);
  if (!fresh) {
    problems.error(id->where, "there are two " + kind + " entries '" + name + "' in one folder",
                   "the other stands in line " + std::to_string(first->second->where.line));
    return;
  }
  const auto before =
      std::find_if(kept.begin(), kept.end(), [&](const auto& each) { return each.first == key; });
  if (before == kept.end()) {
    kept.emplace_back(key, &entry);
  } else {
    before->second = &entry;
    gathered.replaced.push_back(kind + " " + name);
  }
}

void gather_file(Gathered& gathered, const Node& document,
                 std::map<std::string, const Node*>& in_this_folder, int& headers,
                 Problems& problems) {
  Reader reader(document, "a rule-base file", problems);
  const Node* const schema = reader.need("schema");
  if (schema != nullptr && (schema->type != Node::Type::number || schema->number != 1))
    problems.error(schema->where, "'schema' is 1 here", "this program reads schema 1");
  if (const Node* table = reader.table("rule_base")) {
    if (++headers > 1) problems.error(table->where, "[rule_base] stands twice in one folder");
    gathered.rule_bases.push_back(table);
  }
  for (const char* kind : kinds)
    if (const auto* list = reader.list_of_tables(kind))
      for (const Node& entry : *list) keep(gathered, kind, entry, in_this_folder, problems);
  if (const auto* list = reader.list_of_tables("claims"))
    for (const Node& entry : *list) gathered.claims.push_back(&entry);
  reader.finish();
}

// [rule_base], each key from the last folder that states it. Facts are known by now.
void read_header(Context& context, const Gathered& gathered) {
  model::RuleBase& rules = context.rules;
  rules.tie_break = {{}};
  bool title = false;
  bool as_of = false;
  for (const Node* node : gathered.rule_bases) {
    Reader reader(*node, "[rule_base]", context.problems);
    if (auto text = reader.text("title")) rules.title = *text;
    title = title || node->find("title") != nullptr;
    if (const auto date = reader.date("as_of")) rules.as_of = *date;
    as_of = as_of || node->find("as_of") != nullptr;
    if (auto trust = reader.words("trust")) rules.trust = std::move(*trust);
    if (const auto words = reader.words("tie_break")) {
      rules.tie_break.clear();
      for (const std::string& word : *words) {
        const bool descending = word.starts_with('-');
        const std::string id = descending ? word.substr(1) : word;
        const model::FactIndex fact = equal_folded(id, "id") ? -1 : rules.vocabulary.find_fact(id);
        if (fact < 0 && !equal_folded(id, "id"))
          context.problems.dangling(reader.where("tie_break"), "there is no fact '" + id + "'",
                                    did_you_mean(id, rules.vocabulary.fact_ids()));
        rules.tie_break.push_back({fact, descending});
        if (fact < 0) break;
      }
      if (rules.tie_break.empty() || rules.tie_break.back().fact >= 0)
        rules.tie_break.push_back({});
    }
    if (const Node* table = reader.table("usable")) {
      Reader usable(*table, "usable", context.problems);
      for (std::size_t i = 0; i < device_kinds().size(); ++i)
        if (const auto share = usable.number_within(device_kinds()[i], 0, 1))
          rules.usable[i] = *share;
      usable.finish();
    }
    reader.finish();
  }
  const Where where = gathered.rule_bases.empty() ? Where{} : gathered.rule_bases.front()->where;
  if (gathered.rule_bases.empty())
    context.problems.dangling(where, "no file has a [rule_base] table",
                              "it states title, as_of and trust; see rules/README.md");
  else if (!context.problems.partial() && (!title || !as_of || rules.trust.empty()))
    context.problems.error(where, "[rule_base] has to state title, as_of and trust");
}

}  // namespace

Result<std::shared_ptr<const model::RuleBase>> parse_rule_base(const std::vector<Folder>& folders) {
  Problems problems;
  std::vector<const Text*> texts;
  std::vector<Node> documents;
  std::vector<bool> parsed;
  for (const Folder& folder : folders)
    for (const Text& text : folder) {
      const int before = problems.errors();
      documents.push_back(parse(text.text, static_cast<int>(texts.size()), problems));
      parsed.push_back(problems.errors() == before);
      texts.push_back(&text);
    }
  Gathered gathered;
  std::size_t at = 0;
  bool complete = true;
  for (const Folder& folder : folders) {
    std::map<std::string, const Node*> in_this_folder;
    int headers = 0;
    for (std::size_t i = 0; i < folder.size(); ++i, ++at) {
      const bool readable = parsed[at] || !documents[at].members.empty();
      complete = complete && readable;
      if (readable) gather_file(gathered, documents[at], in_this_folder, headers, problems);
    }
  }
  const auto entries = [&](const char* kind) {
    Entries list;
    for (const auto& entry : gathered.entries[kind]) list.push_back(entry.second);
    return list;
  };
  auto rules = std::make_shared<model::RuleBase>();
  // With a file that does not parse, names that nothing has may well stand in that file.
  problems.set_partial(!complete);
  Context context(*rules, problems);
  read_vocabulary(context, entries("fact"), entries("set"), entries("same"));
  read_header(context, gathered);
  read_criteria(context, entries("criterion"));
  read_rows(context, entries("row"));
  read_licences(context, entries("licence"));
  read_rules(context, entries("rule"));
  read_runtimes(context, entries("runtime"));
  read_quantisations(context, entries("quantisation"));
  read_devices(context, entries("device"));
  read_families(context, entries("family"), gathered.claims);
  if (rules->families.empty()) problems.dangling({}, "the rule base holds no family");
  Diagnostics diagnostics = diagnose(problems, texts);
  if (problems.errors() > 0)
    return tl::unexpected(Failure{FailureKind::data, std::move(diagnostics)});
  rules->warnings = std::move(diagnostics);
  rules->replaced = std::move(gathered.replaced);
  return rules;
}

}  // namespace shortlist::load
