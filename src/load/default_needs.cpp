// [[default_need]]: what a rule base asks where a profile is silent.

#include "load/entries.hpp"

#include <memory>
#include <string>
#include <utility>
#include <variant>

namespace shortlist::load {

namespace {

// It is a must of no weight: what says otherwise is refused.
void check_keys(Context& context, const Node& keys) {
  for (const char* const key : {"level", "weight", "because"})
    if (const Node* const node = keys.find(key))
      context.problems.error(node->where, "a default need states no '" + std::string(key) + "'",
                             "it is a must of weight 0");
}

}  // namespace

void read_default_needs(Context& context, const Entries& entries) {
  if (entries.empty()) return;
  auto defaults = std::make_shared<model::Profile>();
  for (const Node* const entry : entries) {
    Reader reader(*entry, "a [[default_need]]", context.problems);
    const std::string criterion = reader.required_text("need");
    reader.need("keys");
    const Node* const keys = reader.table("keys");
    reader.finish();
    if (criterion.empty() || keys == nullptr || !context.sound) continue;
    check_keys(context, *keys);
    Node table;
    table.members.push_back({criterion, reader.where("need"), *keys});
    model::Profile read;
    read_needs(context, table, read);
    for (model::Need& need : read.needs) {
      need.must = true;
      if (std::holds_alternative<model::DeviceKeys>(need.keys))
        context.problems.error(reader.where("need"), "no device is asked for by default",
                               "which one there is only a buyer can say");
      else
        defaults->needs.push_back(std::move(need));
    }
  }
  context.rules.defaults = std::move(defaults);
}

}  // namespace shortlist::load
