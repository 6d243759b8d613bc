#pragma once
// `efficiency` of a device or of a kind of device.

#include "load/reader.hpp"
#include "model/hardware.hpp"

#include <string>

namespace shortlist::load {

// A share or [share, share], of all models; or a table of such by what they are of.
model::Efficiency read_efficiency(Reader& reader, const std::string& key);

}  // namespace shortlist::load
