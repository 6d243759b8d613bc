// What the document of a shard says. Each value is held to its type and its bounds before it is
// used, and nothing is allocated for a number that the document claims but does not bring along.

#include "whatif/count_checks.hpp"
#include "whatif/shard.hpp"
#include "whatif/shard_document.hpp"
#include "whatif/shard_tree.hpp"
#include "whatif/winning_index.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::whatif {

namespace {

constexpr std::size_t most_needs = 10'000;
const ShardNode& at(const ShardNode& object, const std::string& key) {
  const auto* const members = std::get_if<ShardObject>(&object.value);
  if (members != nullptr)
    for (const auto& [name, value] : *members)
      if (name == key) return value;
  damaged("'" + key + "' is missing");
}

const std::string& text_at(const ShardNode& object, const std::string& key) {
  const auto* const text = std::get_if<std::string>(&at(object, key).value);
  if (text == nullptr) damaged("'" + key + "' is no text");
  return *text;
}

bool flag_at(const ShardNode& object, const std::string& key) {
  const auto* const flag = std::get_if<bool>(&at(object, key).value);
  if (flag == nullptr) damaged("'" + key + "' is neither true nor false");
  return *flag;
}

const ShardList& list_at(const ShardNode& object, const std::string& key, std::size_t most) {
  const auto* const list = std::get_if<ShardList>(&at(object, key).value);
  if (list == nullptr || list->size() > most) damaged("'" + key + "' is no list of its size");
  return *list;
}

const ShardNumbers& numbers_of(const ShardNode& node, const std::string& key) {
  static const ShardNumbers none;
  if (const auto* list = std::get_if<ShardList>(&node.value); list != nullptr && list->empty())
    return none;
  const auto* const numbers = std::get_if<ShardNumbers>(&node.value);
  if (numbers == nullptr) damaged("'" + key + "' holds what is no number");
  return *numbers;
}

const ShardNumbers& numbers_at(const ShardNode& object, const std::string& key, std::size_t most) {
  const ShardNumbers& numbers = numbers_of(at(object, key), key);
  if (numbers.size() > most) damaged("'" + key + "' is no list of its size");
  return numbers;
}

int whole(double value, const std::string& key, int least, int most) {
  if (!(value >= least && value <= most) || value != std::floor(value))
    damaged("'" + key + "' is no whole number from " + std::to_string(least) + " to " +
            std::to_string(most));
  return static_cast<int>(value);
}

int whole_at(const ShardNode& object, const std::string& key, int least, int most) {
  const auto* const number = std::get_if<double>(&at(object, key).value);
  return whole(number == nullptr ? std::nan("") : *number, key, least, most);
}

double fraction(double number, const std::string& key) {
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

std::uint64_t count_at(const ShardNode& object, const std::string& key, std::uint64_t most) {
  const std::uint64_t number = count(text_at(object, key), key);
  if (number > most) damaged("'" + key + "' is too large");
  return number;
}

// As many lines as families, as many numbers in each as the vector has room for.
template <class Number, class Read>
void read_lines(const ShardNode& object, const std::string& key, int families,
                std::vector<Number>& numbers, Read read) {
  const auto height = static_cast<std::size_t>(families);
  const ShardList& lines = list_at(object, key, height);
  if (lines.size() != height) damaged("'" + key + "' does not have a line for each family");
  const std::size_t width = numbers.size() / height;
  std::size_t next = 0;
  for (const ShardNode& line : lines) {
    const auto* const text = std::get_if<std::string>(&line.value);
    if (text == nullptr) damaged("'" + key + "' holds what is no text");
    std::string_view rest = *text;
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

void read_matrix(const ShardNode& object, const std::string& key, Matrix& matrix) {
  const auto height = static_cast<std::size_t>(matrix.rows());
  const auto width = static_cast<std::size_t>(matrix.cols());
  const ShardList& rows = list_at(object, key, height);
  if (rows.size() != height) damaged("'" + key + "' does not have a line for each row");
  for (std::size_t row = 0; row < height; ++row) {
    const ShardNumbers& numbers = numbers_of(rows[row], key);
    if (numbers.size() != width)
      damaged("a line of '" + key + "' does not have a value for each column");
    for (std::size_t column = 0; column < width; ++column)
      matrix(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(column)) =
          fraction(numbers[column], key);
  }
}

void only_once(std::vector<std::string> ids, const std::string& key) {
  std::sort(ids.begin(), ids.end());
  if (std::adjacent_find(ids.begin(), ids.end()) != ids.end())
    damaged("'" + key + "' names one twice");
}

constexpr double rounding = 1e-9;

void read_weights(const ShardNode& object, Contest& contest) {
  double sum = 0;
  for (const double weight : numbers_at(object, "weights", most_needs)) {
    contest.weights.push_back(fraction(weight, "weights"));
    if (contest.weights.back() <= 0) damaged("'weights' holds one that is not positive");
    sum += contest.weights.back();
  }
  if (contest.columns.empty() || contest.weights.size() != contest.columns.size())
    damaged("'weights' does not have one for each column");
  if (std::abs(sum - 1) > rounding) damaged("'weights' do not sum to 1");
}

void read_families(const ShardNode& object, Contest& contest) {
  std::vector<std::string> ids;
  for (const ShardNode& each : list_at(object, "families", most_families)) {
    Contestant contestant;
    contestant.name = {text_at(each, "id"), text_at(each, "name"),
                       flag_at(each, "qualified") ? Status::qualified : Status::to_verify};
    ids.push_back(contestant.name.id);
    contestant.first = contest.rows();
    contestant.last = contestant.first + whole_at(each, "rows", 1, most_rows);
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

Contest read_contest(const ShardNode& object) {
  Contest contest;
  for (const ShardNode& need : list_at(object, "needs", most_needs)) {
    const auto* const id = std::get_if<std::string>(&need.value);
    if (id == nullptr) damaged("'needs' holds what is no text");
    contest.need_ids.push_back(*id);
  }
  only_once(contest.need_ids, "needs");
  const int needs = static_cast<int>(contest.need_ids.size());
  for (const double column : numbers_at(object, "columns", most_needs)) {
    const int least = contest.columns.empty() ? 0 : contest.columns.back() + 1;
    contest.columns.push_back(whole(column, "columns", least, needs - 1));
  }
  read_weights(object, contest);
  read_families(object, contest);
  const auto rows = static_cast<std::size_t>(contest.rows());
  if (rows * contest.columns.size() > most_cells) damaged("there are too many values");
  for (Matrix* each : {&contest.low, &contest.high})
    each->resize(static_cast<Eigen::Index>(rows),
                 static_cast<Eigen::Index>(contest.columns.size()));
  read_matrix(object, "low", contest.low);
  read_matrix(object, "high", contest.high);
  if ((contest.low.array() > contest.high.array()).any()) damaged("a value is above its upper end");
  contest.value = contest.low;
  for (int row = 0; row < contest.rows(); ++row) contest.tie_place.push_back(row);
  return contest;
}

Matrix read_simplex(const ShardNode& document, Eigen::Index columns) {
  if (list_at(document, "simplex", most_closed_needs).empty()) return {};
  Matrix simplex(columns, columns);
  read_matrix(document, "simplex", simplex);
  if (((simplex.rowwise().sum().array() - 1).abs() > rounding).any())
    damaged("'simplex' has a corner that does not sum to 1");
  return simplex;
}

void read_counts(const ShardNode& object, SampleRun& run) {
  const int families = static_cast<int>(run.contest.contestants.size());
  Tally tally(families, static_cast<int>(run.contest.columns.size()));
  tally.samples = count_at(object, "samples", most_samples);
  const auto* const shares = std::get_if<ShardObject>(&at(object, "by_share").value);
  if (shares == nullptr || shares->size() > static_cast<std::size_t>(families))
    damaged("'by_share' is no object of its size");
  for (const auto& [key, share] : *shares) {
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

SampleRun read_run(const std::string& text) {
  const ShardNode document = parse_shard(text);
  if (text_at(document, "schema") != shard_schema)
    damaged("its schema is not " + std::string(shard_schema));
  if (!is_sealed(text)) damaged("its checksum does not fit: it was changed after it was written");
  SampleRun run;
  const ShardNode& profile = at(document, "profile");
  const ShardNode& rule_base = at(document, "rule_base");
  run.inputs = {text_at(profile, "title"), text_at(profile, "file"), text_at(rule_base, "title"),
                text_at(rule_base, "fingerprint")};
  run.samples = count_at(document, "samples", most_samples);
  run.seed = count_at(document, "seed", ~std::uint64_t{0});
  run.weights = text_at(document, "weights");
  run.dependent = flag_at(document, "dependent");
  run.shards = whole_at(document, "shards", 1, most_shards);
  run.shard = whole_at(document, "shard", 1, run.shards);
  if (run.samples == 0) damaged("it is of no samples");
  const auto [first, last] = blocks(run);
  run.next = first + count_at(document, "blocks", last - first);
  run.contest = read_contest(at(document, "contest"));
  run.simplex = read_simplex(document, static_cast<Eigen::Index>(run.contest.columns.size()));
  read_counts(at(document, "counts"), run);
  if (run.tally.samples != samples_in(run, first, run.next))
    damaged("it does not count the samples of its blocks");
  const auto closed = have_closed_form(run.contest, run.simplex);
  if (const std::string wrong = contradiction(run.tally, closed); !wrong.empty()) damaged(wrong);
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
    return read_run(text);
  } catch (const Damage& damage) {
    return refused(file, damage.what);
  } catch (const TooManyTies& ties) {
    return too_many_ties(ties);
  }
}

}  // namespace shortlist::whatif
