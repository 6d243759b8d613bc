#pragma once
#include "model/c.hpp"
