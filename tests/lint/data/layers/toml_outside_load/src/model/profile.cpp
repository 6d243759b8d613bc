#include <toml++/toml.hpp>
