// One key of one need, over all of its values. Numbers go through need_course; words and lists are
// a few values, each judged where it stands.

#include "base/decimal.hpp"
#include "base/quantity.hpp"
#include "model/find_family.hpp"
#include "shortlist/result.hpp"
#include "shortlist/whatif.hpp"
#include "whatif/need_course.hpp"
#include "whatif/stability.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::whatif {

namespace {

struct Setting {
  const model::Catalogue& catalogue;
  const model::Profile& profile;
  std::vector<int> only;
  UnknownPolicy unknown;
  bool leaders = false;

  decide::Decision decide(const model::Profile& of) const {
    return decide::decide(catalogue, of, {.only = only, .unknown = unknown});
  }
  std::size_t families() const { return catalogue.families().size(); }
  bool asked(int family) const {
    return only.empty() || std::binary_search(only.begin(), only.end(), family);
  }
};

const std::string& id_of(const Setting& setting, int family) {
  return setting.catalogue.families()[static_cast<std::size_t>(family)].family->id;
}

// --- what a segment says -------------------------------------------------------------------------

NeedSegment segment_of(const Setting& setting, const State& state) {
  NeedSegment segment;
  std::vector<bool> in(setting.families(), false);
  for (std::size_t i = 0; i < state.order.size(); ++i) {
    const std::string& id = id_of(setting, state.order[i]);
    segment.order.push_back(id);
    if (i < state.qualified) segment.qualified.push_back(id);
    in[static_cast<std::size_t>(state.order[i])] = true;
  }
  for (std::size_t i = 0; i < in.size(); ++i)
    if (setting.asked(static_cast<int>(i)) && !in[i])
      segment.excluded.push_back(id_of(setting, static_cast<int>(i)));
  return segment;
}

std::size_t digits(double x) { return decimal(x).size(); }

// Whole numbers leave no gap; of two neighbouring doubles the shorter stands for the border, in the
// part that it belongs to.
template <class Span>
std::vector<ValueRange> ranges_of(const NumberRange& range, const Axis& axis,
                                  const std::vector<Span>& spans) {
  std::vector<ValueRange> ranges(spans.size());
  std::vector<std::pair<double, double>> ends;
  ends.reserve(spans.size());
  for (const Span& span : spans) ends.emplace_back(axis.at(span.from), axis.at(span.to));
  for (std::size_t i = 1; i < spans.size() && !axis.whole(); ++i) {
    double& before = ends[i - 1].second;
    double& after = ends[i].first;
    const bool left = digits(before) <= digits(after);
    (left ? after : before) = left ? before : after;
    (left ? ranges[i].from_open : ranges[i - 1].to_open) = true;
  }
  for (std::size_t i = 0; i < spans.size(); ++i) {
    const auto [from, to] = ends[i];
    ranges[i].from = datum_of(range.key, from);
    ranges[i].to = datum_of(range.key, to);
    std::tie(ranges[i].from_text, ranges[i].to_text) = texts_of(range.key, from, to);
  }
  return ranges;
}

// --- numbers -------------------------------------------------------------------------------------

// How many families have a status, asked at steps that only ever grow.
class Counts {
 public:
  explicit Counts(const std::vector<std::vector<StatusSpan>>& statuses) {
    for (const std::vector<StatusSpan>& spans : statuses)
      for (std::size_t i = 0; i < spans.size(); ++i) {
        changes_.push_back({spans[i].from, spans[i].status, 1});
        if (i > 0) changes_.push_back({spans[i].from, spans[i - 1].status, -1});
      }
    std::sort(changes_.begin(), changes_.end(),
              [](const Change& left, const Change& right) { return left.from < right.from; });
  }

  StatusCounts at(Step step) {
    for (; next_ < changes_.size() && changes_[next_].from <= step; ++next_)
      now_[static_cast<std::size_t>(changes_[next_].status)] += changes_[next_].by;
    const auto count = [&](Status status) {
      return static_cast<std::size_t>(now_[static_cast<std::size_t>(status)]);
    };
    return {count(Status::qualified), count(Status::to_verify)};
  }

 private:
  struct Change {
    Step from;
    Status status;
    int by;
  };

  std::vector<Change> changes_;
  std::size_t next_ = 0;
  std::array<int, 3> now_{};
};

void add_leads(const Setting& setting, const NumberRange& range, const Axis& axis,
               const Course& along, NeedAnalysis& analysis) {
  const std::vector<ValueRange> ranges = ranges_of(range, axis, along.leads);
  Counts counts(along.statuses);
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    const Lead& lead = along.leads[i];
    const StatusCounts at_from = counts.at(lead.from);
    analysis.leads.push_back({ranges[i], lead.family < 0 ? "" : id_of(setting, lead.family),
                              at_from, counts.at(lead.to)});
  }
}

void add_segments(const Setting& setting, const NumberRange& range, const Axis& axis,
                  const std::vector<Span>& spans, NeedAnalysis& analysis) {
  std::vector<ValueRange> ranges = ranges_of(range, axis, spans);
  analysis.segments.emplace();
  for (std::size_t i = 0; i < spans.size(); ++i) {
    NeedSegment segment = segment_of(setting, spans[i].state);
    static_cast<ValueRange&>(segment) = std::move(ranges[i]);
    analysis.segments->push_back(std::move(segment));
  }
}

void add_statuses(const Setting& setting, const NumberRange& range, const Axis& axis,
                  const std::vector<std::vector<StatusSpan>>& statuses, NeedAnalysis& analysis) {
  for (std::size_t family = 0; family < statuses.size(); ++family) {
    if (!setting.asked(static_cast<int>(family))) continue;
    std::vector<ValueRange> ranges = ranges_of(range, axis, statuses[family]);
    for (std::size_t i = 0; i < ranges.size(); ++i)
      analysis.statuses.push_back({std::move(ranges[i]), id_of(setting, static_cast<int>(family)),
                                   statuses[family][i].status});
  }
}

Result<void> sweep_range(const Setting& setting, const RuleBase& rule_base, const Sweep& sweep,
                         const NumberRange& range, NeedAnalysis& analysis) {
  const model::RuleBase& rules = rule_base.catalogue().rules();
  model::Profile profile = setting.profile;
  profile.needs[static_cast<std::size_t>(sweep.need)] = range.start;
  const auto* const device = std::get_if<model::DeviceKeys>(&range.start.keys);
  constexpr double most = 1024;
  const std::string_view beside =
      device == nullptr ? std::string_view{} : turns_with(*device, range.key.name);
  if (!beside.empty() && range.to - range.from >= most)
    return model::usage("'" + sweep.path + "' is judged one by one beside " + std::string(beside) +
                            ", and " + number_text(range.to - range.from + 1) + " are too many",
                        "sweep at most " + number_text(most));
  const decide::Decision decision = setting.decide(profile);
  Track track(rules, std::move(profile), sweep, range, decision, setting.unknown);
  const Course along = course(track, setting.families(), !setting.leaders);
  add_leads(setting, range, track.axis(), along, analysis);
  if (along.spans)
    add_segments(setting, range, track.axis(), *along.spans, analysis);
  else
    add_statuses(setting, range, track.axis(), along.statuses, analysis);
  analysis.unit = range.key.unit;
  analysis.numeric = true;
  return {};
}

// --- words and lists -----------------------------------------------------------------------------

// Whether a value of the key can change more than how its own need comes out: what rules that read
// needs do, which quantisations several device needs agree on, and which window a device need holds
// its context against.
bool reaches_far(const model::RuleBase& rules, const model::Profile& profile,
                 const model::Need& need) {
  const auto on_device = [](const model::Need& each) {
    return std::holds_alternative<model::DeviceKeys>(each.keys);
  };
  const auto devices = std::count_if(profile.needs.begin(), profile.needs.end(), on_device);
  const int context = profile.find_need("context");
  const bool is_context =
      context >= 0 && &need == &profile.needs[static_cast<std::size_t>(context)];
  return model::states_any(rules, profile, rules.read_needs) || (on_device(need) && devices > 1) ||
         (is_context && devices > 0);
}

// The field with one need judged anew.
State state_with(const Setting& setting, Field& field, const std::vector<double>& weights,
                 int index, const model::Need& need) {
  struct Standing {
    int family;
    Place place;
  };
  std::vector<Standing> standings;
  field.set_must(index, need.must);
  for (const MovingFamily& family : field.families()) {
    Standing best{family.family, {}};
    for (int i = family.first; i < family.last; ++i) {
      const Mover& mover = field.movers()[static_cast<std::size_t>(i)];
      const Place place = field.place(
          mover, {{index, evaluate::evaluate(need, mover.start->subject, setting.profile)}},
          weights);
      if (!place.out() && (best.place.out() || before(place, best.place))) best.place = place;
    }
    if (!best.place.out()) standings.push_back(best);
  }
  std::sort(standings.begin(), standings.end(), [](const Standing& left, const Standing& right) {
    return before(left.place, right.place);
  });
  State state;
  for (const Standing& each : standings) {
    state.order.push_back(each.family);
    if (each.place.status == Status::qualified) ++state.qualified;
  }
  return state;
}

// Orders of words and lists are never left out, so what they come to is bounded.
Result<void> check_choices(const Setting& setting, const std::string& path, std::size_t choices,
                           const decide::Decision& today, bool far) {
  constexpr std::size_t most_judged = 10'000'000;
  const auto count = [](std::size_t number) { return number_text(static_cast<double>(number)); };
  const std::size_t families = today.ranked.size() + today.excluded.size();
  if (choices * families > most_places)
    return model::usage("the orders of " + count(families) + " families at " + count(choices) +
                            " values of '" + path + "' come to more than " + count(most_places) +
                            " places",
                        "sweep it in parts, or name fewer families with --only");
  std::size_t values = 0;
  for (const auto* standings : {&today.ranked, &today.excluded})
    for (const decide::Standing& standing : *standings)
      values += standing.all.size() * setting.profile.needs.size();
  if (far && choices * values > most_judged)
    return model::usage("every need is judged anew at each value of '" + path + "', and " +
                            count(choices) + " of them are at most " +
                            count(most_judged / choices) + " alternatives times needs, not " +
                            count(values),
                        "sweep it in parts, or name fewer families with --only");
  return {};
}

Result<void> sweep_choices(const Setting& setting, const RuleBase& rule_base, const Sweep& sweep,
                           const std::vector<Choice>& choices, const decide::Decision& today,
                           NeedAnalysis& analysis) {
  const auto index = static_cast<std::size_t>(sweep.need);
  const bool far =
      reaches_far(rule_base.catalogue().rules(), setting.profile, setting.profile.needs[index]);
  if (auto checked = check_choices(setting, sweep.path, choices.size(), today, far); !checked)
    return checked;
  Field field(setting.profile, today, setting.unknown, {sweep.need});
  model::Profile profile = setting.profile;
  analysis.segments.emplace();
  for (const Choice& choice : choices) {
    profile.needs[index] = choice.need;
    const State state = far ? state_of(setting.decide(profile))
                            : state_with(setting, field, today.weights, sweep.need, choice.need);
    NeedSegment segment = segment_of(setting, state);
    segment.from = segment.to = choice.value;
    segment.from_text = segment.to_text = choice.text;
    const StatusCounts counts{segment.qualified.size(),
                              segment.order.size() - segment.qualified.size()};
    analysis.leads.push_back({static_cast<const ValueRange&>(segment),
                              segment.order.empty() ? "" : segment.order.front(), counts, counts});
    analysis.segments->push_back(std::move(segment));
  }
  return {};
}

// Where every weight is 0 nothing that is judged is weighed.
bool weighs(const std::vector<double>& weights) {
  return std::any_of(weights.begin(), weights.end(), [](double weight) { return weight > 0; });
}

// All that is wrong with the call.
template <class First, class Second>
Failure both(const Result<First>& first, const Result<Second>& second) {
  if (first) return second.error();
  Failure failure = first.error();
  if (!second) append(failure.diagnostics, second.error());
  return failure;
}

void add_families(const decide::Decision& today, NeedAnalysis& analysis) {
  for (const auto* standings : {&today.ranked, &today.excluded})
    for (const decide::Standing& standing : *standings) {
      const model::Family& family = *standing.best().subject.family().family;
      analysis.families.push_back({family.id, family.name, standing.best().status});
    }
}

}  // namespace

}  // namespace shortlist::whatif

namespace shortlist {

Result<NeedAnalysis> whatif_need(const RuleBase& rule_base, const Profile& profile,
                                 const std::string& sweep, const NeedOptions& options) {
  using namespace whatif;
  const model::Catalogue& catalogue = rule_base.catalogue();
  auto only = model::find_families(catalogue, options.rank.only);
  auto asked = read_sweep(catalogue.rules(), profile.model(), sweep);
  if (!only || !asked) return both(only, asked);
  const Setting setting{catalogue, profile.model(), std::move(*only), options.rank.unknown,
                        options.leaders};
  const decide::Decision today = setting.decide(profile.model());
  const auto* const range = std::get_if<NumberRange>(&asked->values);
  if (!weighs(today.weights) && (range == nullptr || range->key.name != "weight"))
    return model::usage("every weight of the profile is 0, so nothing is ranked by it",
                        "give at least one need a weight above 0");

  NeedAnalysis analysis;
  analysis.inputs = {profile.title(), profile.file(), rule_base.title(), rule_base.fingerprint()};
  analysis.path = asked->path;
  const model::Need& need = profile.model().needs[static_cast<std::size_t>(asked->need)];
  analysis.title = catalogue.rules().criteria[static_cast<std::size_t>(need.criterion)].title;
  analysis.stated = asked->stated;
  analysis.stated_text = asked->stated_text;
  add_families(today, analysis);
  if (range != nullptr) {
    if (auto done = sweep_range(setting, rule_base, *asked, *range, analysis); !done)
      return std::move(done.error());
  } else if (auto done =
                 sweep_choices(setting, rule_base, *asked,
                               std::get<std::vector<Choice>>(asked->values), today, analysis);
             !done) {
    return std::move(done.error());
  }
  return analysis;
}

}  // namespace shortlist
