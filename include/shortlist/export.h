#pragma once
// Marks what the shared library shows; all else in it is hidden. For C and C++.

#define SHORTLIST_EXPORT __attribute__((visibility("default")))
