#include "measured/measured.hpp"

#include "device/speed.hpp"
#include "device/weights.hpp"
#include "evaluate/machine.hpp"
#include "evaluate/mix.hpp"
#include "model/catalogue.hpp"
#include "shortlist/load.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstddef>
#include <fstream>
#include <stdexcept>
#include <variant>

namespace measured {

namespace {

using Json = nlohmann::json;
using namespace shortlist;

constexpr double mib = 1024.0 * 1024;
constexpr double gib = 1024 * mib;
constexpr const char* models = SHORTLIST_SOURCE_DIR "/tests/data/memory/rules";
constexpr const char* measurements = SHORTLIST_SOURCE_DIR "/tests/data/memory/measured.json";

const RuleBase& rule_base() {
  static const auto loaded = load_rule_base({.folders = {SHORTLIST_SOURCE_DIR "/rules", models}});
  if (!loaded) throw std::runtime_error("the rule base of the measured models does not load");
  return *loaded;
}

const model::RuleBase& rules() { return rule_base().catalogue().rules(); }

struct Model {
  const Geometry* geometry = nullptr;
  std::optional<double> parameters{};
  std::optional<double> active_parameters{};
};

Model model_of(const std::string& name) {
  for (const model::Family& family : rules().families)
    for (const model::Variant& variant : family.variants) {
      if (variant.id != "measured-" + name) continue;
      const auto number = [&](const char* fact) -> std::optional<double> {
        for (const model::Claim& claim : variant.claims)
          if (claim.fact == rules().vocabulary.find_fact(fact))
            return std::get<double>(*claim.value);
        return std::nullopt;
      };
      return {&*variant.geometry, number("parameters"), number("active_parameters")};
    }
  throw std::runtime_error("there is no measured model " + name);
}

KvType kv_type(const std::string& name) {
  if (name == "q8_0") return KvType::q8_0;
  return name == "q4_0" ? KvType::q4_0 : KvType::f16;
}

Row started(Part part, const Json& row, double measured, double printed) {
  Row started{
      .part = part, .id = row.at("id"), .what = row.at("model"), .source = row.at("source")};
  started.measured = measured;
  started.printed = printed;
  return started;
}

// What remains of a cache when the layers of the other kinds are taken away.
Row cache(const Json& row) {
  const std::string part = row.at("part");
  const Model model = model_of(row.at("model"));
  const double sequences = row.at("sequences");
  Row found = started(part == "state" ? Part::state : Part::cache, row,
                      row.at("mib").get<double>() * mib, 0.005 * mib);
  const std::string keys = row.at("keys");
  const std::string values = row.at("values");
  found.what += ", " + std::to_string(row.at("cells").get<int>()) + " cells, " + part + ", " +
                keys + (keys == values ? "" : " and " + values);
  found.plan = {.context = row.at("cells").get<double>() / sequences,
                .sequences = sequences,
                .batch = row.at("batch"),
                .flash = true,
                .kv = kv_type(keys),
                .kv_values = kv_type(values),
                .cell_padding = row.at("padding")};
  Geometry geometry = *model.geometry;
  if (part == "full") geometry.sliding_layers = 0;
  if (part == "sliding") geometry.full_layers = 0;
  const double state = device::state_bytes(geometry, found.plan);
  const double kv = device::kv_bytes(geometry, found.plan);
  found.estimate = part == "state" ? state : part == "all" ? kv + state : kv;
  if (part == "all" || (part == "full" && model.geometry->sliding_layers == 0)) {
    found.geometry = model.geometry;
    found.parameters = model.parameters;
    found.active_parameters = model.active_parameters;
  }
  return found;
}

// Of the file, and the share of it that a token of a dense model reads.
struct Weighed {
  double bytes = 0;
  double read = 0;
};

Weighed weighed(const Model& model, const std::string& quantisation, const std::string& runtime) {
  const auto& entry =
      rules().quantisations.at(static_cast<std::size_t>(rules().find_quantisation(quantisation)));
  const auto& on = rules().runtimes.at(static_cast<std::size_t>(rules().find_runtime(runtime)));
  const auto weights =
      device::weights_of(*model.geometry, *model.parameters, model.active_parameters);
  const auto mix = evaluate::mix_of(entry, &on, weights);
  return {evaluate::weights_bytes(entry, mix, *model.parameters, weights),
          mix ? device::read_share(*weights, *mix, 0)
              : device::read_share(weights, *model.parameters, 0)};
}

// Of a model whose layers no source tells, its embedding alone.
Row weights(const Json& row) {
  Model model;
  Geometry embedding;
  if (row.contains("hidden_size")) {
    embedding.hidden_size = row.at("hidden_size");
    embedding.vocabulary = row.at("vocabulary");
    model = {&embedding, row.at("parameters").get<double>(), std::nullopt};
  } else {
    model = model_of(row.at("model"));
  }
  Row found = started(Part::weights, row, row.at("gib").get<double>() * gib, 0.005 * gib);
  const std::string quantisation = row.at("quantisation");
  found.what = row.at("file").get<std::string>() + " " + quantisation;
  found.estimate = weighed(model, quantisation, row.at("runtime")).bytes;
  return found;
}

// Without the 15 % that make it a bound.
Row compute(const Json& row) {
  const Model model = model_of(row.at("model"));
  Row found = started(Part::compute, row, row.at("mib").get<double>() * mib, 0.005 * mib);
  found.plan = {.context = row.at("context"),
                .sequences = 1,
                .batch = row.at("batch"),
                .flash = row.at("flash"),
                .kv = KvType::f16,
                .kv_values = KvType::f16,
                .cell_padding = 256};
  found.what += ", " + row.at("backend").get<std::string>() + ", batch " +
                std::to_string(row.at("batch").get<int>()) +
                (found.plan.flash ? "" : ", no flash attention");
  found.estimate = *device::compute_bytes(*model.geometry, found.plan) / 1.15;
  return found;
}

// What vLLM leaves to the cache of one device, from the weights that it loaded.
Row vllm(const Json& row) {
  Row found = started(Part::vllm, row, row.at("kv_gib").get<double>() * gib, 0.005 * gib);
  const auto& runtime = rules().runtimes.at(static_cast<std::size_t>(rules().find_runtime("vllm")));
  const double budget =
      device::budget_bytes(row.at("memory_gib").get<double>() * gib, row.at("utilisation"), 0, 1);
  const std::string kind = row.at("kind");
  const double activation = kind == "mixture" ? runtime.activation->mixture
                            : kind == "dense" ? runtime.activation->dense
                                              : runtime.activation->multimodal;
  const auto devices = row.at("devices").get<std::size_t>();
  found.what += ", " + kind + ", " + std::to_string(devices) + " x H100";
  found.estimate = budget - row.at("weights_gib").get<double>() * gib - activation -
                   runtime.extra.at(devices - 1);
  return found;
}

// With the cache half full, as it is on average.
Row speed(const Json& row) {
  const Model model = model_of(row.at("model"));
  const std::string device_id = row.at("device");
  model::DeviceKeys keys;
  keys.device = rules().find_device(device_id);
  const evaluate::Machine machine = evaluate::machine_of(keys, rules());
  Row found = started(Part::speed, row, row.at("tokens_per_s"), 0.005);
  const std::string quantisation = row.at("quantisation");
  found.what += " " + quantisation + ", " + device_id;
  const device::Plan plan{.context = row.at("tokens").get<double>() / 2};
  const Weighed weights = weighed(model, quantisation, "llama.cpp");
  const auto speed = [&](double share, double milliseconds) {
    return device::decode_tokens_per_s(
        machine.bandwidth_gb_s.value().low, share, weights.bytes * weights.read,
        device::kv_bytes(*model.geometry, plan), milliseconds / 1000);
  };
  const Interval beside = machine.efficiency.milliseconds.value_or(Interval{});
  const Interval share = machine.efficiency.dense.value();
  found.ends = {speed(share.low, beside.high), speed(share.high, beside.low)};
  found.estimate = found.ends.middle();
  return found;
}

}  // namespace

const char* name(Part part) {
  switch (part) {
    case Part::cache:
      return "cache";
    case Part::state:
      return "state";
    case Part::weights:
      return "weights";
    case Part::compute:
      return "compute";
    case Part::vllm:
      return "vLLM";
    case Part::speed:
      break;
  }
  return "decode speed";
}

std::vector<Row> rows() {
  std::ifstream file(measurements);
  const Json all = Json::parse(file);
  std::vector<Row> rows;
  for (const Json& row : all.at("cache")) rows.push_back(cache(row));
  for (const Json& row : all.at("weights")) rows.push_back(weights(row));
  for (const Json& row : all.at("compute")) rows.push_back(compute(row));
  for (const Json& row : all.at("vllm")) rows.push_back(vllm(row));
  for (const Json& row : all.at("speed")) rows.push_back(speed(row));
  return rows;
}

}  // namespace measured
