#include "../model/b.hpp"
