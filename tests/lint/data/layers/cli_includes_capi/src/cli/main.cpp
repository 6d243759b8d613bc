#include "capi/handle.hpp"
