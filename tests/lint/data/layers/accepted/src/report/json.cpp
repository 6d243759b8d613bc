#include <nlohmann/json.hpp>
#include <shortlist/rank.hpp>
#include "base/text.hpp"
