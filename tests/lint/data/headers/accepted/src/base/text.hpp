#pragma once
// Nothing precedes this one.

#include <string>

inline std::string twice(const std::string& text) { return text + text; }
