#include "decide/weights.hpp"
