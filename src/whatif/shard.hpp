#pragma once
// The document of a shard: what it is of, as numbers, and what it counts. Such files travel between
// machines and come from strangers: reading one believes nothing that it has not checked.

#include "whatif/sample_run.hpp"

#include <string>

namespace shortlist::whatif {

// JSON, a line for each key. Counts are strings: they outgrow what JSON promises of numbers.
std::string write_shard(const SampleRun& run);

// Fails (data) where the text is no such document, damaged, or where counts contradict each other.
Result<SampleRun> read_shard(const std::string& text, const std::string& file);

// "the seed": what keeps two shards from being of one run; empty where nothing does. The file that
// a profile was read from may differ.
std::string difference(const SampleRun& left, const SampleRun& right);

}  // namespace shortlist::whatif
