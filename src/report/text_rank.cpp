// `rank` for people: the verdict, the table, why the first stands first, who is out and what would
// readmit it, and how to try the first.

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

void print_family(Page& page, const RankedFamily& family, bool verbose) {
  page.heading(full_name(family) + ": " + std::to_string(points(family).total) + " of 100 points");
  page.table(needs_table(family, points(family), verbose), 2);
  page.blank();
  print_notes(page, family, verbose, 2);
}

// What hangs on an unknown, of the families that are not shown need by need.
void print_open_questions(Page& page, std::span<const RankedFamily> families) {
  bool first = true;
  for (const RankedFamily& family : families) {
    const std::vector<std::string> open = open_questions(family);
    if (open.empty()) continue;
    if (first) page.heading("To be verified: what no source states");
    first = false;
    page.paragraph({full_name(family)}, 2);
    for (const std::string& question : open) page.hanging({"?", Tone::doubtful}, {question}, 4);
  }
}

bool near(const ExcludedFamily& family) {
  return family.relaxation && family.relaxation->size() == 1;
}

void print_excluded(Page& page, const std::vector<ExcludedFamily>& excluded, bool near_misses) {
  bool first = true;
  for (const ExcludedFamily& family : excluded) {
    if (near(family) != near_misses) continue;
    if (first) page.heading(near_misses ? "Near misses: one change readmits each" : "Excluded");
    first = false;
    page.paragraph({full_name(family.standing)}, 2);
    print_exclusion(page, family, 4);
  }
}

}  // namespace

std::string text(const Ranking& ranking, const Style& style) {
  return text(ranking, nullptr, style);
}

std::string text(const Ranking& ranking, const WeightAnalysis* stability, const Style& style) {
  Page page(style);
  const std::vector<std::string> said = headline(ranking, stability);
  page.paragraph({said.front(), Tone::strong});
  for (std::size_t i = 1; i < said.size(); ++i) page.paragraph({said[i]});
  page.blank();
  if (!ranking.profile_title.empty()) page.paragraph({ranking.profile_title});
  page.paragraph({tally(ranking)});

  const std::span<const RankedFamily> families = shown(ranking, style);
  if (!families.empty()) {
    page.blank();
    page.table(ranking_table(families));
  }
  const std::size_t in_full =
      style.verbose ? families.size() : std::min<std::size_t>(families.size(), 1);
  for (const RankedFamily& family : families.first(in_full))
    print_family(page, family, style.verbose);
  print_open_questions(page, families.subspan(in_full));
  print_excluded(page, ranking.excluded, true);
  print_excluded(page, ranking.excluded, false);
  if (!ranking.reweighed.empty()) page.heading("Weights that rules changed");
  for (const RuleNote& rule : ranking.reweighed) page.paragraph({rule_text(rule)}, 2);
  if (!families.empty()) print_start(page, families.front());
  if (stability != nullptr) {
    page.blank();
    page.paragraph({weights_text(*stability), Tone::strong});
  }
  return page.take();
}

}  // namespace shortlist::reporting
