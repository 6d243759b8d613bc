#include "measured/speeds.hpp"

#include "evaluate/fitter.hpp"
#include "model/catalogue.hpp"
#include "shortlist/load.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>
#include <tuple>

namespace measured {

namespace {

using namespace shortlist;

constexpr double deepest = 4096;  // that an efficiency is derived from
constexpr double unstated_depth = 1024;
constexpr double weight_of_all = 3;  // shares that all devices count as, beside a device's own
constexpr int fewest_shares = 3;

const RuleBase& rule_base() {
  static const auto loaded = load_rule_base({.folders = {SHORTLIST_SOURCE_DIR "/rules"}});
  if (!loaded) throw std::runtime_error("the rule base does not load");
  return *loaded;
}

const model::RuleBase& rules() { return rule_base().catalogue().rules(); }

const model::Device& device(const std::string& id) {
  const int found = rules().find_device(id);
  if (found < 0) throw std::runtime_error("there is no device " + id);
  return rules().devices[static_cast<std::size_t>(found)];
}

evaluate::Subject subject(const std::string& variant) {
  const model::Catalogue& catalogue = rule_base().catalogue();
  for (const model::SeenFamily& family : catalogue.families())
    for (const model::Sight& sight : family.candidates)
      if (sight.variant->id == variant) return {catalogue, family, sight};
  throw std::runtime_error("there is no variant " + variant);
}

// What the engine makes of a row: the bytes that it reads and, where it is asked of, the interval.
void estimate(Speed& speed) {
  const evaluate::Subject of = subject(speed.model);
  const int quantisation = rules().find_quantisation(speed.quantisation);
  if (quantisation < 0) throw std::runtime_error("there is no quantisation " + speed.quantisation);
  model::DeviceKeys keys;
  keys.device = rules().find_device(speed.device);
  keys.runtime = rules().find_runtime("llama.cpp");
  keys.context = std::max(256.0, speed.depth);
  keys.quantisations = {quantisation};
  keys.listed = true;
  const evaluate::Fitter fitter(keys, of, {});
  const auto parts = fitter.fit(quantisation).parts;
  speed.bytes = fitter.weights_read(parts, quantisation, 1) + fitter.cache_read(parts);
  if (speed.plain) speed.estimate = fitter.speeds(parts, quantisation).tokens_per_s;
}

Speed read(const std::string& line) {
  std::istringstream fields(line);
  const auto next = [&] {
    std::string field;
    std::getline(fields, field, ',');
    return field;
  };
  Speed speed{.device = next(), .model = next(), .quantisation = next(), .engine = next()};
  const std::string depth = next();
  speed.depth = depth.empty() ? unstated_depth : std::stod(depth);
  speed.deep = speed.depth > deepest;
  speed.mixture = next() == "yes";
  speed.plain = next() == "yes";
  speed.tokens_per_s = std::stod(next());
  next();  // how many measurements
  const std::string bytes = next();
  const model::Device& on = device(speed.device);
  speed.bandwidth = on.bandwidth_gb_s.value() * 1e9;
  if (const auto& beside = declared(on.kind).milliseconds)
    speed.token_s = {beside->low / 1000, beside->high / 1000};
  if (bytes.empty())
    estimate(speed);
  else
    speed.bytes = std::stod(bytes);
  return speed;
}

double share(const Speed& speed) {
  const double reading = 1 / speed.tokens_per_s - speed.token_s.middle();
  const double most = speed.bytes / speed.bandwidth;
  return reading <= most ? 1 : most / reading;
}

double quantile(std::vector<double> sorted, double at) {
  const double place = at * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (place - static_cast<double>(below));
}

// llamafile is behind llama.cpp: what it reaches says how little may be reached, not how much.
struct Shares {
  std::vector<double> all;
  std::vector<double> of_best;  // but those of llamafile
};

double quartile(std::vector<double> shares, double at) {
  std::sort(shares.begin(), shares.end());
  return quantile(shares, at);
}

double drawn(double own, double all, double count) {
  return std::exp((count * std::log(own) + weight_of_all * std::log(all)) /
                  (count + weight_of_all));
}

// Towards those of all devices.
Derived of_device(const Shares& shares, const Interval& of_all) {
  Derived own{of_all, static_cast<int>(shares.all.size())};
  own.share.low = drawn(quartile(shares.all, 0.25), of_all.low, own.shares);
  if (static_cast<int>(shares.of_best.size()) >= fewest_shares)
    own.share.high = drawn(quartile(shares.of_best, 0.75), of_all.high,
                           static_cast<double>(shares.of_best.size()));
  own.share.high = std::max(own.share.low, own.share.high);
  return own;
}

}  // namespace

std::vector<Speed> speeds() {
  std::ifstream file(SHORTLIST_SOURCE_DIR "/tests/data/speeds/measured.csv");
  std::string line;
  std::getline(file, line);
  std::vector<Speed> speeds;
  while (std::getline(file, line)) speeds.push_back(read(line));
  return speeds;
}

Efficiencies derived(const std::vector<Speed>& speeds) {
  using Key = std::tuple<std::string, bool, std::string, std::string, std::string>;
  std::map<Key, std::vector<double>> by_model;
  for (const Speed& each : speeds)
    if (!each.deep)
      by_model[{each.device, each.mixture, each.model, each.quantisation, each.engine}].push_back(
          share(each));
  std::map<bool, Shares> all;
  std::map<std::pair<std::string, bool>, Shares> by_device;
  for (const auto& [key, shares] : by_model) {
    const double median = quartile(shares, 0.5);
    for (Shares* const each :
         {&all[std::get<1>(key)], &by_device[{std::get<0>(key), std::get<1>(key)}]}) {
      each->all.push_back(median);
      if (std::get<4>(key) != "llamafile") each->of_best.push_back(median);
    }
  }
  Efficiencies found;
  for (const auto& [mixture, shares] : all)
    found.all[mixture] = {{quartile(shares.all, 0.25), quartile(shares.of_best, 0.75)},
                          static_cast<int>(shares.all.size())};
  for (const auto& [key, shares] : by_device)
    if (static_cast<int>(shares.all.size()) >= fewest_shares)
      found.devices[key] = of_device(shares, found.all.at(key.second).share);
  return found;
}

Interval estimated(const Speed& speed, const Interval& share) {
  const double least = speed.bytes / speed.bandwidth;
  return {1 / (least / share.low + speed.token_s.high),
          1 / (least / share.high + speed.token_s.low)};
}

const model::Efficiency& declared(const std::string& id) { return device(id).efficiency; }

const model::Efficiency& declared(model::DeviceKind kind) {
  return rules().efficiency[static_cast<std::size_t>(kind)];
}

double share_within(const std::vector<Speed>& speeds, double least, double most) {
  std::ptrdiff_t all = 0;
  std::ptrdiff_t within = 0;
  for (const Speed& each : speeds) {
    if (!each.estimate) continue;
    ++all;
    if (each.ratio() >= least && each.ratio() <= most) ++within;
  }
  return static_cast<double>(within) / static_cast<double>(all);
}

}  // namespace measured
