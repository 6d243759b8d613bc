// Profiles are dealt out to the ranks in runs, one after the other, so that the first rank has the
// lines of each run when their turn comes. All read the whole input.

#include "shortlist/batch.hpp"

#include "cli/batch_streams.hpp"
#include "cli/exit_code.hpp"
#include "cli/inputs.hpp"
#include "cli/long_run.hpp"
#include "cli/output.hpp"
#include "mpi/commands.hpp"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

namespace shortlist::mpi {

namespace {

using namespace cli;

constexpr std::uint64_t run = 256;  // profiles
constexpr std::size_t largest_message = std::size_t{8} << 20U;

// Of the profiles from `from` on those that are this rank's.
BatchSource share_of(const World& world, BatchSource all, std::uint64_t from) {
  return [&world, all = std::move(all), skip = from - 1,
          at = std::uint64_t{0}]() mutable -> Result<std::optional<BatchProfile>> {
    while (true) {
      auto profile = all();
      if (!profile || !*profile) return profile;
      if (skip > 0) {
        --skip;
        continue;
      }
      const auto turn = at++ / run % static_cast<std::uint64_t>(world.size());
      if (turn == static_cast<std::uint64_t>(world.rank())) return profile;
    }
  };
}

// A message: "~" and a part of a run's lines, where they are long; "+" and the rest of them, mostly
// all; or, the last of a rank, "." with the number of its wrong profiles, a line break, and the
// lines of a run that it has not finished.
struct Sent {
  bool part = false;
  bool last = false;
  std::uint64_t wrong = 0;
  std::string_view lines;
};

Sent read(std::string_view text) {
  if (!text.starts_with('.')) return {text.starts_with('~'), false, 0, text.substr(1)};
  Sent sent{false, true, 0, {}};
  const char* const end = text.data() + text.size();
  sent.lines = {std::from_chars(text.data() + 1, end, sent.wrong).ptr, end};
  sent.lines.remove_prefix(1);
  return sent;
}

// The lines of ranks beside the first, which it asks for when its own run is out.
class Others {
 public:
  Others(const World& world, BatchLines& lines)
      : world_(world), lines_(lines), going_(static_cast<std::size_t>(world.size()), true) {
    going_[0] = false;
  }

  // Writes a run of each. False where a stop was asked for, or nothing can be written.
  bool write_round() {
    for (int rank = 1; rank < world_.size(); ++rank) {
      const auto at = static_cast<std::size_t>(rank);
      if (going_[at] && !write_run(rank)) return false;
    }
    return true;
  }

  bool write_rest() {
    while (std::find(going_.begin(), going_.end(), true) != going_.end())
      if (!write_round()) return false;
    return true;
  }

  std::uint64_t wrong() const { return wrong_; }
  std::uint64_t written() const { return written_; }

 private:
  bool write_run(int rank) {
    for (bool part = true; part;) {
      const auto text = world_.receive(rank);
      if (!text) return false;
      const Sent sent = read(*text);
      part = sent.part;
      going_[static_cast<std::size_t>(rank)] = !sent.last;
      wrong_ += sent.wrong;
      written_ +=
          static_cast<std::uint64_t>(std::count(sent.lines.begin(), sent.lines.end(), '\n'));
      if (!sent.lines.empty() && !lines_.write(sent.lines)) return false;
    }
    return true;
  }

  const World& world_;
  BatchLines& lines_;
  std::vector<bool> going_;
  std::uint64_t wrong_ = 0;
  std::uint64_t written_ = 0;
};

using Ranked = std::function<Result<BatchSummary>(const std::function<bool(std::string_view)>&)>;

// Ends all ranks: the others may be waiting for a turn that does not come.
[[noreturn]] void end(int code) { World::abort(code); }

int write_all_lines(const World& world, const Arguments& arguments, BatchLines& lines,
                    const Ranked& ranked) {
  Others others(world, lines);
  std::uint64_t own = 0;
  auto summary = ranked([&](std::string_view line) {
    if (own > 0 && own % run == 0 && !others.write_round()) return false;
    ++own;
    return lines.write(line);
  });
  if (!summary) end(complain(summary.error()));
  if (!summary->stopped && !others.write_rest()) summary->stopped = true;
  const bool stopped = summary->stopped;
  summary->written += others.written();
  summary->wrong += others.wrong();
  const int code = finish_batch(arguments, *summary, lines);
  if (stopped || code != exit_done) end(code);
  return code;
}

bool send_part(const World& world, std::string_view lines) {
  return world.send("~" + std::string(lines));
}

void send_lines(const World& world, const Ranked& ranked) {
  std::uint64_t own = 0;
  std::string lines = "+";
  const auto summary = ranked([&](std::string_view line) {
    if (own > 0 && own % run == 0) {
      if (!world.send(lines)) return false;
      lines = "+";
    }
    ++own;
    if (lines.size() + line.size() <= largest_message) {
      lines += line;
      return true;
    }
    if (!send_part(world, lines.substr(1))) return false;
    for (; line.size() > largest_message; line.remove_prefix(largest_message))
      if (!send_part(world, line.substr(0, largest_message))) return false;
    lines.replace(1, std::string::npos, line);
    return true;
  });
  if (!summary) {
    world.speak();
    end(complain(summary.error()));
  }
  if (summary->stopped) World::leave(exit_interrupted);
  const std::string rest = lines.substr(1);
  const bool whole = own > 0 && own % run == 0;
  if (whole && !world.send(lines)) World::leave(exit_interrupted);
  if (!world.send("." + std::to_string(summary->wrong) + "\n" + (whole ? std::string{} : rest)))
    World::leave(exit_interrupted);
}

}  // namespace

int batch(const World& world, const Arguments& arguments) {
  give_memory_back();
  const StopSignals signals;
  std::optional<Failure> wrong;
  if (arguments.operands[0] == "-")
    wrong = usage_failure("standard input reaches one rank only", "name a file or a folder");
  if (wrong) return any_failure(world, &*wrong).value_or(exit_usage);
  const auto inputs = open_inputs(arguments);
  if (const auto code = any_failure(world, inputs ? nullptr : &inputs.error())) return *code;
  auto source = batch_source(arguments.operands[0]);
  if (const auto code = any_failure(world, source ? nullptr : &source.error())) return *code;
  BatchLines lines(arguments);
  Result<void> opened;
  if (world.rank() == 0) opened = lines.open();
  if (const auto code = any_failure(world, opened ? nullptr : &opened.error())) return *code;

  BatchOptions options{arguments.rank,
                       inputs->policies,
                       arguments.style.top,
                       threads_of(world, arguments.sample.threads),
                       1,
                       arguments.memory,
                       [](std::uint64_t) { return !StopSignals::came(); }};
  const BatchSource share = share_of(world, std::move(*source), arguments.from_line);
  const Ranked ranked = [&](const std::function<bool(std::string_view)>& write) {
    return shortlist::batch(inputs->rule_base, share, write, options);
  };
  if (world.rank() == 0) return write_all_lines(world, arguments, lines, ranked);
  send_lines(world, ranked);
  return exit_done;
}

}  // namespace shortlist::mpi
