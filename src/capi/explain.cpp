// Lists, schemas, reasons and device fit of shortlist.h.

#include "shortlist/explain.hpp"

#include "capi/given.hpp"
#include "capi/text.hpp"
#include "shortlist/device.hpp"
#include "shortlist/schema.hpp"

#include <cstdint>
#include <memory>

using namespace shortlist;
using namespace shortlist::capi;

namespace {

// A profile that may be left out, but stands for one rule base.
std::optional<Profile> optional_profile(Given& given, const shortlist_rule_base* rule_base,
                                        const shortlist_profile* profile) {
  if (profile == nullptr) return std::nullopt;
  if (rule_base != nullptr && &rule_base->value.catalogue() != &profile->rule_base.catalogue())
    given.complain("the profile was parsed for another rule base");
  return profile->value;
}

}  // namespace

shortlist_string shortlist_text_string(const shortlist_text* text) {
  return text == nullptr ? shortlist_string{"", 0} : view(text->value);
}

void shortlist_text_free(shortlist_text* text) { delete text; }

shortlist_code shortlist_list(const shortlist_rule_base* rule_base, shortlist_string what,
                              shortlist_text** out, shortlist_error** error) {
  return call(out, error, [&]() -> Made<shortlist_text> {
    Given given;
    given.handle("rule_base", rule_base);
    const std::string kind = given.word("what", what);
    if (given.wrong()) return given.failure();
    return json(list(rule_base->value, kind));
  });
}

shortlist_code shortlist_schema(const shortlist_rule_base* rule_base, std::int32_t of,
                                shortlist_text** out, shortlist_error** error) {
  return call(out, error, [&]() -> Made<shortlist_text> {
    Given given;
    given.handle("rule_base", rule_base);
    const auto file = given.choice<SchemaOf>("of", of, SHORTLIST_SCHEMA_CASES + 1);
    if (given.wrong()) return given.failure();
    return std::make_unique<shortlist_text>(json_schema(rule_base->value, file));
  });
}

shortlist_code shortlist_explain(const shortlist_profile* profile, shortlist_string family,
                                 shortlist_string against, const shortlist_rank_options* options,
                                 shortlist_text** out, shortlist_error** error) {
  return call(out, error, [&]() -> Made<shortlist_text> {
    Given given;
    given.handle("profile", profile);
    const std::string own = given.word("family", family);
    const std::string other = given.word("against", against);
    const RankOptions stated = given.rank(options);
    if (given.wrong()) return given.failure();
    return json(explain(profile->rule_base, profile->value, own,
                        other.empty() ? std::nullopt : std::optional(other), stated));
  });
}

shortlist_code shortlist_compare(const shortlist_rule_base* rule_base, shortlist_strings families,
                                 const shortlist_profile* profile, shortlist_text** out,
                                 shortlist_error** error) {
  return call(out, error, [&]() -> Made<shortlist_text> {
    Given given;
    given.handle("rule_base", rule_base);
    const std::vector<std::string> names = given.words("families", families);
    const auto needs = optional_profile(given, rule_base, profile);
    if (given.wrong()) return given.failure();
    return json(compare(rule_base->value, names, needs));
  });
}

shortlist_code shortlist_device(const shortlist_rule_base* rule_base,
                                const shortlist_profile* profile,
                                const shortlist_device_options* options, shortlist_text** out,
                                shortlist_error** error) {
  return call(out, error, [&]() -> Made<shortlist_text> {
    Given given;
    given.handle("rule_base", rule_base);
    const auto needs = optional_profile(given, rule_base, profile);
    const shortlist_device_options stated = given.options(options);
    given.reserved(stated.reserved);
    const DeviceOptions device{
        .only = given.words("only", stated.only),
        .families = given.words("families", stated.families),
        .variant = given.word("variant", stated.variant),
        .device = given.word("device", stated.device),
        .context = given.word("context", stated.context),
        .kv = given.word("kv", stated.kv),
        .sequences = given.word("sequences", stated.sequences),
        .count = given.word("count", stated.count),
        .offload_experts = given.word("offload_experts", stated.offload_experts),
        .quantisations = given.words("quantisations", stated.quantisations),
        .runtime = given.word("runtime", stated.runtime),
        .smallest = stated.smallest != 0};
    if (given.wrong()) return given.failure();
    return json(device_fit(rule_base->value, needs, device));
  });
}
