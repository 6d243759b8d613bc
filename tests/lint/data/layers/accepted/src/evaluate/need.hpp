#pragma once
#include "device/fit.hpp"
#include "model/profile.hpp"
#include "shortlist/rank.hpp"
