#include "snapshot/snapshot.hpp"

#include "shortlist/version.hpp"
#include "snapshot/bytes.hpp"
#include "snapshot/fields.hpp"
#include "snapshot/layout.hpp"
#include "snapshot/sound.hpp"

#include <utility>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace shortlist::snapshot {

template <class Archive, Of<File> T>
void fields(Archive& archive, T& each) {
  auto& [name, size, changed, content] = each;
  archive(name, size, changed, content);
}

namespace {

constexpr std::string_view magic = "shortlist rule base\n";

// What a program that reads this differently does not have.
std::string version() {
  Writer layout;
  layout(checksum(Layout::of<File>() + Layout::of<model::RuleBase>() + Layout::of<DefaultNeed>()));
  return std::string(magic).append(shortlist::version()).append("\n") + layout.take();
}

std::vector<DefaultNeed> defaults_of(const model::RuleBase& rules) {
  std::vector<DefaultNeed> defaults;
  if (rules.defaults == nullptr) return defaults;
  for (const model::Need& need : rules.defaults->needs)
    defaults.push_back({need.criterion, need.stated, need.where});
  return defaults;
}

// The needs anew, as loading makes them of what is stated; null where that is wrong.
std::shared_ptr<const model::Profile> make_defaults(const model::RuleBase& rules,
                                                    std::vector<DefaultNeed> stated) {
  auto defaults = std::make_shared<model::Profile>();
  for (DefaultNeed& each : stated) {
    Problems problems;
    auto need =
        model::make_need(rules, each.criterion, 1, std::move(each.stated), each.where, problems);
    if (!need || problems.errors() > 0) return nullptr;
    need->must = true;
    defaults->needs.push_back(std::move(*need));
  }
  return defaults;
}

}  // namespace

Checksum checksum(std::string_view bytes) {
  const XXH128_hash_t sum = XXH3_128bits(bytes.data(), bytes.size());
  return {sum.low64, sum.high64};
}

std::string write(const model::RuleBase& rules, const std::vector<File>& files) {
  Writer head;
  head(files);
  Writer content;
  content(rules, rules.defaults != nullptr, defaults_of(rules));
  const std::string body = head.take() + content.take_with_shared();
  Writer sum;
  sum(checksum(body));
  return version() + sum.take() + body;
}

Opened open(std::string_view bytes) {
  if (!bytes.starts_with(magic)) return {Flaw::no_snapshot, {}, {}};
  const std::string head = version();
  if (!bytes.starts_with(head)) return {Flaw::other_version, {}, {}};
  bytes.remove_prefix(head.size());
  Reader reader(bytes);
  Checksum sum{};
  reader(sum);
  if (!reader.sound() || sum != checksum(reader.rest())) return {Flaw::damaged, {}, {}};
  Opened opened;
  reader(opened.files);
  if (!reader.sound()) return {Flaw::damaged, {}, {}};
  opened.rules = reader.rest();
  return opened;
}

std::shared_ptr<model::RuleBase> read_rules(std::string_view bytes) {
  auto rules = std::make_shared<model::RuleBase>();
  std::vector<DefaultNeed> defaults;
  bool asks_by_default = false;
  Reader reader(bytes);
  reader.read_shared();
  reader(*rules, asks_by_default, defaults);
  if (!reader.sound() || !reader.rest().empty()) return nullptr;
  rules->vocabulary.index();
  rules->index();
  if (!is_sound(*rules, defaults)) return nullptr;
  model::note_names(*rules);
  if (asks_by_default) {
    rules->defaults = make_defaults(*rules, std::move(defaults));
    if (rules->defaults == nullptr) return nullptr;
  }
  return rules;
}

}  // namespace shortlist::snapshot
