#include "whatif/shard.hpp"

#include "whatif/shard_document.hpp"

#include <array>
#include <charconv>

namespace shortlist::whatif {

namespace {

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
Json lines(const std::vector<Number>& numbers, int families, Text text) {
  Json lines = Json::array();
  const std::size_t width = numbers.size() / static_cast<std::size_t>(std::max(1, families));
  for (std::size_t at = 0; at < numbers.size(); at += width) {
    std::string line;
    for (std::size_t i = at; i < at + width; ++i) {
      if (i > at) line.push_back(' ');
      line += text(numbers[i]);
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

Json json_of(const decide::Matrix& matrix) {
  Json rows = Json::array();
  for (Eigen::Index row = 0; row < matrix.rows(); ++row) {
    Json values = Json::array();
    for (Eigen::Index column = 0; column < matrix.cols(); ++column)
      values.push_back(matrix(row, column));
    rows.push_back(std::move(values));
  }
  return rows;
}

Json json_of(const Contest& contest) {
  Json object;
  object["needs"] = contest.need_ids;
  object["columns"] = contest.columns;
  object["weights"] = contest.weights;
  object["families"] = Json::array();
  for (const Contestant& each : contest.contestants) {
    Json family;
    family["id"] = each.name.id;
    family["name"] = each.name.name;
    family["qualified"] = each.name.status == Status::qualified;
    family["rows"] = each.last - each.first;
    object["families"].push_back(std::move(family));
  }
  object["low"] = json_of(contest.low);
  object["high"] = json_of(contest.high);
  return object;
}

Json json_of(const SampleRun& run) {
  const Tally& tally = run.tally;
  Json object;
  object["samples"] = decimal(tally.samples);
  object["by_share"] = Json::object();
  for (const auto& [tied, counts] : tally.by_share) {
    Json& share = object["by_share"][std::to_string(tied)];
    share["ranks"] = lines(counts.ranks, tally.families, decimal);
    share["weights"] = lines(counts.weights, tally.families, hexadecimal);
  }
  object["halves"] = lines(tally.halves, tally.families, decimal);
  if (run.dependent) object["squares"] = lines(tally.squares, tally.families, hexadecimal);
  return object;
}

}  // namespace

std::string document_text(const Json& document) {
  std::string text;
  for (const auto& [key, value] : document.items()) {
    text += (text.empty() ? "{\n  " : ",\n  ") + Json(key).dump() + ": ";
    text += value.dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  return text + "\n}\n";
}

std::string write_shard(const SampleRun& run) {
  Json document;
  document["schema"] = shard_schema;
  document["profile"]["title"] = run.inputs.profile_title;
  document["profile"]["file"] = run.inputs.profile_file;
  document["rule_base"]["title"] = run.inputs.rule_base_title;
  document["rule_base"]["fingerprint"] = run.inputs.rule_base_fingerprint;
  document["samples"] = decimal(run.samples);
  document["seed"] = decimal(run.seed);
  document["weights"] = run.weights;
  document["dependent"] = run.dependent;
  document["shard"] = run.shard;
  document["shards"] = run.shards;
  document["blocks"] = decimal(run.next - blocks(run).first);
  document["contest"] = json_of(run.contest);
  document["counts"] = json_of(run);
  // Before the text is cleaned of what is not UTF-8 it is not what will be read again.
  document = Json::parse(document_text(document));
  document["checksum"] = checksum(document);
  return document_text(document);
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
  if (left.weights != right.weights) return "the region of the weights";
  if (left.samples != right.samples) return "the number of samples";
  if (left.seed != right.seed) return "the seed";
  if (left.shards != right.shards) return "the number of shards";
  return {};
}

}  // namespace shortlist::whatif
