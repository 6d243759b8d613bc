// What the weights of a quantisation take, and how much of them stands in the host's memory.

#include "evaluate/fitter.hpp"
#include "evaluate/mix.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace shortlist::evaluate {

// The file's size from the most trusted source that states one; else the tensors of the geometry in
// the bits of the quantisation; else parameters x bits.
void Fitter::add_weights(int quantisation, Parts& parts) const {
  if (const model::Variant* const variant = subject_.variant()) {
    for (const model::SourceIndex source : subject_.family().by_trust) {
      const auto file = std::find_if(
          variant->files.begin(), variant->files.end(), [&](const model::FileSize& each) {
            return each.source == source && each.quantisation == quantisation;
          });
      if (file == variant->files.end()) continue;
      parts.weights = file->bytes;
      parts.weights_from = source;
      break;
    }
  }
  const model::Quantisation& entry = at(quantisation);
  const auto mix = mix_of(entry, runtime_, weights_);
  if (!parts.weights && parameters_) {
    parts.weights = weights_bytes(entry, mix, *parameters_, weights_);
    parts.weights_by_tensor = mix.has_value();
  }
  parts.weights_least = parts.weights.value_or(0);
  if (keys_.offload_experts) offload(mix, parts);
  if (text_alone_) add_towers(parts);
}

// In 16 bits, as they are converted.
void Fitter::add_towers(Parts& parts) const {
  parts.text_alone = true;
  parts.towers = std::ceil(towers_ * 16 / 8);
  if (!parts.weights) return;
  *parts.weights += parts.towers;
  parts.weights_least += parts.towers;
}

// Moves the experts from the weights to the host. How many bytes those are may be known but for
// bounds, and then so is what stays.
void Fitter::offload(const std::optional<device::Mix>& mix, Parts& parts) const {
  if (!parts.weights) return;
  if (!parameters_ && is_mixture()) {  // any part of the file may be experts
    parts.host = *parts.weights;
    parts.weights_least = 0;
  }
  if (!parameters_) return;
  const auto experts = device::expert_weights(geometry_ == nullptr ? Geometry{} : *geometry_,
                                              *parameters_, active_parameters_);
  if (!experts) return;
  const auto share = [&](double count) {
    return mix ? device::expert_share(*weights_, *mix, count) : count / *parameters_;
  };
  const double all = *parts.weights;
  parts.host = std::ceil(all * share(experts->most));
  parts.host_least = std::floor(all * share(experts->least));
  parts.weights = all - parts.host_least;
  parts.weights_least = all - parts.host;
}

}  // namespace shortlist::evaluate
