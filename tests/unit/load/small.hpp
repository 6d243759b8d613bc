#pragma once
// A small rule base, and what loading says of it with one more file.

#include "load/load.hpp"
#include "model/catalogue.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace small {

// Laptops: every kind of entry once or twice, and nothing wrong with any.
const std::string& rule_base();

// What is wrong with a rule base of one folder: "file:line:column: message (suggestion)".
std::vector<std::string> faults(const shortlist::load::Folder& folder);

// What is wrong with rule_base() beside a file `bad.toml`: "line:column: message (suggestion)".
std::vector<std::string> faults_beside(const std::string& toml);

// What is wrong with a profile against rule_base(), and what is worth a warning ("warning: ...").
std::vector<std::string> profile_faults(const std::string& toml);

// rule_base(), or that with one more file, which has to load.
std::shared_ptr<const shortlist::model::RuleBase> loaded(const std::string& more = {});

// Diagnostics one a line, without the file's name where `file` is it.
std::vector<std::string> lines(const shortlist::Diagnostics& diagnostics,
                               const std::string& file = {});

// A folder below the system's temporary one, gone with the object.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string path(const std::string& name = {}) const;
  void write(const std::string& name, const std::string& text) const;

 private:
  std::filesystem::path path_;
};

}  // namespace small
