#pragma once
// What a criterion of kind curve can be read from.

#include "load/entries.hpp"

#include <utility>
#include <vector>

namespace shortlist::load {

// points = [[x, value], ...]; a problem where they are missing or make no curve.
std::vector<std::pair<double, double>> read_points(Reader& reader);

// [[criterion.benchmark]]; says whether the criterion has any, right or wrong. The first one's fact
// is the criterion's.
bool read_benchmarks(Context& context, Reader& reader, model::Criterion& criterion);

}  // namespace shortlist::load
