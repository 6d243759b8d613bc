#include "evaluate/mix.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace shortlist::evaluate {

bool behaves_as(const model::Runtime& runtime, std::string_view id) {
  return equal_folded(runtime.id, id) || equal_folded(runtime.like, id);
}

bool runs_on(const std::vector<std::string>& runtimes, const model::Runtime* runtime) {
  if (runtime == nullptr || runtimes.empty()) return true;
  return std::any_of(runtimes.begin(), runtimes.end(),
                     [&](const std::string& id) { return behaves_as(*runtime, id); });
}

std::optional<device::Mix> mix_of(const model::Quantisation& quantisation,
                                  const model::Runtime* runtime,
                                  const std::optional<device::Weights>& weights) {
  if (!weights || quantisation.tensors.empty()) return std::nullopt;
  device::Mix mix;
  mix.bits.fill({quantisation.bits_per_weight, quantisation.bits_per_weight});
  for (const bool named : {false, true})
    for (const model::TensorBits& entry : quantisation.tensors) {
      if (entry.of.empty() == named || !runs_on(entry.runtimes, runtime)) continue;
      const WeightBits bits{entry.bits, entry.fallback_bits};
      if (!named) mix.bits.fill(bits);
      for (const TensorRole role : entry.of) {
        mix.bits[static_cast<std::size_t>(role)] = bits;
        mix.experts_apart = mix.experts_apart || role == TensorRole::experts;
      }
    }
  return tells_apart(*weights, mix) ? std::optional(mix) : std::nullopt;
}

double weights_bytes(const model::Quantisation& quantisation, const std::optional<device::Mix>& mix,
                     double parameters, const std::optional<device::Weights>& weights) {
  return mix ? device::weights_bytes(*weights, *mix)
             : std::ceil(parameters * quantisation.bits_per_weight / 8);
}

}  // namespace shortlist::evaluate
