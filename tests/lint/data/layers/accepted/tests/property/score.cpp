#include "evaluate/need.hpp"
#include "oracle/score.hpp"
