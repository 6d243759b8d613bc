#include <boost/program_options.hpp>
#include "shortlist/rank.hpp"
