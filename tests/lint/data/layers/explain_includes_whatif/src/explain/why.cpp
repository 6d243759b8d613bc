#include "whatif/flip.hpp"
