#pragma once
// Alternatives: families and their variants, with what each source says of them.

#include "model/hardware.hpp"
#include "model/vocabulary.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace shortlist::model {

using SourceIndex = int;  // within the family

struct Source {
  std::string id;
  std::string kind;
  std::string title;
  std::string url;
  std::optional<Date> as_of;
  Where where;
};

struct Claim {
  FactIndex fact = -1;
  SourceIndex source = -1;
  std::shared_ptr<const Value> value;  // never null; claims that say the same may share it
  Where where;
  std::optional<double> error{};  // one standard error of a number, where the source states it
};

struct FileSize {
  SourceIndex source = -1;
  int quantisation = -1;
  double bytes = 0;
};

struct Variant {
  std::string id;
  std::string name;
  std::vector<SourceIndex> listed_by;  // sources with a `claims` table under it, empty or not
  std::vector<Claim> claims;           // by fact, then source
  std::vector<FileSize> files;
  std::shared_ptr<const Geometry> geometry;  // null: unknown; shared by what is same_as another
  Where where;
};

struct Family {
  std::string id;
  std::string name;
  std::vector<std::string> aliases;
  std::vector<Source> sources;
  std::vector<Claim> claims;  // by fact, then source
  std::vector<Variant> variants;
  Where where;
};

}  // namespace shortlist::model
