#include "property/toml.hpp"

#include <fmt/format.h>
#include <rapidcheck.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <system_error>
#include <utility>
#include <variant>

namespace property {
namespace {

using oracle::Bound;
using oracle::Fact;
using oracle::List;
using oracle::Type;
using oracle::Value;
using oracle::World;

const char* const types[] = {"number", "date", "level", "text", "set", "flag"};
const char* const kinds[] = {"at-least", "at-most", "range", "curve",
                             "coverage", "one-of",  "flag",  "ladder"};

std::string quoted(const std::string& word) { return '"' + word + '"'; }

// Whole thousands as "12K", so that suffixes are read too.
std::string number(double x) {
  if (x >= 1000 && std::fmod(x, 1000) == 0) return quoted(fmt::format("{}K", x / 1000));
  return fmt::format("{}", x);
}

std::string date(double days) {
  const std::chrono::year_month_day day{
      std::chrono::sys_days{std::chrono::days{static_cast<int>(days)}}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

std::string list(const List& words) {
  std::string text = "[";
  for (const std::string& word : words) text += (text == "[" ? "" : ", ") + quoted(word);
  return text + "]";
}

// Bytes take a unit.
std::string memory(double bytes) {
  constexpr double gib = 1073741824;
  return quoted(std::fmod(bytes, gib) == 0 ? fmt::format("{} GiB", bytes / gib)
                                           : fmt::format("{:.0f} B", bytes));
}

Fact fact_of(const World& world, const std::string& id) {
  for (const Fact& fact : world.facts) {
    if (fact.id == id) return fact;
  }
  return {.id = id};
}

std::string bound(const Fact& fact, const Bound& stated) {
  if (const auto* word = std::get_if<std::string>(&stated)) return quoted(*word);
  const double x = std::get<double>(stated);
  return fact.type == Type::date ? date(x) : fact.bytes ? memory(x) : number(x);
}

std::string value(const Fact& fact, const Value& stated) {
  if (const auto* flag = std::get_if<bool>(&stated)) return *flag ? "true" : "false";
  if (const auto* x = std::get_if<double>(&stated)) return bound(fact, *x);
  if (const auto* word = std::get_if<std::string>(&stated)) return quoted(*word);
  const auto& items = std::get<oracle::Items>(stated);
  return items.open ? fmt::format("{{ includes = {} }}", list(items.items)) : list(items.items);
}

std::string facts(const World& world, const oracle::Facts& claims) {
  std::string text;
  for (const auto& [id, stated] : claims) {
    text += fmt::format("{} = {}\n", id, value(fact_of(world, id), stated));
  }
  return text;
}

std::string curve(const std::vector<std::pair<double, double>>& points) {
  std::string text = "points = [";
  for (const auto& [x, v] : points) text += fmt::format("[{}, {}], ", x, v);
  return text + "]\n";
}

std::string criterion(const World& world, const oracle::Criterion& c) {
  const Fact fact = fact_of(world, c.fact);
  std::string text = fmt::format("[[criterion]]\nid = \"{}\"\nkind = \"{}\"\n", c.id,
                                 kinds[static_cast<int>(c.kind)]);
  if (!c.fact.empty()) text += fmt::format("fact = \"{}\"\n", c.fact);
  if (c.family_scope) text += "scope = \"family\"\n";
  if (c.log) text += "scale = \"log\"\n";
  if (c.floor) text += fmt::format("floor = {}\n", bound(fact, *c.floor));
  if (c.ceiling) text += fmt::format("ceiling = {}\n", bound(fact, *c.ceiling));
  if (!c.points.empty()) text += curve(c.points);
  if (!c.strong_fact.empty()) text += fmt::format("strong_fact = \"{}\"\n", c.strong_fact);
  if (!c.count_fact.empty()) text += fmt::format("count_fact = \"{}\"\n", c.count_fact);
  if (!c.extended_fact.empty()) text += fmt::format("extended_fact = \"{}\"\n", c.extended_fact);
  if (c.weight) text += fmt::format("weight = {}\n", *c.weight);
  for (const auto& each : c.benchmarks) {
    const bool one = each.languages.empty();
    text += fmt::format("[[criterion.benchmark]]\nid = \"{}\"\n{} = \"{}\"\n", each.id,
                        one ? "fact" : "fact_prefix", each.fact);
    if (!one) text += "languages = " + list(each.languages) + "\n";
    text += curve(each.points);
  }
  return text;
}

std::string condition(const World& world, const oracle::Condition& when) {
  using What = oracle::Condition::What;
  if (when.what == What::need) return fmt::format("{{ need = \"{}\" }}", when.id);
  if (when.what == What::no) {
    return fmt::format("{{ not = {} }}", condition(world, when.parts.front()));
  }
  if (when.what != What::fact) {
    std::string text = when.what == What::all ? "{ all = [" : "{ any = [";
    for (const auto& part : when.parts) text += condition(world, part) + ", ";
    return text + "] }";
  }
  const Fact fact = fact_of(world, when.id);
  std::string text = fmt::format("{{ fact = \"{}\"", when.id);
  if (when.at_least) text += ", at_least = " + bound(fact, *when.at_least);
  if (when.at_most) text += ", at_most = " + bound(fact, *when.at_most);
  if (when.is) text += ", is = " + value(fact, *when.is);
  if (!when.includes.empty()) text += ", includes = " + list(when.includes);
  return text + " }";
}

std::string rule(const World& world, const oracle::Rule& rule) {
  std::string text = fmt::format("[[rule]]\nid = \"{}\"\nbecause = \"so it is\"\nwhen = {}\n",
                                 rule.id, condition(world, rule.when));
  if (rule.exclude) text += "exclude = true\n";
  for (const auto& [id, factor] : rule.reweigh) {
    text += fmt::format("reweigh.\"{}\" = {}\n", id, factor);
  }
  if (rule.infer_value) {
    text += fmt::format("infer = {{ fact = \"{}\", value = {} }}\n", rule.infer,
                        value(fact_of(world, rule.infer), *rule.infer_value));
  } else if (!rule.infer.empty()) {
    text += fmt::format("infer = {{ fact = \"{}\", includes = {} }}\n", rule.infer,
                        list(rule.infer_includes));
  }
  return text;
}

std::string family(const World& world, const oracle::Family& family) {
  std::string text = fmt::format("[[family]]\nid = \"{}\"\n", family.id);
  for (const oracle::Source& source : family.sources) {
    text += fmt::format("[[family.source]]\nid = \"{}\"\nkind = \"{}\"\n", source.id, source.kind);
    if (source.as_of) text += fmt::format("as_of = {}\n", date(*source.as_of));
  }
  for (const oracle::Source& source : family.sources) {
    if (source.claims.empty()) continue;
    text += fmt::format("[family.claims.{}]\n", source.id) + facts(world, source.claims);
  }
  for (const oracle::Variant& variant : family.variants) {
    text += fmt::format("[[family.variant]]\nid = \"{}\"\n", variant.id);
    for (const auto& [source, claims] : variant.claims) {
      text += fmt::format("[family.variant.claims.{}]\n", source) + facts(world, claims);
    }
  }
  return text;
}

// What a world that does not load has to say.
template <class T>
T accepted(shortlist::Result<T> result) {
  if (result) return *std::move(result);
  std::string text;
  for (const auto& diagnostic : result.error().diagnostics) text += to_text(diagnostic);
  RC_FAIL(text);
  std::abort();  // RC_FAIL throws
}

}  // namespace

std::vector<std::string> rule_base_entries(const World& world) {
  std::vector<std::string> entries{
      fmt::format("[rule_base]\ntitle = \"A small world\"\nas_of = 2026-01-01\ntrust = {}\n"
                  "{}tie_break = {}\n",
                  list(world.trust),
                  world.candidates.empty() ? "" : "candidates = " + list(world.candidates) + "\n",
                  list(world.tie_break))};
  for (const Fact& fact : world.facts) {
    if (fact.id.starts_with("smallest_") || fact.id.starts_with("largest_") ||
        fact.id.starts_with("longest_") || fact.id.ends_with("_in_every_size")) {
      continue;  // derived: there by themselves
    }
    entries.push_back(fmt::format("[[fact]]\nid = \"{}\"\ntype = \"{}\"\n", fact.id,
                                  types[static_cast<int>(fact.type)]));
    if (fact.bytes) entries.back() += "unit = \"bytes\"\n";
    if (!fact.levels.empty()) entries.back() += "levels = " + list(fact.levels) + "\n";
    if (fact.match != "exact") entries.back() += fmt::format("match = \"{}\"\n", fact.match);
  }
  for (const auto& [id, items] : world.sets) {
    entries.push_back(fmt::format("[[set]]\nid = \"{}\"\nitems = {}\n", id, list(items)));
  }
  for (const auto& [id, members] : world.same) {
    entries.push_back(fmt::format("[[same]]\nid = \"{}\"\nmembers = {}\n", id, list(members)));
  }
  // So that a need may ask for what no family of this world has.
  entries.push_back(
      fmt::format("[[set]]\nid = \"every-word\"\nitems = {}\n",
                  list({"acme", "Birch", "cedar", "no", "nb", "text", "image", "Audio"})));
  for (const auto& c : world.criteria) entries.push_back(criterion(world, c));
  for (const auto& r : world.rules) entries.push_back(rule(world, r));
  for (const auto& f : world.families) entries.push_back(family(world, f));
  return entries;
}

std::string profile_toml(const World& world) {
  std::string text = "schema = 1\n";
  if (world.order) text += "order = " + list(*world.order) + "\n";
  for (const oracle::Need& need : world.needs) {
    const auto of_criterion = [&](const auto& other) { return other.criterion == need.criterion; };
    const bool repeated = std::count_if(world.needs.begin(), world.needs.end(), of_criterion) > 1;
    const auto c = std::find_if(world.criteria.begin(), world.criteria.end(),
                                [&](const auto& other) { return other.id == need.criterion; });
    const Fact fact = fact_of(world, c->fact);
    text += (repeated ? "[[need." : "[need.") + need.criterion + (repeated ? "]]\n" : "]\n");
    if (need.must) text += "level = \"must\"\n";
    if (need.weight) text += fmt::format("weight = {}\n", *need.weight);
    if (need.at_least) text += fmt::format("at_least = {}\n", bound(fact, *need.at_least));
    if (need.at_most) text += fmt::format("at_most = {}\n", bound(fact, *need.at_most));
    if (!need.benchmark.empty()) text += fmt::format("benchmark = \"{}\"\n", need.benchmark);
    if (!need.languages.empty()) text += "languages = " + list(need.languages) + "\n";
    if (need.aim) text += fmt::format("aim = {}\n", bound(fact, *need.aim));
    if (!need.all_of.empty()) text += "all_of = " + list(need.all_of) + "\n";
    if (!need.any_of.empty()) text += "any_of = " + list(need.any_of) + "\n";
    if (!need.strong.empty()) text += "strong = " + list(need.strong) + "\n";
    if (!need.one_of.empty()) text += "one_of = " + list(need.one_of) + "\n";
    if (!need.none_of.empty()) text += "none_of = " + list(need.none_of) + "\n";
    if (need.count) text += fmt::format("count = {}\n", *need.count);
    if (need.is) text += fmt::format("is = {}\n", *need.is);
    if (need.extended) text += "extended = true\n";
  }
  return text;
}

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "shortlist-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) std::abort();
  path_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void Folder::write(const std::string& file, const std::string& text) const {
  std::ofstream(std::filesystem::path(path_) / file) << text;
}

shortlist::RuleBase loaded_from(const std::vector<std::vector<std::string>>& files) {
  const Folder folder;
  for (std::size_t i = 0; i < files.size(); ++i) {
    std::string text = "schema = 1\n";
    for (const std::string& entry : files[i]) text += entry;
    folder.write(fmt::format("{:03}.toml", i), text);
  }
  return accepted(
      shortlist::load_rule_base({.folders = {folder.path()}, .trust = {}, .only_source = {}}));
}

shortlist::RuleBase loaded(const World& world) { return loaded_from({rule_base_entries(world)}); }

shortlist::Profile read_profile(const shortlist::RuleBase& rule_base, const std::string& toml) {
  return accepted(shortlist::parse_profile(rule_base, toml, "profile.toml"));
}

shortlist::Ranking ranked(const shortlist::RuleBase& rule_base, const shortlist::Profile& profile,
                          const shortlist::RankOptions& options) {
  return accepted(shortlist::rank(rule_base, profile, options));
}

shortlist::Ranking ranked(const World& world, const shortlist::RankOptions& options) {
  const auto rule_base = loaded(world);
  return ranked(rule_base, read_profile(rule_base, profile_toml(world)), options);
}

std::vector<shortlist::RankedFamily> all_of(const shortlist::Ranking& ranking) {
  auto all = ranking.ranking;
  for (const auto& excluded : ranking.excluded) all.push_back(excluded.standing);
  return all;
}

std::string portrait(const shortlist::RankedFamily& family) {
  std::string text = fmt::format("{} {} {} {:a} {:a} {:a}\n", family.family,
                                 family.variant.value_or("-"), static_cast<int>(family.status),
                                 family.score, family.score_low, family.score_high);
  const auto add = [&](const char* what, const std::vector<std::string>& words) {
    text += fmt::format("  {}: {}\n", what, fmt::join(words, ", "));
  };
  for (const auto& need : family.criteria) {
    text += fmt::format("  {} {} {} {:a} {:a} {:a} {:a} {:a}: {}\n", need.need_id, need.must,
                        static_cast<int>(need.verdict), need.value, need.value_low, need.value_high,
                        need.weight, need.contribution, need.reason);
    add("sources", need.sources);
    add("rules", need.rules);
    for (const auto& fact : need.facts) text += fmt::format("    {}: {}\n", fact.id, fact.text);
    for (const auto& conflict : need.conflicts) {
      text += fmt::format("    {} by {}: {}\n", conflict.fact, conflict.source, conflict.text);
    }
  }
  add("warnings", family.warnings);
  add("disputed", family.disputed);
  for (const auto& question : family.questions) text += "  " + question.text + "\n";
  for (const auto& rule : family.rules) text += fmt::format("  {} {}\n", rule.id, rule.effect);
  return text;
}

std::map<std::string, std::string> portraits(const shortlist::Ranking& ranking) {
  std::map<std::string, std::string> all;
  for (const auto& family : all_of(ranking)) all[family.family] = portrait(family);
  return all;
}

std::string json(const shortlist::Ranking& ranking) {
  return shortlist::report(ranking, {.format = shortlist::Format::json});
}

}  // namespace property

namespace oracle {

// How a counterexample is shown: as the files that reproduce it, less the vocabulary that never
// changes and the criteria that no need reads.
void showValue(const World& world, std::ostream& os) {
  World shown = world;
  shown.sets.clear();
  shown.same.clear();
  std::erase_if(shown.criteria, [&](const Criterion& c) {
    return std::none_of(world.needs.begin(), world.needs.end(),
                        [&](const Need& need) { return need.criterion == c.id; });
  });
  os << "\n# rule base, with the facts, sets and unused criteria of generator.cpp\nschema = 1\n";
  for (const std::string& entry : property::rule_base_entries(shown)) {
    if (!entry.starts_with("[[fact]]")) os << entry;
  }
  os << "\n# profile\n" << property::profile_toml(world);
}

}  // namespace oracle
