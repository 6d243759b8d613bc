#include "base/machine.hpp"

#include "base/quantity.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <memory>
#include <system_error>
#include <vector>

namespace shortlist {

namespace {

struct Card {
  std::string name;
  double memory = 0;
};

// Below 4 GiB it is what a processor's own graphics sets aside of the host's memory, not a card.
constexpr double least_card = 4.0 * 1024 * 1024 * 1024;

// The first whole number of a line; 0 where there is none.
double first_number(std::string_view line) {
  const std::size_t start = line.find_first_of("0123456789");
  if (start == std::string_view::npos) return 0;
  long long number = 0;
  std::from_chars(line.data() + start, line.data() + line.size(), number);
  return static_cast<double>(number);
}

void add_nvidia(std::string_view lines, std::vector<Card>& cards) {
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
    const std::size_t comma = line.rfind(',');
    if (comma == std::string_view::npos) continue;
    const double mebibytes = first_number(line.substr(comma));
    if (mebibytes > 0)
      cards.push_back({std::string(line.substr(0, comma)), std::ldexp(mebibytes, 20)});
  }
}

void add_amd(const std::filesystem::path& root, std::vector<Card>& cards) {
  std::error_code error;
  for (std::filesystem::directory_iterator at(root / "sys/class/drm", error), end;
       !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    // "card0"; "card0-HDMI-A-1" is a socket of it.
    if (name.substr(0, 4) != "card" || name.find('-') != std::string::npos) continue;
    std::ifstream file(at->path() / "device/mem_info_vram_total");
    std::string line;
    if (std::getline(file, line) && first_number(line) >= least_card)
      cards.push_back({"AMD graphics card", first_number(line)});
  }
}

// Lines that start with the word.
std::vector<std::string> lines_of(const std::filesystem::path& path, std::string_view word) {
  std::vector<std::string> lines;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);)
    if (line.substr(0, word.size()) == word) lines.push_back(line);
  return lines;
}

std::string printed_by_nvidia_smi() {
  struct Close {
    void operator()(std::FILE* pipe) const { pclose(pipe); }
  };
  const std::unique_ptr<std::FILE, Close> pipe(popen(
      "nvidia-smi --query-gpu=name,memory.total --format=csv,noheader,nounits 2>/dev/null", "r"));
  std::string text;
  std::array<char, 512> buffer{};
  while (pipe && text.size() < 65'536 &&
         std::fgets(buffer.data(), static_cast<int>(buffer.size()), pipe.get()) != nullptr)
    text += buffer.data();
  return text;
}

}  // namespace

std::optional<Machine> read_machine(const std::filesystem::path& root, std::string_view nvidia) {
  std::vector<Card> cards;
  add_nvidia(nvidia, cards);
  if (cards.empty()) add_amd(root, cards);  // no runtime takes both at once
  const auto total = lines_of(root / "proc/meminfo", "MemTotal:");
  const double memory = total.empty() ? 0 : first_number(total.front()) * 1024;
  const auto processors = lines_of(root / "proc/cpuinfo", "processor").size();
  Machine machine;
  for (const Card& card : cards) {
    machine.memory = machine.cards == 0 ? card.memory : std::min(machine.memory, card.memory);
    ++machine.cards;
  }
  if (cards.empty())
    machine.found = "no graphics card";
  else
    machine.found = (cards.size() > 1 ? std::to_string(cards.size()) + " x " : "") +
                    cards.front().name + " of " + bytes_text(machine.memory);
  if (cards.empty()) machine.memory = memory;
  machine.found +=
      ", " + std::to_string(processors) + " processors, " + bytes_text(memory) + " of memory";
  if (machine.memory <= 0) return std::nullopt;
  return machine;
}

const std::optional<Machine>& this_machine() {
  static const std::optional<Machine> machine = read_machine("/", printed_by_nvidia_smi());
  return machine;
}

}  // namespace shortlist
