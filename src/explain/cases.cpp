#include "shortlist/cases.hpp"

#include "base/quantity.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace shortlist {

namespace {

const char* word(Verdict verdict) {
  switch (verdict) {
    case Verdict::met:
      return "met";
    case Verdict::partly:
      return "partly";
    case Verdict::unmet:
      return "unmet";
    case Verdict::unknown:
      break;
  }
  return "unknown";
}

std::string names(const std::vector<std::string>& families) {
  return families.empty() ? "none" : listed(families);
}

std::vector<std::string> of_status(const Ranking& ranking, Status status) {
  std::vector<std::string> ids;
  for (const RankedFamily& family : ranking.ranking)
    if (family.status == status) ids.push_back(family.family);
  return ids;
}

class Checker {
 public:
  Checker(const Ranking& ranking, CaseResult& result) : ranking_(ranking), result_(result) {
    for (const RankedFamily& each : ranking.ranking) standings_.emplace(each.family, &each);
    for (const ExcludedFamily& each : ranking.excluded)
      standings_.emplace(each.standing.family, &each.standing);
    for (std::size_t i = 0; i < ranking.weights.size(); ++i)
      needs_.emplace(ranking.weights[i].first, i);
  }

  void check(const Expectations& expect) {
    std::vector<std::string> order;
    for (const RankedFamily& family : ranking_.ranking) order.push_back(family.family);
    if (expect.first) {
      const std::string first = order.empty() ? "none" : order.front();
      say(first == *expect.first, "first: " + *expect.first, "first: " + first);
    }
    if (expect.ranking)
      say(order == *expect.ranking, "ranking: " + names(*expect.ranking),
          "ranking: " + names(order));
    members("qualified", expect.qualified, of_status(ranking_, Status::qualified));
    members("to verify", expect.to_verify, of_status(ranking_, Status::to_verify));
    std::vector<std::string> excluded;
    for (const ExcludedFamily& family : ranking_.excluded)  // of those that take part
      if (!family.left_out_by_default()) excluded.push_back(family.standing.family);
    members("excluded", expect.excluded, std::move(excluded));
    for (const NeedExpectation& each : expect.verdicts) {
      const NeedResult* const need = find(each);
      const std::string got = need == nullptr ? "not ranked" : word(need->verdict);
      const std::string where = each.family + ", " + each.need_id + ": ";
      say(got == each.text, where + each.text, where + got);
    }
    for (const NeedExpectation& each : expect.reasons) {
      const NeedResult* const need = find(each);
      const std::string got = need == nullptr ? "not ranked" : need->reason;
      const std::string where = each.family + ", " + each.need_id + ": ";
      say(got.find(each.text) != std::string::npos, where + "... " + each.text + " ...",
          where + got);
    }
    for (const ScoreExpectation& each : expect.scores) {
      const RankedFamily* const standing = find(each.family);
      const bool within = standing != nullptr && standing->score >= each.at_least &&
                          standing->score <= each.at_most;
      const std::string what = each.family + ", score: ";
      say(within, what + number_text(each.at_least) + " to " + number_text(each.at_most),
          what + (standing == nullptr ? "not ranked" : number_text(standing->score)));
    }
  }

 private:
  const RankedFamily* find(const std::string& family) const {
    const auto found = standings_.find(family);
    return found == standings_.end() ? nullptr : found->second;
  }

  const NeedResult* find(const NeedExpectation& expected) const {
    const RankedFamily* const standing = find(expected.family);
    const auto need = needs_.find(expected.need_id);
    return standing == nullptr || need == needs_.end() ? nullptr
                                                       : &standing->criteria[need->second];
  }

  void say(bool holds, std::string expected, std::string got) {
    if (holds) return;
    result_.passed = false;
    result_.expected.push_back(std::move(expected));
    result_.got.push_back(std::move(got));
  }

  void members(const std::string& what, std::optional<std::vector<std::string>> expected,
               std::vector<std::string> got) {
    if (!expected) return;
    std::sort(expected->begin(), expected->end());
    std::sort(got.begin(), got.end());
    say(*expected == got, what + ": " + names(*expected), what + ": " + names(got));
  }

  const Ranking& ranking_;
  CaseResult& result_;
  std::unordered_map<std::string_view, const RankedFamily*> standings_;
  std::unordered_map<std::string_view, std::size_t> needs_;  // where each stands in a family's
};

// Which criteria the case reads, and which rules have an effect in it.
void note_exercised(const Ranking& ranking, CaseResult& result) {
  std::set<std::string> criteria;
  std::set<std::string> rules;
  const auto note = [&](const RankedFamily& family) {
    for (const NeedResult& need : family.criteria) {
      criteria.insert(need.criterion);
      rules.insert(need.rules.begin(), need.rules.end());
    }
    for (const RuleNote& rule : family.rules) rules.insert(rule.id);
  };
  for (const RuleNote& rule : ranking.reweighed) rules.insert(rule.id);
  for (const RankedFamily& family : ranking.ranking) note(family);
  for (const ExcludedFamily& family : ranking.excluded) {
    note(family.standing);
    for (const FailedMust& failure : family.failures)
      if (failure.rule) rules.insert(*failure.rule);
  }
  result.criteria.assign(criteria.begin(), criteria.end());
  result.rules.assign(rules.begin(), rules.end());
}

}  // namespace

CaseResult run_case(const Case& test_case) {
  CaseResult result{test_case.file, test_case.name, true, {}, {}, {}, {}};
  const auto ranking = rank(test_case.rule_base, test_case.profile, test_case.options);
  if (!ranking) {
    result.passed = false;
    result.expected.emplace_back("a ranking");
    result.got.push_back(ranking.error().diagnostics.front().message);
    return result;
  }
  Checker(*ranking, result).check(test_case.expect);
  note_exercised(*ranking, result);
  return result;
}

}  // namespace shortlist
