#pragma once
// What each part of a rule base consists of, listed once for writing, reading and the layout. A
// list takes its struct apart whole: one that misses a member does not compile.
//
// What follows from the rest is not there: look-ups, names and the keys of items. Default needs are
// kept as they were stated, and are made anew.

#include "model/profile.hpp"
#include "model/rule_base.hpp"
#include "snapshot/bytes.hpp"

#include <concepts>
#include <type_traits>
#include <vector>

namespace shortlist::snapshot {

template <>
inline constexpr unsigned count_of<Severity> = 2;
template <>
inline constexpr unsigned count_of<TensorRole> = tensor_roles;
template <>
inline constexpr unsigned count_of<model::FactType> = 6;
template <>
inline constexpr unsigned count_of<model::Unit> = 7;
template <>
inline constexpr unsigned count_of<model::Match> = 3;
template <>
inline constexpr unsigned count_of<model::Derived> = 5;
template <>
inline constexpr unsigned count_of<model::Kind> = 10;
template <>
inline constexpr unsigned count_of<model::Scope> = 2;
template <>
inline constexpr unsigned count_of<model::Scale> = 2;
template <>
inline constexpr unsigned count_of<model::DeviceKind> = 5;
template <>
inline constexpr unsigned count_of<model::UseKey> = model::use_key_count;
template <>
inline constexpr unsigned count_of<model::Reply::Reads> = 3;

// A struct, to be written or read.
template <class T, class Struct>
concept Of = std::same_as<std::remove_const_t<T>, Struct>;

template <class Archive, Of<Where> T>
void fields(Archive& archive, T& each) {
  auto& [file, line, column] = each;
  archive(file, line, column);
}

template <class Archive, Of<Date> T>
void fields(Archive& archive, T& each) {
  auto& [days] = each;
  archive(days);
}

template <class Archive, Of<Interval> T>
void fields(Archive& archive, T& each) {
  auto& [low, high] = each;
  archive(low, high);
}

template <class Archive, Of<Diagnostic> T>
void fields(Archive& archive, T& each) {
  auto& [severity, file, line, column, message, suggestion, source_line] = each;
  archive(severity, file, line, column, message, suggestion, source_line);
}

template <class Archive, Of<Items> T>
void fields(Archive& archive, T& each) {
  auto& [items, open] = each;
  archive(items, open);
}

template <class Archive, Of<Several> T>
void fields(Archive& archive, T& each) {
  auto& [values] = each;
  archive(values);
}

// Values, facts and the vocabulary.

template <class Archive, Of<model::Level> T>
void fields(Archive& archive, T& each) {
  auto& [position] = each;
  archive(position);
}

template <class Archive, Of<model::ItemSet> T>
void fields(Archive& archive, T& each) {
  auto& [items, open] = each;
  archive(items, open);
}

template <class Archive, Of<model::Fact> T>
void fields(Archive& archive, T& each) {
  auto& [id, title, type, unit, levels, match, labels, names_families, derived, base, where] = each;
  archive(id, title, type, unit, levels, match, labels, names_families, derived, base, where);
}

template <class Archive, Of<model::NamedSet> T>
void fields(Archive& archive, T& each) {
  auto& [id, items, where] = each;
  archive(id, items, where);
}

template <class Archive, Of<model::Same> T>
void fields(Archive& archive, T& each) {
  auto& [id, members, where] = each;
  archive(id, members, where);
}

template <class Archive, Of<model::NamedItems> T>
void fields(Archive& archive, T& each) {
  auto& [id, of, names, instead, where] = each;
  archive(id, of, names, instead, where);
}

template <class Archive, Of<model::Vocabulary> T>
void fields(Archive& archive, T& each) {
  archive(each.facts, each.sets, each.same, each.names);
}

// Criteria and rows.

template <class Archive, Of<model::Benchmark> T>
void fields(Archive& archive, T& each) {
  auto& [id, title, fact, languages, points] = each;
  archive(id, title, fact, languages, points);
}

template <class Archive, Of<model::Criterion> T>
void fields(Archive& archive, T& each) {
  auto& [id, title, kind, fact, strong_fact, count_fact, extended_fact, scope, scale, floor,
         ceiling, weight, benchmarks, advantage, advantage_strong, advantage_count, where] = each;
  archive(id, title, kind, fact, strong_fact, count_fact, extended_fact, scope, scale, floor,
          ceiling, weight, benchmarks, advantage, advantage_strong, advantage_count, where);
}

template <class Archive, Of<model::Row> T>
void fields(Archive& archive, T& each) {
  auto& [id, title, facts, where] = each;
  archive(id, title, facts, where);
}

template <class Archive, Of<model::TieBreak> T>
void fields(Archive& archive, T& each) {
  auto& [fact, descending] = each;
  archive(fact, descending);
}

// Conditions, rules and licences.

template <class Archive, Of<model::Comparators> T>
void fields(Archive& archive, T& each) {
  auto& [at_least, at_most, is, one_of, none_of, includes] = each;
  archive(at_least, at_most, is, one_of, none_of, includes);
}

template <class Archive, Of<model::FactTest> T>
void fields(Archive& archive, T& each) {
  auto& [fact, compare, stated] = each;
  archive(fact, compare, stated);
}

template <class Archive, Of<model::UseTest> T>
void fields(Archive& archive, T& each) {
  auto& [key, compare, stated] = each;
  archive(key, compare, stated);
}

template <class Archive, Of<model::NeedTest> T>
void fields(Archive& archive, T& each) {
  auto& [id, compare] = each;
  archive(id, compare);
}

template <class Archive, Of<model::All> T>
void fields(Archive& archive, T& each) {
  auto& [parts] = each;
  archive(parts);
}

template <class Archive, Of<model::Any> T>
void fields(Archive& archive, T& each) {
  auto& [parts] = each;
  archive(parts);
}

template <class Archive, Of<model::Not> T>
void fields(Archive& archive, T& each) {
  auto& [part] = each;
  archive(part);
}

template <class Archive, Of<model::Condition> T>
void fields(Archive& archive, T& each) {
  auto& [test] = each;
  archive(test);
}

template <class Archive, Of<model::Infer> T>
void fields(Archive& archive, T& each) {
  auto& [fact, value] = each;
  archive(fact, value);
}

template <class Archive, Of<model::Rule> T>
void fields(Archive& archive, T& each) {
  auto& [id, when, infer, reweigh, exclude, warn, because, source, where] = each;
  archive(id, when, infer, reweigh, exclude, warn, because, source, where);
}

template <class Archive, Of<model::Obligation> T>
void fields(Archive& archive, T& each) {
  auto& [id, when, agreement] = each;
  archive(id, when, agreement);
}

template <class Archive, Of<model::Licence> T>
void fields(Archive& archive, T& each) {
  auto& [id, name, hub_id, classes, commercial, monthly_active_users_limit,
         annual_revenue_limit_usd, monthly_revenue_limit_usd, limits_when, nonprofit_exempt,
         excluded_domiciles, excluded_regions, excluded_when, excluded_purposes, redistribution,
         derivatives, hosted_service, output_training, obligations, url, source, where] = each;
  archive(id, name, hub_id, classes, commercial, monthly_active_users_limit,
          annual_revenue_limit_usd, monthly_revenue_limit_usd, limits_when, nonprofit_exempt,
          excluded_domiciles, excluded_regions, excluded_when, excluded_purposes, redistribution,
          derivatives, hosted_service, output_training, obligations, url, source, where);
}

// Questions.

template <class Archive, Of<model::AskedKey> T>
void fields(Archive& archive, T& each) {
  auto& [name, value, date, where] = each;
  archive(name, value, date, where);
}

template <class Archive, Of<model::AskedTable> T>
void fields(Archive& archive, T& each) {
  auto& [criterion, keys, where] = each;
  archive(criterion, keys, where);
}

template <class Archive, Of<model::Reply> T>
void fields(Archive& archive, T& each) {
  auto& [word, aliases, says, example, reads, tables, weights, where] = each;
  archive(word, aliases, says, example, reads, tables, weights, where);
}

template <class Archive, Of<model::Question> T>
void fields(Archive& archive, T& each) {
  auto& [id, text, help, several, replies] = each;
  archive(id, text, help, several, replies);
}

// Hardware.

template <class Archive, Of<Geometry> T>
void fields(Archive& archive, T& each) {
  auto& [layers, hidden_size, vocabulary, q_heads, kv_heads, head_dim, value_head_dim, full_layers,
         sliding_layers, sliding_window, sliding_kv_heads, sliding_head_dim, sliding_value_head_dim,
         shared_kv_layers, linear_layers, linear_key_heads, linear_value_heads, linear_key_head_dim,
         linear_value_head_dim, linear_conv_kernel, mla_kv_lora_rank, mla_rope_dim, ffn_size,
         experts, experts_per_token, expert_ffn_size, lookup_rows, lookup_width, tied_embeddings,
         state_bytes, kv_bytes_per_token, source, where] = each;
  archive(layers, hidden_size, vocabulary, q_heads, kv_heads, head_dim, value_head_dim, full_layers,
          sliding_layers, sliding_window, sliding_kv_heads, sliding_head_dim,
          sliding_value_head_dim, shared_kv_layers, linear_layers, linear_key_heads,
          linear_value_heads, linear_key_head_dim, linear_value_head_dim, linear_conv_kernel,
          mla_kv_lora_rank, mla_rope_dim, ffn_size, experts, experts_per_token, expert_ffn_size,
          lookup_rows, lookup_width, tied_embeddings, state_bytes, kv_bytes_per_token, source,
          where);
}

template <class Archive, Of<model::Efficiency> T>
void fields(Archive& archive, T& each) {
  auto& [dense, mixture, compute, milliseconds] = each;
  archive(dense, mixture, compute, milliseconds);
}

template <class Archive, Of<model::Device> T>
void fields(Archive& archive, T& each) {
  auto& [id, name, aliases, kind, memory, usable, bandwidth_gb_s, efficiency, tflops_fp16, power_w,
         price_usd, source, where] = each;
  archive(id, name, aliases, kind, memory, usable, bandwidth_gb_s, efficiency, tflops_fp16, power_w,
          price_usd, source, where);
}

template <class Archive, Of<model::TensorBits> T>
void fields(Archive& archive, T& each) {
  auto& [of, bits, fallback_bits, runtimes] = each;
  archive(of, bits, fallback_bits, runtimes);
}

template <class Archive, Of<model::Quantisation> T>
void fields(Archive& archive, T& each) {
  auto& [id, bits_per_weight, tensors, quality, quality_source, runtimes, source, where] = each;
  archive(id, bits_per_weight, tensors, quality, quality_source, runtimes, source, where);
}

template <class Archive, Of<model::Activation> T>
void fields(Archive& archive, T& each) {
  auto& [dense, mixture, multimodal] = each;
  archive(dense, mixture, multimodal);
}

template <class Archive, Of<model::Runtime> T>
void fields(Archive& archive, T& each) {
  auto& [id, name, like, overhead, cell_padding, utilisation, towers_apart, activation, extra,
         start, kinds, largest_file, source, where] = each;
  archive(id, name, like, overhead, cell_padding, utilisation, towers_apart, activation, extra,
          start, kinds, largest_file, source, where);
}

// Families.

template <class Archive, Of<model::Source> T>
void fields(Archive& archive, T& each) {
  auto& [id, kind, title, url, as_of, where] = each;
  archive(id, kind, title, url, as_of, where);
}

template <class Archive, Of<model::Claim> T>
void fields(Archive& archive, T& each) {
  auto& [fact, source, value, where, error] = each;
  archive(fact, source, value, where, error);
}

template <class Archive, Of<model::FileSize> T>
void fields(Archive& archive, T& each) {
  auto& [source, quantisation, bytes] = each;
  archive(source, quantisation, bytes);
}

template <class Archive, Of<model::Variant> T>
void fields(Archive& archive, T& each) {
  auto& [id, name, listed_by, claims, files, geometry, where] = each;
  archive(id, name, listed_by, claims, files, geometry, where);
}

template <class Archive, Of<model::Family> T>
void fields(Archive& archive, T& each) {
  auto& [id, name, aliases, sources, claims, variants, where] = each;
  archive(id, name, aliases, sources, claims, variants, where);
}

// A default need, as stated.

template <class Archive, Of<model::StatedKey> T>
void fields(Archive& archive, T& each) {
  auto& [name, value, date, where, name_where, typed, unresolved] = each;
  archive(name, value, date, where, name_where, typed, unresolved);
}

struct DefaultNeed {
  int criterion = -1;
  std::vector<model::StatedKey> stated;
  Where where;
};

template <class Archive, Of<DefaultNeed> T>
void fields(Archive& archive, T& each) {
  auto& [criterion, stated, where] = each;
  archive(criterion, stated, where);
}

// The whole; its members are not all to be seen, so that a new one is to be added by hand.
template <class Archive, Of<model::RuleBase> T>
void fields(Archive& archive, T& each) {
  archive(each.title, each.as_of, each.trust, each.candidates, each.tie_break, each.usable,
          each.efficiency, each.vocabulary, each.criteria, each.rows, each.questions, each.rules,
          each.licences, each.devices, each.quantisations, each.runtimes, each.families, each.said,
          each.declared, each.inferred_of_families, each.files, each.warnings, each.replaced,
          each.read_needs, each.read_lists);
}

}  // namespace shortlist::snapshot
