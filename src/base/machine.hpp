#pragma once
// The machine that this runs on, as a place for a model: device = "this-machine".

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace shortlist {

struct Machine {
  double memory = 0;  // bytes: of one graphics card, of the smallest where they differ; without
                      // one, of the host
  int cards = 0;      // graphics cards
  std::string found;  // "2 x NVIDIA L4 of 22.5 GiB, 16 processors, 62.8 GiB of memory"
};

// From procfs and sysfs below `root` and what nvidia-smi prints of names and MiB ("NVIDIA L4,
// 23034", a card a line). Nothing where they give no memory.
std::optional<Machine> read_machine(const std::filesystem::path& root, std::string_view nvidia);

// The same of the host; nvidia-smi is run where it is there. Looked at once.
const std::optional<Machine>& this_machine();

}  // namespace shortlist
