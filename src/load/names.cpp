// [[vocabulary]]: what items are called, and what to write in place of words that name none.

#include "base/text.hpp"
#include "load/entries.hpp"
#include "model/codes.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shortlist::load {

namespace {

constexpr std::array<std::string_view, 5> all_of_a_kind{"language", "region", "licence",
                                                        "criterion", "key"};

bool is_item(const Context& context, std::string_view of, const std::string& item) {
  if (of == "language") return model::is_language_tag(item);
  if (of == "region") return model::is_region_code(item);
  if (of == "licence") return context.rules.find_licence(item) >= 0;
  if (of == "criterion") return context.rules.find_criterion(item) >= 0;
  return true;
}

void read_of(Context& context, Reader& reader, model::NamedItems& vocabulary) {
  vocabulary.of = reader.required_text("of");
  if (vocabulary.of.empty() || context.vocabulary().find_fact(vocabulary.of) >= 0 ||
      std::find(all_of_a_kind.begin(), all_of_a_kind.end(), vocabulary.of) != all_of_a_kind.end())
    return;
  std::vector<std::string> known = context.vocabulary().fact_ids();
  known.insert(known.end(), all_of_a_kind.begin(), all_of_a_kind.end());
  context.problems.dangling(reader.where("of"), "there is no fact '" + vocabulary.of + "'",
                            suggest(context.problems, vocabulary.of, known));
}

std::vector<std::string> read_names(Context& context, Reader& reader, const Member& item) {
  auto names = reader.words(item.key).value_or(std::vector<std::string>{});
  if (std::any_of(names.begin(), names.end(),
                  [](const std::string& name) { return !model::can_be_called(name); }))
    context.problems.error(item.value.where, "a name has a letter or a digit in it");
  return names;
}

model::NamedItems read_vocabulary_entry(Context& context, const Node& node) {
  Reader reader(node, "a [[vocabulary]]", context.problems);
  model::NamedItems vocabulary;
  vocabulary.id = reader.id();
  vocabulary.where = reader.where("id");
  read_of(context, reader, vocabulary);
  if (const Node* const table = reader.table("names")) {
    Reader names(*table, "names", context.problems);
    for (const Member& item : table->members) {
      if (!is_item(context, vocabulary.of, item.key))
        context.problems.dangling(item.where,
                                  "'" + item.key + "' is no " + vocabulary.of + " to be named");
      vocabulary.names.emplace_back(item.key, read_names(context, names, item));
    }
  }
  if (const Node* const table = reader.table("instead")) {
    Reader instead(*table, "instead", context.problems);
    for (const Member& word : table->members)
      vocabulary.instead.emplace_back(word.key, instead.required_text(word.key));
  }
  reader.finish();
  std::sort(vocabulary.names.begin(), vocabulary.names.end());
  std::sort(vocabulary.instead.begin(), vocabulary.instead.end());
  return vocabulary;
}

// A language or a country shows under its first name, where its fact has no label for it.
void label_codes(model::Vocabulary& vocabulary) {
  for (model::Fact& fact : vocabulary.facts) {
    if (fact.match == model::Match::exact) continue;
    const std::string_view of = fact.match == model::Match::language ? "language" : "region";
    for (const model::NamedItems& each : vocabulary.names) {
      if (!equal_folded(each.of, of)) continue;
      for (const auto& [item, names] : each.names)
        if (!names.empty()) fact.labels.emplace(fold(item), names.front());
    }
  }
}

}  // namespace

void read_names(Context& context, const Entries& entries) {
  for (const Node* entry : entries)
    context.rules.vocabulary.names.push_back(read_vocabulary_entry(context, *entry));
  label_codes(context.rules.vocabulary);
}

}  // namespace shortlist::load
