// A document of strangers' words, as HTML, and what an independent parser (gumbo) makes of it: each
// element is one that was written, with its words in it and no others. The input is a line for each
// part: what it is, and its text.

#include "fuzz/exercise.hpp"
#include "report/html_page.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <gumbo.h>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using shortlist::reporting::Tone;

// What was written, by the tag that it stands in.
using Written = std::map<GumboTag, std::vector<std::string>>;

Written write(std::string_view input, shortlist::reporting::HtmlPage& page) {
  Written written;
  page.heading(1, "Report");
  written[GUMBO_TAG_H1].emplace_back("Report");
  while (!input.empty()) {
    const std::string_view line = input.substr(0, std::min(input.find('\n'), input.size()));
    input.remove_prefix(std::min(line.size() + 1, input.size()));
    if (line.empty()) continue;
    const auto kind = static_cast<unsigned char>(line.front());
    const std::string text(line.substr(1));
    const std::string clean = shortlist::reporting::cleaned(text);
    switch (kind % 6) {
      case 0:
        page.heading(2, text);
        written[GUMBO_TAG_H2].push_back(clean);
        break;
      case 1:
        page.paragraph(text);
        written[GUMBO_TAG_P].push_back(clean);
        break;
      case 2:
        page.item(text, kind / 6 % 3);
        written[GUMBO_TAG_LI].push_back(clean);
        break;
      case 3:
        page.code({text});
        written[GUMBO_TAG_CODE].push_back(clean + "\n");
        break;
      case 4:
        page.end_list();
        break;
      default: {
        shortlist::reporting::Table table;
        table.columns = {{text}, {.header = "Words", .right = true}};
        const auto tone = static_cast<Tone>(kind / 6 % 6);
        table.rows = {{{{text, tone}}, {{"a", Tone::plain}, {text, tone}}}};
        page.table(table);
        written[GUMBO_TAG_TH].insert(written[GUMBO_TAG_TH].end(), {clean, "Words"});
        written[GUMBO_TAG_TD].insert(written[GUMBO_TAG_TD].end(), {clean, "a" + clean});
      }
    }
  }
  return written;
}

constexpr std::array allowed{GUMBO_TAG_H1,  GUMBO_TAG_H2,   GUMBO_TAG_P,     GUMBO_TAG_UL,
                             GUMBO_TAG_LI,  GUMBO_TAG_PRE,  GUMBO_TAG_CODE,  GUMBO_TAG_A,
                             GUMBO_TAG_DIV, GUMBO_TAG_SPAN, GUMBO_TAG_TABLE, GUMBO_TAG_THEAD,
                             GUMBO_TAG_TR,  GUMBO_TAG_TH,   GUMBO_TAG_TD,    GUMBO_TAG_TBODY};

void check_attribute(const GumboAttribute& attribute) {
  const std::string_view name = attribute.name;
  const std::string_view value = attribute.value;
  const bool link = value.starts_with("https://") || value.starts_with("http://");
  fuzz::require((name == "href" && link) || name == "class" || (name == "scope" && value == "col"),
                "no attribute but ours");
}

// The text within, but for that of nested lists.
std::string text_of(const GumboNode& node) {
  if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE) return node.v.text.text;
  if (node.type != GUMBO_NODE_ELEMENT) return {};
  std::string text;
  for (unsigned i = 0; i < node.v.element.children.length; ++i) {
    const auto& child = *static_cast<const GumboNode*>(node.v.element.children.data[i]);
    if (child.type == GUMBO_NODE_ELEMENT && child.v.element.tag == GUMBO_TAG_UL) continue;
    text += text_of(child);
  }
  return text;
}

void walk(const GumboNode& node, Written& found) {
  fuzz::require(node.type != GUMBO_NODE_COMMENT && node.type != GUMBO_NODE_CDATA &&
                    node.type != GUMBO_NODE_TEMPLATE,
                "nothing but elements and text");
  if (node.type != GUMBO_NODE_ELEMENT) return;
  const GumboElement& element = node.v.element;
  if (element.tag != GUMBO_TAG_MAIN) {
    fuzz::require(std::find(allowed.begin(), allowed.end(), element.tag) != allowed.end(),
                  "no element but ours");
    for (unsigned i = 0; i < element.attributes.length; ++i)
      check_attribute(*static_cast<const GumboAttribute*>(element.attributes.data[i]));
    found[element.tag].push_back(text_of(node));
  }
  for (unsigned i = 0; i < element.children.length; ++i)
    walk(*static_cast<const GumboNode*>(element.children.data[i]), found);
}

const GumboNode* find_main(const GumboNode& node) {
  if (node.type != GUMBO_NODE_ELEMENT) return nullptr;
  if (node.v.element.tag == GUMBO_TAG_MAIN) return &node;
  for (unsigned i = 0; i < node.v.element.children.length; ++i)
    if (const auto* found =
            find_main(*static_cast<const GumboNode*>(node.v.element.children.data[i])))
      return found;
  return nullptr;
}

// Whether a code point is in it that Unicode keeps free for ever (U+FDD0 to U+FDEF and the last two
// of each plane): the parser takes an error and another text from them.
bool has_noncharacter(std::string_view text) {
  for (std::size_t at = 0; at + 2 < text.size(); ++at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    if (byte(0) == 0xEF && byte(1) == 0xB7 && byte(2) >= 0x90 && byte(2) <= 0xAF) return true;
    if ((byte(0) & 0x0FU) == 0x0F && byte(1) == 0xBF && byte(2) >= 0xBE) return true;
  }
  return false;
}

std::string without_spaces(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  if (has_noncharacter(input)) return 0;
  shortlist::reporting::HtmlPage page;
  const Written written = write(input, page);
  const std::string html = page.take();
  GumboOutput* const output =
      gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size());
  fuzz::require(output->errors.length == 0, "it parses without an error");
  const GumboNode* const main = find_main(*output->root);
  fuzz::require(main != nullptr, "there is a main part");
  Written found;
  walk(*main, found);
  for (const auto& [tag, texts] : written) {
    const std::vector<std::string>& there = found[tag];
    fuzz::require(there.size() == texts.size(), "as many elements as were written");
    for (std::size_t i = 0; i < texts.size(); ++i)
      fuzz::require(without_spaces(there[i]) == without_spaces(texts[i]), "with the words in them");
  }
  gumbo_destroy_output(&kGumboDefaultOptions, output);
  return 0;
}
