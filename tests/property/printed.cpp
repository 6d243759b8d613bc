// Whatever a stranger's files and names hold, no format lets a character out that steers a
// terminal, a cell that is a formula, or a byte that is no UTF-8.

#include "property/holds.hpp"
#include "property/toml.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace property;

namespace {

using shortlist::Format;

// A code point at a time, by the first byte; anything but well-formed text is refused below by the
// library that reads JSON, which decodes by itself.
std::vector<char32_t> code_points(const std::string& text) {
  std::vector<char32_t> codes;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t code = size == 1 ? lead : lead & (0x3FU >> (size - 1));
    for (std::size_t i = 1; i < size; ++i)
      code = code * 64 + (static_cast<unsigned char>(text.at(at + i)) & 0x3FU);
    codes.push_back(code);
    at += size;
  }
  return codes;
}

bool is_forbidden(char32_t code) {
  const auto within = [&](char32_t low, char32_t high) { return code >= low && code <= high; };
  return (code < 0x20 && code != '\n' && code != '\t') || within(0x7F, 0x9F) || code == 0x061C ||
         within(0x200E, 0x200F) || within(0x2028, 0x202E) || within(0x2066, 0x2069) ||
         code == 0xFEFF || within(0xE0000, 0xE007F);
}

void assert_harmless(const std::string& text) {
  nlohmann::json(text).dump();  // throws what is no UTF-8
  std::string lines = text;
  for (std::size_t at = 0; (at = lines.find("\r\n", at)) != std::string::npos;) lines.erase(at, 1);
  for (const char32_t code : code_points(lines))
    if (is_forbidden(code))
      RC_FAIL(fmt::format("U+{:04X} in {}", static_cast<unsigned>(code), text));
}

// By RFC 4180, without its lines.
std::vector<std::string> cells(const std::string& csv) {
  std::vector<std::string> all(1);
  bool quoted = false;
  for (std::size_t at = 0; at < csv.size(); ++at) {
    const char c = csv[at];
    if (quoted && csv.compare(at, 2, "\"\"") == 0)
      all.back().push_back(csv[at++]);
    else if (c == '"')
      quoted = !quoted;
    else if (!quoted && (c == ',' || c == '\n'))
      all.emplace_back();
    else
      all.back().push_back(c);
  }
  return all;
}

void assert_no_formulas(const std::string& csv) {
  for (const std::string& cell : cells(csv)) {
    if (cell.empty() || cell == "\r") continue;
    std::size_t end = 0;
    const bool starts = std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos;
    if (starts && cell.front() == '-') std::stod(cell, &end);
    RC_ASSERT(!starts || end == cell.size());
  }
}

template <class T>
void assert_harmless_in_every_format(const T& result) {
  for (const auto format :
       {Format::text, Format::json, Format::markdown, Format::csv, Format::html}) {
    const std::string text = report(result, {.format = format, .verbose = true});
    assert_harmless(text);
    if (format == Format::csv) assert_no_formulas(text);
    if (format == Format::json) RC_ASSERT(nlohmann::json::accept(text));
  }
}

// Bytes, hostile characters among plain ones, and what starts a formula or markup.
rc::Gen<std::string> words(bool utf_8) {
  static const std::vector<std::string> pieces{
      "a",      "=",      "+1",     "-",      "@",      "\t",         "\r",     "\n",
      "\x07",   "\x1B[",  "\x7F",   "\u0085", "\u009B", "\u061C",     "\u200E", "\u202E",
      "\u2066", "\u2028", "\uFEFF", "|",      "`",      "\U000E0041", "<b>",    "é",
      "通",     "\u200D", "🙂",   " ",      "'",      "\"",         "\\",     ","};
  static const std::vector<std::string> bytes{"\x9B",     "\xC2",         "\xE2\x80",
                                              "\xC0\x8A", "\xED\xA0\x80", "\xF4\x90\x80\x80"};
  auto piece = rc::gen::elementOf(pieces);
  auto byte = rc::gen::map(rc::gen::inRange(0x80, 0x100),
                           [](int value) { return std::string(1, static_cast<char>(value)); });
  if (!utf_8) piece = rc::gen::oneOf(piece, rc::gen::elementOf(bytes), byte);
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                      [](const std::vector<std::string>& chosen) {
                        return fmt::format("{}", fmt::join(chosen, ""));
                      });
}

// A basic string of TOML, every character of it escaped.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char32_t code : code_points(text))
    out += fmt::format("\\U{:08X}", static_cast<unsigned>(code));
  return out + "\"";
}

shortlist::RuleBase hostile_rules(const std::string& name) {
  return loaded_from({{"[rule_base]\ntitle = " + quoted(name) +
                           "\nas_of = 2026-05-01\ntrust = [\"maker\", \"shop\"]\n"
                           "tie_break = [\"id\"]\n",
                       "[[fact]]\nid = \"price\"\ntitle = " + quoted(name) +
                           "\ntype = \"number\"\nunit = \"usd\"\n",
                       "[[criterion]]\nid = \"price\"\ntitle = " + quoted(name) +
                           "\nkind = \"at-most\"\nfact = \"price\"\nceiling = 4000\n",
                       "[[family]]\nid = \"swift\"\nname = " + quoted("s" + name) +
                           "\n[[family.source]]\nid = \"maker\"\nkind = \"maker\"\ntitle = " +
                           quoted(name) + "\n[family.claims.maker]\nprice = 2400\n",
                       "[[family]]\nid = \"mule\"\nname = " + quoted(name + "m") +
                           "\n[[family.source]]\nid = \"maker\"\nkind = \"maker\"\n"
                           "[family.claims.maker]\nprice = 3900\n"}});
}

std::vector<std::string> batch_lines(const shortlist::RuleBase& rule_base, const std::string& file,
                                     const std::string& text) {
  std::vector<std::string> lines;
  bool given = false;
  const auto source = [&]() -> shortlist::Result<std::optional<shortlist::BatchProfile>> {
    if (std::exchange(given, true)) return std::optional<shortlist::BatchProfile>{};
    return std::optional(
        shortlist::BatchProfile{file, 1, text, shortlist::ProfileFormat::toml, {}});
  };
  const auto done = shortlist::batch(rule_base, source,
                                     [&](std::string_view line) {
                                       lines.emplace_back(line);
                                       return true;
                                     },
                                     {.threads = 1});
  RC_ASSERT(done.has_value());
  return lines;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(printed, *boost::unit_test::label("threads"))

BOOST_AUTO_TEST_CASE(a_ranking_steers_nothing_in_any_format) {
  holds(
      [] {
        const std::string name = *words(true);
        const std::string file = *words(false);
        const auto rule_base = hostile_rules(name);
        const std::string text =
            "schema = 1\ntitle = " + quoted(*words(true)) +
            "\n[need.price]\nlevel = \"must\"\nat_most = 3000\nbecause = " + quoted(*words(true)) +
            "\n";
        const auto profile = shortlist::parse_profile(rule_base, text, file);
        RC_ASSERT(profile.has_value());
        const auto ranking = ranked(rule_base, *profile);
        RC_ASSERT(ranking.excluded.size() == 1U);
        assert_harmless_in_every_format(ranking);
        for (const auto format : {shortlist::Exchange::sarif, shortlist::Exchange::cyclonedx,
                                  shortlist::Exchange::ocds})
          assert_harmless(report(ranking, rule_base, format));
        const auto document = nlohmann::json::parse(json(ranking));
        RC_ASSERT(document.at("profile").at("title") == profile->title());
        for (const std::string& line : batch_lines(rule_base, file, text)) assert_harmless(line);
        for (const auto* const kind : {"families", "facts", "criteria", "sources"})
          assert_harmless_in_every_format(*shortlist::list(rule_base, kind));
      },
      100);
}

BOOST_AUTO_TEST_CASE(diagnostics_steer_nothing_in_any_format) {
  const auto rule_base = hostile_rules("Bicycles");
  holds([&] {
    const std::string file = *words(false);
    const std::string text = *rc::gen::element<std::string>("", "schema = 1\n") + "[need.price]\n" +
                             quoted(*words(true)) + " = 1 # " + *words(false) + "\n\"" +
                             *words(*rc::gen::arbitrary<bool>()) + "\" = 1\n";
    const auto profile = shortlist::parse_profile(rule_base, text, file);
    RC_ASSERT(!profile.has_value());
    for (const auto& diagnostic : profile.error().diagnostics) {
      const std::string shown = to_text(diagnostic);
      assert_harmless(shown);
      RC_ASSERT(std::count(shown.begin(), shown.end(), '\n') <= 4);
    }
    assert_harmless_in_every_format(shortlist::CheckResult{profile.error().diagnostics, {file}});
    for (const std::string& line : batch_lines(rule_base, file, text)) assert_harmless(line);
  });
}

BOOST_AUTO_TEST_CASE(a_diagnostic_of_any_bytes_steers_nothing) {
  holds([] {
    const shortlist::Diagnostic diagnostic{shortlist::Severity::error,
                                           *words(false),
                                           1,
                                           *rc::gen::inRange(0, 300),
                                           *words(false),
                                           *words(false),
                                           *words(false)};
    assert_harmless(to_text(diagnostic));
    assert_harmless_in_every_format(shortlist::CheckResult{{diagnostic}, {*words(false)}});
    assert_harmless_in_every_format(shortlist::TestResult{
        {{*words(false), *words(false), false, {*words(false)}, {"x"}, {}, {}}}, {}});
  });
}

BOOST_AUTO_TEST_SUITE_END()
