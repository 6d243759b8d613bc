#include "base/text.hpp"

std::string word();
