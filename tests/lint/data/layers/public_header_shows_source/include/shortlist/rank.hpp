#pragma once
#include "model/profile.hpp"
