#include "property/generator.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>

namespace property {
namespace {

using namespace oracle;

constexpr double new_year = 20089;  // 2025-01-01, in days

int between(int low, int high) { return *rc::gen::inRange(low, high + 1); }

// Shrinks towards false.
bool one_in(int n) { return between(0, n - 1) == n - 1; }

template <class T>
T any(std::vector<T> of) {
  return *rc::gen::elementOf(std::move(of));
}

List some(const List& of, int low, int high) {
  return *rc::gen::container<List>(static_cast<std::size_t>(between(low, high)),
                                   rc::gen::elementOf(of));
}

List words(const Fact& fact) {
  if (fact.match == "language") {
    return {"zh", "zh-Hans", "en", "EN", "ja", "pt", "pt-BR", "no", "nb", "nn"};
  }
  if (fact.match == "region") return {"DE", "FR", "NO", "us"};
  if (fact.type == Type::set) return {"text", "image", "Audio"};
  return {"acme", "Birch", "cedar", "no", "nb"};  // the last two: [[same]] is for languages alone
}

// What a list may name: sets too.
List words_and_sets(const Fact& fact) {
  List all = words(fact);
  if (fact.match == "language") all.insert(all.end(), {"@cjk", "@asia"});
  if (fact.match == "region") all.insert(all.end(), {"@eu", "EU", "@eea"});
  if (fact.match == "exact" && fact.type == Type::set) all.emplace_back("@media");
  return all;
}

bool is_score(const Fact& fact) {
  return fact.id == "score" || fact.id.starts_with("mark_") || fact.id.starts_with("also_");
}

// Numbers and dates come in a few steps, so that facts and bounds meet.
double at_step(const Fact& fact, int n) {
  if (fact.type == Type::date) return new_year + 40.0 * n;
  if (is_score(fact)) return 0.1 * n;
  if (fact.bytes) return 1e9 * n + (n % 3 == 0 ? 73741824.0 * n : 7);  // whole GiB, and odd bytes
  const bool large = fact.id.find("parameters") != std::string::npos;
  return n * (large ? 1e9 : fact.id.find("tokens") != std::string::npos ? 1000.0 : 5.0);
}

const Fact& fact_of(const World& world, const std::string& id) {
  return *std::find_if(world.facts.begin(), world.facts.end(),
                       [&](const Fact& fact) { return fact.id == id; });
}

Value drawn(const Fact& fact, bool may_be_open) {
  switch (fact.type) {
    case Type::number:
    case Type::date:
      return at_step(fact, between(1, 12));
    case Type::level:
      return any(fact.levels);
    case Type::text:
      return any(words(fact));
    case Type::flag:
      return one_in(2);
    case Type::set:
      return Items{some(words_and_sets(fact), 0, 3), may_be_open && one_in(2)};
  }
  return false;
}

// The fact of a need: of several benchmarks that of the one it names.
std::string read_by(const Criterion& c, const Need& need) {
  if (c.benchmarks.empty()) return c.fact;
  return c.benchmarks[need.benchmark == "Prices" ? 1 : 0].fact;
}

// What a source says: of some facts, something.
Facts claims(int least) {
  Facts said;
  const auto facts = *rc::gen::container<std::vector<Fact>>(
      static_cast<std::size_t>(between(least, 9)), rc::gen::elementOf(claimable()));
  for (const Fact& fact : facts) said.emplace(fact.id, drawn(fact, true));
  return said;
}

Family family(const std::string& id, const Wish& wish) {
  Family family{.id = id};
  const int sources = between(1, 3);
  for (int i = 0; i < sources; ++i) {
    family.sources.push_back(
        {.id = "s" + std::to_string(i), .kind = any<std::string>({"vendor", "shop", "page"})});
    if (one_in(2)) family.sources.back().as_of = new_year + 30 * between(0, 2);
    family.sources.back().claims = claims(i == 0 ? 4 : 0);
  }
  const int variants = between(0, wish.one_candidate ? 1 : 3);
  for (int i = 0; i < variants; ++i) {
    Variant variant{.id = id + "-v" + std::to_string(i)};
    for (const Source& source : family.sources) {
      if (one_in(2)) variant.claims[source.id] = claims(0);
    }
    family.variants.push_back(std::move(variant));
  }
  return family;
}

// Bounds of a scale where its kind and the contract allow them.
Criterion scaled(const World& world, const std::string& id, Kind kind, const std::string& fact) {
  Criterion c{.id = id, .kind = kind, .fact = fact};
  const Fact& reads = fact_of(world, fact);
  c.log = reads.type == Type::number && one_in(3);
  const bool rises = kind != Kind::at_most;
  const bool must_have_floor = c.log && kind == Kind::at_least;
  if (rises && (must_have_floor || one_in(2))) c.floor = at_step(reads, between(1, 6));
  if (kind != Kind::at_least && one_in(2)) c.ceiling = at_step(reads, between(7, 20));
  return c;
}

std::vector<std::pair<double, double>> points(double step) {
  std::vector<std::pair<double, double>> points;
  double x = 0;
  const int count = between(2, 4);
  for (int i = 0; i < count; ++i) {
    x += step * between(1, 5);
    points.emplace_back(x, any<double>({0, 0.25, 0.3, 0.75, 1}));
  }
  return points;
}

std::vector<Criterion> criteria(const World& world) {
  const auto of = [&](const char* id, Kind kind, const char* fact) {
    return scaled(world, id, kind, fact);
  };
  const auto plain = [](const char* id, Kind kind, const char* fact) {
    return Criterion{.id = id, .kind = kind, .fact = fact};
  };
  std::vector<Criterion> all{of("context", Kind::at_least, "context_tokens"),
                             of("size", Kind::range, "parameters"),
                             of("price", Kind::at_most, "price"),
                             of("memory", Kind::at_least, "memory"),
                             of("release", Kind::at_least, "release"),
                             of("not_newer", Kind::at_most, "release"),
                             of("season", Kind::range, "release"),
                             of("largest", Kind::at_least, "largest_parameters"),
                             of("smallest", Kind::at_most, "smallest_parameters"),
                             of("longest", Kind::at_least, "longest_context_tokens"),
                             of("family_price", Kind::range, "price"),
                             plain("family_language", Kind::coverage, "languages"),
                             plain("family_vendor", Kind::one_of, "vendor"),
                             plain("every_input", Kind::coverage, "inputs_in_every_size"),
                             plain("language", Kind::coverage, "languages"),
                             plain("inputs", Kind::coverage, "inputs"),
                             plain("region", Kind::coverage, "regions"),
                             plain("vendor", Kind::one_of, "vendor"),
                             plain("country", Kind::one_of, "country"),
                             plain("licence_kind", Kind::one_of, "openness"),
                             plain("openness", Kind::ladder, "openness"),
                             plain("gated", Kind::flag, "gated"),
                             plain("quality", Kind::curve, "score"),
                             plain("grade", Kind::curve, ""),
                             plain("fluency", Kind::curve, "")};
  const auto named = [&](const char* id) -> Criterion& {
    return *std::find_if(all.begin(), all.end(), [&](const Criterion& c) { return c.id == id; });
  };
  named("context").extended_fact = "extended_context_tokens";
  named("language").strong_fact = "strong_languages";
  named("language").count_fact = "language_count";
  for (const char* id : {"largest", "smallest", "longest", "every_input", "family_price",
                         "family_language", "family_vendor"}) {
    named(id).family_scope = true;
  }
  named("quality").points = points(0.1);
  named("grade").benchmarks = {{"tests", "score", {}, points(0.1)},
                               {"prices", "price", {}, points(5)}};
  named("fluency").benchmarks = {{"marks", "mark_", {"en", "zh-Hans", "nb"}, points(0.1)},
                                 {"more", "also_", {"en", "ko"}, points(0.1)}};
  for (Criterion& c : all) {
    if (one_in(3)) c.weight = any<double>({0, 1, 2, 7.5});
  }
  return all;
}

// Points of 100 that no score comes to exactly: the engine and the oracle may round apart.
void by_language(Need& need) {
  need.languages = some({"en", "EN", "zh", "nb", "no", "nn", "ko", "pt", "@cjk"}, 1, 3);
  if (need.must || one_in(2)) need.at_least = any<double>({0, 10.1, 26.7, 49.9, 62.1, 77.7, 99.9});
}

Need need(const World& world, const Criterion& c, const Wish& wish) {
  Need need{.criterion = c.id};
  need.must = between(0, 99) < static_cast<int>(100 * wish.must);
  if (one_in(2)) need.weight = any<double>({0, 0.5, 1, 3, 10});
  if (c.id == "fluency") {
    by_language(need);
    return need;
  }
  if (c.id == "grade" && one_in(2)) need.benchmark = any<std::string>({"tests", "Prices"});
  const Fact& fact = fact_of(world, read_by(c, need));
  const int low = between(1, 10);
  switch (c.kind) {
    case Kind::at_least:
      need.at_least = at_step(fact, low);
      if (one_in(2)) need.aim = at_step(fact, between(low, 14));
      need.extended = !c.extended_fact.empty() && one_in(2);
      break;
    case Kind::at_most:
      need.at_most = at_step(fact, low);
      if (one_in(2)) need.aim = at_step(fact, between(1, low));
      break;
    case Kind::range:
    case Kind::curve: {
      const int which = between(c.kind == Kind::curve && !need.must ? 0 : 1, 3);
      if ((which & 1) != 0) need.at_least = at_step(fact, low);
      if ((which & 2) != 0) need.at_most = at_step(fact, between(low, 12));
      break;
    }
    case Kind::coverage: {
      const bool language = c.id == "language";
      const int which = between(1, language ? 15 : 3);
      if ((which & 1) != 0) need.all_of = some(words_and_sets(fact), 1, 3);
      if ((which & 2) != 0) need.any_of = some(words_and_sets(fact), 1, 2);
      if ((which & 4) != 0) need.strong = some(words_and_sets(fact), 1, 2);
      if ((which & 8) != 0) need.count = 5.0 * between(1, 12);
      break;
    }
    case Kind::one_of: {
      const List from = fact.type == Type::level ? fact.levels : words_and_sets(fact);
      const int which = between(1, 3);
      if ((which & 1) != 0) need.one_of = some(from, 1, 3);
      if ((which & 2) != 0) need.none_of = some(from, 1, 2);
      break;
    }
    case Kind::flag:
      if (one_in(2)) need.is = one_in(2);
      break;
    case Kind::ladder: {
      const int at = between(0, 3);
      need.at_least = fact.levels[static_cast<std::size_t>(at)];
      if (one_in(2)) need.aim = fact.levels[static_cast<std::size_t>(between(at, 3))];
      break;
    }
  }
  return need;
}

Condition condition(const World& world, bool facts, int depth) {
  using What = Condition::What;
  const int which = between(facts ? 0 : 1, depth > 0 ? 4 : 1);
  if (which == 1) return {.what = What::need, .id = any(world.criteria).id};
  if (which > 1) {
    Condition whole{.what = which == 2 ? What::all : which == 3 ? What::any : What::no};
    const int parts = which == 4 ? 1 : between(1, 3);
    for (int i = 0; i < parts; ++i) whole.parts.push_back(condition(world, facts, depth - 1));
    return whole;
  }
  const Fact fact = any(claimable());
  Condition when{.what = What::fact, .id = fact.id};
  if (fact.type == Type::set) {
    when.includes = some(words_and_sets(fact), 1, 2);
  } else if (fact.type == Type::number || fact.type == Type::date) {
    (one_in(2) ? when.at_least : when.at_most) = at_step(fact, between(1, 12));
  } else if (fact.type == Type::level && one_in(2)) {
    when.at_least = any(fact.levels);
  } else {
    when.is = drawn(fact, false);
  }
  return when;
}

Rule rule(const World& world, int i) {
  Rule rule{.id = "rule-" + std::to_string(i)};
  const int effect = between(0, 3);
  rule.when = condition(world, effect != 1, 2);
  if (effect == 0) rule.exclude = true;
  if (effect == 1) rule.reweigh[any(need_ids(world.needs))] = any<double>({0, 0.5, 3});
  if (effect == 2) {
    rule.infer = any<std::string>({"languages", "strong_languages", "inputs"});
    rule.infer_includes = some(words_and_sets(fact_of(world, rule.infer)), 1, 2);
  }
  if (effect == 3) {
    rule.infer =
        any<std::string>({"openness", "gated", "vendor", "score", "extended_context_tokens",
                          "parameters", "context_tokens", "price"});
    rule.infer_value = drawn(fact_of(world, rule.infer), false);
  }
  return rule;
}

World world(const Wish& wish) {
  World world{
      .trust = *shuffled<std::string>({"vendor", "shop", "page"}),
      .first = {},
      .candidates = {},
      .tie_break = any<List>({{"id"}, {"-parameters", "id"}, {"price"}, {"release", "-price"}}),
      .facts = claimable(),
      .sets = {{"eu", {"DE", "FR"}},
               {"eea", {"@eu", "NO"}},
               {"cjk", {"zh", "ja"}},
               {"asia", {"@cjk", "ko"}},
               {"media", {"image", "audio"}}},
      .same = {{"no", {"nb", "nn"}}},
      .criteria = {},
      .rules = {},
      .families = {},
      .needs = {},
      .order = {}};
  world.facts.insert(world.facts.end(), {{.id = "smallest_parameters"},
                                         {.id = "largest_parameters"},
                                         {.id = "longest_context_tokens"},
                                         {.id = "inputs_in_every_size", .type = Type::set}});
  if (one_in(4)) world.trust.insert(world.trust.begin(), "s1");
  if (!wish.one_candidate && one_in(3))
    world.candidates.assign(world.trust.begin(), world.trust.end() - between(0, 2));
  world.criteria = criteria(world);
  const int needs = between(1, 5);
  for (int i = 0; i < needs; ++i) {
    world.needs.push_back(need(world, any(world.criteria), wish));
  }
  const List ids = need_ids(world.needs);
  if (wish.weights && one_in(4)) {
    world.order = *shuffled(ids);
    world.order->resize(static_cast<std::size_t>(between(1, needs)));
    for (Need& n : world.needs) n.weight.reset();
  }
  if (!wish.weights) {
    for (Need& n : world.needs) n.weight = 0;
  }
  const int rules = wish.rules ? between(0, 3) : 0;
  for (int i = 0; i < rules; ++i) world.rules.push_back(rule(world, i));
  for (const std::string& id : *rc::gen::resize(
           7, rc::gen::unique<List>(rc::gen::element<std::string>("a", "b", "c", "d", "e", "f")))) {
    world.families.push_back(family(id, wish));
  }
  if (world.families.empty()) world.families.push_back(family("a", wish));
  return world;
}

}  // namespace

const std::vector<Fact>& claimable() {
  static const std::vector<Fact> facts{
      {.id = "parameters"},
      {.id = "context_tokens"},
      {.id = "extended_context_tokens"},
      {.id = "price"},
      {.id = "score"},
      {.id = "mark_en"},
      {.id = "mark_zh-Hans"},
      {.id = "mark_nb"},
      {.id = "also_en"},
      {.id = "also_ko"},
      {.id = "memory", .bytes = true},
      {.id = "language_count"},
      {.id = "release", .type = Type::date},
      {.id = "languages", .type = Type::set, .match = "language"},
      {.id = "strong_languages", .type = Type::set, .match = "language"},
      {.id = "inputs", .type = Type::set},
      {.id = "regions", .type = Type::set, .match = "region"},
      {.id = "country", .type = Type::text, .match = "region"},
      {.id = "vendor", .type = Type::text},
      {.id = "openness", .type = Type::level, .levels = {"weights", "code", "recipe", "data"}},
      {.id = "gated", .type = Type::flag}};
  return facts;
}

std::vector<Fact> unstated(const Family& family) {
  const auto states = [&](const Fact& fact) {
    return std::any_of(family.sources.begin(), family.sources.end(),
                       [&](const Source& source) { return source.claims.contains(fact.id); }) ||
           std::any_of(family.variants.begin(), family.variants.end(), [&](const Variant& variant) {
             return std::any_of(variant.claims.begin(), variant.claims.end(),
                                [&](const auto& each) { return each.second.contains(fact.id); });
           });
  };
  std::vector<Fact> facts;
  std::copy_if(claimable().begin(), claimable().end(), std::back_inserter(facts),
               [&](const Fact& fact) { return !states(fact); });
  return facts;
}

World without_extended(World world) {
  for (Need& need : world.needs) need.extended = false;
  for (Criterion& c : world.criteria)
    if (c.id == "fluency") c.benchmarks.pop_back();
  return world;
}

rc::Gen<Value> values(const Fact& fact) {
  return rc::gen::exec([fact] { return drawn(fact, false); });
}

rc::Gen<World> worlds(Wish wish) {
  return rc::gen::exec([wish] { return world(wish); });
}

}  // namespace property
