#pragma once
// Rule bases and profiles of any size, of facts drawn at random: the same each time.

#include "load/load.hpp"
#include "shortlist/shortlist.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>

namespace shortlist::bench {

template <class Value>
Value must(Result<Value> result) {
  if (!result) throw std::runtime_error(to_text(result.error().diagnostics.front()));
  return std::move(*result);
}

inline RuleBase rule_base_of(load::Folder folder) {
  auto rules = must(load::parse_rule_base({std::move(folder)}));
  Problems problems;
  return RuleBase(
      std::make_shared<const model::Catalogue>(std::move(rules), model::Trust{}, problems));
}

// A header, and a fact and a criterion for each need: c0, c1, ...
inline std::string drawn_criteria(int needs) {
  std::string toml =
      "schema = 1\n[rule_base]\ntitle = \"Drawn\"\nas_of = 2026-01-01\ntrust = [\"maker\"]\n"
      "tie_break = [\"id\"]\n";
  for (int k = 0; k < needs; ++k) {
    const std::string id = "c" + std::to_string(k);
    toml += "[[fact]]\nid = \"" + id + "\"\ntype = \"number\"\n[[criterion]]\nid = \"" + id +
            "\"\ntitle = \"-\"\nkind = \"at-least\"\nfact = \"" + id + "\"\n";
  }
  return toml;
}

// Facts from 1 to `largest`, each of them the only one of its criterion: c0, c1, ...
inline RuleBase drawn_rule_base(int families, int variants, int needs, std::uint64_t largest) {
  load::Folder folder{{"criteria.toml", drawn_criteria(needs)}};
  std::mt19937_64 random(1);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
  constexpr std::size_t most_of_a_file = 2 << 20;  // bytes; half of what one may have
  for (int i = 0; i < families; ++i) {
    if (i == 0 || folder.back().text.size() > most_of_a_file)
      folder.push_back({"families-" + std::to_string(i) + ".toml", "schema = 1\n"});
    std::string& toml = folder.back().text;
    const std::string id = "f" + std::to_string(i);
    toml += "[[family]]\nid = \"" + id + "\"\nname = \"" + id +
            "\"\n[[family.source]]\nid = \"page\"\nkind = \"maker\"\ntitle = \"-\"\nurl = \"-\"\n"
            "as_of = 2026-01-01\n";
    for (int variant = 0; variant < variants; ++variant) {
      const std::string name = id + "-" + std::to_string(variant);
      toml += "[[family.variant]]\nid = \"" + name + "\"\nname = \"" + name +
              "\"\n[family.variant.claims.page]\n";
      for (int k = 0; k < needs; ++k)
        toml += "c" + std::to_string(k) + " = " + std::to_string(1 + random() % largest) + "\n";
    }
  }
  return rule_base_of(std::move(folder));
}

// Asks `at_least` of each, the later ones with more weight.
inline Profile drawn_profile(const RuleBase& rule_base, int needs, std::uint64_t at_least) {
  std::string toml = "schema = 1\ntitle = \"Drawn\"\n";
  for (int k = 0; k < needs; ++k)
    toml += "[need.c" + std::to_string(k) + "]\nat_least = " + std::to_string(at_least) +
            "\nweight = " + std::to_string(k + 1) + "\n";
  return must(parse_profile(rule_base, toml, "profile.toml"));
}

}  // namespace shortlist::bench
