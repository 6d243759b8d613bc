#include "whatif/stream.hpp"

namespace shortlist::whatif {

namespace {

Words halves(std::uint64_t first, std::uint32_t third, std::uint32_t fourth) {
  return {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(first >> 32U), third,
          fourth};
}

}  // namespace

std::uint32_t Stream::word() {
  if (left_ == 0) {
    words_ = ars(halves(draw_, block_++, static_cast<std::uint32_t>(Purpose::region)),
                 halves(seed_, 0, 0));
    left_ = words_.size();
  }
  return words_[words_.size() - left_--];
}

}  // namespace shortlist::whatif
