#pragma once
// Snapshots (src/snapshot) and the folders that they were made from. NAME.snapshot stands for the
// folder NAME beside it as long as every file there is as it was: of the same name, size and time,
// or else of the same content.

#include "load/load.hpp"
#include "snapshot/snapshot.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace shortlist::load {

// Where the snapshot of a folder stands, and the folder of a snapshot. The second is empty where
// the name does not end in ".snapshot".
std::string snapshot_of(const std::string& folder);
std::string folder_of(const std::string& snapshot);

// Whether the path is a file that begins as a snapshot does.
bool is_snapshot(const std::string& path);

// A folder as a snapshot. Fails as reading the folder does.
Result<std::string> compile_folder(const std::string& folder);

// What a snapshot gives, or why it gives nothing: a sentence, and what to do. Both are empty where
// there is no snapshot.
struct Compiled {
  std::shared_ptr<const model::RuleBase> rules;
  std::string flaw;
  std::string remedy;
};

// Reads the snapshot; its files are called as those of the folder are. A folder that is not there
// is not compared.
Compiled read_compiled(const std::string& snapshot, const std::string& folder);

// Whether the snapshot has what the folder compiles to, byte for byte but for the times of files.
Compiled compare_compiled(const std::string& snapshot, const std::string& folder);

}  // namespace shortlist::load
