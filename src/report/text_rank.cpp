// `rank` for people. A first look: the verdict, the first families, why the first stands first,
// what came close and how to try it, on a page or two. With --verbose all of it: every family need
// by need, everyone that is out and what would readmit it.

#include "base/text.hpp"
#include "report/first_place.hpp"
#include "report/formats.hpp"
#include "report/headline.hpp"
#include "report/layout.hpp"
#include "report/points.hpp"
#include "report/shown.hpp"
#include "report/tables.hpp"
#include "report/text_family.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace shortlist::reporting {

namespace {

bool near(const ExcludedFamily& family) {
  return family.relaxation && family.relaxation->size() == 1;
}

// The parts of a first look; --verbose has all of each.
constexpr std::size_t most_families = 10;
constexpr std::size_t most_names = 10;
constexpr std::size_t most_excluded = 3;

std::string heading_of(const RankedFamily& family) {
  return full_name(family) + ": " + std::to_string(points(family).total) + " of 100 points";
}

void print_verdict(Page& page, const Ranking& ranking, const WeightAnalysis* stability) {
  const std::vector<std::string> said = headline(ranking, stability);
  page.paragraph({said.front(), Tone::strong});
  for (std::size_t i = 1; i < said.size(); ++i) page.paragraph({said[i]});
  page.blank();
  if (!ranking.profile_title.empty()) page.paragraph({ranking.profile_title});
  page.paragraph({tally(ranking)});
  if (const std::string others = left_out_text(ranking, false); !others.empty())
    page.paragraph({others, Tone::quiet});
}

// --- a first look ------------------------------------------------------------------------------

// The ranking, cut to --top, else to what a reader takes in.
std::span<const RankedFamily> first_of(const Ranking& ranking, const Style& style) {
  const std::span<const RankedFamily> all = shown(ranking, style);
  const bool cut = !style.top && all.size() > most_families + 2;
  return cut ? all.first(most_families) : all;
}

// "17 more qualify: Qwen3.8, Devstral, ... and 3 others.", and how to see them.
void name_rest(Page& page, const Ranking& ranking, std::size_t from) {
  const auto rest = std::span(ranking.ranking).subspan(from);
  std::string all;
  for (const Status status : {Status::qualified, Status::to_verify}) {
    std::vector<std::string> names;
    for (const RankedFamily& family : rest)
      if (family.status == status) names.push_back(short_name(ranking, family));
    if (names.empty()) continue;
    std::string text = status == Status::qualified
                           ? counted(names.size(), "more qualifies", "more qualify")
                           : counted(names.size(), "more is", "more are") + " to be verified";
    if (names.size() > most_names) {
      const std::size_t others = names.size() - most_names + 1;
      names.resize(most_names - 1);
      names.push_back(std::to_string(others) + " others");
    }
    all += text + ": " + listed(names) + ". ";
  }
  if (!rest.empty()) page.paragraph({all + "(All: --verbose; the first N: --top N.)"});
}

void print_first(Page& page, const RankedFamily& family) {
  page.heading(heading_of(family));
  page.table(needs_table(family, points(family), Detail::brief), 2);
  page.blank();
  print_notes(page, family, Detail::brief, 2);
  page.paragraph(
      {"`shortlist explain PROFILE " + family.family + "` has its sources and rules.", Tone::quiet},
      2);
}

// The first of the excluded, near misses before others; these only where nobody else is shown.
std::vector<const ExcludedFamily*> nearest(const std::vector<ExcludedFamily>& excluded, bool all) {
  std::vector<const ExcludedFamily*> nearest;
  for (const bool near_misses : {true, false})
    for (const ExcludedFamily& family : excluded)
      if (near(family) == near_misses && (near_misses || all) && !family.left_out_by_default() &&
          nearest.size() < most_excluded)
        nearest.push_back(&family);
  return nearest;
}

void print_rest(Page& page, const std::vector<ExcludedFamily>& excluded, std::size_t printed) {
  const auto count = [&](auto is) {
    return static_cast<std::size_t>(std::count_if(excluded.begin(), excluded.end(), is));
  };
  const std::size_t rest =
      excluded.size() -
      count([](const ExcludedFamily& family) { return family.left_out_by_default(); }) - printed;
  if (rest == 0) return;
  const std::size_t near_misses =
      count([](const auto& family) { return near(family) && !family.left_out_by_default(); });
  std::string text = std::to_string(rest) + (printed > 0 ? " more" : "");
  text += rest == 1 ? " is excluded" : " are excluded";
  if (near_misses > printed) {
    const std::size_t readmitted = near_misses - printed;
    text += readmitted == rest ? "; one change readmits " + std::string(rest == 1 ? "it" : "each")
                               : "; one change readmits " + std::to_string(readmitted) + " of them";
  }
  if (printed == 0) page.blank();
  page.paragraph({text + "; --verbose says why.", Tone::quiet}, printed > 0 ? 2 : 0);
}

// `in_full`: why they are out beside what would readmit them.
void print_near_misses(Page& page, const std::vector<ExcludedFamily>& excluded, bool in_full) {
  const std::vector<const ExcludedFamily*> shown = nearest(excluded, in_full);
  if (!shown.empty())
    page.heading(near(*shown.back()) ? "Near misses: one change readmits each" : "Excluded");
  for (const ExcludedFamily* const family : shown) {
    const std::string name = full_name(family->standing);
    if (!in_full) {
      page.hanging({name + ":", Tone::strong}, {"if " + relaxation_text(*family)}, 2, 4);
      continue;
    }
    page.paragraph({name}, 2);
    print_exclusion(page, *family, 4);
  }
  print_rest(page, excluded, shown.size());
}

void print_first_look(Page& page, const Ranking& ranking, const Style& style) {
  const std::span<const RankedFamily> families = first_of(ranking, style);
  if (!families.empty()) {
    page.blank();
    page.table(ranking_table(families, Detail::brief));
    name_rest(page, ranking, families.size());
    print_first(page, families.front());
  }
  print_near_misses(page, ranking.excluded,
                    families.empty() || ranking.excluded.size() <= most_excluded);
}

// --- all of it ---------------------------------------------------------------------------------

void print_excluded(Page& page, const std::vector<ExcludedFamily>& excluded, bool near_misses) {
  bool first = true;
  for (const ExcludedFamily& family : excluded) {
    if (near(family) != near_misses || family.left_out_by_default()) continue;
    if (first) page.heading(near_misses ? "Near misses: one change readmits each" : "Excluded");
    first = false;
    page.paragraph({full_name(family.standing)}, 2);
    print_exclusion(page, family, 4);
  }
}

void print_all(Page& page, const Ranking& ranking, const Style& style) {
  const std::span<const RankedFamily> families = shown(ranking, style);
  if (!families.empty()) {
    page.blank();
    page.table(ranking_table(families, Detail::full));
    if (const std::string note = ranks_text(ranking); !note.empty()) page.paragraph({note});
  }
  for (const RankedFamily& family : families) {
    page.heading(heading_of(family));
    page.table(needs_table(family, points(family), Detail::full), 2);
    page.blank();
    print_notes(page, family, Detail::full, 2);
  }
  print_excluded(page, ranking.excluded, true);
  print_excluded(page, ranking.excluded, false);
  const std::string others = left_out_text(ranking, true);
  const std::string unasked = unasked_text(ranking);
  if (!others.empty() || !unasked.empty()) page.heading("Asked by default");
  if (!others.empty()) page.paragraph({others}, 2);
  if (!unasked.empty()) page.paragraph({unasked}, 2);
}

}  // namespace

std::string text(const Ranking& ranking, const Style& style) {
  return text(ranking, nullptr, style);
}

std::string text(const Ranking& ranking, const WeightAnalysis* stability, const Style& style) {
  Page page(style);
  print_verdict(page, ranking, stability);
  if (style.verbose)
    print_all(page, ranking, style);
  else
    print_first_look(page, ranking, style);
  if (!ranking.reweighed.empty()) page.heading("Weights that rules changed");
  for (const RuleNote& rule : ranking.reweighed)
    page.paragraph({style.verbose ? rule_text(rule) : reweighing_text(rule)}, 2);
  if (const auto families = shown(ranking, style); !families.empty())
    print_start(page, families.front());
  if (stability != nullptr && style.verbose) {
    page.blank();
    page.paragraph({weights_text(*stability), Tone::strong});
  }
  return page.take();
}

}  // namespace shortlist::reporting
