// The built page is a template of two blocks: the snapshot of a rule base in base64, and the TOML
// of a profile as a string of JSON.

#include "shortlist/page.hpp"

#include "base/json_string.hpp"
#include "load/files.hpp"
#include "model/catalogue.hpp"
#include "snapshot/snapshot.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace shortlist {

namespace {

constexpr std::size_t largest_page = std::size_t{64} << 20U;

// RFC 4648.
std::string base64(std::string_view bytes) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (; !bytes.empty(); bytes.remove_prefix(std::min<std::size_t>(3, bytes.size()))) {
    std::uint32_t three = 0;
    for (std::size_t i = 0; i < 3; ++i)
      three = three << 8U | (i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U);
    for (std::size_t i = 0; i < 4; ++i)
      text.push_back(i <= bytes.size() ? digits[three >> (18 - 6 * i) & 63U] : '=');
  }
  return text;
}

// Nothing in it ends the block that it stands in.
std::string json_in_html(std::string_view text) {
  std::string json;
  append_json_string(text, json);
  std::string safe;
  for (const char c : json)
    if (c == '<')
      safe.append("\\u003c");
    else
      safe.push_back(c);
  return safe;
}

// What stands between the tags of the script with this id; false: there is none.
bool fill_in(std::string& page, const std::string& id, std::string_view content) {
  const std::string start = "id=\"" + id + "\">";
  const std::size_t begin = page.find(start);
  if (begin == std::string::npos) return false;
  const std::size_t from = begin + start.size();
  const std::size_t end = page.find("</script>", from);
  if (end == std::string::npos) return false;
  page.replace(from, end - from, content);
  return true;
}

}  // namespace

Result<std::string> interactive_page(const RuleBase& rule_base, const Profile& profile) {
  namespace fs = std::filesystem;
  const std::string path =
      (fs::path(load::shipped_rules()).parent_path() / "web" / "page.html").string();
  std::error_code error;
  if (!fs::exists(path, error))
    return load::fault(FailureKind::io, path, "the page is not installed",
                       "`./dev web` builds it, and `./dev install` then installs it too");
  auto page = load::read_file(path, largest_page);
  if (!page) return std::move(page.error());
  const std::string snapshot = snapshot::write(rule_base.catalogue().rules(), {});
  if (!fill_in(page->text, "snapshot", base64(snapshot)) ||
      !fill_in(page->text, "profile", json_in_html(profile.to_toml())))
    return load::fault(FailureKind::io, path, "is not the page of this version",
                       "`./dev web` builds it anew");
  return std::move(page->text);
}

}  // namespace shortlist
