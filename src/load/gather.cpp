#include "load/gather.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace shortlist::load {

namespace {

constexpr std::array<const char*, 14> kinds{
    "fact",    "set",    "same",         "row",     "criterion", "default_need", "rule",
    "licence", "device", "quantisation", "runtime", "family",    "vocabulary",   "question"};
constexpr std::size_t most_of_a_kind = 10'000;  // of one kind

}  // namespace

void Gatherer::start_folder() {
  ++folder_;
  in_folder_.clear();
  header_in_folder_ = nullptr;
}

std::string Gatherer::place(Where where) const {
  return texts_[static_cast<std::size_t>(where.file)]->name + ":" + std::to_string(where.line);
}

void Gatherer::keep(const std::string& kind, const Node& entry) {
  Kept& kept = kinds_[kind];
  if (kept.entries.size() >= most_of_a_kind) {
    if (!kept.full) problems_.error(entry.where, "more than 10,000 entries [[" + kind + "]]");
    kept.full = true;
    return;
  }
  const Node* const id = entry.find(kind == "default_need" ? "need" : "id");
  if (id == nullptr || id->type != Node::Type::text) {
    kept.entries.push_back(&entry);  // its reader says what is missing
    return;
  }
  const std::string key = fold(id->text);
  const auto [first, fresh] = in_folder_[kind].emplace(key, &entry);
  if (!fresh)
    return problems_.error(id->where, "there are two " + kind + " entries '" + id->text + "'",
                           "the other stands in " + place(first->second->where));
  const auto [before, added] = kept.position.emplace(key, kept.entries.size());
  if (added) {
    kept.entries.push_back(&entry);
  } else {
    if (kind == "family") former_families_.push_back(kept.entries[before->second]);
    kept.entries[before->second] = &entry;
    replaced_.push_back(kind + " " + id->text);
    if (kind == "family") replaced_families_[key] = folder_;
  }
}

void Gatherer::keep_header(const Node& table) {
  if (header_in_folder_ != nullptr)
    return problems_.error(table.where, "there are two [rule_base] tables",
                           "the other stands in " + place(header_in_folder_->where));
  header_in_folder_ = &table;
  for (const Member& member : table.members)
    if (std::any_of(headers_.begin(), headers_.end(),
                    [&](const Node* earlier) { return earlier->find(member.key) != nullptr; }))
      replaced_.push_back("rule_base " + member.key);
  headers_.push_back(&table);
}

void Gatherer::add(const Node& document) {
  Reader reader(document, "a rule-base file", problems_);
  reader.schema();
  if (const Node* table = reader.table("rule_base")) keep_header(*table);
  for (const char* kind : kinds)
    if (const auto* list = reader.list_of_tables(kind))
      for (const Node& entry : *list) keep(kind, entry);
  if (const auto* list = reader.list_of_tables("claims"))
    for (const Node& entry : *list) {
      claims_.push_back({&entry, folder_});
      if (claims_.size() == most_of_a_kind + 1)
        problems_.error(entry.where, "more than 10,000 entries [[claims]]");
    }
  if (claims_.size() > most_of_a_kind) claims_.resize(most_of_a_kind + 1);
  reader.finish();
}

Entries Gatherer::claims() const {
  Entries kept;
  for (const auto& [entry, folder] : claims_) {
    const Node* const family = entry->find("family");
    const auto replaced =
        family == nullptr ? replaced_families_.end() : replaced_families_.find(fold(family->text));
    if (replaced == replaced_families_.end() || folder >= replaced->second) kept.push_back(entry);
  }
  return kept;
}

}  // namespace shortlist::load
