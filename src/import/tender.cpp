// From a release to a profile: which tender, whose, and what the loader of profiles makes of its
// needs. The loader reads the same tree that TOML is read into, with the places of the tender, so
// that what is wrong with a need is shown where the tender states it.

#include "import/tender.hpp"

#include "base/text.hpp"
#include "import/read_back.hpp"
#include "load/entries.hpp"
#include "model/codes.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>

namespace shortlist::importing {

using load::Node;

bool is_release(const Node& document) {
  return document.find("ocid") != nullptr || document.find("releases") != nullptr;
}

namespace {

Node text_node(std::string text, Where where) {
  Node node;
  node.type = Node::Type::text;
  node.text = std::move(text);
  node.where = where;
  return node;
}

// The one release that has a tender.
const Node* release_in(const Node& document, Problems& problems, std::vector<std::string>& notes) {
  std::vector<const Node*> releases{&document};
  if (document.find("releases") != nullptr) {
    note_rest(document, "package", {"uri", "version", "publishedDate", "extensions", "releases"},
              notes);
    releases = objects_in(document, "releases", problems);
  }
  const Node* found = nullptr;
  for (const Node* const each : releases) {
    const Node* const tender = each->find("tender");
    if (tender == nullptr || tender->type != Node::Type::table) {
      if (releases.size() > 1) notes.push_back(called("release", *each) + ": has no tender");
    } else if (found == nullptr) {
      found = each;
    } else {
      problems.error(tender->where, "the package has more than one release with a tender",
                     "import a file with the one that counts");
      return nullptr;
    }
  }
  if (found == nullptr && problems.errors() == 0)
    problems.error(document.where, "there is no tender in it",
                   "a profile is made from the criteria of an OCDS tender");
  return found;
}

bool is_buyer(const Node& party, const std::string& buyer) {
  if (!buyer.empty() && id_of(party) == buyer) return true;
  const Node* const roles = party.find("roles");
  return roles != nullptr && std::any_of(roles->items.begin(), roles->items.end(),
                                         [](const Node& role) { return role.text == "buyer"; });
}

// The one country that the buyer's addresses are in, as a code.
std::string domicile_of(const Node& release, Problems& problems, std::vector<std::string>& notes) {
  const Node* const buyer = release.find("buyer");
  const std::string id = buyer == nullptr ? std::string{} : id_of(*buyer);
  std::set<std::string> countries;
  std::vector<const Node*> parties = objects_in(release, "parties", problems);
  if (buyer != nullptr) parties.push_back(buyer);
  for (const Node* const party : parties) {
    const Node* const address = party->find("address");
    if (address == nullptr || (party != buyer && !is_buyer(*party, id))) continue;
    std::string country = text_of(*address, "country");
    if (country.empty()) country = text_of(*address, "countryName");
    if (!country.empty()) countries.insert(std::move(country));
  }
  if (countries.empty()) return {};
  if (countries.size() == 1 && model::is_region_code(*countries.begin())) return *countries.begin();
  notes.push_back("the buyer's country: " +
                  listed(std::vector<std::string>(countries.begin(), countries.end())) +
                  (countries.size() == 1 ? " is no code of ISO 3166" : " are more than one"));
  return {};
}

// The level goes behind the keys that say what is asked for, then the weight and the words.
void order_keys(TenderNeed& need) {
  if (need.must && need.table.find("level") == nullptr)
    state(need, "level", text_node("must", need.table.where));
  const auto place = [](const load::Member& member) {
    return member.key == "level" ? 1 : member.key == "weight" ? 2 : member.key == "because" ? 3 : 0;
  };
  std::stable_sort(need.table.members.begin(), need.table.members.end(),
                   [&](const auto& left, const auto& right) { return place(left) < place(right); });
}

// The needs as the tables of a profile; repeated ones of a criterion are a list.
Node profile_document(const model::RuleBase& rules, const Tender& tender, Where where) {
  Node document;
  document.where = where;
  Node schema;
  schema.type = Node::Type::number;
  schema.number = 1;
  schema.where = where;
  document.members.push_back({"schema", where, std::move(schema)});
  Node needs;
  needs.where = where;
  for (const TenderNeed& each : tender.needs) {
    const std::string& id = rules.criteria[static_cast<std::size_t>(each.criterion)].id;
    const auto known = std::find_if(needs.members.begin(), needs.members.end(),
                                    [&](const load::Member& member) { return member.key == id; });
    if (known != needs.members.end()) {
      known->value.items.push_back(each.table);
      continue;
    }
    Node list;
    list.type = Node::Type::array;
    list.where = each.table.where;
    list.items.push_back(each.table);
    needs.members.push_back({id, list.where, std::move(list)});
  }
  document.members.push_back({"need", where, std::move(needs)});
  return document;
}

// Both are in the order of their places in the tender.
ImportedProfile profile_of(const model::RuleBase& rules, const model::Profile& profile,
                           const Tender& tender) {
  ImportedProfile made;
  std::vector<std::pair<double, std::string>> ranks;
  for (std::size_t i = 0; i < profile.needs.size(); ++i) {
    const model::Need& need = profile.needs[i];
    ImportedNeed each{need.id,
                      rules.criteria[static_cast<std::size_t>(need.criterion)].id,
                      tender.needs[i].requirement,
                      {}};
    for (const model::StatedKey& key : need.stated) each.need.emplace_back(key.name, key.value);
    if (tender.needs[i].rank) ranks.emplace_back(*tender.needs[i].rank, need.id);
    made.needs.push_back(std::move(each));
  }
  std::stable_sort(ranks.begin(), ranks.end(),
                   [](const auto& left, const auto& right) { return left.first < right.first; });
  for (auto& [rank, id] : ranks) made.order.push_back(std::move(id));
  return made;
}

constexpr auto by_place = [](const TenderNeed& left, const TenderNeed& right) {
  const Where a = left.table.where;
  const Where b = right.table.where;
  return std::pair{a.line, a.column} < std::pair{b.line, b.column};
};

}  // namespace

Result<Import> import_tender(const model::RuleBase& rules, const load::Text& text,
                             const Node& document, Problems& problems) {
  const auto failure = [&] {
    return Failure{FailureKind::data, load::diagnose(problems, {&text})};
  };
  Tender tender;
  const Node* const release = release_in(document, problems, tender.notes);
  if (release == nullptr) return failure();
  const Node& notice = *release->find("tender");
  note_rest(
      *release, "release",
      {"ocid", "id", "date", "tag", "initiationType", "language", "tender", "buyer", "parties"},
      tender.notes);
  note_rest(notice, "tender", {"id", "title", "criteria", "lots", "lotGroups", "awardCriteria"},
            tender.notes);
  const std::string domicile = domicile_of(*release, problems, tender.notes);
  read_requirements(rules, notice, tender, problems);
  read_award_criteria(rules, notice, tender, problems);
  if (problems.errors() > 0) return failure();
  if (tender.needs.empty()) {
    problems.error(notice.where, "no requirement of the tender has the id of a need",
                   "a need has the id of a criterion: 'shortlist list criteria' has them");
    return failure();
  }
  std::stable_sort(tender.needs.begin(), tender.needs.end(), by_place);
  for (TenderNeed& need : tender.needs) order_keys(need);
  const auto profile =
      load::read_profile(rules, profile_document(rules, tender, notice.where), text.name, problems);
  if (problems.errors() > 0) return failure();
  Import import;
  import.profile = profile_of(rules, *profile, tender);
  import.profile->title = text_of(notice, "title");
  if (import.profile->title.empty()) import.profile->title = "Tender " + id_of(notice);
  import.profile->ocid = text_of(*release, "ocid");
  import.profile->tender = id_of(notice);
  import.profile->domicile = domicile;
  import.notes = std::move(tender.notes);
  import.toml = loadable(rules, *import.profile, import.notes);
  if (!import.profile->needs.empty()) return import;
  problems.error(notice.where, "none of its needs loads: " + import.notes.back());
  return failure();
}

}  // namespace shortlist::importing
