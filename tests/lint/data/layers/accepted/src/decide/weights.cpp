#include <Eigen/Core>
#include "evaluate/need.hpp"
#include "model/profile.hpp"
