#include "import/toml.hpp"

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "load/scan.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <string_view>
#include <variant>
#include <vector>

namespace shortlist::importing {

namespace {

using Kind = ImportedValue::Kind;

// A basic string of TOML: what is no plain character is escaped, what is no UTF-8 (of a file's
// name) becomes U+FFFD.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const std::size_t length = load::sequence(text);
    const auto byte = static_cast<unsigned char>(text.front());
    if (length == 0) {
      out += "\uFFFD";
    } else if (byte < 0x20 || byte == 0x7F) {
      std::array<char, 8> escape{};
      std::snprintf(escape.data(), escape.size(), "\\u%04X", byte);
      out += escape.data();
    } else {
      if (byte == '"' || byte == '\\') out.push_back('\\');
      out += text.substr(0, length);
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

// "4096", "262_144"; fractions by the shortest digits that read back.
std::string number(double value) {
  std::string text = number_text(value);
  if (value < 10'000)
    std::erase(text, ',');
  else
    std::replace(text.begin(), text.end(), ',', '_');
  return text;
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

void add_values(std::string& out, const ImportedVariant& variant, Kind kind,
                const std::string& source) {
  for (const ImportedValue& each : variant.values)
    if (each.kind == kind && each.source == source)
      out += "    " + key(each.key) + " = " + value(each) + "\n";
}

bool has(const ImportedVariant& variant, Kind kind, const std::string& source) {
  return std::any_of(variant.values.begin(), variant.values.end(), [&](const ImportedValue& each) {
    return each.kind == kind && each.source == source;
  });
}

void add_variant(std::string& out, const ImportedFamily& family, const ImportedVariant& variant) {
  out += "\n  [[family.variant]]\n  id = " + quoted(variant.id) +
         "\n  name = " + quoted(variant.name) + "\n";
  for (const std::string& source : variant.sources) {
    // The table itself, even empty, says that the source lists the variant.
    out += "    [family.variant.claims." + key(source) + "]\n";
    add_values(out, variant, Kind::fact, source);
  }
  for (const ImportedSource& source : family.sources) {
    if (has(variant, Kind::file, source.id)) {
      out += "    [family.variant.files." + key(source.id) + "]\n";
      add_values(out, variant, Kind::file, source.id);
    }
    if (has(variant, Kind::architecture, source.id)) {
      out += "    [family.variant.architecture]\n    source = " + quoted(source.id) + "\n";
      add_values(out, variant, Kind::architecture, source.id);
    }
  }
}

}  // namespace

std::string to_toml(std::span<const ImportedFamily> families) {
  std::string out = "schema = 1\n";
  for (const ImportedFamily& family : families) {
    out += "\n[[family]]\nid = " + quoted(family.id) + "\nname = " + quoted(family.name) + "\n";
    for (const ImportedSource& source : family.sources) {
      out += "\n  [[family.source]]\n  id = " + quoted(source.id) +
             "\n  kind = " + quoted(source.kind) + "\n  title = " + quoted(source.title) + "\n";
      if (!source.url.empty()) out += "  url = " + quoted(source.url) + "\n";
    }
    for (const ImportedVariant& variant : family.variants) add_variant(out, family, variant);
  }
  return out;
}

std::string to_toml(const ImportedProfile& profile) {
  std::string out = "schema = 1\ntitle = " + quoted(profile.title) + "\n";
  if (!profile.order.empty()) out += "order = " + list(profile.order) + "\n";
  if (!profile.domicile.empty()) out += "\n[use]\ndomicile = " + quoted(profile.domicile) + "\n";
  std::map<std::string, int> times;
  for (const ImportedNeed& need : profile.needs) ++times[need.criterion];
  for (const ImportedNeed& need : profile.needs) {
    const std::string header = "need." + key(need.criterion);
    out += times[need.criterion] > 1 ? "\n[[" + header + "]]" : "\n[" + header + "]";
    if (!need.requirement.empty() && need.requirement != need.need_id)
      out += "  # requirement " + quoted(need.requirement);
    out += "\n";
    for (const auto& [name, stated] : need.need) out += key(name) + " = " + value(stated) + "\n";
  }
  return out;
}

}  // namespace shortlist::importing
