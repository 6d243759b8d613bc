#include "evaluate/best_fit.hpp"

#include <algorithm>

namespace shortlist::evaluate {

DeviceOutcome best_of(const Fitter& fitter, std::span<const int> quantisations) {
  struct Best {
    int quantisation = no_quantisation;
    double value = 0;
    double total = 0;
  };
  Best fitting;   // of equally good ones the native, else the largest
  Best possible;  // of equally good ones the smallest, which is the likeliest to fit
  const auto ahead = [&](int each, const Fitter::Sized& fit, const Best& best) {
    if (fit.fits != Truth::yes) return fit.total < best.total;
    if (best.quantisation == fitter.native()) return false;
    return each == fitter.native() || fit.total > best.total;
  };
  for (const int each : quantisations) {
    const Fitter::Sized fit = fitter.fit(each);
    if (fit.fits == Truth::no) continue;
    const double value = fitter.value(each);
    Best& best = fit.fits == Truth::yes ? fitting : possible;
    const bool better = best.quantisation == no_quantisation || value > best.value;
    if (better || (value == best.value && ahead(each, fit, best))) best = {each, value, fit.total};
  }
  if (fitting.quantisation != no_quantisation)
    return {{Verdict::met, {fitting.value, std::max(fitting.value, possible.value)}},
            fitting.quantisation};
  if (possible.quantisation != no_quantisation)
    return {{Verdict::unknown, {0, possible.value}}, possible.quantisation};
  return {{Verdict::unmet, {0, 0}}, no_quantisation};
}

}  // namespace shortlist::evaluate
