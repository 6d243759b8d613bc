// Rule bases and profiles of shortlist.h.

#include "shortlist/load.hpp"

#include "capi/call.hpp"
#include "capi/given.hpp"
#include "shortlist/questions.hpp"
#include "shortlist/version.hpp"

#include <cstddef>
#include <memory>
#include <utility>

using namespace shortlist;
using namespace shortlist::capi;

shortlist_string shortlist_version() { return {version().data(), version().size()}; }

shortlist_code shortlist_load_rule_base(const shortlist_load_options* options,
                                        shortlist_rule_base** out, shortlist_error** error) {
  return call(out, error, [&]() -> Made<shortlist_rule_base> {
    Given given;
    const shortlist_load_options stated = given.options(options);
    const LoadOptions load{
        .folders = given.words("folders", stated.folders),
        .trust = given.words("trust", stated.trust),
        .only_source = given.words("only_source", stated.only_source),
        .documents = given.documents("documents", stated.documents, stated.document_count)};
    if (given.wrong()) return given.failure();
    auto rule_base = load_rule_base(load);
    if (!rule_base) return std::move(rule_base.error());
    return std::make_unique<shortlist_rule_base>(std::move(*rule_base));
  });
}

const shortlist_error* shortlist_rule_base_warnings(const shortlist_rule_base* rule_base) {
  return rule_base == nullptr ? nullptr : &rule_base->warnings;
}

void shortlist_rule_base_free(shortlist_rule_base* rule_base) { delete rule_base; }

shortlist_code shortlist_parse_profile(const shortlist_rule_base* rule_base, shortlist_string text,
                                       shortlist_string name, shortlist_profile** out,
                                       shortlist_error** error) {
  return call(out, error, [&]() -> Made<shortlist_profile> {
    Given given;
    given.handle("rule_base", rule_base);
    const std::string_view content = given.content("text", text);
    const std::string file = given.word("name", name);
    if (given.wrong()) return given.failure();
    auto profile = parse_profile(rule_base->value, content, file);
    if (!profile) return std::move(profile.error());
    return std::make_unique<shortlist_profile>(rule_base->value, std::move(*profile));
  });
}

shortlist_code shortlist_load_profile(const shortlist_rule_base* rule_base, shortlist_string path,
                                      shortlist_profile** out, shortlist_error** error) {
  return call(out, error, [&]() -> Made<shortlist_profile> {
    Given given;
    given.handle("rule_base", rule_base);
    const std::string file = given.word("path", path);
    if (given.wrong()) return given.failure();
    auto profile = load_profile(rule_base->value, file);
    if (!profile) return std::move(profile.error());
    return std::make_unique<shortlist_profile>(rule_base->value, std::move(*profile));
  });
}

const shortlist_error* shortlist_profile_warnings(const shortlist_profile* profile) {
  return profile == nullptr ? nullptr : &profile->warnings;
}

void shortlist_profile_free(shortlist_profile* profile) { delete profile; }

shortlist_code shortlist_profile_toml(const shortlist_profile* profile, shortlist_text** out,
                                      shortlist_error** error) {
  return call(out, error, [&]() -> Made<shortlist_text> {
    Given given;
    given.handle("profile", profile);
    if (given.wrong()) return given.failure();
    return std::make_unique<shortlist_text>(profile->value.to_toml());
  });
}

shortlist_code shortlist_draft(const shortlist_rule_base* rule_base,
                               const shortlist_answer* answers, std::size_t count,
                               shortlist_text** out, shortlist_error** error) {
  return call(out, error, [&]() -> Made<shortlist_text> {
    Given given;
    given.handle("rule_base", rule_base);
    const std::vector<Answer> stated = given.answers("answers", answers, count);
    if (given.wrong()) return given.failure();
    auto draft = draft_profile(rule_base->value, stated);
    if (!draft) return std::move(draft.error());
    return std::make_unique<shortlist_text>(std::move(draft->toml));
  });
}
