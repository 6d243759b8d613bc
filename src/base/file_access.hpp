#pragma once
// Who may read and write a file that replaces another.

#include <filesystem>

namespace shortlist {

// Gives an open file that only its owner may read the owner, permissions and access list of the
// file at `target`, or where none is there what any new file gets in that folder. Whoever could not
// read that file cannot read this one: where its group cannot be given, members of ours and all
// others may do no more than both could before. 0, or the errno of what failed.
int take_access(int descriptor, const std::filesystem::path& target);

}  // namespace shortlist
