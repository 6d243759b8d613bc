#pragma once
#include "model/a.hpp"
