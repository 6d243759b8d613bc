#include "evaluate/need.hpp"
