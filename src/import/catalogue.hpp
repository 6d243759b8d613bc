#pragma once
// The files of models.dev. In its repository a model stands once, below `models`; what providers
// say of it, below `providers`, names it as `base_model` and states what differs, and some files
// are links to others. One that cannot be read keeps none of the rest from being read.

#include "import/finding.hpp"

#include <deque>
#include <string>

namespace shortlist::importing {

// A finding of nothing, with the first of what is wrong with a file as the note.
Finding left_out(const std::string& file, const Failure& failure);

// One file. Fails with data and every error that was found, with io when it cannot be read.
Result<Finding> read_catalogue_file(const std::string& path);

// All below a folder, in the order of their paths. What could not be read is a finding of nothing
// with a note of why. Fails when there is no *.toml, or none that can be read.
Result<std::deque<Finding>> read_catalogue(const std::string& folder);

}  // namespace shortlist::importing
