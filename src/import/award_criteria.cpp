// What a tender weighs. One lot's award criteria become weights; needs that none of them names
// weigh nothing, as a requirement that only passes or fails does not score.

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "import/tender.hpp"
#include "model/profile.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace shortlist::importing {

namespace {

using load::Node;

const Node* criteria_of(const Node& lot) {
  const Node* const award = lot.find("awardCriteria");
  return award == nullptr ? nullptr : award->find("criteria");
}

// The number that weighs; every other one is noted.
const Node* weighing(const Node& award, const std::string& what, Tender& into, Problems& problems) {
  const Node* found = nullptr;
  for (const Node* const each : objects_in(award, "numbers", problems)) {
    const Node* const number = each->find("number");
    const std::string threshold = text_of(*each, "threshold") + text_of(*each, "fixed");
    const bool weight = !text_of(*each, "weight").empty();
    if (weight && number != nullptr && number->type == Node::Type::number && found == nullptr)
      found = each;
    else if (number != nullptr && number->type != Node::Type::number)
      problems.error(number->where, "'number' is a number, not " + load::what_is(*number));
    else
      into.notes.push_back(what + ": " + (threshold.empty() ? "a number" : threshold) +
                           (number == nullptr ? "" : " " + number_text(number->number)));
  }
  return found;
}

class AwardReader {
 public:
  AwardReader(const model::RuleBase& rules, Tender& into, Problems& problems)
      : rules_(rules), into_(into), problems_(problems) {}

  void read(const Node& award) {
    const std::string name = text_of(award, "name");
    const std::string what = "award criterion " + name;
    note_rest(award, what, {"type", "name", "numbers"}, into_.notes);
    const Node* const weight = weighing(award, what, into_, problems_);
    if (weight == nullptr) return into_.notes.push_back(what + ": has no weight");
    TenderNeed* const need = need_of(name, award);
    if (need == nullptr)
      return into_.notes.push_back(what + " (" + number_text(weight->find("number")->number) +
                                   "): no requirement states it");
    add(*need, what, *weight);
  }

  void finish() {
    const auto ranked = [](const TenderNeed& each) { return each.rank.has_value(); };
    if (weights_ > 0 && std::any_of(into_.needs.begin(), into_.needs.end(), ranked)) {
      into_.notes.emplace_back("award criteria: their order, beside weights");
      for (TenderNeed& need : into_.needs) need.rank.reset();
    }
    if (weights_ == 0) return;
    for (TenderNeed& need : into_.needs)
      if (need.table.find("weight") == nullptr) state_weight(need, 0, need.table.where);
  }

 private:
  // By the id of a need, else by the title of the criterion that it was made from. A criterion of
  // the rule base that asks for nothing but more is a need without any requirement.
  TenderNeed* need_of(const std::string& name, const Node& award) {
    if (name.empty()) return nullptr;
    const NeedName named = need_named(rules_, name);
    for (TenderNeed& each : into_.needs)
      if (named.criterion >= 0 && equal_folded(each.name, named.need)) return &each;
    for (TenderNeed& each : into_.needs)
      if (equal_folded(each.title, name) || each.requirement == name) return &each;
    Problems problems;
    if (named.criterion < 0 ||
        !model::make_need(rules_, named.criterion, 1, {}, award.where, problems))
      return nullptr;
    TenderNeed need{named.criterion, named.need, {}, {}, false, {}, {}};
    need.table.where = award.where;
    into_.needs.push_back(std::move(need));
    return &into_.needs.back();
  }

  void add(TenderNeed& need, const std::string& what, const Node& weight) {
    const std::string unit = text_of(weight, "weight");
    const Node& number = *weight.find("number");
    if (need.table.find("weight") != nullptr || need.rank)
      return into_.notes.push_back(what + ": " + need.name + " has a weight already");
    if (number.refused)
      return problems_.error(number.where, "a weight is at most 10^12, and this one is larger");
    if (unit == "order") {
      need.rank = number.number;
      return;
    }
    const double scale = unit.starts_with("decimal") ? 100 : 1;
    state_weight(need, number.number * scale, number.where);
    ++weights_;
  }

  static void state_weight(TenderNeed& need, double weight, Where where) {
    Node node;
    node.type = Node::Type::number;
    node.number = weight;
    node.where = where;
    state(need, "weight", std::move(node));
  }

  const model::RuleBase& rules_;
  Tender& into_;
  Problems& problems_;
  std::size_t weights_ = 0;
};

}  // namespace

void read_award_criteria(const model::RuleBase& rules, const Node& tender, Tender& into,
                         Problems& problems) {
  std::vector<std::pair<std::string, const Node*>> lots{{"tender", &tender}};
  for (const auto& [list, name] : {std::pair{"lots", "lot"}, std::pair{"lotGroups", "lot group"}})
    for (const Node* const lot : objects_in(tender, list, problems)) {
      const std::string what = called(name, *lot);
      note_rest(*lot, what, {"id", "awardCriteria"}, into.notes);
      lots.emplace_back(what, lot);
    }
  AwardReader reader(rules, into, problems);
  bool any = false;
  for (const auto& [what, lot] : lots) {
    const Node* const award = lot->find("awardCriteria");
    if (award == nullptr) continue;
    note_rest(*award, what + ", award criteria", {"criteria"}, into.notes);
    if (criteria_of(*lot) == nullptr || any) {
      into.notes.push_back(what + ": its award criteria" +
                           (any ? ", since a profile has the weights of one lot" : ""));
      continue;
    }
    any = true;
    for (const Node* const each : objects_in(*award, "criteria", problems)) reader.read(*each);
  }
  reader.finish();
}

}  // namespace shortlist::importing
