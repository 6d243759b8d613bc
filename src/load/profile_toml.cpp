// A profile as TOML: what was stated, in its order, with ids in place of names.

#include "base/toml_text.hpp"
#include "load/load.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace shortlist::load {

namespace {

std::string lines(const std::vector<model::StatedKey>& keys) {
  std::string text;
  for (const model::StatedKey& key : keys)
    text += toml_key(key.name) + " = " +
            (key.date ? std::get<std::string>(key.value) : toml_value(key.value)) + "\n";
  return text;
}

}  // namespace

std::string to_toml(const model::Profile& profile) {
  std::string text = "schema = 1\ntitle = " + toml_string(profile.title) + "\n";
  if (!profile.order.empty()) text += "order = " + toml_list(profile.order) + "\n";
  if (!profile.stated_use.empty()) text += "\n[use]\n" + lines(profile.stated_use);
  std::map<int, std::size_t> times;
  for (const model::Need& need : profile.needs)
    if (!need.policy) ++times[need.criterion];
  for (const model::Need& need : profile.needs) {
    if (need.policy) continue;
    const std::string table = "need." + toml_key(need.id.substr(0, need.id.find('#')));
    text += times[need.criterion] > 1 ? "\n[[" + table + "]]\n" : "\n[" + table + "]\n";
    text += lines(need.stated);
  }
  return text;
}

}  // namespace shortlist::load
