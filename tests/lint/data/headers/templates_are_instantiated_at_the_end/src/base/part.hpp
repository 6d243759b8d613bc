#pragma once

#include <memory>

struct Part;

inline void drop(std::unique_ptr<Part> part) { part.reset(); }
