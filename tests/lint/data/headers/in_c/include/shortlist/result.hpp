#pragma once

#include <optional>
#include <string>

namespace shortlist {

struct Result {
  std::optional<std::string> value;
};

}  // namespace shortlist
