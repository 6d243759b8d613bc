#include "decide/workload.hpp"

#include "base/quantity.hpp"
#include "model/find_family.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace shortlist::decide {

namespace {

constexpr double most_described = 400'000;
constexpr double most_judged = 5'000'000;
constexpr double most_judged_anew = 50'000'000;

double items(const std::optional<std::vector<model::Item>>& list) {
  return list ? static_cast<double>(list->size()) : 0;
}

// A need, and what its lists name.
struct Asked {
  double operator()(const model::CoverageKeys& keys) const {
    return 1 + items(keys.all_of) + items(keys.any_of) + items(keys.strong);
  }
  double operator()(const model::LanguageKeys& keys) const {
    return 1 + static_cast<double>(keys.languages.size());
  }
  double operator()(const model::ChoiceKeys& keys) const {
    return 1 + items(keys.one_of) + items(keys.none_of);
  }
  double operator()(const model::LicenceKeys& keys) const {
    return 1 + items(keys.allow) + items(keys.deny) + items(keys.classes) + items(keys.refuse);
  }
  template <class Keys>
  double operator()(const Keys& /*keys*/) const {
    return 1;
  }
};

std::string product(const std::string& what, double count, const std::string& on, double times) {
  return number_text(count) + " " + what + " on " + number_text(times) + " " + on + " come to " +
         number_text(count * times);
}

Failure refuse(const std::string& come_to, double most) {
  return model::usage(come_to + ", and at most " + number_text(most) + " are judged at once",
                      "name families with --only, or state fewer needs");
}

}  // namespace

Result<void> bounded(const model::Catalogue& catalogue, const model::Profile& profile,
                     const std::vector<int>& only) {
  double families = 0;
  double variants = 0;
  const auto count = [&](const model::SeenFamily& family) {
    ++families;
    variants += static_cast<double>(std::max<std::size_t>(family.candidates.size(), 1));
  };
  for (const int family : only) count(catalogue.families()[static_cast<std::size_t>(family)]);
  if (only.empty()) std::for_each(catalogue.families().begin(), catalogue.families().end(), count);
  const auto needs = static_cast<double>(profile.needs.size());
  double told = needs;
  // Few needs are few whatever reweighs them.
  if (needs * (1 + static_cast<double>(catalogue.rules().rules.size())) * families > most_described)
    for (const auto& rules : evaluate::reweigh(catalogue.rules(), profile).rules_of)
      told += static_cast<double>(rules.size());
  if (told * families > most_described)
    return refuse(product(told > needs ? "needs and rules that reweigh them" : "needs", told,
                          "families", families),
                  most_described);
  // A change of one need is then judged on all of them.
  if (needs * needs * variants > most_judged_anew &&
      model::states_any(catalogue.rules(), profile, catalogue.rules().read_lists))
    return refuse(
        "a rule reads what needs list, so each is judged with all others: " + number_text(needs) +
            " x " + number_text(needs) + " needs on " + number_text(variants) +
            " variants come to " + number_text(needs * needs * variants),
        most_judged_anew);
  double asked = 0;
  for (const model::Need& need : profile.needs) asked += std::visit(Asked{}, need.keys);
  if (judges_one_by_one(profile)) {
    if (asked * variants > most_judged)
      return refuse(product("needs and items of their lists", asked, "variants", variants),
                    most_judged);
    return {};
  }
  const double tried = variants * static_cast<double>(std::max<std::size_t>(
                                      catalogue.rules().quantisations.size(), 1));
  if (asked * tried > most_judged)
    return refuse(product("needs and items of their lists", asked,
                          "variants, each in every quantisation,", tried),
                  most_judged);
  return {};
}

}  // namespace shortlist::decide
