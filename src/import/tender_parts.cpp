// What the readers of a tender's parts share: ids, texts, lists of objects, and what is left over.

#include "base/text.hpp"
#include "import/tender.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shortlist::importing {

using load::Node;

NeedName need_named(const model::RuleBase& rules, const std::string& id) {
  const auto found = [&](int criterion, const std::string& ordinal, std::string key) {
    return NeedName{criterion, rules.criteria[static_cast<std::size_t>(criterion)].id + ordinal,
                    std::move(key)};
  };
  if (const int criterion = rules.find_criterion(id); criterion >= 0)
    return found(criterion, {}, {});
  if (const std::size_t hash = id.find('#'); hash != std::string::npos) {
    const std::size_t dot = std::min(id.find('.', hash), id.size());
    const int criterion = rules.find_criterion(id.substr(0, hash));
    if (criterion < 0) return {};
    return found(criterion, id.substr(hash, dot - hash),
                 dot < id.size() ? id.substr(dot + 1) : std::string{});
  }
  const std::size_t dot = id.rfind('.');
  const int criterion = dot == std::string::npos ? -1 : rules.find_criterion(id.substr(0, dot));
  return criterion < 0 ? NeedName{} : found(criterion, {}, id.substr(dot + 1));
}

std::string text_of(const Node& object, std::string_view key) {
  const Node* const node = object.find(key);
  return node == nullptr ? std::string{} : node->text;
}

std::string id_of(const Node& object) {
  const Node* const id = object.find("id");
  if (id != nullptr && id->type == Node::Type::number)
    return std::to_string(static_cast<long long>(id->number));
  return id == nullptr ? std::string{} : id->text;
}

std::string called(const std::string& kind, const Node& object) {
  const std::string id = id_of(object);
  return kind + (id.empty() ? " in line " + std::to_string(object.where.line) : " " + id);
}

std::vector<const Node*> objects_in(const Node& object, std::string_view key, Problems& problems) {
  std::vector<const Node*> objects;
  const Node* const list = object.find(key);
  if (list == nullptr) return objects;
  if (list->type != Node::Type::array)
    problems.error(list->where,
                   "'" + std::string(key) + "' is a list of objects, not " +
                       (list->type == Node::Type::table ? "an object" : load::what_is(*list)));
  for (const Node& each : list->items)
    if (each.type == Node::Type::table)
      objects.push_back(&each);
    else
      problems.error(each.where, "'" + std::string(key) + "' is a list of objects, and this is " +
                                     load::what_is(each));
  return objects;
}

void note_rest(const Node& object, const std::string& what,
               std::initializer_list<std::string_view> known, std::vector<std::string>& notes) {
  std::vector<std::string> rest;
  for (const load::Member& member : object.members)
    if (member.value.type != Node::Type::null &&
        std::find(known.begin(), known.end(), member.key) == known.end())
      rest.push_back(member.key);
  if (!rest.empty()) notes.push_back(what + ": " + listed(rest));
}

void state(TenderNeed& need, std::string key, Node value) {
  const Where where = value.where;
  need.table.members.push_back({std::move(key), where, std::move(value)});
}

}  // namespace shortlist::importing
