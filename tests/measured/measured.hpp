#pragma once
// What published logs say a model took, and how fast it was, beside what the arithmetic of
// src/device makes of it. The rows are in tests/data/memory/measured.json, the models in
// tests/data/memory/rules; quantisations, runtimes and devices are those of rules/, so that a row
// fails when one is wrong.

#include "base/interval.hpp"
#include "device/memory.hpp"

#include <optional>
#include <string>
#include <vector>

namespace measured {

enum class Part { cache, state, weights, compute, vllm, speed };
inline constexpr int parts = 6;

struct Row {
  Part part;
  std::string id;
  std::string what;  // model and how it ran
  std::string source;
  double measured = 0;  // bytes; of speed, tokens a second
  double estimate = 0;
  double printed = 0;          // half of the last digit that the log prints
  shortlist::Interval ends{};  // of speed, whose estimate is their middle

  // Of caches that are whole: what a formula of another kind would start from.
  const shortlist::Geometry* geometry = nullptr;
  shortlist::device::Plan plan{};
  std::optional<double> parameters{};
  std::optional<double> active_parameters{};

  double error() const { return estimate / measured - 1; }
};

const char* name(Part part);

// In the order of the file. Throws what the JSON library throws, and std::runtime_error where the
// rule base does not load.
std::vector<Row> rows();

}  // namespace measured
