// `explain` for people: every need of one family, and why it stands before or behind another.

#include "base/text.hpp"
#include "report/formats.hpp"
#include "report/headline.hpp"
#include "report/layout.hpp"
#include "report/points.hpp"
#include "report/tables.hpp"
#include "report/text_family.hpp"
#include "report/words.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace shortlist::reporting {

namespace {

constexpr std::size_t label_column = 11;

void print_need(Page& page, const NeedResult& need, const NeedPoints& points) {
  const auto entry = [&](std::string_view label, const std::string& text, Tone tone = Tone::plain) {
    if (!text.empty())
      page.hanging({std::string(label), Tone::quiet}, {text, tone}, 2, label_column);
  };
  std::string title = need.title.empty() ? need.need_id : need.title;
  if (need.must) title.append(" (must)");
  title.append(": ").append(word(need.verdict)).append(", ").append(std::to_string(points.own));
  title.append(" of ")
      .append(std::to_string(points.of))
      .append(points.of == 1 ? " point" : " points");
  if (need.value_low < need.value_high)
    title.append(" (")
        .append(std::to_string(whole_points(need.value_low * need.weight)))
        .append(" to ")
        .append(std::to_string(whole_points(need.value_high * need.weight)))
        .append(" once all is known)");
  page.blank();
  page.hanging({std::string(sign(need.verdict)), tone(need.verdict)}, {title, Tone::strong});
  entry("asked", asked_text(need.need));
  entry("because", need.because);
  for (const FactValue& fact : need.facts)
    entry("fact", (fact.title.empty() ? fact.id : fact.title) + ": " +
                      (fact.text.empty() ? "unknown" : fact.text));
  entry("reason", need.reason);
  entry("sources", listed(need.sources));
  for (const std::string& line : conflict_lines(need.conflicts, need.facts.size() > 1))
    entry("conflict", line, Tone::doubtful);
  entry("rules", listed(need.rules), Tone::doubtful);
}

void print_against(Page& page, const Explanation& explanation) {
  const Comparison& against = *explanation.against;
  page.heading("Against " + full_name(against.standing));
  page.paragraph({argument(explanation)}, 2);
  page.blank();
  page.table(gap_table(explanation), 2);
}

}  // namespace

std::string text(const Explanation& explanation, const Style& style) {
  Page page(style);
  const RankedFamily& family = explanation.family;
  page.paragraph({headline(explanation), Tone::strong});
  if (!explanation.profile_title.empty()) page.paragraph({explanation.profile_title});
  if (explanation.exclusion) {
    page.heading("Why it is excluded");
    print_exclusion(page, *explanation.exclusion, 2);
  }
  if (explanation.against) print_against(page, explanation);

  page.heading("Need by need");
  page.paragraph({std::string(about_weights), Tone::quiet});
  const Points all = points(explanation);
  for (std::size_t i = 0; i < family.criteria.size(); ++i)
    print_need(page, family.criteria[i], all.needs[i]);
  page.blank();
  print_notes(page, family, Detail::full, 0);
  if (!explanation.siblings.empty()) {
    page.heading(about_siblings);
    page.table(sibling_table(explanation), 2);
  }
  if (!explanation.reweighed.empty()) page.heading("Weights that rules changed");
  for (const RuleNote& rule : explanation.reweighed) page.paragraph({rule_text(rule)}, 2);
  print_start(page, family);
  return page.take();
}

}  // namespace shortlist::reporting
