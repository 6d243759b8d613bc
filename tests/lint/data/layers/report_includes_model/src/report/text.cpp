#include "model/profile.hpp"
