#pragma once
#include <Eigen/Core>
#include <boost/optional.hpp>
#include <fmt/format.h>
#include <toml++/toml.h>
#include <tl/expected.hpp>
