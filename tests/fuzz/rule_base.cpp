// Rule bases of strangers: several files and folders in one input, and a profile to hold against
// them. Lines that are comments to TOML divide it: "#### file", "#### folder", "#### profile".

#include "fuzz/exercise.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace load = shortlist::load;

struct Input {
  std::vector<load::Folder> folders{{}};
  std::string profile;
};

Input divide(std::string_view bytes) {
  Input input;
  std::string* into = nullptr;
  const auto start_file = [&] {
    auto& folder = input.folders.back();
    folder.push_back({std::to_string(folder.size()) + ".toml", {}});
    into = &folder.back().text;
  };
  start_file();
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end);
    if (line.starts_with("#### folder")) input.folders.emplace_back();
    if (line.starts_with("#### fo") || line.starts_with("#### fi")) start_file();
    if (line.starts_with("#### profile")) into = &input.profile;
    *into += line;
  }
  return input;
}

// Each answer by itself makes a profile that can be ranked, or is refused with reasons.
void answer(const shortlist::RuleBase& rule_base) {
  constexpr std::size_t enough = 16;
  std::size_t answers = 0;
  for (const auto& question : shortlist::profile_questions(rule_base)) {
    fuzz::require(!to_text(question).empty(), "a question prints");
    for (const auto& reply : question.replies) {
      if (++answers > enough) return;
      const auto draft = shortlist::draft_profile(
          rule_base, {{question.id, reply.word.empty() ? reply.example : reply.word}});
      if (draft)
        fuzz::require(draft->profile.to_toml().size() <= draft->toml.size(),
                      "comments only add to a profile");
      else
        fuzz::check(draft.error());
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input = divide({reinterpret_cast<const char*>(data), size});
  const auto rules = load::parse_rule_base(input.folders);
  for (load::Folder& folder : input.folders) std::reverse(folder.begin(), folder.end());
  const auto reversed = load::parse_rule_base(input.folders);
  fuzz::require(rules.has_value() == reversed.has_value(), "the order of files means nothing");
  if (!rules) {
    fuzz::check(rules.error());
    return 0;
  }
  const shortlist::RuleBase rule_base = fuzz::seen(*rules);
  fuzz::require(rule_base.fingerprint().text() == fuzz::seen(*reversed).fingerprint().text(),
                "the order of files means nothing to the fingerprint");
  answer(rule_base);
  const auto profile = shortlist::parse_profile(rule_base, input.profile, "profile");
  if (profile)
    fuzz::exercise(rule_base, *profile);
  else
    fuzz::check(profile.error());
  return 0;
}
