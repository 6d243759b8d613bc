// `device` for people: the parts of a model's memory against what there is.

#include "base/quantity.hpp"
#include "report/document.hpp"
#include "report/formats.hpp"
#include "report/layout.hpp"
#include "report/part_bar.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shortlist::reporting {

namespace {

using Rows = std::vector<const DeviceEstimate*>;

// The estimates of each device need.
std::vector<Rows> by_need(const DeviceFit& fit) {
  std::vector<Rows> needs;
  for (const DeviceEstimate& each : fit.estimates) {
    if (needs.empty() || needs.back().front()->need_id != each.need_id) needs.emplace_back();
    needs.back().push_back(&each);
  }
  return needs;
}

bool one_variant(const Rows& rows) {
  return std::all_of(rows.begin(), rows.end(), [&](const DeviceEstimate* each) {
    return each->family == rows.front()->family && each->variant == rows.front()->variant;
  });
}

// One row a variant; all its quantisations where there is no other variant.
Rows shown_rows(const Rows& all, const Style& style) {
  const bool one = one_variant(all);
  Rows rows;
  for (const DeviceEstimate* each : all)
    if (each->chosen || one || style.verbose) rows.push_back(each);
  if (style.top) rows.resize(std::min(rows.size(), static_cast<std::size_t>(*style.top)));
  return rows;
}

// "16.13": GiB.
std::string gib(double bytes) {
  constexpr double most = 1e9;  // GiB; more is no device's
  if (std::ldexp(bytes, -30) >= most) return "over 10^9";
  const auto hundredths = std::llround(std::ldexp(bytes, -30) * 100);
  const std::string rest = std::to_string(hundredths % 100);
  return std::to_string(hundredths / 100) + (rest.size() < 2 ? ".0" : ".") + rest;
}

std::string gib(const std::optional<double>& bytes) { return bytes ? gib(*bytes) : "?"; }

std::string tokens(const std::optional<double>& count) { return count ? number_text(*count) : "?"; }

std::string ends(const std::optional<double>& low, const std::optional<double>& high) {
  return low ? estimate_text(Interval{*low, *high}) : "?";
}

std::string_view verdict(const DeviceEstimate& each) {
  if (!each.fits) return "? unknown";
  if (*each.fits) return "\u2713 fits";
  const bool in_budget = each.total_bytes && *each.total_bytes <= each.budget_bytes;
  if (each.beyond_window && each.known_bytes <= each.budget_bytes)
    return "\u2717 beyond its window";
  if (in_budget && each.beyond_cost) return "\u2717 beyond its limits";
  return in_budget && each.host_bytes == 0 ? "\u2717 too slow" : "\u2717 does not fit";
}

Tone tone_of(const DeviceEstimate& each) {
  if (!each.fits) return Tone::doubtful;
  return *each.fits ? Tone::good : Tone::bad;
}

std::string total(const DeviceEstimate& each) {
  return (each.total_bytes ? "" : "> ") + gib(each.known_bytes);
}

bool any(const Rows& rows, bool (*test)(const DeviceEstimate&)) {
  return std::any_of(rows.begin(), rows.end(),
                     [&](const DeviceEstimate* each) { return test(*each); });
}

std::optional<double> cache(const DeviceEstimate& each) {
  if (!each.kv_bytes) return std::nullopt;
  return *each.kv_bytes + each.state_bytes.value_or(0);
}

bool has_state(const DeviceEstimate& each) { return each.state_bytes.value_or(0) > 0; }
bool has_host(const DeviceEstimate& each) { return each.host_bytes > 0; }
bool has_speed(const DeviceEstimate& each) { return each.decode_tokens_per_s.has_value(); }
bool has_total_speed(const DeviceEstimate& each) { return each.total_tokens_per_s_low.has_value(); }
bool has_first_token(const DeviceEstimate& each) { return each.first_token_s_low.has_value(); }

// What is neither weights nor cache.
std::optional<double> other(const DeviceEstimate& each) {
  if (!each.compute_bytes) return std::nullopt;
  return *each.compute_bytes + each.overhead_bytes;
}

// On a narrow page the state stands with the cache, and the compute buffer with the runtime: both
// leave their column to a speed, and can be told from the total.
Table parts_table(const Rows& rows, bool bars, bool roomy) {
  const bool state = roomy && any(rows, has_state);
  const bool host = any(rows, has_host);
  const bool speed = any(rows, has_speed);
  const bool total_speed = roomy && any(rows, has_total_speed);
  const bool first = roomy && any(rows, has_first_token);
  Table table;
  table.columns = {{.header = "model"}, {.header = bars ? "of the budget" : "", .wraps = false}};
  const auto number = [&](const char* header) {
    table.columns.push_back({.header = header, .right = true, .wraps = false});
  };
  number("weights");
  number("cache");
  if (state) number("state");
  if (roomy) number("compute");
  if (roomy) number("runtime");
  if (!roomy && !speed) number("other");
  number("total");
  if (host) number("on host");
  number("longest");
  if (speed) number("speed");
  if (total_speed) number("in all");
  if (first) number("first token");
  const DeviceEstimate* before = nullptr;
  for (const DeviceEstimate* each : rows) {
    const bool same =
        before != nullptr && before->family == each->family && before->variant == each->variant;
    before = each;
    std::vector<Cell> row;
    Cell model;
    if (!same) model.push_back({each->variant_name, Tone::strong});
    model.push_back({each->quantisation, each->chosen ? Tone::strong : Tone::plain});
    row.push_back(std::move(model));
    Cell fit;
    if (bars) fit.push_back({part_bar(*each), tone_of(*each)});
    fit.push_back({std::string(verdict(*each)), tone_of(*each)});
    row.push_back(std::move(fit));
    row.push_back({{gib(each->weights_bytes)}});
    row.push_back({{gib(state ? each->kv_bytes : cache(*each))}});
    if (state) row.push_back({{gib(each->state_bytes)}});
    if (roomy) row.push_back({{gib(each->compute_bytes)}});
    if (roomy) row.push_back({{gib(each->overhead_bytes)}});
    if (!roomy && !speed) row.push_back({{gib(other(*each))}});
    row.push_back({{total(*each), tone_of(*each)}});
    if (host) row.push_back({{gib(each->host_bytes)}});
    row.push_back({{tokens(each->max_context_tokens)}});
    if (speed) row.push_back({{ends(each->tokens_per_s_low, each->tokens_per_s_high)}});
    if (total_speed)
      row.push_back({{ends(each->total_tokens_per_s_low, each->total_tokens_per_s_high)}});
    if (first) row.push_back({{ends(each->first_token_s_low, each->first_token_s_high)}});
    table.rows.push_back(std::move(row));
  }
  return table;
}

// What holds for all of the rows.
std::vector<std::string> shared_assumptions(const Rows& rows) {
  std::vector<std::string> shared;
  for (const std::string& each : rows.front()->assumptions) {
    const bool everywhere = std::all_of(rows.begin(), rows.end(), [&](const DeviceEstimate* row) {
      return std::find(row->assumptions.begin(), row->assumptions.end(), each) !=
             row->assumptions.end();
    });
    if (everywhere) shared.push_back(each);
  }
  return shared;
}

std::string device_headline(const Rows& rows) {
  const DeviceEstimate& first = *rows.front();
  const auto fitting = std::count_if(rows.begin(), rows.end(), [](const DeviceEstimate* each) {
    return each->fits && *each->fits;
  });
  const std::string of = one_variant(rows) ? counted(rows.size(), "quantisation", "quantisations") +
                                                 " of " + first.variant_name
                                           : counted(rows.size(), "model", "models");
  return std::to_string(fitting) + " of " + of + (fitting == 1 ? " fits " : " fit ") + first.place +
         " at " + number_text(first.context_tokens) + " tokens: " + gib(first.budget_bytes) +
         " GiB for the model.";
}

std::string device_legend(const Rows& rows, bool roomy) {
  const bool more = any(rows, has_total_speed) || any(rows, has_first_token);
  return std::string("GiB. Longest: the longest context that fits, in tokens a sequence.") +
         (any(rows, has_speed) ? " Speed: an estimate, in tokens a second, of one sequence." : "") +
         (roomy && any(rows, has_total_speed) ? " In all: of all sequences." : "") +
         (roomy && any(rows, has_first_token) ? " First token: an estimate, in seconds." : "") +
         (more && !roomy ? " All sequences together and the first token: on a page of 100 columns."
                         : "") +
         " ?: unknown; >: at least.";
}

// --- turned round --------------------------------------------------------------------------------

std::string place_name(const DevicePlace& place) {
  const std::string& device = place.estimate.device;
  return place.estimate.count > 1 ? number_text(place.estimate.count) + " x " + device : device;
}

// Of which device need, where there are several.
bool several_needs(const DeviceFit& fit) {
  return std::any_of(fit.smallest->begin(), fit.smallest->end(), [&](const SmallestDevice& each) {
    return each.need_id != fit.smallest->front().need_id;
  });
}

std::string label(const SmallestDevice& each, bool several) {
  return several ? each.name + " (" + each.need_id + ")" : each.name;
}

std::string smallest_headline(const DeviceFit& fit) {
  const auto found = static_cast<std::size_t>(
      std::count_if(fit.smallest->begin(), fit.smallest->end(),
                    [](const SmallestDevice& each) { return each.smallest.has_value(); }));
  return "The least device for each of " +
         (several_needs(fit)
              ? counted(fit.smallest->size(), "family and need", "families and needs")
              : counted(fit.smallest->size(), "family", "families")) +
         "; " + std::to_string(found) + (found == 1 ? " has one." : " have one.");
}

Table smallest_table(const DeviceFit& fit, const Style& style) {
  Table table;
  table.columns = {{.header = "family"},
                   {.header = "least device"},
                   {.header = "variant"},
                   {.header = "GiB", .right = true, .wraps = false},
                   {.header = "of", .right = true, .wraps = false},
                   {.header = "longest", .right = true, .wraps = false}};
  const bool several = several_needs(fit);
  for (const SmallestDevice& each : *fit.smallest) {
    if (style.top && table.rows.size() >= static_cast<std::size_t>(*style.top)) break;
    if (!each.smallest) {
      table.rows.push_back({{{label(each, several), Tone::strong}},
                            {{"none is known", Tone::bad}},
                            {{""}},
                            {{""}},
                            {{""}},
                            {{""}}});
      continue;
    }
    const DevicePlace& place = each.places[*each.smallest];
    const DeviceEstimate& estimate = place.estimate;
    Cell where{{estimate.place, place.status == Status::qualified ? Tone::good : Tone::doubtful}};
    if (place.status == Status::to_verify) where.push_back({"to verify", Tone::doubtful});
    table.rows.push_back({{{label(each, several), Tone::strong}},
                          std::move(where),
                          {{estimate.variant_name}, {estimate.quantisation}},
                          {{total(estimate)}},
                          {{gib(estimate.budget_bytes)}},
                          {{tokens(place.longest_context_tokens)}}});
  }
  return table;
}

std::string places_text(const SmallestDevice& family) {
  std::string text;
  for (const DevicePlace& place : family.places)
    if (place.status != Status::excluded)
      text.append(text.empty() ? "" : "; ")
          .append(place_name(place))
          .append(" ")
          .append(tokens(place.longest_context_tokens));
  return text;
}

constexpr std::string_view smallest_legend =
    "The longest context, in tokens a sequence, on the fewest of each device that will do:";

constexpr std::string_view places_left_out =
    "The longest context on each device: --family for one, --verbose for all.";

// Every device of every family is more than is read.
bool lists_places(const DeviceFit& fit, const Style& style) {
  constexpr std::size_t most = 3;
  return style.verbose || fit.smallest->size() <= most;
}

}  // namespace

std::string text(const DeviceFit& fit, const Style& style) {
  Page page(style);
  if (fit.smallest) {
    page.paragraph({smallest_headline(fit), Tone::strong});
    page.blank();
    page.table(smallest_table(fit, style));
    page.blank();
    if (!lists_places(fit, style)) {
      page.paragraph({std::string(places_left_out), Tone::quiet});
      return page.take();
    }
    page.paragraph({std::string(smallest_legend)});
    for (const SmallestDevice& each : *fit.smallest)
      if (each.smallest)
        page.hanging({label(each, several_needs(fit)) + ":"}, {places_text(each)}, 2);
    return page.take();
  }
  for (const Rows& all : by_need(fit)) {
    const Rows rows = shown_rows(all, style);
    page.blank();
    page.paragraph({device_headline(rows), Tone::strong});
    page.blank();
    const bool roomy = style.width >= 100;
    page.table(parts_table(rows, true, roomy));
    page.blank();
    page.paragraph({std::string(part_legend), Tone::quiet});
    page.paragraph({device_legend(rows, roomy), Tone::quiet});
    for (const std::string& each : shared_assumptions(rows))
      page.hanging({"-", Tone::quiet}, {each, Tone::quiet});
  }
  return page.take();
}

void fill(Document& page, const DeviceFit& fit, const Style& style) {
  if (fit.smallest) {
    page.heading(1, smallest_headline(fit));
    page.table(smallest_table(fit, style));
    if (!lists_places(fit, style)) {
      page.paragraph(places_left_out);
      return;
    }
    page.paragraph(smallest_legend);
    for (const SmallestDevice& each : *fit.smallest)
      if (each.smallest) page.item(label(each, several_needs(fit)) + ": " + places_text(each));
    page.end_list();
    return;
  }
  for (const Rows& all : by_need(fit)) {
    const Rows rows = shown_rows(all, style);
    page.heading(1, device_headline(rows));
    page.table(parts_table(rows, false, true));
    page.paragraph(device_legend(rows, true));
    for (const std::string& each : shared_assumptions(rows)) page.item(each);
    page.end_list();
  }
}

}  // namespace shortlist::reporting
