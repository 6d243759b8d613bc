#pragma once
// What one file says of one model: what each format is read into and all else is made from.

#include "base/geometry.hpp"
#include "load/load.hpp"
#include "shortlist/model.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace shortlist::importing {

struct Finding {
  std::string format;                  // of the file, for the source's title
  std::string source;                  // the id that its source takes
  std::string kind;                    // of its source, unless somebody says otherwise
  std::string file;                    // path as given
  std::string sha256;                  // of the whole file; empty where only its header was read
  std::string url;                     // that the file states of itself
  std::string name;                    // of the model, for people
  std::vector<std::string> names;      // all that it is called, "maker/model" or "model"
  std::vector<std::string> relatives;  // models that it says it was made from
  std::string loaded_from;  // where it says it came from: itself, or what it was made from
  std::string family;       // what it calls the family
  std::vector<std::pair<std::string, Datum>> facts;  // by the ids of the shipped rule base
  std::vector<std::string> derived;  // of the facts those that count where nobody states them
  std::vector<std::pair<std::string, double>> files;  // quantisation, bytes
  std::optional<Geometry> geometry;
  bool merged = false;     // the relatives are several models that it was merged from
  bool nothing = false;    // to be imported; a note says why
  bool catalogue = false;  // all files of the format are one source
  std::vector<std::string> notes;

  void state(std::string fact, Datum value) {
    facts.emplace_back(std::move(fact), std::move(value));
  }
};

// A set that may hold more than the file names.
inline Items open_list(std::vector<std::string> items) { return {std::move(items), true}; }

// The part of a path after the last slash.
std::string base_name(const std::string& path);

// "maker/model" of an address on a model hub, empty for any other text.
std::string hub_repository(const std::string& url);

}  // namespace shortlist::importing
