#include "whatif/shard.hpp"

#include "base/json_string.hpp"
#include "whatif/shard_document.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace shortlist::whatif {

namespace {

// Of what is no list and no object.
template <class Scalar>
std::string json(const Scalar& scalar) {
  return nlohmann::json(scalar).dump();
}

template <>
std::string json(const std::string& scalar) {
  std::string out;
  append_json_string(scalar, out);
  return out;
}

template <class Items, class Text>
std::string list(const Items& items, Text text) {
  std::string all = "[";
  for (const auto& item : items) all.append(all.size() == 1 ? "" : ",").append(text(item));
  return all + "]";
}

// Values are JSON already.
using Members = std::vector<std::pair<std::string, std::string>>;
std::string object(const Members& members) {
  std::string all = "{";
  for (const auto& [key, value] : members)
    all.append(all.size() == 1 ? "" : ",").append(json(key)).append(":").append(value);
  return all + "}";
}

std::string hexadecimal(const Wide& wide) {
  std::array<char, 16> digits{};
  const auto text = [&](std::uint64_t number) {
    return std::string(digits.data(),
                       std::to_chars(digits.data(), digits.data() + digits.size(), number, 16).ptr);
  };
  if (wide.high == 0) return text(wide.low);
  const std::string low = text(wide.low);
  return text(wide.high) + std::string(16 - low.size(), '0') + low;
}

std::string decimal(std::uint64_t number) { return std::to_string(number); }

// Numbers of each family in one string.
template <class Number, class Text>
std::string lines(const std::vector<Number>& numbers, int families, Text text) {
  std::vector<std::string> lines;
  const std::size_t width = numbers.size() / static_cast<std::size_t>(std::max(1, families));
  for (std::size_t at = 0; at < numbers.size(); at += width) {
    std::string line;
    for (std::size_t i = at; i < at + width; ++i) {
      if (i > at) line.push_back(' ');
      line += text(numbers[i]);
    }
    lines.push_back(std::move(line));
  }
  return list(lines, json<std::string>);
}

std::string json_of(const Matrix& matrix) {
  std::vector<std::string> rows;
  for (Eigen::Index row = 0; row < matrix.rows(); ++row) {
    std::vector<double> values;
    for (Eigen::Index column = 0; column < matrix.cols(); ++column)
      values.push_back(matrix(row, column));
    rows.push_back(list(values, json<double>));
  }
  return list(rows, [](const std::string& row) { return row; });
}

std::string json_of(const Contestant& contestant) {
  return object({{"id", json(contestant.name.id)},
                 {"name", json(contestant.name.name)},
                 {"qualified", json(contestant.name.status == Status::qualified)},
                 {"rows", json(contestant.last - contestant.first)}});
}

std::string json_of(const Contest& contest) {
  return object(
      {{"needs", list(contest.need_ids, json<std::string>)},
       {"columns", list(contest.columns, json<int>)},
       {"weights", list(contest.weights, json<double>)},
       {"families", list(contest.contestants, [](const auto& each) { return json_of(each); })},
       {"low", json_of(contest.low)},
       {"high", json_of(contest.high)}});
}

std::string json_of(const SampleRun& run) {
  const Tally& tally = run.tally;
  Members shares;
  for (const auto& [tied, counts] : tally.by_share)
    shares.emplace_back(std::to_string(tied),
                        object({{"ranks", lines(counts.ranks, tally.families, decimal)},
                                {"weights", lines(counts.weights, tally.families, hexadecimal)}}));
  Members counts{{"samples", json(decimal(tally.samples))},
                 {"by_share", object(shares)},
                 {"halves", lines(tally.halves, tally.families, decimal)}};
  if (run.dependent)
    counts.emplace_back("squares", lines(tally.squares, tally.families, hexadecimal));
  return object(counts);
}

bool same(const Matrix& left, const Matrix& right) {
  return left.rows() == right.rows() && left.cols() == right.cols() && left == right;
}

}  // namespace

std::string write_shard(const SampleRun& run) {
  const Members document{
      {"schema", json(std::string(shard_schema))},
      {"profile", object({{"title", json(run.inputs.profile_title)},
                          {"file", json(run.inputs.profile_file)}})},
      {"rule_base", object({{"title", json(run.inputs.rule_base_title)},
                            {"fingerprint", json(run.inputs.rule_base_fingerprint.text())}})},
      {"samples", json(decimal(run.samples))},
      {"seed", json(decimal(run.seed))},
      {"weights", json(run.weights)},
      {"dependent", json(run.dependent)},
      {"simplex", json_of(run.simplex)},
      {"shard", json(run.shard)},
      {"shards", json(run.shards)},
      {"blocks", json(decimal(run.next - blocks(run).first))},
      {"contest", json_of(run.contest)},
      {"counts", json_of(run)}};
  std::string lines;
  for (const auto& [key, value] : document)
    lines.append(lines.empty() ? "{\n  " : ",\n  ").append(json(key)).append(": ").append(value);
  return sealed(std::move(lines));
}

std::string difference(const SampleRun& left, const SampleRun& right) {
  const Contest& one = left.contest;
  const Contest& other = right.contest;
  const auto same_family = [](const Contestant& a, const Contestant& b) {
    return a.name == b.name && a.first == b.first && a.last == b.last;
  };
  if (left.inputs.rule_base_fingerprint != right.inputs.rule_base_fingerprint)
    return "the rule base";
  if (left.inputs.profile_title != right.inputs.profile_title || one.need_ids != other.need_ids ||
      one.columns != other.columns || one.weights != other.weights)
    return "the profile";
  if (!std::equal(one.contestants.begin(), one.contestants.end(), other.contestants.begin(),
                  other.contestants.end(), same_family))
    return "which families take part";
  if (one.low != other.low || one.high != other.high) return "how the families meet the needs";
  if (left.weights != right.weights || !same(left.simplex, right.simplex))
    return "the region of the weights";
  if (left.samples != right.samples) return "the number of samples";
  if (left.seed != right.seed) return "the seed";
  if (left.shards != right.shards) return "the number of shards";
  return {};
}

}  // namespace shortlist::whatif
