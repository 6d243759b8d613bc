// The criteria of a tender. A criterion is satisfied by any one of its groups, a group by all of
// its requirements: a profile asks for all of its needs, so a criterion of several groups has no
// counterpart.

#include "base/text.hpp"
#include "import/tender.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shortlist::importing {

namespace {

using load::Node;

constexpr std::size_t most_needs = 1'000;       // of a profile
constexpr std::size_t most_keys = 100;          // of one need
constexpr std::ptrdiff_t most_items = 100'000;  // in texts, as many as JSON may have values

// The key that a value is of where the requirement names none.
std::string own_key(const model::Criterion& criterion) {
  if (criterion.by_language()) return "languages";
  switch (criterion.kind) {
    case model::Kind::coverage:
      return "all_of";
    case model::Kind::one_of:
      return "one_of";
    case model::Kind::flag:
      return "is";
    case model::Kind::licence:
      return "allow";
    case model::Kind::device:
      return "device";
    case model::Kind::at_most:
      return "at_most";
    default:
      return "at_least";
  }
}

bool takes_lists(const model::Criterion& criterion) {
  const model::Kind kind = criterion.kind;
  return criterion.by_language() || kind == model::Kind::coverage || kind == model::Kind::one_of ||
         kind == model::Kind::licence;
}

void move_to(Node& node, Where where) {
  node.where = where;
  for (Node& item : node.items) move_to(item, where);
  for (load::Member& member : node.members) {
    member.where = where;
    move_to(member.value, where);
  }
}

// "all_of = [\"zh\"], count = 100", as an export writes what OCDS has no field for; nothing when it
// is other text.
std::vector<load::Member> keys_in(const Node& text) {
  if (text.type != Node::Type::text || text.text.find('=') == std::string::npos ||
      text.text.find_first_of("\r\n") != std::string::npos)
    return {};
  Problems problems;
  Node document = load::parse("keys = {" + text.text + "}", 0, problems);
  if (problems.errors() > 0 || document.members.size() != 1 ||
      document.members.front().value.type != Node::Type::table ||
      document.members.front().value.members.size() > most_keys)
    return {};
  move_to(document, text.where);
  return std::move(document.members.front().value.members);
}

// "zh, en"
Node list_of(const Node& text) {
  Node list;
  list.type = Node::Type::array;
  list.where = text.where;
  for (std::string& word : comma_separated(text.text)) {
    Node item = text;
    item.text = std::move(word);
    list.items.push_back(std::move(item));
  }
  return list;
}

// What surrounds a requirement.
struct Place {
  const Node& criterion;
  const Node& group;
  const Node& requirement;
};

class RequirementReader {
 public:
  RequirementReader(const model::RuleBase& rules, Tender& into, Problems& problems)
      : rules_(rules), into_(into), problems_(problems) {}

  void read(const Place& place) {
    const Node& requirement = place.requirement;
    what_ = called("requirement", requirement);
    NeedName name = need_named(rules_, id_of(requirement));
    if (name.criterion < 0) name = need_named(rules_, id_of(place.criterion));
    note_rest(requirement, what_,
              {"id", "title", "description", "dataType", "minValue", "maxValue", "expectedValue"},
              into_.notes);
    if (name.criterion < 0) {
      std::string title = text_of(requirement, "title");
      if (title.empty()) title = text_of(place.criterion, "title");
      into_.notes.push_back(what_ + (title.empty() ? "" : " (" + title + ")") +
                            ": neither it nor its criterion has the id of a need");
      return;
    }
    add(place, name, stated(requirement, name));
  }

 private:
  std::vector<load::Member> stated(const Node& requirement, const NeedName& name) {
    std::vector<load::Member> keys;
    const auto bound = [&](std::string_view field, const char* key) {
      const Node* const value = requirement.find(field);
      if (value != nullptr)
        keys.push_back({name.key.empty() ? key : name.key, value->where, *value});
    };
    bound("minValue", "at_least");
    bound("maxValue", "at_most");
    if (const Node* const value = requirement.find("expectedValue"))
      add_expected(*value, name, keys);
    if (const Node* const value = requirement.find("description"))
      for (load::Member& each : keys_in(*value)) keys.push_back(std::move(each));
    for (const load::Member& each : keys)
      if (each.value.refused)
        problems_.error(each.value.where, "a number is at most 10^18 here, and this one is larger");
    return keys;
  }

  void add_expected(const Node& value, const NeedName& name, std::vector<load::Member>& keys) {
    const auto& criterion = rules_.criteria[static_cast<std::size_t>(name.criterion)];
    if (auto words = keys_in(value); !words.empty()) {
      for (load::Member& each : words) keys.push_back(std::move(each));
      return;
    }
    const bool list = value.type == Node::Type::text && takes_lists(criterion);
    if (list) items_ += 1 + std::count(value.text.begin(), value.text.end(), ',');
    if (items_ > most_items)
      return problems_.error(value.where, "a tender lists at most 100,000 items");
    const Node read = list ? list_of(value) : value;
    keys.push_back({name.key.empty() ? own_key(criterion) : name.key, value.where, read});
    // Just this much, of a quantity that is bounded on both sides.
    const bool both = criterion.kind == model::Kind::range ||
                      (criterion.kind == model::Kind::curve && !criterion.by_language());
    if (both && name.key.empty()) keys.push_back({"at_most", value.where, read});
  }

  // A key that stands there already makes a need of its own: both are asked for.
  void add(const Place& place, const NeedName& name, std::vector<load::Member> keys) {
    const bool must = !equal_folded(text_of(place.group, "description"), "should");
    TenderNeed* need = nullptr;
    for (TenderNeed& each : into_.needs)
      if (equal_folded(each.name, name.need)) need = &each;
    if (need == nullptr || need->must != must || need->table.members.size() > most_keys ||
        std::any_of(keys.begin(), keys.end(), [&](const load::Member& each) {
          return need->table.find(each.key) != nullptr;
        }))
      need = &open(place, name, must);
    for (load::Member& each : keys) {
      if (need->table.find(each.key) != nullptr)
        problems_.error(each.where, what_ + " states '" + each.key + "' twice");
      else
        need->table.members.push_back(std::move(each));
    }
    add_because(place, *need);
  }

  TenderNeed& open(const Place& place, const NeedName& name, bool must) {
    if (into_.needs.size() == most_needs) {
      if (!full_) problems_.error(place.requirement.where, "a profile states at most 1,000 needs");
      full_ = true;
      into_.needs.pop_back();
    }
    TenderNeed need{name.criterion,
                    name.need,
                    id_of(place.requirement),
                    text_of(place.criterion, "title"),
                    must,
                    {},
                    {}};
    need.table.where = place.requirement.where;
    into_.needs.push_back(std::move(need));
    return into_.needs.back();
  }

  // The first description that there is: the requirement's, its group's, its criterion's.
  void add_because(const Place& place, TenderNeed& need) {
    for (const Node* const from : {&place.requirement, &place.group, &place.criterion}) {
      const std::string text = text_of(*from, "description");
      const bool level =
          from == &place.group && (equal_folded(text, "must") || equal_folded(text, "should"));
      if (text.empty() || level ||
          (from == &place.requirement && !keys_in(*from->find("description")).empty()))
        continue;
      const Node* const because = need.table.find("because");
      if (because == nullptr)
        state(need, "because", *from->find("description"));
      else if (because->text != text)
        into_.notes.push_back(what_ + ": description: " + text);
    }
  }

  const model::RuleBase& rules_;
  Tender& into_;
  Problems& problems_;
  std::string what_;  // the requirement that is read
  bool full_ = false;
  std::ptrdiff_t items_ = 0;
};

}  // namespace

void read_requirements(const model::RuleBase& rules, const Node& tender, Tender& into,
                       Problems& problems) {
  RequirementReader reader(rules, into, problems);
  for (const Node* const criterion : objects_in(tender, "criteria", problems)) {
    const std::string what = called("criterion", *criterion);
    note_rest(*criterion, what, {"id", "title", "description", "requirementGroups"}, into.notes);
    const auto groups = objects_in(*criterion, "requirementGroups", problems);
    if (groups.size() > 1) {
      const std::string title = text_of(*criterion, "title");
      std::string note = what;
      if (!title.empty()) note.append(" (").append(title).append(")");
      note.append(": any one of its ").append(std::to_string(groups.size()));
      into.notes.push_back(note + " groups is enough, and a profile has no alternatives");
      continue;
    }
    if (groups.empty()) into.notes.push_back(what + ": has no requirements");
    for (const Node* const group : groups) {
      note_rest(*group, called(what + ", group", *group), {"id", "description", "requirements"},
                into.notes);
      for (const Node* const requirement : objects_in(*group, "requirements", problems))
        reader.read({*criterion, *group, *requirement});
    }
  }
}

}  // namespace shortlist::importing
