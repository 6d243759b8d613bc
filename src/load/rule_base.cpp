// From the texts of folders to a rule base: parse every file, gather the entries, let later folders
// replace what earlier ones hold, then read the entries in the order of their references.

#include "base/quantity.hpp"
#include "load/answers.hpp"
#include "load/efficiency.hpp"
#include "load/entries.hpp"
#include "load/gather.hpp"
#include "load/load.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace shortlist::load {

namespace {

void read_tie_break(Context& context, Reader& reader) {
  const auto words = reader.words("tie_break");
  if (!words) return;
  auto& tie_break = context.rules.tie_break;
  tie_break.clear();
  bool by_id = false;
  for (const std::string& word : *words) {
    const bool descending = word.starts_with('-');
    const std::string id = descending ? word.substr(1) : word;
    if (equal_folded(id, "id")) {
      if (!by_id) tie_break.push_back({-1, descending});
      by_id = true;
      continue;
    }
    const model::FactIndex fact = context.vocabulary().find_fact(id);
    if (fact < 0)
      context.problems.dangling(reader.where("tie_break"), "there is no fact '" + id + "'",
                                suggest(context.problems, id, context.vocabulary().facts));
    else if (context.fact(fact).type == model::FactType::set)
      context.problems.error(reader.where("tie_break"),
                             "'" + id + "' is a set, and sets have no order");
    else if (!by_id)  // no two ids are equal: nothing behind it decides
      tie_break.push_back({fact, descending});
  }
  if (!by_id) tie_break.push_back({});
}

// A share, or its points: [memory, share] pairs.
std::vector<std::pair<double, double>> read_share(Reader& usable, const std::string& kind) {
  const Node* const node = usable.find(kind);
  if (node == nullptr) return {};
  if (node->type != Node::Type::array) {
    const auto share = usable.number_within(kind, 0, 1);
    return {{0, share.value_or(1)}};
  }
  std::vector<std::pair<double, double>> points;
  for (const Node& point : node->items) {
    const bool pair = point.type == Node::Type::array && point.items.size() == 2;
    const auto memory = pair ? parse_memory(point.items[0].text) : std::nullopt;
    const auto share = pair ? as_number(point.items[1]) : std::nullopt;
    if (!memory || !share || *share < 0 || *share > 1)
      usable.problems().error(point.where,
                              "a point is a memory and the share of it that can be used",
                              "such as [\"16 GiB\", 0.67]");
    else if (!points.empty() && (*memory <= points.back().first ||
                                 *memory * *share < points.back().first * points.back().second))
      usable.problems().error(point.where,
                              "points rise: a larger memory leaves as much at the least");
    else
      points.emplace_back(*memory, *share);
  }
  if (node->items.empty()) usable.problems().error(node->where, "the list of points is empty");
  return points;
}

void read_usable(Context& context, Reader& reader) {
  const Node* const table = reader.table("usable");
  if (table == nullptr) return;
  Reader usable(*table, "usable", context.problems);
  for (std::size_t i = 0; i < device_kinds().size(); ++i)
    if (usable.find(device_kinds()[i]) != nullptr)
      context.rules.usable[i] = read_share(usable, device_kinds()[i]);
  usable.finish();
}

void read_efficiencies(Context& context, Reader& reader) {
  const Node* const table = reader.table("efficiency");
  if (table == nullptr) return;
  Reader efficiency(*table, "efficiency", context.problems);
  for (std::size_t i = 0; i < device_kinds().size(); ++i)
    if (efficiency.find(device_kinds()[i]) != nullptr)
      context.rules.efficiency[i] = read_efficiency(efficiency, device_kinds()[i]);
  efficiency.finish();
}

// Candidates are of sources that are trusted at all.
void check_candidates(Context& context, const Reader& reader,
                      const std::vector<std::string>& candidates) {
  const auto& trust = context.rules.trust;
  for (const std::string& word : candidates)
    if (std::none_of(trust.begin(), trust.end(),
                     [&](const std::string& each) { return equal_folded(each, word); }))
      context.problems.error(reader.where("candidates"),
                             "'candidates' names '" + word + "', which is not in 'trust'",
                             suggest(context.problems, word, trust));
}

// [rule_base], each key from the last folder that states it. Facts are known by now.
void read_header(Context& context, const Entries& headers) {
  model::RuleBase& rules = context.rules;
  rules.tie_break = {{}};
  bool title = false;
  bool as_of = false;
  bool trust = false;
  for (const Node* node : headers) {
    Reader reader(*node, "[rule_base]", context.problems);
    title = reader.find("title") != nullptr || title;
    as_of = reader.find("as_of") != nullptr || as_of;
    trust = reader.find("trust") != nullptr || trust;
    if (title) rules.title = reader.text("title").value_or(rules.title);
    if (as_of) rules.as_of = reader.date("as_of").value_or(rules.as_of);
    if (auto words = reader.words("trust")) {
      if (words->empty())
        context.problems.error(reader.where("trust"), "'trust' is an empty list",
                               "it names the kinds of source, most trusted first");
      rules.trust = std::move(*words);
    }
    if (auto words = reader.words("candidates")) {
      check_candidates(context, reader, *words);
      rules.candidates = std::move(*words);
    }
    read_tie_break(context, reader);
    read_usable(context, reader);
    read_efficiencies(context, reader);
    reader.finish();
  }
  if (headers.empty())
    return context.problems.dangling({}, "no file has a [rule_base] table",
                                     "it states title, as_of and trust; see rules/README.md");
  for (const auto& [stated, key] :
       {std::pair{title, "title"}, std::pair{as_of, "as_of"}, std::pair{trust, "trust"}})
    if (!stated)
      context.problems.dangling(headers.front()->where,
                                "[rule_base] has to state '" + std::string(key) + "'");
}

void read_entries(Context& context, Gatherer& gathered) {
  read_vocabulary(context, gathered.entries("fact"), gathered.entries("set"),
                  gathered.entries("same"));
  read_header(context, gathered.headers());
  read_criteria(context, gathered.entries("criterion"));
  context.rules.index();  // conditions of licences and rules name criteria
  read_rows(context, gathered.entries("row"));
  read_licences(context, gathered.entries("licence"));
  read_rules(context, gathered.entries("rule"));
  read_names(context, gathered.entries("vocabulary"));
  read_runtimes(context, gathered.entries("runtime"));
  read_quantisations(context, gathered.entries("quantisation"));
  read_devices(context, gathered.entries("device"));
  context.sound = context.problems.errors() == 0 && !context.problems.partial();
  read_default_needs(context, gathered.entries("default_need"));
  read_questions(context, gathered.entries("question"));
  read_families(context, gathered.entries("family"), gathered.former_families(), gathered.claims());
  if (context.rules.families.empty()) context.problems.dangling({}, "there is no [[family]]");
}

}  // namespace

Result<std::shared_ptr<const model::RuleBase>> parse_rule_base(const std::vector<Folder>& folders,
                                                               Diagnostics noted) {
  Problems problems;
  std::vector<const Text*> texts;
  std::vector<std::vector<Node>> documents;  // by folder; those that parse
  bool complete = true;
  for (const Folder& folder : folders) {
    documents.emplace_back().reserve(folder.size());
    for (const Text& text : folder) {
      const int before = problems.errors();
      Node document = parse(text.text, static_cast<int>(texts.size()), problems);
      texts.push_back(&text);
      const bool readable = problems.errors() == before || !document.members.empty();
      if (readable) documents.back().push_back(std::move(document));
      complete = complete && readable;
    }
  }
  Gatherer gathered(texts, problems);
  for (const auto& folder : documents) {
    gathered.start_folder();
    for (const Node& document : folder) gathered.add(document);
  }
  auto rules = std::make_shared<model::RuleBase>();
  // With a file that does not parse, names that nothing has may well stand in that file.
  problems.set_partial(!complete);
  Context context(*rules, problems);
  read_entries(context, gathered);
  Diagnostics diagnostics = diagnose(problems, texts);
  if (problems.errors() > 0) return Failure{FailureKind::data, std::move(diagnostics)};
  rules->warnings = std::move(noted);
  append(rules->warnings, diagnostics);
  model::note_said(*rules);
  rules->index();
  model::note_names(*rules);
  Problems examples;  // their names are looked up as those of answers are
  try_examples(*rules, examples);
  if (examples.errors() > 0) return Failure{FailureKind::data, diagnose(examples, texts)};
  rules->replaced = gathered.take_replaced();
  rules->files.reserve(texts.size());
  for (const Text* text : texts) rules->files.push_back(text->name);
  return rules;
}

}  // namespace shortlist::load
