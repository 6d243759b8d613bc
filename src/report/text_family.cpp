#include "report/text_family.hpp"

#include "base/text.hpp"
#include "report/words.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shortlist::reporting {

namespace {

constexpr std::size_t family_label_column = 14;

// One entry below the other; the label stands beside the first.
void print_list(Page& page, std::string_view label, const std::vector<std::string>& entries,
                Tone tone, std::size_t indent) {
  bool first = true;
  for (const std::string& entry : entries) {
    page.hanging({first ? std::string(label) : std::string(), Tone::strong}, {entry, tone}, indent,
                 family_label_column);
    first = false;
  }
}

}  // namespace

void print_notes(Page& page, const RankedFamily& family, Detail detail, std::size_t indent) {
  const bool brief = detail == Detail::brief;
  if (!family.obligations.empty())
    page.hanging({"Obligations", Tone::strong}, {listed(family.obligations)}, indent,
                 family_label_column);
  print_list(page, "To ask", question_texts(family), Tone::plain, indent);
  print_list(page, "Warnings", family.warnings, Tone::doubtful, indent);
  std::vector<std::string> entries;
  for (const RuleNote& rule : family.rules)
    if (!brief || bears_on_needs(rule, family))
      entries.push_back(brief && !rule.because.empty() ? rule.because : rule_text(rule));
  print_list(page, brief ? "By rule" : "Rules", entries, Tone::plain, indent);
  if (!family.unasked.empty() && !brief)
    page.hanging({"Not asked", Tone::strong},
                 {listed(family.unasked) + ", by default: no source states what it reads"}, indent,
                 family_label_column);
  if (!family.disputed.empty() && !brief)
    page.hanging({"Left out", Tone::strong},
                 {listed(family.disputed) + ": only less trusted sources list " +
                  (family.disputed.size() == 1 ? "it" : "them")},
                 indent, family_label_column);
}

void print_exclusion(Page& page, const ExcludedFamily& family, std::size_t indent) {
  std::size_t from = 0;
  for (const FailedMust& failure : family.failures) {
    std::string what = failure.need_id ? need_title(family.standing, *failure.need_id, from)
                                       : "Rule " + failure.rule.value_or("");
    page.hanging({"✗", Tone::bad}, {std::move(what.append(": ").append(failure.reason))}, indent);
  }
  if (!family.relaxation)
    page.paragraph({"No change of a need that the profile states readmits it.", Tone::quiet},
                   indent);
  else if (!family.relaxation->empty())
    page.hanging({"Readmitted if"}, {relaxation_text(family)}, indent);
}

void print_start(Page& page, const RankedFamily& family) {
  if (family.weights_at.empty() && family.start.empty()) return;
  page.heading("To try it");
  const std::vector<std::string> places = places_beside(family);
  if (!places.empty()) {
    page.paragraph({"The weights of " +
                    (family.variant_name.empty() ? family.name : family.variant_name) + " are at"},
                   2);
    for (const std::string& place : places) page.verbatim(place, 4);
  }
  if (family.start.empty()) {
    page.paragraph({no_start_text(family), Tone::quiet}, 2);
  } else {
    page.paragraph({family.start.size() == 1 ? "This starts it:" : "Any of these starts it:"}, 2);
    for (const std::string& command : family.start) page.verbatim(command, 4);
  }
}

}  // namespace shortlist::reporting
