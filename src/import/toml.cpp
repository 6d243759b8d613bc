#include "import/toml.hpp"

#include "base/printable.hpp"
#include "base/quantity.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <string_view>
#include <utility>
#include <variant>

namespace shortlist::importing {

namespace {

using Kind = ImportedValue::Kind;

// A basic string of TOML: what could steer a terminal is escaped, what is no UTF-8 (of a file's
// name) becomes U+FFFD.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const std::size_t length = sequence(text);
    const std::string_view character = text.substr(0, length);
    if (length == 0) {
      out += replacement;
    } else if (const char32_t code = code_point(character); steers(code)) {
      std::array<char, 12> escape{};
      std::snprintf(escape.data(), escape.size(), code > 0xFFFF ? "\\U%08X" : "\\u%04X",
                    static_cast<unsigned>(code));
      out += escape.data();
    } else {
      if (code == '"' || code == '\\') out.push_back('\\');
      out += character;
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out + "\"";
}

// A key that needs no quotation marks holds no dot either.
std::string key(std::string_view text) {
  const bool bare = is_id(text) && text.find('.') == std::string_view::npos;
  return bare ? std::string(text) : quoted(text);
}

// "4096", "262_144"; fractions by the shortest digits that read back. What is too large for a whole
// number of TOML is none.
std::string number(double value) {
  std::string text = number_text(value);
  if (value < 10'000)
    std::erase(text, ',');
  else
    std::replace(text.begin(), text.end(), ',', '_');
  return value < 0x1p63 ? text : text + ".0";
}

std::string list(const std::vector<std::string>& items) {
  std::string text = "[";
  for (const std::string& item : items)
    text.append(text.size() > 1 ? ", " : "").append(quoted(item));
  return text + "]";
}

std::string value(const Datum& datum) {
  if (const auto* const flag = std::get_if<bool>(&datum)) return *flag ? "true" : "false";
  if (const auto* const amount = std::get_if<double>(&datum)) return number(*amount);
  if (const auto* const items = std::get_if<Items>(&datum))
    return items->open ? "{ includes = " + list(items->items) + " }" : list(items->items);
  const auto* const text = std::get_if<std::string>(&datum);
  return text == nullptr ? "\"\"" : quoted(*text);
}

std::string value(const ImportedValue& found) {
  return found.date ? std::get<std::string>(found.value) : value(found.value);
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
    line("\n[[family]]\nid = " + quoted(family.id) + "\nname = " + quoted(family.name) + "\n");
    for (const ImportedSource& source : family.sources) {
      line("\n  [[family.source]]\n  id = " + quoted(source.id) +
           "\n  kind = " + quoted(source.kind) + "\n  title = " + quoted(source.title) + "\n");
      if (!source.url.empty()) line("  url = " + quoted(source.url) + "\n");
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
    line("\n  [[family.variant]]\n  id = " + quoted(variant.id) +
         "\n  name = " + quoted(variant.name) + "\n");
    for (const std::string& source : variant.sources) {
      // The table itself, even empty, says that the source lists the variant.
      line("    [family.variant.claims." + key(source) + "]\n");
      add_values(variant, Kind::fact, source);
    }
    for (const ImportedSource& source : family.sources) {
      if (has(variant, Kind::file, source.id)) {
        line("    [family.variant.files." + key(source.id) + "]\n");
        add_values(variant, Kind::file, source.id);
      }
      if (!has(variant, Kind::architecture, source.id)) continue;
      at_.architecture = true;
      line("    [family.variant.architecture]\n    source = " + quoted(source.id) + "\n");
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
      line("    " + key(each.key) + " = " + value(each) + "\n");
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
  add(out, "schema = 1\ntitle = " + quoted(profile.title) + "\n", {});
  if (!profile.order.empty()) add(out, "order = " + list(profile.order) + "\n", {Of::order});
  if (!profile.domicile.empty())
    add(out, "\n[use]\ndomicile = " + quoted(profile.domicile) + "\n", {Of::domicile});
  std::map<std::string, int> times;
  for (const ImportedNeed& need : profile.needs) ++times[need.criterion];
  for (std::size_t i = 0; i < profile.needs.size(); ++i) {
    const ImportedNeed& need = profile.needs[i];
    const std::string table = "need." + key(need.criterion);
    std::string header = times[need.criterion] > 1 ? "\n[[" + table + "]]" : "\n[" + table + "]";
    if (!need.requirement.empty() && need.requirement != need.need_id)
      header += "  # requirement " + quoted(need.requirement);
    add(out, header + "\n", {Of::need, i});
    for (std::size_t j = 0; j < need.need.size(); ++j) {
      const auto& [name, stated] = need.need[j];
      add(out, key(name) + " = " + value(stated) + "\n", {Of::need, i, j});
    }
  }
  return out;
}

}  // namespace shortlist::importing
