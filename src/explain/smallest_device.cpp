// Each declared device takes the place of that of the need, in as many as it takes; nothing else of
// a family is judged again for it.

#include "explain/smallest_device.hpp"

#include "decide/decide.hpp"
#include "evaluate/fit.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::explanation {

namespace {

using model::DeviceKeys;

// What of a device a family is judged by: memory, the share of it that can be used, how many stand
// side by side and, where the need asks for a speed or a limit, what it moves, draws and costs.
using Hold = std::tuple<double, double, int, evaluate::Machine>;

// Of the device that the keys name.
Hold hold_of(const model::RuleBase& rules, const DeviceKeys& keys) {
  const model::Device& device = rules.devices[static_cast<std::size_t>(keys.device)];
  const bool limited = keys.asks_for_speed() || keys.max_price_usd || keys.max_power_w;
  return {device.memory, evaluate::usable_share(keys, rules), evaluate::most_devices(device.kind),
          limited ? evaluate::machine_of(keys, rules) : evaluate::Machine{}};
}

class Trial {
 public:
  Trial(const model::Catalogue& catalogue, model::Profile profile, std::size_t need)
      : catalogue_(catalogue),
        profile_(std::move(profile)),
        need_(need),
        weights_(profile_.needs.size(), 1.0),
        devices_(by_memory()) {
    profile_.needs[need_].must = true;
    keys().memory.reset();
    keys().kind.reset();
    keys().bandwidth_gb_s.reset();
  }

  SmallestDevice smallest(const Choice& choice) {
    const model::Family& family = *catalogue_.families()[index(choice.family)].family;
    SmallestDevice found{profile_.needs[need_].id, family.id, family.name, {}, {}};
    if (devices_.empty()) return found;
    keys().device = devices_.front();
    auto all = judge(choice);
    std::map<Hold, Place> judged;
    for (const int device : devices_) {
      keys().device = device;
      const auto [known, is_new] = judged.try_emplace(hold_of(catalogue_.rules(), keys()));
      if (is_new) known->second = judge_on_device(all);
      found.places.push_back(describe(known->second));
    }
    // Of a model whose size nobody states no device can be said to be the least.
    const auto sized = [](const DevicePlace& place) {
      return place.status != Status::excluded && place.estimate.weights_bytes;
    };
    const auto cost = [&](const DevicePlace& place) {
      const auto device = devices_[static_cast<std::size_t>(&place - found.places.data())];
      return std::tuple{!sized(place), place.status,
                        catalogue_.rules().devices[index(device)].memory * place.estimate.count,
                        place.estimate.count};
    };
    const auto least = std::min_element(
        found.places.begin(), found.places.end(),
        [&](const auto& left, const auto& right) { return cost(left) < cost(right); });
    if (least != found.places.end() && sized(*least))
      found.smallest = static_cast<std::size_t>(least - found.places.begin());
    return found;
  }

 private:
  // How a family stands on the fewest of a device.
  struct Place {
    std::optional<decide::Alternative> best;
    double count = 1;
    int quantisation = evaluate::no_quantisation;
    std::optional<double> longest;
  };

  static std::size_t index(int position) { return static_cast<std::size_t>(position); }

  DeviceKeys& keys() { return std::get<DeviceKeys>(profile_.needs[need_].keys); }

  std::vector<int> by_memory() const {
    const auto& devices = catalogue_.rules().devices;
    std::vector<int> order(devices.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int left, int right) {
      return devices[index(left)].memory < devices[index(right)].memory;
    });
    return order;
  }

  // Those of each candidate, judged on whatever device the need has for now.
  std::vector<std::vector<decide::Alternative>> judge(const Choice& choice) const {
    std::vector<std::vector<decide::Alternative>> all;
    for (const int candidate : choice.candidates)
      all.push_back(decide::alternatives(catalogue_, choice.family, profile_, weights_,
                                         UnknownPolicy::low, candidate));
    return all;
  }

  // On the device of the moment; nothing else hangs on which it is.
  void judge_again(std::vector<std::vector<decide::Alternative>>& all) const {
    for (auto& of_candidate : all)
      decide::judge_again(of_candidate, profile_, need_, weights_, UnknownPolicy::low);
  }

  static const decide::Alternative& best(const std::vector<std::vector<decide::Alternative>>& all) {
    const decide::Alternative* best = nullptr;
    for (const auto& of_candidate : all)
      for (const decide::Alternative& each : of_candidate)
        if (best == nullptr || decide::before(each, *best)) best = &each;
    return *best;
  }

  // Whether all fail for other reasons than the device.
  bool out_anywhere(const std::vector<std::vector<decide::Alternative>>& all) const {
    const auto out = [&](const decide::Alternative& each) {
      const Verdict verdict = each.outcomes[need_].verdict;
      const bool here = verdict == Verdict::partly || verdict == Verdict::unmet;
      return each.failed > (here ? 1 : 0) ||
             each.subject.effects().excluded() == evaluate::Truth::yes;
    };
    return std::all_of(all.begin(), all.end(), [&](const auto& of_candidate) {
      return std::all_of(of_candidate.begin(), of_candidate.end(), out);
    });
  }

  // On the least count of the device at which the family qualifies, else may, else one.
  Place judge_on_device(std::vector<std::vector<decide::Alternative>>& all) {
    const int most = evaluate::most_devices(catalogue_.rules().devices[index(keys().device)].kind);
    Place place;
    for (int count = 1; count <= most; ++count) {
      keys().count = count;
      judge_again(all);
      const decide::Alternative& alternative = best(all);
      if (place.best && alternative.status >= place.best->status) continue;
      place.best = alternative;
      place.count = count;
      if (place.best->status == Status::qualified || out_anywhere(all)) break;
    }
    if (keys().count != place.count) {
      keys().count = place.count;
      judge_again(all);
    }
    place.quantisation = place.best->quantisation != evaluate::no_quantisation
                             ? place.best->quantisation
                             : evaluate::told_quantisation(keys(), place.best->subject, profile_);
    place.longest = longest(all, place.best->status);
    return place;
  }

  DevicePlace describe(const Place& place) {
    keys().count = place.count;
    DevicePlace described{
        device_estimate(profile_.needs[need_], profile_, place.best->subject, place.quantisation),
        place.best->status, place.longest};
    described.estimate.chosen = true;
    return described;
  }

  // Of the variants that may stand there; of all where none may. Unknown where only those are known
  // that do not fit at all.
  std::optional<double> longest(const std::vector<std::vector<decide::Alternative>>& all,
                                Status status) {
    double longest = 0;
    bool open = false;
    for (const auto& judged : all) {
      const bool out = std::all_of(judged.begin(), judged.end(), [](const auto& each) {
        return each.status == Status::excluded;
      });
      if (out && status != Status::excluded) continue;
      const auto found = evaluate::longest_context(keys(), judged.front().subject, profile_);
      longest = std::max(longest, found.tokens);
      open = open || found.open;
    }
    return open && longest == 0 ? std::nullopt : std::optional(longest);
  }

  const model::Catalogue& catalogue_;
  model::Profile profile_;
  std::size_t need_;
  std::vector<double> weights_;
  std::vector<int> devices_;
};

}  // namespace

std::size_t devices_apart(const model::RuleBase& rules, const model::Need& need) {
  DeviceKeys keys = std::get<DeviceKeys>(need.keys);
  std::set<Hold> holds;
  for (std::size_t i = 0; i < rules.devices.size(); ++i) {
    keys.device = static_cast<int>(i);
    holds.insert(hold_of(rules, keys));
  }
  return holds.size();
}

std::vector<SmallestDevice> smallest_devices(const model::Catalogue& catalogue,
                                             const model::Profile& profile, std::size_t need,
                                             const std::vector<Choice>& choices) {
  Trial trial(catalogue, profile, need);
  std::vector<SmallestDevice> all;
  all.reserve(choices.size());
  for (const Choice& each : choices) all.push_back(trial.smallest(each));
  return all;
}

}  // namespace shortlist::explanation
