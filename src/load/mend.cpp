// Needs that stand outside of their tables, as somebody writes who has read no example: each
// problem has the line that says what was meant.

#include "load/mend.hpp"

#include "base/toml_text.hpp"
#include "model/resolve.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist::load {

namespace {

// The key of a need that a bare value is meant for.
std::string_view main_key(const model::Criterion& criterion) {
  using enum model::Kind;
  switch (criterion.kind) {
    case at_most:
      return "at_most";
    case coverage:
      return "all_of";
    case one_of:
      return "one_of";
    case flag:
      return "is";
    case licence:
      return "allow";
    case device:
      return "device";
    default:
      return "at_least";
  }
}

// The line that states a bare value as a need, names resolved; or what else to write.
std::string need_line(Lookup& context, const model::Criterion& criterion, const Member& member) {
  std::vector<Where> wrong;
  Problems said;
  Node table;
  table.members.push_back(member);
  table.members.front().key = main_key(criterion);
  auto keys = stated_keys(table, said, wrong);
  model::resolve_names(context.rules, criterion, keys, said);
  if (said.errors() > 0) return said.all().front().suggestion;
  return "write need." + criterion.id + "." + keys.front().name + " = " +
         toml_value(keys.front().value);
}

std::string use_line(const Member& member) {
  std::vector<Where> wrong;
  Problems said;
  Node table;
  table.members.push_back(member);
  const auto keys = stated_keys(table, said, wrong);
  return member.key + " = " + toml_value(keys.front().value);
}

}  // namespace

void mend_keys_outside_tables(Lookup& context, const Node& document, Reader& reader) {
  for (const Member& member : document.members) {
    if (member.value.type == Node::Type::table || reader.knows(member.key)) continue;
    const auto ids = context.rules.called.criteria.find(member.key, model::NamedBy::name);
    const bool use = model::find_use_key(member.key) != nullptr;
    if (!use && ids.size() != 1) continue;
    reader.find(member.key);
    const auto& criteria = context.rules.criteria;
    const int criterion = use ? -1 : context.rules.find_criterion(ids.front());
    context.problems.error(
        member.where,
        "'" + member.key + "' is " + (use ? "a key of [use]" : "a need, which is a table"),
        use ? "write use." + use_line(member)
            : need_line(context, criteria[static_cast<std::size_t>(criterion)], member));
  }
}

}  // namespace shortlist::load
