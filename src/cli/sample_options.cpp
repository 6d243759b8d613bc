#include "cli/sample_options.hpp"

#include "cli/command_table.hpp"
#include "shortlist/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

namespace shortlist::cli {

namespace {

template <class Number>
std::optional<Number> whole(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// "100_000", "1M", "1e6".
std::optional<double> quantity(const std::string& text) {
  if (const auto number = parse_number(text)) return number;
  return whole<double>(text);
}

// Whatever links and dots the two names go through.
bool same_file(const std::string& one, const std::string& other) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (fs::equivalent(one, other, error)) return true;
  const fs::path left = fs::weakly_canonical(fs::absolute(one, error), error);
  return left == fs::weakly_canonical(fs::absolute(other, error), error);
}

}  // namespace

Diagnostics apply_samples(Arguments& arguments, const std::string& value) {
  constexpr double most = 1e13;
  const auto number = quantity(value);
  if (!number || !(*number >= 1 && *number <= most) || *number != std::floor(*number))
    return wrong_usage("--samples is a whole number from 1 to 10T, not '" + value + "'",
                       "1M, 1e6 and 1_000_000 say the same");
  arguments.sample.samples = static_cast<std::uint64_t>(*number);
  arguments.sample.only_if_quick = false;
  return {};
}

Diagnostics apply_seed(Arguments& arguments, const std::string& value) {
  const auto number = whole<std::uint64_t>(value);
  if (!number)
    return wrong_usage("--seed is a whole number from 0 to 18446744073709551615, not '" + value +
                       "'");
  arguments.sample.seed = *number;
  return {};
}

Diagnostics apply_threads(Arguments& arguments, const std::string& value) {
  constexpr int most = 256;
  const auto number = whole<int>(value);
  if (!number || *number < 1 || *number > most)
    return wrong_usage("--threads is a whole number from 1 to 256, not '" + value + "'");
  arguments.sample.threads = *number;
  return {};
}

Diagnostics apply_from_line(Arguments& arguments, const std::string& value) {
  const auto number = quantity(value);
  if (!number || !(*number >= 1 && *number <= 1e15) || *number != std::floor(*number))
    return wrong_usage("--from-line is a whole number from 1, not '" + value + "'");
  arguments.from_line = static_cast<std::uint64_t>(*number);
  return {};
}

Diagnostics apply_memory(Arguments& arguments, const std::string& value) {
  const auto bytes = batch_memory(value);
  if (!bytes)
    return wrong_usage(
        "--memory is an amount with its unit, such as 512 MiB or 2GiB, and 64 MiB or "
        "more, not '" +
        value + "'");
  arguments.memory = *bytes;
  return {};
}

Diagnostics apply_shard(Arguments& arguments, const std::string& value) {
  constexpr int most = 1'000'000;
  const std::size_t slash = std::min(value.find('/'), value.size());
  const auto shard = whole<int>(std::string_view(value).substr(0, slash));
  const auto shards = whole<int>(std::string_view(value).substr(std::min(slash + 1, value.size())));
  if (!shard || !shards || *shard < 1 || *shards > most || *shard > *shards)
    return wrong_usage("--shard is which of how many, like 2/8, not '" + value + "'");
  arguments.sample.shard = *shard;
  arguments.sample.shards = *shards;
  arguments.shard_stated = true;
  return {};
}

Diagnostics apply_weights(Arguments& arguments, const std::string& value) {
  std::size_t chosen = 0;
  Diagnostics problem = choose("weights", arguments, value, chosen);
  arguments.sample.region =
      std::array{WeightRegion::any, WeightRegion::order, WeightRegion::bounds}[chosen];
  return problem;
}

Diagnostics apply_within(Arguments& arguments, const std::string& value) {
  const auto number = whole<double>(value);
  if (!number || !(*number > 0 && *number <= 1))
    return wrong_usage(
        "--within is a share of each weight, above 0 and at most 1, not '" + value + "'",
        value.ends_with('%') ? "write 0.5 for 50 %" : "");
  arguments.sample.within = *number;
  arguments.within_stated = true;
  return {};
}

Diagnostics apply_where(Arguments& arguments, const std::string& value) {
  arguments.sample.comparisons.push_back(value);
  return {};
}

Diagnostics apply_checkpoint(Arguments& arguments, const std::string& value) {
  if (value.empty()) return wrong_usage("--checkpoint takes a file, and its name is empty");
  arguments.sample.checkpoint = value;
  return {};
}

std::optional<Failure> wrong_together(const Arguments& arguments) {
  if (arguments.within_stated && arguments.sample.region != WeightRegion::bounds)
    return usage_failure("--within is for weights within bounds", "add --weights bounds");
  if (!arguments.sample.checkpoint.empty() && arguments.output &&
      same_file(arguments.sample.checkpoint, *arguments.output))
    return usage_failure("--checkpoint and --output name the same file",
                         "the checkpoint is removed when the result is written");
  return std::nullopt;
}

}  // namespace shortlist::cli
