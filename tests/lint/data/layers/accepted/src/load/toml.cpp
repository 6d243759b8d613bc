#include <toml++/toml.h>
#include "model/profile.hpp"
