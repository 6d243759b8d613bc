// A profile as TOML: what was stated, in its order, with ids in place of names.

#include "base/printable.hpp"
#include "base/toml_text.hpp"
#include "load/load.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
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

// Each line behind a "#", without what no comment may hold.
std::string commented(std::string_view lines) {
  std::string text;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string line = printable_line(lines.substr(0, end));
    text += line.empty() ? "#\n" : "# " + line + "\n";
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return text;
}

}  // namespace

std::string to_toml(const model::Profile& profile, const Comments& comments) {
  std::string text = commented(comments.top);
  text += "schema = 1\ntitle = " + toml_string(profile.title) + "\n";
  if (!profile.order.empty()) text += "order = " + toml_list(profile.order) + "\n";
  if (!profile.stated_use.empty())
    text += "\n" + commented(comments.use) + "[use]\n" + lines(profile.stated_use);
  std::map<int, std::size_t> times;
  for (const model::Need& need : profile.needs)
    if (!need.policy) ++times[need.criterion];
  for (std::size_t i = 0; i < profile.needs.size(); ++i) {
    const model::Need& need = profile.needs[i];
    if (need.policy) continue;
    const std::string table = "need." + toml_key(need.id.substr(0, need.id.find('#')));
    text += "\n" + (i < comments.needs.size() ? commented(comments.needs[i]) : std::string{});
    text += times[need.criterion] > 1 ? "[[" + table + "]]\n" : "[" + table + "]\n";
    text += lines(need.stated);
  }
  return text;
}

}  // namespace shortlist::load
