// `import` in every format. As text it is a file of a rule base, and what people want to know first
// stands in the comments at its top. Of a tender it is a profile.

#include "report/document.hpp"
#include "report/formats.hpp"
#include "report/json_value.hpp"
#include "report/layout.hpp"
#include "report/sheet.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::reporting {

namespace {

using Kind = ImportedValue::Kind;

std::string_view word_of(ImportStatus status) {
  constexpr std::array<std::string_view, 3> words{"added", "same", "differs"};
  return words[static_cast<std::size_t>(status)];
}

std::string_view word_of(Kind kind) {
  constexpr std::array<std::string_view, 3> words{"fact", "file", "architecture"};
  return words[static_cast<std::size_t>(kind)];
}

std::string others_text(const ImportedValue& value) {
  std::string text;
  for (const auto& [source, other] : value.others)
    text.append(text.empty() ? "" : "; ").append(datum_text(other)).append(" by ").append(source);
  return text;
}

// "architecture.layers = 64, but 65 by tfcfg".
std::string value_text(const ImportedValue& value) {
  std::string text = value.kind == Kind::fact ? "" : std::string(word_of(value.kind)) + ".";
  text += value.key + " = " + datum_text(value.value) + " by " + value.source;
  if (value.status != ImportStatus::same && !value.others.empty())
    text += ", but " + others_text(value);
  return text;
}

// Differences come first, then what is new.
constexpr std::array status_order{ImportStatus::differs, ImportStatus::added, ImportStatus::same};

std::string import_headline(const ImportedVariant& variant) {
  if (!variant.known) return variant.name + ": not in the rule base.";
  std::string counts;
  for (const ImportStatus status : status_order) {
    const auto count =
        std::count_if(variant.values.begin(), variant.values.end(),
                      [&](const ImportedValue& each) { return each.status == status; });
    counts.append(counts.empty() ? "" : ", ").append(std::to_string(count)).append(" ");
    counts.append(status == ImportStatus::differs ? "different"
                  : status == ImportStatus::added ? "added"
                                                  : "the same");
  }
  return variant.name + ", against the rule base: " + counts + ".";
}

void comment(std::string& out, const std::string& text, std::size_t indent, int width) {
  const std::size_t room = std::max<std::size_t>(static_cast<std::size_t>(width), 20 + indent) - 2;
  std::string start(indent, ' ');
  for (const std::string& line : wrap(cleaned(text), room - indent)) {
    out.append("# ").append(start).append(line).append("\n");
    start.assign(indent + (indent > 0 ? 2 : 0), ' ');
  }
}

Table value_table(const ImportedVariant& variant) {
  Table table{{{"Status"}, {"What"}, {"Value"}, {"Source"}, {"Others"}}, {}};
  for (const ImportStatus status : status_order)
    for (const ImportedValue& each : variant.values) {
      if (each.status != status) continue;
      const std::string what = each.kind == Kind::fact ? "" : std::string(word_of(each.kind)) + ".";
      table.rows.push_back({{{std::string(word_of(status))}},
                            {{what + each.key}},
                            {{datum_text(each.value)}},
                            {{each.source}},
                            {{others_text(each)}}});
    }
  return table;
}

std::string import_headline(const ImportedProfile& profile) {
  return "From the tender " + profile.tender + " of " + profile.ocid + ".";
}

Table need_table(const ImportedProfile& profile) {
  Table table{{{"Need"}, {"Asks for"}, {"Requirement"}}, {}};
  for (const ImportedNeed& each : profile.needs)
    table.rows.push_back({{{each.need_id}}, {{asked_text(each.need)}}, {{each.requirement}}});
  return table;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

Json json_of(const ImportedValue& value) {
  Json object;
  object["kind"] = word_of(value.kind);
  object["key"] = value.key;
  object["value"] = json_value(value.value);
  object["source"] = value.source;
  object["status"] = word_of(value.status);
  object["others"] = Json::array();
  for (const auto& [source, other] : value.others) {
    Json each;
    each["source"] = source;
    each["value"] = json_value(other);
    object["others"].push_back(std::move(each));
  }
  return object;
}

Json json_of(const ImportedVariant& variant) {
  Json object;
  object["variant"] = variant.id;
  object["name"] = variant.name;
  object["known"] = variant.known;
  object["sources"] = variant.sources;
  object["values"] = Json::array();
  for (const ImportedValue& each : variant.values) object["values"].push_back(json_of(each));
  return object;
}

Json json_of(const ImportedSource& source) {
  Json object;
  object["id"] = source.id;
  object["kind"] = source.kind;
  object["title"] = source.title;
  object["url"] = nullptr;
  if (!source.url.empty()) object["url"] = source.url;
  return object;
}

Json json_of(const ImportedProfile& profile) {
  Json object;
  object["title"] = profile.title;
  object["ocid"] = profile.ocid;
  object["tender"] = profile.tender;
  object["domicile"] = profile.domicile.empty() ? Json(nullptr) : Json(profile.domicile);
  object["order"] = profile.order;
  object["needs"] = Json::array();
  for (const ImportedNeed& need : profile.needs) {
    Json each;
    each["need_id"] = need.need_id;
    each["criterion"] = need.criterion;
    each["requirement"] = need.requirement.empty() ? Json(nullptr) : Json(need.requirement);
    each["need"] = json_value(need.need);
    object["needs"].push_back(std::move(each));
  }
  return object;
}

std::string csv_of(const ImportedProfile& profile) {
  Sheet sheet({"need", "key", "value", "requirement"});
  for (const ImportedNeed& need : profile.needs)
    for (const auto& [key, value] : need.need) {
      const auto* const number = std::get_if<double>(&value);
      sheet.row({need.need_id, key, number != nullptr ? field(*number) : datum_text(value),
                 need.requirement});
    }
  return sheet.take();
}

}  // namespace

std::string text(const Import& import, const Style& style) {
  std::string out;
  if (import.profile) comment(out, import_headline(*import.profile), 0, style.width);
  for (const ImportedFamily& family : import.families) {
    if (family.known)
      comment(out,
              family.name +
                  " is in the rule base. What is new here goes into its file; as a "
                  "file of its own this would replace the family.",
              0, style.width);
    for (const ImportedVariant& variant : family.variants) {
      comment(out, import_headline(variant), 0, style.width);
      if (!variant.known) continue;
      for (const ImportStatus status : status_order)
        for (const ImportedValue& each : variant.values)
          if (each.status == status && (status != ImportStatus::same || style.verbose))
            comment(out, std::string(word_of(status)) + " " + value_text(each), 2, style.width);
    }
  }
  if (!import.notes.empty()) comment(out, "Left out:", 0, style.width);
  for (const std::string& note : import.notes) comment(out, note, 2, style.width);
  return out + import.toml;
}

void fill(Document& page, const Import& import, const Style& /*style*/) {
  if (import.profile) {
    page.heading(1, import.profile->title);
    page.paragraph(import_headline(*import.profile));
    page.table(need_table(*import.profile));
  }
  for (const ImportedFamily& family : import.families) {
    page.heading(1, family.name);
    for (const ImportedSource& source : family.sources)
      page.item(source.id + ": " + source.title + (source.url.empty() ? "" : ", " + source.url));
    for (const ImportedVariant& variant : family.variants) {
      page.heading(2, variant.name);
      page.paragraph(import_headline(variant));
      page.table(value_table(variant));
    }
  }
  if (!import.notes.empty()) page.heading(2, "Left out");
  for (const std::string& note : import.notes) page.item(note);
  page.heading(2, import.profile ? "As a profile" : "As a file of a rule base");
  page.code(lines_of(import.toml));
}

std::string json(const Import& import, const Style& /*style*/) {
  Json object;
  object["schema"] = "shortlist/import/1";
  object["families"] = Json::array();
  for (const ImportedFamily& family : import.families) {
    Json each;
    each["family"] = family.id;
    each["name"] = family.name;
    each["known"] = family.known;
    each["sources"] = Json::array();
    for (const ImportedSource& source : family.sources) each["sources"].push_back(json_of(source));
    each["variants"] = Json::array();
    for (const ImportedVariant& variant : family.variants)
      each["variants"].push_back(json_of(variant));
    object["families"].push_back(std::move(each));
  }
  if (import.profile) object["profile"] = json_of(*import.profile);
  object["notes"] = import.notes;
  object["toml"] = import.toml;
  return json_text(object);
}

std::string csv(const Import& import, const Style& /*style*/) {
  if (import.profile) return csv_of(*import.profile);
  Sheet sheet({"family", "variant", "kind", "key", "value", "source", "status", "others"});
  for (const ImportedFamily& family : import.families)
    for (const ImportedVariant& variant : family.variants)
      for (const ImportedValue& each : variant.values) {
        const auto* const number = std::get_if<double>(&each.value);
        sheet.row({family.id, variant.id, std::string(word_of(each.kind)), each.key,
                   number != nullptr ? field(*number) : datum_text(each.value), each.source,
                   std::string(word_of(each.status)), others_text(each)});
      }
  return sheet.take();
}

}  // namespace shortlist::reporting
