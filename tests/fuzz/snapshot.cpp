// Snapshots of strangers. Nearly all bytes are none, so that an input says how a sound one is
// changed: four bytes each, a place (of two), what is done there and with which byte. What follows
// the checksum is changed, as who forges a snapshot would. What reads all the same is written as it
// was read, and can be used.

#include "snapshot/snapshot.hpp"

#include "fuzz/exercise.hpp"
#include "fuzz/laptops.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

namespace snapshot = shortlist::snapshot;

// The entries of the small rule base.
const std::string& sound() {
  static const std::string bytes = [] {
    const std::string whole = snapshot::write(*fuzz::laptops(), {});
    return std::string(snapshot::open(whole).rules);
  }();
  return bytes;
}

std::string changed(const std::uint8_t* data, std::size_t size) {
  std::string bytes = sound();
  for (; size >= 4 && !bytes.empty(); data += 4, size -= 4) {
    const std::size_t place = (data[0] * 256U + data[1]) % bytes.size();
    const auto byte = static_cast<char>(data[3]);
    switch (data[2] % 5) {
      case 0:
        bytes[place] = byte;
        break;
      case 1:
        bytes[place] = static_cast<char>(bytes[place] ^ byte);
        break;
      case 2:
        bytes.insert(place, 1, byte);
        break;
      case 3:
        bytes.erase(place, data[3]);
        break;
      default:  // a part again, as another entry of a list
        bytes.insert(place, bytes.substr(place, data[3]));
    }
  }
  return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  snapshot::open({reinterpret_cast<const char*>(data), size});
  const auto rules = snapshot::read_rules(changed(data, size));
  if (rules == nullptr) return 0;
  const std::string written = snapshot::write(*rules, {});
  fuzz::require(snapshot::read_rules(snapshot::open(written).rules) != nullptr,
                "what was read can be written and read");
  const shortlist::RuleBase rule_base = fuzz::seen(rules);
  const auto profile = shortlist::load_profile(
      rule_base, SHORTLIST_SOURCE_DIR "/tests/fuzz/corpus/profile/every_kind.toml");
  if (profile)
    fuzz::exercise(rule_base, *profile);
  else
    fuzz::check(profile.error());
  return 0;
}
