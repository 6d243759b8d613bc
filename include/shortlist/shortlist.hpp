#pragma once
// Everything: load a rule base and a profile, rank one or many, explain, compare, ask what if, fit
// devices, import, report.

#include "shortlist/batch.hpp"
#include "shortlist/device.hpp"
#include "shortlist/exchange.hpp"
#include "shortlist/explain.hpp"
#include "shortlist/import.hpp"
#include "shortlist/load.hpp"
#include "shortlist/model.hpp"
#include "shortlist/policy.hpp"
#include "shortlist/profile.hpp"
#include "shortlist/questions.hpp"
#include "shortlist/rank.hpp"
#include "shortlist/report.hpp"
#include "shortlist/result.hpp"
#include "shortlist/schema.hpp"
#include "shortlist/version.hpp"
#include "shortlist/whatif.hpp"
