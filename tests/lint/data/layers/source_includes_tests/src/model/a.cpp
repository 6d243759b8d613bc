#include "oracle/score.hpp"
