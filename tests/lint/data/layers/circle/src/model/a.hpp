#pragma once
#include "model/b.hpp"
