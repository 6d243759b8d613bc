// What the rule base holds, as tables.

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "explain/list_items.hpp"
#include "model/find_family.hpp"
#include "model/need_keys.hpp"
#include "model/use.hpp"
#include "shortlist/model.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist {

namespace {

using Rows = std::vector<Record>;

Datum text_or_unknown(const std::string& text) { return text.empty() ? Datum{} : Datum{text}; }

template <class T>
Datum number_or_unknown(const std::optional<T>& number) {
  return number ? Datum{static_cast<double>(*number)} : Datum{};
}

Items plain(std::vector<std::string> words) { return {std::move(words), false}; }

Rows families(const model::Catalogue& catalogue) {
  Rows rows;
  for (const model::SeenFamily& seen : catalogue.families()) {
    std::vector<std::string> candidates;
    std::vector<std::string> disputed;
    for (const auto& each : seen.candidates) candidates.push_back(each.variant->id);
    for (const auto* each : seen.disputed) disputed.push_back(each->id);
    rows.push_back({{"id", seen.family->id},
                    {"name", seen.family->name},
                    {"aliases", plain(seen.family->aliases)},
                    {"variants", plain(std::move(candidates))},
                    {"disputed", plain(std::move(disputed))},
                    {"sources", static_cast<double>(seen.family->sources.size())}});
  }
  return rows;
}

Rows variants(const model::Catalogue& catalogue) {
  Rows rows;
  const auto row = [](const model::SeenFamily& seen, const model::Variant& variant,
                      bool candidate) {
    std::vector<std::string> sources;
    for (const auto source : variant.listed_by)
      sources.push_back(seen.family->sources[static_cast<std::size_t>(source)].id);
    return Record{{"id", variant.id},
                  {"name", variant.name},
                  {"family", seen.family->id},
                  {"candidate", candidate},
                  {"listed_by", plain(std::move(sources))}};
  };
  for (const model::SeenFamily& seen : catalogue.families()) {
    for (const auto& each : seen.candidates) rows.push_back(row(seen, *each.variant, true));
    for (const auto* each : seen.disputed) rows.push_back(row(seen, *each, false));
  }
  return rows;
}

Rows criteria(const model::Catalogue& catalogue) {
  static const char* const kinds[] = {"at-least", "at-most", "range",  "curve",   "coverage",
                                      "one-of",   "flag",    "ladder", "licence", "device"};
  Rows rows;
  for (const auto& each : catalogue.rules().criteria) {
    std::vector<std::string> benchmarks;
    for (const auto& one : each.benchmarks)
      if (!one.id.empty()) benchmarks.push_back(one.id);
    std::vector<std::string> keys;
    for (const model::KeyEntry& key : model::keys_of(catalogue.rules(), each))
      keys.emplace_back(key.name);
    rows.push_back(
        {{"id", each.id},
         {"title", each.title},
         {"kind", std::string(kinds[static_cast<std::size_t>(each.kind)])},
         {"fact",
          each.fact < 0
              ? Datum{}
              : Datum{catalogue.rules().vocabulary.facts[static_cast<std::size_t>(each.fact)].id}},
         {"weight", number_or_unknown(each.weight)},
         {"benchmarks", plain(std::move(benchmarks))},
         {"keys", plain(std::move(keys))}});
  }
  return rows;
}

Rows facts(const model::Catalogue& catalogue) {
  static const char* const types[] = {"number", "date", "level", "text", "set", "flag"};
  Rows rows;
  for (const auto& each : catalogue.rules().vocabulary.facts)
    rows.push_back({{"id", each.id},
                    {"title", each.title},
                    {"type", std::string(types[static_cast<std::size_t>(each.type)])},
                    {"levels", plain(each.levels)},
                    {"derived", each.derived != model::Derived::none}});
  return rows;
}

Rows licences(const model::Catalogue& catalogue) {
  Rows rows;
  for (const auto& each : catalogue.rules().licences) {
    std::vector<std::string> obligations;
    for (const auto& one : each.obligations) obligations.push_back(one.id);
    rows.push_back({{"id", each.id},
                    {"name", each.name},
                    {"classes", plain(each.classes)},
                    {"commercial", each.commercial ? Datum{*each.commercial} : Datum{}},
                    {"obligations", plain(std::move(obligations))},
                    {"url", text_or_unknown(each.url)}});
  }
  return rows;
}

Rows devices(const model::Catalogue& catalogue) {
  static const char* const kinds[] = {"gpu", "unified", "cpu", "phone", "accelerator"};
  Rows rows;
  for (const auto& each : catalogue.rules().devices)
    rows.push_back({{"id", each.id},
                    {"name", each.name},
                    {"kind", std::string(kinds[static_cast<std::size_t>(each.kind)])},
                    {"memory", bytes_text(each.memory)},
                    {"bandwidth_gb_s", number_or_unknown(each.bandwidth_gb_s)},
                    {"tflops_fp16", number_or_unknown(each.tflops_fp16)},
                    {"power_w", number_or_unknown(each.power_w)},
                    {"price_usd", number_or_unknown(each.price_usd)},
                    {"aliases", plain(each.aliases)},
                    {"source", text_or_unknown(each.source)}});
  return rows;
}

Rows quantisations(const model::Catalogue& catalogue) {
  Rows rows;
  for (const auto& each : catalogue.rules().quantisations)
    rows.push_back({{"id", each.id},
                    {"bits_per_weight", each.bits_per_weight},
                    {"quality", each.quality},
                    {"runtimes", plain(each.runtimes)}});
  return rows;
}

Rows runtimes(const model::Catalogue& catalogue) {
  Rows rows;
  for (const auto& each : catalogue.rules().runtimes)
    rows.push_back({{"id", each.id},
                    {"name", each.name},
                    {"like", text_or_unknown(each.like)},
                    {"start", text_or_unknown(each.start.empty() ? "" : each.start.front())}});
  return rows;
}

Rows sources(const model::Catalogue& catalogue) {
  Rows rows;
  for (const model::SeenFamily& seen : catalogue.families())
    for (const auto index : seen.by_trust) {
      const auto& each = seen.family->sources[static_cast<std::size_t>(index)];
      rows.push_back({{"id", each.id},
                      {"family", seen.family->id},
                      {"kind", each.kind},
                      {"as_of", each.as_of ? Datum{date_text(*each.as_of)} : Datum{}},
                      {"title", each.title},
                      {"url", each.url}});
    }
  return rows;
}

Rows rules(const model::Catalogue& catalogue) {
  Rows rows;
  for (const auto& each : catalogue.rules().rules) {
    std::string effect;
    const auto add = [&](const std::string& word) {
      effect += (effect.empty() ? "" : ", ") + word;
    };
    if (each.infer)
      add("infer " +
          catalogue.rules().vocabulary.facts[static_cast<std::size_t>(each.infer->fact)].id);
    if (!each.reweigh.empty()) add("reweigh");
    if (each.exclude) add("exclude");
    if (each.warn) add("warn");
    rows.push_back({{"id", each.id},
                    {"effect", effect},
                    {"because", each.because},
                    {"source", text_or_unknown(each.source)}});
  }
  return rows;
}

// What a row says, but for its id: the same text for the same words.
std::string said(const Record& row) {
  std::string said;
  const auto add = [&](const std::string& text) {
    said.append(std::to_string(text.size())).append(":").append(text);
  };
  for (auto field = row.begin() + 1; field != row.end(); ++field) {
    if (const auto* const text = std::get_if<std::string>(&field->second)) add(*text);
    if (const auto* const list = std::get_if<Items>(&field->second))
      for (const std::string& item : list->items) add(item);
    said.push_back(';');
  }
  return said;
}

// A conflict that every candidate has alike is the family's: the first row stands for all.
void join_alike(Rows& rows, const model::SeenFamily& seen) {
  if (seen.candidates.size() < 2) return;
  std::unordered_map<std::string, std::size_t> alike;  // how many say so; 0 once one stands for all
  for (const Record& row : rows) ++alike[said(row)];
  Rows joined;
  for (Record& row : rows) {
    std::size_t& count = alike[said(row)];
    if (count == 0) continue;
    if (count >= seen.candidates.size()) {
      count = 0;
      row.front().second = seen.family->id + "/" + std::get<std::string>(row[2].second);
    }
    joined.push_back(std::move(row));
  }
  rows = std::move(joined);
}

// Every place where a less trusted source says otherwise.
Rows conflicts(const model::Catalogue& catalogue) {
  Rows all;
  const auto& vocabulary = catalogue.rules().vocabulary;
  for (const model::SeenFamily& seen : catalogue.families()) {
    Rows rows;
    const auto id = [&](model::SourceIndex source) {
      return seen.family->sources[static_cast<std::size_t>(source)].id;
    };
    const auto add = [&](const model::Sight& sight) {
      for (model::FactIndex fact = 0; fact < static_cast<int>(vocabulary.facts.size()); ++fact) {
        const auto evidence = catalogue.evidence(seen, sight, fact);
        for (const auto& other : evidence.conflicts)
          rows.push_back(
              {{"id", (sight.variant == nullptr ? seen.family->id : sight.variant->id) + "/" +
                          vocabulary.facts[static_cast<std::size_t>(fact)].id},
               {"family", seen.family->id},
               {"fact", vocabulary.facts[static_cast<std::size_t>(fact)].id},
               {"believed", vocabulary.text(fact, *sight.believed[static_cast<std::size_t>(fact)])},
               {"sources", plain([&] {
                  std::vector<std::string> words;
                  for (const auto source : evidence.sources) words.push_back(id(source));
                  return words;
                }())},
               {"other_source", id(other.source)},
               {"other_value", vocabulary.text(fact, *other.value)}});
      }
    };
    if (seen.candidates.empty()) add(seen.whole);
    for (const auto& candidate : seen.candidates) add(candidate);
    join_alike(rows, seen);
    all.insert(all.end(), rows.begin(), rows.end());
  }
  return all;
}

Rows questions(const model::Catalogue& catalogue) {
  Rows rows;
  for (const model::Question& each : catalogue.rules().questions) {
    std::vector<std::string> answers;
    std::vector<std::string> examples;
    for (const model::Reply& reply : each.replies)
      (reply.word.empty() ? examples : answers)
          .push_back(reply.word.empty() ? reply.example : reply.word);
    rows.push_back({{"id", each.id},
                    {"text", each.text},
                    {"several", each.several},
                    {"answers", plain(std::move(answers))},
                    {"such_as", plain(std::move(examples))}});
  }
  return rows;
}

Rows keys_of_use(const model::Catalogue& /*catalogue*/) {
  static const char* const types[] = {"flag", "number", "country", "countries", "text", "purposes"};
  Rows rows;
  for (const model::UseKeyInfo& each : model::use_keys())
    rows.push_back({{"id", std::string(each.id)},
                    {"type", std::string(types[static_cast<std::size_t>(each.type)])}});
  return rows;
}

struct Table {
  const char* what;
  Rows (*rows)(const model::Catalogue&);
};

constexpr Table tables[] = {{"families", families},
                            {"variants", variants},
                            {"criteria", criteria},
                            {"facts", facts},
                            {"licences", licences},
                            {"devices", devices},
                            {"quantisations", quantisations},
                            {"runtimes", runtimes},
                            {"sources", sources},
                            {"rules", rules},
                            {"conflicts", conflicts},
                            {"languages", explanation::languages},
                            {"countries", explanation::countries},
                            {"vendors", explanation::vendors},
                            {"questions", questions},
                            {"use", keys_of_use}};

}  // namespace

const std::vector<std::string>& listable() {
  static const std::vector<std::string> words = [] {
    std::vector<std::string> all;
    for (const Table& table : tables) all.emplace_back(table.what);
    return all;
  }();
  return words;
}

Result<std::vector<std::string>> family_ids(const RuleBase& rule_base,
                                            const std::vector<std::string>& words) {
  const auto all = model::find_families(rule_base.catalogue(), words);
  if (!all) return all.error();
  std::vector<std::string> ids;
  for (const std::string& word : words) {
    const int family = *model::find_family(rule_base.catalogue(), word);
    ids.push_back(rule_base.catalogue().rules().families[static_cast<std::size_t>(family)].id);
  }
  return ids;
}

Result<Listing> list(const shortlist::RuleBase& rule_base, std::string_view what) {
  for (const Table& table : tables)
    if (table.what == what) return Listing{std::string(what), table.rows(rule_base.catalogue())};
  return model::usage("there is nothing called '" + std::string(what) + "' to list",
                      did_you_mean(what, listable()));
}

}  // namespace shortlist
