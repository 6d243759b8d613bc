#pragma once
// What a quantisation stores weights in under a runtime.

#include "device/weights.hpp"
#include "model/hardware.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist::evaluate {

// By its id, or the one it is like.
bool behaves_as(const model::Runtime& runtime, std::string_view id);

// Whether a list of runtimes, empty for all, holds the runtime; null is any.
bool runs_on(const std::vector<std::string>& runtimes, const model::Runtime* runtime);

// By role; nothing where the quantisation does not say, or stores apart what the weights do not
// tell apart.
std::optional<device::Mix> mix_of(const model::Quantisation& quantisation,
                                  const model::Runtime* runtime,
                                  const std::optional<device::Weights>& weights);

// By role where all is known, else parameters x bits. Rounded up to a byte.
double weights_bytes(const model::Quantisation& quantisation, const std::optional<device::Mix>& mix,
                     double parameters, const std::optional<device::Weights>& weights);

}  // namespace shortlist::evaluate
