// The canonical form that a fingerprint is taken of: every entry as one line per value, entries of
// a kind sorted by id, references by id, doubles as their shortest text. Where an entry stood, in
// which file and in what order, leaves no trace; what the order of a list means (trust, levels,
// tie_break, sources of equal rank, rows) stays.

#include "base/decimal.hpp"
#include "base/geometry_keys.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "model/profile.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::model {

namespace {

class Canonical {
 public:
  explicit Canonical(const RuleBase& rules) : rules_(rules) {}

  std::string text() {
    line("rule_base", rules_.title, date_text(rules_.as_of));
    for (const std::string& kind : rules_.trust) line("trust", kind);
    for (const std::string& kind : rules_.candidates) line("candidates", kind);
    for (const TieBreak& by : rules_.tie_break)
      line("tie_break", by.fact < 0 ? "id" : fact(by.fact), by.descending);
    for (const auto& points : rules_.usable) {
      line("usable");
      for (const auto& [memory, share] : points) line("point", memory, share);
    }
    for (const Efficiency& each : rules_.efficiency) efficiency(each);
    section(rules_.vocabulary.facts, [&](const Fact& each) { add(each); });
    section(rules_.vocabulary.sets, [&](const NamedSet& each) {
      line("set", each.id);
      items("item", each.items);
    });
    for (const Same& each : rules_.vocabulary.same) {
      line("same", each.id.text);
      items("member", each.members);
    }
    section(rules_.vocabulary.names, [&](const NamedItems& each) {
      line("vocabulary", each.id, each.of);
      for (const auto& [item, names] : each.names) {
        line("item", item);
        for (const std::string& name : names) line("name", name);
      }
      for (const auto& [word, remedy] : each.instead) line("instead", word, remedy);
    });
    section(rules_.criteria, [&](const Criterion& each) { add(each); });
    for (const Row& row : rules_.rows) {
      line("row", row.id, row.title);
      for (const FactIndex index : row.facts) line("row-fact", fact(index));
    }
    if (rules_.defaults) section(rules_.defaults->needs, [&](const Need& each) { add(each); });
    section(rules_.questions, [&](const Question& each) { add(each); });
    section(rules_.rules, [&](const Rule& each) { add(each); });
    section(rules_.licences, [&](const Licence& each) { add(each); });
    section(rules_.devices, [&](const Device& each) {
      line("device", each.id, each.name, static_cast<double>(each.kind), each.memory, each.usable,
           each.bandwidth_gb_s, each.source);
      efficiency(each.efficiency);
      for (const std::string& alias : each.aliases) line("alias", alias);
      line("figures", each.tflops_fp16, each.power_w, each.price_usd);
    });
    section(rules_.quantisations, [&](const Quantisation& each) {
      line("quantisation", each.id, each.bits_per_weight, each.quality, each.quality_source,
           each.source);
      for (const std::string& runtime : each.runtimes) line("for", runtime);
      for (const TensorBits& bits : each.tensors) {
        line("tensors", bits.bits, bits.fallback_bits);
        for (const TensorRole role : bits.of) line("of", static_cast<double>(role));
        for (const std::string& runtime : bits.runtimes) line("for", runtime);
      }
    });
    section(rules_.runtimes, [&](const Runtime& each) { add(each); });
    section(rules_.families, [&](const Family& each) { add(each); });
    return std::move(text_);
  }

 private:
  // Lengths before words, so that no two different entries read the same.
  void field(std::string_view word) {
    text_.append(std::to_string(word.size())).append(":").append(word).append(" ");
  }
  void field(const char* word) { field(std::string_view(word)); }
  void field(const std::string& word) { field(std::string_view(word)); }
  void field(bool flag) { field(flag ? "yes" : "no"); }
  void field(double number) { field(decimal(number)); }
  template <class T>
  void field(const std::optional<T>& optional) {
    if (optional)
      field(*optional);
    else
      text_.append("- ");
  }
  void field(std::monostate /*nothing*/) { text_.append("- "); }
  void field(const Several& /*no key of a need*/) {}
  void field(const Items& list) {
    text_.append(std::to_string(list.items.size())).append(list.open ? "+ " : " ");
    for (const std::string& item : list.items) field(item);
  }
  template <class... Fields>
  void line(const Fields&... fields) {
    (field(fields), ...);
    text_.push_back('\n');
  }

  void field(const Interval& interval) {
    field(interval.low);
    field(interval.high);
  }

  void efficiency(const Efficiency& each) {
    line("efficiency", each.dense, each.mixture, each.compute, each.milliseconds);
  }

  void add(const Need& need) {
    line("default_need", need.id);
    for (const StatedKey& key : need.stated)
      std::visit([&](const auto& value) { line("key", key.name, value); }, key.value);
  }

  void add(const Question& each) {
    line("question", each.id, each.text, each.help, each.several);
    for (const Reply& reply : each.replies) {
      line("reply", reply.word, reply.says, reply.example, static_cast<double>(reply.reads));
      for (const std::string& alias : reply.aliases) line("alias", alias);
      for (const AskedTable& table : reply.tables) {
        line("table", table.criterion);
        for (const AskedKey& key : table.keys)
          std::visit([&](const auto& value) { line("key", key.name, value); }, key.value);
      }
      for (const auto& [criterion, weight] : reply.weights) line("weight", criterion, weight);
    }
  }

  const std::string& fact(FactIndex index) const {
    return rules_.vocabulary.facts[static_cast<std::size_t>(index)].id;
  }

  template <class Entries, class Add>
  void section(const Entries& entries, Add add_entry) {
    std::vector<std::pair<std::string, const typename Entries::value_type*>> sorted;
    sorted.reserve(entries.size());
    for (const auto& entry : entries) sorted.emplace_back(fold(entry.id), &entry);
    std::sort(sorted.begin(), sorted.end());
    for (const auto& [id, entry] : sorted) add_entry(*entry);
  }

  void items(const char* what, const std::vector<Item>& list) {
    for (const Item& item : make_set(list, false).items) line(what, item.text);
  }

  void value(const Value& value) {
    if (const auto* number = std::get_if<double>(&value)) return line("number", *number);
    if (const auto* date = std::get_if<Date>(&value)) return line("date", date_text(*date));
    if (const auto* level = std::get_if<Level>(&value))
      return line("level", static_cast<double>(level->position));
    if (const auto* word = std::get_if<Item>(&value)) return line("text", word->text);
    if (const auto* flag = std::get_if<bool>(&value)) return line("flag", *flag);
    const auto& set = std::get<ItemSet>(value);
    line("set-of", set.open);
    items("item", set.items);
  }

  void add(const Fact& each) {
    line("fact", each.id, each.title, static_cast<double>(each.type),
         static_cast<double>(each.unit), static_cast<double>(each.match));
    for (const std::string& level : each.levels) line("level", level);
    if (each.names_families) line("names families");
    for (const auto& [item, label] : each.labels) line("label", item, label);
  }

  void add(const Criterion& each) {
    line("criterion", each.id, each.title, static_cast<double>(each.kind),
         each.fact < 0 ? "" : fact(each.fact), each.strong_fact < 0 ? "" : fact(each.strong_fact),
         each.count_fact < 0 ? "" : fact(each.count_fact),
         each.extended_fact < 0 ? "" : fact(each.extended_fact), static_cast<double>(each.scope),
         static_cast<double>(each.scale), each.floor, each.ceiling, each.weight, each.advantage,
         each.advantage_strong, each.advantage_count);
    for (const Benchmark& benchmark : each.benchmarks) {
      if (!benchmark.id.empty()) line("benchmark", benchmark.id, benchmark.title);
      if (!benchmark.id.empty() && benchmark.fact >= 0) line("reads", fact(benchmark.fact));
      for (const auto& [language, of] : benchmark.languages) line("reads", language.text, fact(of));
      for (const auto& [x, v] : benchmark.points) line("point", x, v);
    }
  }

  void comparators(const Comparators& compare) {
    line("compare", compare.at_least, compare.at_most);
    if (compare.is) value(*compare.is);
    if (compare.one_of) items("one_of", *compare.one_of);
    if (compare.none_of) items("none_of", *compare.none_of);
    if (compare.includes) items("includes", *compare.includes);
  }

  void parts(const char* what, const std::vector<Condition>& conditions) {
    line(what, static_cast<double>(conditions.size()));
    for (const Condition& each : conditions) condition(each);
  }

  void condition(const Condition& each) {
    if (const auto* test = std::get_if<FactTest>(&each.test)) {
      line("fact", fact(test->fact));
      if (test->stated) line("stated", *test->stated);
      comparators(test->compare);
    } else if (const auto* use = std::get_if<UseTest>(&each.test)) {
      line("use", std::string(use_keys()[static_cast<std::size_t>(use->key)].id));
      if (use->stated) line("stated", *use->stated);
      comparators(use->compare);
    } else if (const auto* need = std::get_if<NeedTest>(&each.test)) {
      line("need", need->id);
      comparators(need->compare);
    } else if (const auto* all = std::get_if<All>(&each.test)) {
      parts("all", all->parts);
    } else if (const auto* any = std::get_if<Any>(&each.test)) {
      parts("any", any->parts);
    } else {
      parts("not", std::get<Not>(each.test).part);
    }
  }

  void add(const Rule& each) {
    line("rule", each.id, each.exclude, each.warn, each.because, each.source);
    condition(each.when);
    if (each.infer) {
      line("infer", fact(each.infer->fact));
      value(each.infer->value);
    }
    for (const auto& [id, factor] : each.reweigh) line("reweigh", id, factor);
  }

  void add(const Licence& each) {
    line("licence", each.id, each.name, each.hub_id, each.commercial,
         each.monthly_active_users_limit, each.annual_revenue_limit_usd,
         each.monthly_revenue_limit_usd, each.nonprofit_exempt, each.redistribution,
         each.derivatives, each.hosted_service, each.output_training, each.url, each.source);
    if (each.limits_when) {
      line("limits_when");
      condition(*each.limits_when);
    }
    for (const std::string& word : each.classes) line("class", word);
    items("domicile", each.excluded_domiciles);
    items("region", each.excluded_regions);
    items("purpose", each.excluded_purposes);
    for (const auto& [index, list] : each.excluded_when) {
      line("when", fact(index));
      items("item", list);
    }
    for (const Obligation& obligation : each.obligations) {
      line("obligation", obligation.id);
      if (obligation.agreement) line("agreement");
      if (obligation.when) condition(*obligation.when);
    }
  }

  void add(const Runtime& each) {
    line("runtime", each.id, each.name, each.like, each.overhead, each.cell_padding,
         each.utilisation, each.towers_apart, each.source);
    for (const std::string& command : each.start) line("start", command);
    for (const DeviceKind kind : each.kinds) line("kind", static_cast<double>(kind));
    if (each.largest_file) line("largest_file", *each.largest_file);
    if (each.activation)
      line("activation", each.activation->dense, each.activation->mixture,
           each.activation->multimodal);
    for (const double bytes : each.extra) line("extra", bytes);
  }

  void claims(const Family& family, const std::vector<Claim>& list) {
    std::vector<std::pair<std::string, const Claim*>> sorted;
    sorted.reserve(list.size());
    for (const Claim& claim : list)
      sorted.emplace_back(source(family, claim.source) + " " + fact(claim.fact), &claim);
    std::sort(sorted.begin(), sorted.end());
    for (const auto& [name, claim] : sorted) {
      line("claim", name);
      value(*claim->value);
      if (claim->error) line("error", *claim->error);
    }
  }

  static const std::string& source(const Family& family, SourceIndex index) {
    return family.sources[static_cast<std::size_t>(index)].id;
  }

  void geometry(const Geometry& each) {
    for (const GeometryKey& key : geometry_keys)
      line("geometry", static_cast<double>(each.*key.count));
    line("geometry", each.tied_embeddings, each.state_bytes, each.kv_bytes_per_token, each.source);
  }

  void add(const Family& family) {
    line("family", family.id, family.name);
    for (const std::string& alias : family.aliases) line("alias", alias);
    for (const Source& each : family.sources)
      line("source", each.id, each.kind, each.title, each.url,
           each.as_of ? date_text(*each.as_of) : std::string{});
    claims(family, family.claims);
    for (const Variant& variant : family.variants) {
      line("variant", variant.id, variant.name);
      for (const SourceIndex index : variant.listed_by) line("listed-by", source(family, index));
      claims(family, variant.claims);
      for (const FileSize& file : variant.files)
        line("file", source(family, file.source),
             rules_.quantisations[static_cast<std::size_t>(file.quantisation)].id, file.bytes);
      if (variant.geometry) geometry(*variant.geometry);
    }
  }

  const RuleBase& rules_;
  std::string text_;
};

}  // namespace

std::string fingerprint(const RuleBase& rule_base) { return sha256(Canonical(rule_base).text()); }

}  // namespace shortlist::model
