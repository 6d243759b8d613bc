#include "import/toml.hpp"

#include "base/toml_text.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>
#include <variant>

namespace shortlist::importing {

namespace {

using Kind = ImportedValue::Kind;

std::string value(const ImportedValue& found) {
  return found.date ? std::get<std::string>(found.value) : toml_value(found.value);
}

// Whole lines, all of which state the same.
template <class Line>
void add(Toml<Line>& out, const std::string& lines, Line states) {
  out.text += lines;
  out.lines.insert(out.lines.end(),
                   static_cast<std::size_t>(std::count(lines.begin(), lines.end(), '\n')), states);
}

class FamilyWriter {
 public:
  void write(const ImportedFamily& family) {
    at_.family = at_.family == none ? 0 : at_.family + 1;
    line("\n[[family]]\nid = " + toml_string(family.id) + "\nname = " + toml_string(family.name) +
         "\n");
    for (const ImportedSource& source : family.sources) {
      line("\n  [[family.source]]\n  id = " + toml_string(source.id) + "\n  kind = " +
           toml_string(source.kind) + "\n  title = " + toml_string(source.title) + "\n");
      if (!source.url.empty()) line("  url = " + toml_string(source.url) + "\n");
    }
    for (std::size_t i = 0; i < family.variants.size(); ++i) {
      at_.variant = i;
      write(family, family.variants[i]);
    }
    at_.variant = none;
  }
  Toml<FamilyLine> take() { return std::move(out_); }
  void line(const std::string& text) { add(out_, text, at_); }

 private:
  void write(const ImportedFamily& family, const ImportedVariant& variant) {
    line("\n  [[family.variant]]\n  id = " + toml_string(variant.id) +
         "\n  name = " + toml_string(variant.name) + "\n");
    for (const std::string& source : variant.sources) {
      // The table itself, even empty, says that the source lists the variant.
      line("    [family.variant.claims." + toml_key(source) + "]\n");
      add_values(variant, Kind::fact, source);
    }
    for (const ImportedSource& source : family.sources) {
      if (has(variant, Kind::file, source.id)) {
        line("    [family.variant.files." + toml_key(source.id) + "]\n");
        add_values(variant, Kind::file, source.id);
      }
      if (!has(variant, Kind::architecture, source.id)) continue;
      at_.architecture = true;
      line("    [family.variant.architecture]\n    source = " + toml_string(source.id) + "\n");
      at_.architecture = false;
      add_values(variant, Kind::architecture, source.id);
    }
  }

  static bool has(const ImportedVariant& variant, Kind kind, const std::string& source) {
    return std::any_of(
        variant.values.begin(), variant.values.end(),
        [&](const ImportedValue& each) { return each.kind == kind && each.source == source; });
  }

  void add_values(const ImportedVariant& variant, Kind kind, const std::string& source) {
    for (std::size_t i = 0; i < variant.values.size(); ++i) {
      const ImportedValue& each = variant.values[i];
      if (each.kind != kind || each.source != source) continue;
      at_.value = i;
      line("    " + toml_key(each.key) + " = " + value(each) + "\n");
    }
    at_.value = none;
  }

  Toml<FamilyLine> out_;
  FamilyLine at_;
};

}  // namespace

Toml<FamilyLine> to_toml(std::span<const ImportedFamily> families) {
  FamilyWriter writer;
  writer.line("schema = 1\n");
  for (const ImportedFamily& family : families) writer.write(family);
  return writer.take();
}

Toml<ProfileLine> to_toml(const ImportedProfile& profile) {
  using Of = ProfileLine::Of;
  Toml<ProfileLine> out;
  add(out, "schema = 1\ntitle = " + toml_string(profile.title) + "\n", {});
  if (!profile.order.empty()) add(out, "order = " + toml_list(profile.order) + "\n", {Of::order});
  if (!profile.domicile.empty())
    add(out, "\n[use]\ndomicile = " + toml_string(profile.domicile) + "\n", {Of::domicile});
  std::map<std::string, int> times;
  for (const ImportedNeed& need : profile.needs) ++times[need.criterion];
  for (std::size_t i = 0; i < profile.needs.size(); ++i) {
    const ImportedNeed& need = profile.needs[i];
    const std::string table = "need." + toml_key(need.criterion);
    std::string header = times[need.criterion] > 1 ? "\n[[" + table + "]]" : "\n[" + table + "]";
    if (!need.requirement.empty() && need.requirement != need.need_id)
      header += "  # requirement " + toml_string(need.requirement);
    add(out, header + "\n", {Of::need, i});
    for (std::size_t j = 0; j < need.need.size(); ++j) {
      const auto& [name, stated] = need.need[j];
      add(out, toml_key(name) + " = " + toml_value(stated) + "\n", {Of::need, i, j});
    }
  }
  return out;
}

}  // namespace shortlist::importing
