// Rankings of shortlist.h, whole as JSON and field by field.

#include "shortlist/rank.hpp"

#include "capi/call.hpp"
#include "capi/given.hpp"
#include "shortlist/report.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>

using namespace shortlist;
using namespace shortlist::capi;

static_assert(static_cast<int>(Status::qualified) == SHORTLIST_QUALIFIED);
static_assert(static_cast<int>(Status::to_verify) == SHORTLIST_TO_VERIFY);
static_assert(static_cast<int>(Status::excluded) == SHORTLIST_EXCLUDED);
static_assert(static_cast<int>(Verdict::met) == SHORTLIST_MET);
static_assert(static_cast<int>(Verdict::partly) == SHORTLIST_PARTLY);
static_assert(static_cast<int>(Verdict::unmet) == SHORTLIST_UNMET);
static_assert(static_cast<int>(Verdict::unknown) == SHORTLIST_UNKNOWN);
static_assert(static_cast<int>(UnknownPolicy::low) == SHORTLIST_UNKNOWN_LOW);
static_assert(static_cast<int>(UnknownPolicy::mid) == SHORTLIST_UNKNOWN_MID);
static_assert(static_cast<int>(UnknownPolicy::high) == SHORTLIST_UNKNOWN_HIGH);

namespace {

// The ranked and after them the excluded; none beyond.
const RankedFamily* family_at(const shortlist_ranking* ranking, size_t index) {
  if (ranking == nullptr) return nullptr;
  const Ranking& all = ranking->value;
  if (index < all.ranking.size()) return &all.ranking[index];
  index -= all.ranking.size();
  return index < all.excluded.size() ? &all.excluded[index].standing : nullptr;
}

shortlist_string view_of(const std::optional<std::string>& text) {
  return text ? view(*text) : shortlist_string{"", 0};
}

}  // namespace

shortlist_code shortlist_rank(const shortlist_profile* profile,
                              const shortlist_rank_options* options, shortlist_ranking** out,
                              shortlist_error** error) {
  return call(out, error, [&]() -> Made<shortlist_ranking> {
    Given given;
    given.handle("profile", profile);
    const RankOptions stated = given.rank(options);
    if (given.wrong()) return given.failure();
    auto ranking = rank(profile->rule_base, profile->value, stated);
    if (!ranking) return std::move(ranking.error());
    return std::make_unique<shortlist_ranking>(std::move(*ranking));
  });
}

shortlist_code shortlist_ranking_json(const shortlist_ranking* ranking, uint32_t top,
                                      shortlist_text** out, shortlist_error** error) {
  return call(out, error, [&]() -> Made<shortlist_text> {
    if (ranking == nullptr) return null_argument("ranking");
    Style style{.format = Format::json};
    constexpr auto most = static_cast<uint32_t>(std::numeric_limits<int>::max());
    if (top > 0) style.top = static_cast<int>(std::min(top, most));
    return std::make_unique<shortlist_text>(report(ranking->value, style));
  });
}

size_t shortlist_ranking_count(const shortlist_ranking* ranking) {
  return ranking == nullptr ? 0 : ranking->value.ranking.size() + ranking->value.excluded.size();
}

size_t shortlist_ranking_qualified(const shortlist_ranking* ranking) {
  if (ranking == nullptr) return 0;
  const auto& ranked = ranking->value.ranking;
  return static_cast<size_t>(
      std::count_if(ranked.begin(), ranked.end(),
                    [](const RankedFamily& family) { return family.status == Status::qualified; }));
}

shortlist_code shortlist_ranking_standing(const shortlist_ranking* ranking, size_t index,
                                          shortlist_standing* out) {
  const RankedFamily* const family = family_at(ranking, index);
  if (family == nullptr) return give_none(out);
  return give({.size = sizeof *out,
               .family = view(family->family),
               .name = view(family->name),
               .variant = view_of(family->variant),
               .quantisation = view_of(family->quantisation),
               .status = static_cast<int32_t>(family->status),
               .rank = family->rank,
               .rank_best = family->rank_best,
               .rank_worst = family->rank_worst,
               .score = family->score,
               .score_low = family->score_low,
               .score_high = family->score_high,
               .need_count = family->criteria.size()},
              out);
}

shortlist_code shortlist_ranking_need(const shortlist_ranking* ranking, size_t index, size_t need,
                                      shortlist_need* out) {
  const RankedFamily* const family = family_at(ranking, index);
  if (family == nullptr || need >= family->criteria.size()) return give_none(out);
  const NeedResult& result = family->criteria[need];
  return give({.size = sizeof *out,
               .need_id = view(result.need_id),
               .criterion = view(result.criterion),
               .reason = view(result.reason),
               .must = result.must ? 1 : 0,
               .verdict = static_cast<int32_t>(result.verdict),
               .value = result.value,
               .value_low = result.value_low,
               .value_high = result.value_high,
               .weight = result.weight,
               .contribution = result.contribution},
              out);
}

void shortlist_ranking_free(shortlist_ranking* ranking) { delete ranking; }
