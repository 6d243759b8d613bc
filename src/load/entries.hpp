#pragma once
// Readers of the kinds of entry, in the order in which they may refer to each other. Each appends
// to the rule base what it could read, and says what is wrong with the rest.

#include "load/values.hpp"
#include "model/profile.hpp"

#include <memory>
#include <string>
#include <vector>

namespace shortlist::load {

using Entries = std::vector<const Node*>;

// The rule base that grows, and the same to look things up in.
struct Context : Lookup {
  Context(model::RuleBase& growing, Problems& all) : Lookup{growing, all}, rules(growing) {}

  model::RuleBase& rules;
  bool sound = true;  // what is read so far is whole and right: needs can be held to it
};

void read_vocabulary(Context& context, const Entries& facts, const Entries& sets,
                     const Entries& same);
void read_criteria(Context& context, const Entries& entries);
void read_default_needs(Context& context, const Entries& entries);
void read_questions(Context& context, const Entries& entries);
void read_rows(Context& context, const Entries& entries);
void read_licences(Context& context, const Entries& entries);
void read_rules(Context& context, const Entries& entries);
void read_names(Context& context, const Entries& entries);  // [[vocabulary]]
void read_runtimes(Context& context, const Entries& entries);
void read_quantisations(Context& context, const Entries& entries);
void read_devices(Context& context, const Entries& entries);

// Families, then the [[claims]] that add to them; sorts the families by id.
// `former` are families that others of the same id replaced: variants may still have their
// geometry.
void read_families(Context& context, const Entries& families, const Entries& former,
                   const Entries& claims);

// gpu unified cpu phone accelerator
const std::vector<std::string>& device_kinds();

// architecture = { ... } without same_as; its `source` stays a name.
model::Geometry read_geometry(Reader& reader);

// [need.CRITERION], in the order of the text.
void read_needs(Lookup& context, const Node& table, model::Profile& profile);

// [use] of a profile.
void read_use(Lookup& context, const Node& node, model::Profile& profile);

// A profile from the table it stands in, a whole file or not; `name` stands for the file. Nothing
// is to have been wrong before.
std::shared_ptr<model::Profile> read_profile(const model::RuleBase& rules, const Node& document,
                                             const std::string& name, Problems& problems);

}  // namespace shortlist::load
