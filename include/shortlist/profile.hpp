#pragma once
// A requirement profile, compiled against one rule base. A handle, cheap to copy, never changed.

#include "shortlist/model.hpp"

#include <memory>
#include <string>

namespace shortlist {

namespace model {
struct Profile;
}

class SHORTLIST_EXPORT Profile {
 public:
  explicit Profile(std::shared_ptr<const model::Profile> profile);

  const std::string& title() const;

  // The path as it was given, "-" for standard input.
  const std::string& file() const;

  const Diagnostics& warnings() const;

  // As TOML that reads back as the same profile, with the ids that names stand for.
  std::string to_toml() const;

  // For the library's own stages.
  const model::Profile& model() const { return *profile_; }

 private:
  std::shared_ptr<const model::Profile> profile_;
};

}  // namespace shortlist
