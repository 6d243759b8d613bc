#pragma once
// What each command does, one file each. They return the exit code; what they say goes to stdout or
// --output as one piece, all else to stderr.

#include "cli/arguments.hpp"

#include <string>
#include <vector>

namespace shortlist::cli {

int run_init(const Arguments& arguments);
int run_rank(const Arguments& arguments);
int run_explain(const Arguments& arguments);
int run_compare(const Arguments& arguments);
int run_device(const Arguments& arguments);
int run_batch(const Arguments& arguments);
int run_check(const Arguments& arguments);
int run_test(const Arguments& arguments);
int run_list(const Arguments& arguments);
int run_schema(const Arguments& arguments);
const std::vector<std::string>& files_with_schema();  // what it is one of
int run_compile(const Arguments& arguments);
int run_page(const Arguments& arguments);
int run_import(const Arguments& arguments);
int run_whatif_weights(const Arguments& arguments);
int run_whatif_flip(const Arguments& arguments);
int run_whatif_need(const Arguments& arguments);
int run_whatif_sample(const Arguments& arguments);
int run_whatif_merge(const Arguments& arguments);
int run_help(const Arguments& arguments);

}  // namespace shortlist::cli
