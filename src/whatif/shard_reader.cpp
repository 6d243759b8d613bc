// Reads the document of a shard. Each value is held to its type and its bounds before it is used,
// and nothing is allocated for a number that the document claims but does not bring along.

#include "whatif/count_checks.hpp"
#include "whatif/shard.hpp"
#include "whatif/shard_document.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace shortlist::whatif {

namespace {

constexpr std::size_t most_needs = 10'000;
constexpr std::size_t most_rows = 1'000'000;
constexpr std::size_t most_cells = 50'000'000;

// Thrown and caught in this file: the first thing that is wrong ends the reading.
struct Damage {
  std::string what;
};

[[noreturn]] void damaged(const std::string& what) { throw Damage{what}; }

const Json& at(const Json& object, const std::string& key) {
  if (!object.is_object() || !object.contains(key)) damaged("'" + key + "' is missing");
  return object.at(key);
}

std::string text_at(const Json& object, const std::string& key) {
  const Json& value = at(object, key);
  if (!value.is_string()) damaged("'" + key + "' is no text");
  return value.get<std::string>();
}

bool flag_at(const Json& object, const std::string& key) {
  const Json& value = at(object, key);
  if (!value.is_boolean()) damaged("'" + key + "' is neither true nor false");
  return value.get<bool>();
}

const Json& list_at(const Json& object, const std::string& key, std::size_t most) {
  const Json& value = at(object, key);
  if (!value.is_array() || value.size() > most) damaged("'" + key + "' is no list of its size");
  return value;
}

int whole(const Json& value, const std::string& key, int least, int most) {
  if (!value.is_number_integer() || value < least || value > most)
    damaged("'" + key + "' is no whole number from " + std::to_string(least) + " to " +
            std::to_string(most));
  return value.get<int>();
}

double fraction(const Json& value, const std::string& key) {
  if (!value.is_number()) damaged("'" + key + "' holds what is no number");
  const double number = value.get<double>();
  if (!(number >= 0 && number <= 1)) damaged("'" + key + "' holds a number outside 0 to 1");
  return number;
}

std::uint64_t count(std::string_view text, const std::string& key, int base = 10) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty())
    damaged("'" + key + "' holds what is no count");
  return number;
}

Wide wide(std::string_view text, const std::string& key) {
  constexpr std::size_t digits = 16;
  if (text.size() > 2 * digits) damaged("'" + key + "' holds what is no count");
  if (text.size() <= digits) return {0, count(text, key, digits)};
  const std::size_t split = text.size() - digits;
  return {count(text.substr(0, split), key, digits), count(text.substr(split), key, digits)};
}

std::uint64_t count_at(const Json& object, const std::string& key, std::uint64_t most) {
  const std::uint64_t number = count(text_at(object, key), key);
  if (number > most) damaged("'" + key + "' is too large");
  return number;
}

// As many lines as families, as many numbers in each as the vector has room for.
template <class Number, class Read>
void read_lines(const Json& object, const std::string& key, int families,
                std::vector<Number>& numbers, Read read) {
  const auto height = static_cast<std::size_t>(families);
  const Json& lines = list_at(object, key, height);
  if (lines.size() != height) damaged("'" + key + "' does not have a line for each family");
  const std::size_t width = numbers.size() / height;
  std::size_t next = 0;
  for (const Json& line : lines) {
    if (!line.is_string()) damaged("'" + key + "' holds what is no text");
    std::string_view rest = line.get_ref<const std::string&>();
    for (std::size_t i = 0; i < width; ++i) {
      const std::size_t length = std::min(rest.find(' '), rest.size());
      numbers[next++] = read(rest.substr(0, length), key);
      rest.remove_prefix(length);
      if (i + 1 < width && rest.empty()) damaged("a line of '" + key + "' is too short");
      if (!rest.empty()) rest.remove_prefix(1);
    }
    if (!rest.empty()) damaged("a line of '" + key + "' is too long");
  }
}

void read_matrix(const Json& object, const std::string& key, decide::Matrix& matrix) {
  const auto height = static_cast<std::size_t>(matrix.rows());
  const auto width = static_cast<std::size_t>(matrix.cols());
  const Json& rows = list_at(object, key, height);
  if (rows.size() != height) damaged("'" + key + "' does not have a line for each row");
  for (std::size_t row = 0; row < height; ++row) {
    if (!rows[row].is_array() || rows[row].size() != width)
      damaged("a line of '" + key + "' does not have a value for each column");
    for (std::size_t column = 0; column < width; ++column)
      matrix(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(column)) =
          fraction(rows[row][column], key);
  }
}

void only_once(std::vector<std::string> ids, const std::string& key) {
  std::sort(ids.begin(), ids.end());
  if (std::adjacent_find(ids.begin(), ids.end()) != ids.end())
    damaged("'" + key + "' names one twice");
}

void read_weights(const Json& object, Contest& contest) {
  constexpr double rounding = 1e-9;
  double sum = 0;
  for (const Json& weight : list_at(object, "weights", most_needs)) {
    contest.weights.push_back(fraction(weight, "weights"));
    if (contest.weights.back() <= 0) damaged("'weights' holds one that is not positive");
    sum += contest.weights.back();
  }
  if (contest.columns.empty() || contest.weights.size() != contest.columns.size())
    damaged("'weights' does not have one for each column");
  if (std::abs(sum - 1) > rounding) damaged("'weights' do not sum to 1");
}

void read_families(const Json& object, Contest& contest) {
  std::vector<std::string> ids;
  for (const Json& each : list_at(object, "families", most_families)) {
    Contestant contestant;
    contestant.name = {text_at(each, "id"), text_at(each, "name"),
                       flag_at(each, "qualified") ? Status::qualified : Status::to_verify};
    ids.push_back(contestant.name.id);
    contestant.first = contest.rows();
    contestant.last = contestant.first + whole(at(each, "rows"), "rows", 1, most_rows);
    if (static_cast<std::size_t>(contestant.last) > most_rows) damaged("there are too many rows");
    contest.family_of.resize(static_cast<std::size_t>(contestant.last),
                             static_cast<int>(contest.contestants.size()));
    if (contestant.name.status == Status::qualified) {
      if (contest.qualified != static_cast<int>(contest.contestants.size()))
        damaged("a family to verify stands before a qualified one");
      ++contest.qualified;
    }
    contest.contestants.push_back(std::move(contestant));
  }
  if (contest.contestants.empty()) damaged("there are no families");
  only_once(std::move(ids), "families");
}

Contest read_contest(const Json& object) {
  Contest contest;
  for (const Json& need : list_at(object, "needs", most_needs)) {
    if (!need.is_string()) damaged("'needs' holds what is no text");
    contest.need_ids.push_back(need.get<std::string>());
  }
  only_once(contest.need_ids, "needs");
  const int needs = static_cast<int>(contest.need_ids.size());
  for (const Json& column : list_at(object, "columns", most_needs)) {
    const int least = contest.columns.empty() ? 0 : contest.columns.back() + 1;
    contest.columns.push_back(whole(column, "columns", least, needs - 1));
  }
  read_weights(object, contest);
  read_families(object, contest);
  const auto rows = static_cast<std::size_t>(contest.rows());
  if (rows * contest.columns.size() > most_cells) damaged("there are too many values");
  for (decide::Matrix* each : {&contest.low, &contest.high})
    each->resize(static_cast<Eigen::Index>(rows),
                 static_cast<Eigen::Index>(contest.columns.size()));
  read_matrix(object, "low", contest.low);
  read_matrix(object, "high", contest.high);
  if ((contest.low.array() > contest.high.array()).any()) damaged("a value is above its upper end");
  contest.value = contest.low;
  for (int row = 0; row < contest.rows(); ++row) contest.tie_place.push_back(row);
  return contest;
}

void read_counts(const Json& object, SampleRun& run) {
  const int families = static_cast<int>(run.contest.contestants.size());
  Tally tally(families, static_cast<int>(run.contest.columns.size()));
  tally.samples = count_at(object, "samples", most_samples);
  const Json& shares = at(object, "by_share");
  if (!shares.is_object() || shares.size() > static_cast<std::size_t>(families))
    damaged("'by_share' is no object of its size");
  for (const auto& [key, share] : shares.items()) {
    const std::uint64_t tied = count(key, "by_share");
    if (tied < 1 || tied > static_cast<std::uint64_t>(families))
      damaged("'by_share' has a tie of no families or of too many");
    RankCounts& counts = tally.share(static_cast<int>(tied));
    read_lines(share, "ranks", families, counts.ranks,
               [](auto text, const auto& name) { return count(text, name); });
    read_lines(share, "weights", families, counts.weights, wide);
  }
  read_lines(object, "halves", families, tally.halves,
             [](auto text, const auto& name) { return count(text, name); });
  if (run.dependent) read_lines(object, "squares", families, tally.squares, wide);
  run.tally = std::move(tally);
}

// Holds what is parsed to the kinds and numbers of values that a shard of its size can have: in
// memory an empty list is some twenty times as long as in the text, and each key of an object is
// compared with those before.
class Limits {
 public:
  explicit Limits(std::size_t bytes) : strings_(100'000 + bytes / 64) {}

  void check(int depth, Json::parse_event_t event, const Json& value) {
    constexpr int deepest = 8;
    if (depth > deepest) damaged("it is nested too deeply");
    using Event = Json::parse_event_t;
    if (event == Event::object_start || event == Event::array_start) take(lists_);
    if (event == Event::key) take(keys_);
    if (event == Event::value && value.is_string()) take(strings_);
  }

 private:
  static void take(std::size_t& left) {
    if (left-- == 0) damaged("it has too many values");
  }

  std::size_t lists_ = 2 * most_rows + 20'000;  // of the ends of values, a row each, and others
  std::size_t keys_ = 20'000;
  std::size_t strings_;  // the more lines of counts, the longer they are
};

Json parsed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin != std::string::npos && text[begin] == '[') damaged("it is no JSON object");
  if (begin == std::string::npos || text[begin] != '{') damaged("it is no JSON");
  Limits limits(text.size());
  return Json::parse(text, [&](int depth, Json::parse_event_t event, const Json& value) {
    limits.check(depth, event, value);
    return true;
  });
}

SampleRun read_run(Json document) {
  if (!document.is_object()) damaged("it is no JSON object");
  if (text_at(document, "schema") != shard_schema)
    damaged("its schema is not " + std::string(shard_schema));
  const std::string stated = text_at(document, "checksum");
  document.erase("checksum");
  if (checksum(document) != stated) damaged("its checksum does not fit");
  SampleRun run;
  const Json& profile = at(document, "profile");
  const Json& rule_base = at(document, "rule_base");
  run.inputs = {text_at(profile, "title"), text_at(profile, "file"), text_at(rule_base, "title"),
                text_at(rule_base, "fingerprint")};
  run.samples = count_at(document, "samples", most_samples);
  run.seed = count_at(document, "seed", ~std::uint64_t{0});
  run.weights = text_at(document, "weights");
  run.dependent = flag_at(document, "dependent");
  run.shards = whole(at(document, "shards"), "shards", 1, most_shards);
  run.shard = whole(at(document, "shard"), "shard", 1, run.shards);
  if (run.samples == 0) damaged("it is of no samples");
  const auto [first, last] = blocks(run);
  run.next = first + count_at(document, "blocks", last - first);
  run.contest = read_contest(at(document, "contest"));
  read_counts(at(document, "counts"), run);
  if (run.tally.samples != samples_in(run, first, run.next))
    damaged("it does not count the samples of its blocks");
  if (const std::string wrong = contradiction(run.tally); !wrong.empty()) damaged(wrong);
  return run;
}

Failure refused(const std::string& file, const std::string& what) {
  return Failure{FailureKind::data,
                 {{Severity::error,
                   file,
                   0,
                   0,
                   "this is no shard of a sampled run: " + what,
                   "a shard is what 'shortlist whatif sample --shard i/n' writes",
                   {}}}};
}

}  // namespace

Result<SampleRun> read_shard(const std::string& text, const std::string& file) {
  try {
    return read_run(parsed(text));
  } catch (const Damage& damage) {
    return refused(file, damage.what);
  } catch (const Json::exception&) {
    return refused(file, "it is no JSON");
  }
}

}  // namespace shortlist::whatif
