// A policy: needs as a profile states them, without level or weight, and exceptions.

#include "shortlist/policy.hpp"

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "load/entries.hpp"
#include "load/files.hpp"
#include "load/load.hpp"

#include <cstddef>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <variant>

namespace shortlist {

namespace load {

namespace {

constexpr std::size_t most_exceptions = 10'000;
constexpr std::size_t most_excepted = 1'000'000;  // needs, each as often as it is excepted from

class PolicyReader {
 public:
  PolicyReader(const model::RuleBase& rules, Problems& problems)
      : rules_(rules), problems_(problems) {}

  std::shared_ptr<model::Policy> read(const Node& document, const std::string& name) {
    auto policy = std::make_shared<model::Policy>();
    policy->file = name;
    Reader reader(document, "a policy", problems_);
    reader.schema();
    policy->title = reader.text("title").value_or(name);
    const int errors_before = problems_.errors();
    if (const Node* const needs = reader.table("need")) read_policy_needs(*needs, *policy);
    needs_stand_ = problems_.errors() == errors_before;
    if (policy->needs.empty() && problems_.errors() == 0)
      problems_.error(document.where, "the policy states no need",
                      "add a table such as [need.licence] with deny = [...]");
    const auto* const exceptions = reader.list_of_tables("exception");
    read_exceptions(exceptions == nullptr ? std::vector<Node>{} : *exceptions, *policy);
    reader.finish();
    return policy;
  }

 private:
  // As those of a profile are read and checked; then they are musts that weigh nothing.
  void read_policy_needs(const Node& table, model::Policy& policy) {
    for (const Member& criterion : table.members) {
      if (criterion.value.type != Node::Type::array) refuse_levels(criterion.value);
      for (const Node& need : criterion.value.items) refuse_levels(need);
    }
    Lookup lookup{rules_, problems_};
    model::Profile profile;
    read_needs(lookup, table, profile);
    for (model::Need& need : profile.needs) {
      need.must = true;
      need.weight = 0;
      if (std::holds_alternative<model::DeviceKeys>(need.keys))
        problems_.error(need.where, "a policy asks for no device",
                        "what a model runs on is for each profile to say");
    }
    if (problems_.errors() == 0 && !profile.needs.empty())
      model::check_profile(rules_, profile, table.where, problems_);
    policy.needs = std::move(profile.needs);
  }

  void refuse_levels(const Node& need) {
    for (const Member& key : need.members)
      if (key.value.type != Node::Type::null && (key.key == "level" || key.key == "weight"))
        problems_.error(key.where, "a need of a policy has no '" + key.key + "'",
                        "each is a must, and weighs nothing");
  }

  void read_exceptions(const std::vector<Node>& nodes, model::Policy& policy) {
    if (nodes.size() > most_exceptions)
      return problems_.error(nodes.front().where, "a policy has at most 10,000 exceptions");
    const NeedNames names = need_names(policy);
    std::vector<model::PolicyTerm> terms(policy.needs.size(), {policy.title, policy.file});
    std::size_t excepted_needs = 0;
    std::map<std::pair<std::string, std::string>, std::vector<bool>> excepted;  // by whom: needs
    for (const Node& node : nodes) {
      Reader reader(node, "an [[exception]]", problems_);
      const auto exception = read_exception(reader);
      const std::vector<std::size_t> needs = named_needs(reader, names, policy.needs.size());
      reader.finish();
      if (!exception) continue;
      auto& before = excepted[{exception->family, exception->variant}];
      before.resize(policy.needs.size());
      for (const std::size_t need : needs) {
        if (before[need]) continue;
        terms[need].add(exception);
        before[need] = true;
        ++excepted_needs;
      }
      if (excepted_needs > most_excepted)
        return problems_.error(
            reader.where(),
            "up to here the exceptions are to " + number_text(static_cast<double>(excepted_needs)) +
                " needs, and those of a policy are to 1,000,000 at most",
            "each counts as often as it has needs: name them, or split the policy");
    }
    for (std::size_t i = 0; i < policy.needs.size(); ++i)
      policy.needs[i].policy = std::make_shared<const model::PolicyTerm>(std::move(terms[i]));
  }

  // Null where it is wrong or counts no more.
  std::shared_ptr<const model::Exception> read_exception(Reader& reader) {
    model::Exception exception;
    const Node* const family = reader.find("family");
    const Node* const variant = reader.find("variant");
    if ((family == nullptr) == (variant == nullptr))
      problems_.error(reader.where(), "an [[exception]] names a family or a variant",
                      family == nullptr ? "such as family = \"qwen3.5\"" : "keep one of them");
    exception.approver = reader.required_text("approver");
    exception.reason = reader.required_text("reason");
    const auto expires = expiry(reader);
    const bool known = find_family(reader.text("family"), reader, exception.family) &&
                       find_variant(reader.text("variant"), reader, exception.variant);
    if (!expires || !known) return nullptr;
    exception.expires = *expires;
    if (*expires >= rules_.as_of)
      return std::make_shared<const model::Exception>(std::move(exception));
    problems_.warn(reader.where("expires"),
                   "the exception expired on " + date_text(*expires) +
                       ": at the rule base's date, " + date_text(rules_.as_of) +
                       ", it counts no more",
                   "renew it, or take it out");
    return nullptr;
  }

  // JSON has no dates: there it is text.
  std::optional<Date> expiry(Reader& reader) {
    const Node* const node = reader.find("expires");
    if (node != nullptr && node->type == Node::Type::text)
      if (const auto date = parse_date(node->text)) return date;
    if (node == nullptr) {
      problems_.error(reader.where(), "an [[exception]] has to state 'expires'",
                      "such as expires = 2027-03-31: what nobody ends nobody answers for");
      return std::nullopt;
    }
    return reader.date("expires");
  }

  // Companies except what a rule base may not know: of no effect, and worth a word.
  bool find_family(const std::optional<std::string>& name, Reader& reader, std::string& id) {
    if (!name) return true;
    const int found = rules_.find_family(*name);
    if (found >= 0) id = rules_.families[static_cast<std::size_t>(found)].id;
    if (found < 0)
      problems_.warn(reader.where("family"), "there is no family '" + *name + "'",
                     suggest(problems_, *name, rules_.families));
    return found >= 0;
  }

  bool find_variant(const std::optional<std::string>& name, Reader& reader, std::string& id) {
    if (!name) return true;
    if (variants_.empty())
      for (const model::Family& family : rules_.families)
        for (const model::Variant& variant : family.variants)
          variants_.emplace(fold(variant.id), variant.id);
    if (const auto found = variants_.find(fold(*name)); found != variants_.end()) {
      id = found->second;
      return true;
    }
    std::vector<std::string> known;
    if (problems_.may_suggest(variants_.size()))
      for (const model::Family& family : rules_.families)
        for (const model::Variant& variant : family.variants) known.push_back(variant.id);
    problems_.warn(reader.where("variant"), "there is no variant '" + *name + "'",
                   did_you_mean(*name, known));
    return false;
  }

  // Positions of needs by their ids and by those of their criteria, folded.
  using NeedNames = std::map<std::string, std::vector<std::size_t>>;

  NeedNames need_names(const model::Policy& policy) const {
    NeedNames names;
    for (std::size_t i = 0; i < policy.needs.size(); ++i) {
      const model::Need& need = policy.needs[i];
      const std::string& criterion = rules_.criteria[static_cast<std::size_t>(need.criterion)].id;
      names[fold(need.id)].push_back(i);
      if (need.id != criterion) names[fold(criterion)].push_back(i);
    }
    return names;
  }

  // Positions of the needs that it lets pass: all, or those that it names.
  std::vector<std::size_t> named_needs(Reader& reader, const NeedNames& names, std::size_t count) {
    std::vector<std::size_t> named;
    const auto words = reader.words("needs");
    if (!words) {
      named.resize(count);
      std::iota(named.begin(), named.end(), 0);
      return named;
    }
    if (words->empty())
      problems_.error(reader.where("needs"), "'needs' is empty, and excepts from nothing",
                      "leave it out to except from all needs");
    std::set<std::string> once;
    for (const std::string& word : *words) {
      const auto found = names.find(fold(word));
      if (found == names.end()) {
        refuse_name(reader, word, names);
      } else if (once.insert(found->first).second) {
        named.insert(named.end(), found->second.begin(), found->second.end());
      }
    }
    return named;
  }

  // A need that is itself wrong is not there to be named, and that has been said.
  void refuse_name(Reader& reader, const std::string& word, const NeedNames& names) {
    if (!needs_stand_) return;
    std::vector<std::string> known;
    if (problems_.may_suggest(names.size()))
      for (const auto& [name, positions] : names) known.push_back(name);
    problems_.error(reader.where("needs"), "the policy states no need '" + word + "'",
                    did_you_mean(word, known));
  }

  const model::RuleBase& rules_;
  Problems& problems_;
  bool needs_stand_ = false;                               // as the file has them, all of them
  std::unordered_map<std::string, std::string> variants_;  // ids by folded ids, once asked for
};

}  // namespace

}  // namespace load

Result<Policy> parse_policy(const RuleBase& rule_base, std::string_view text,
                            const std::string& name, ProfileFormat format) {
  Problems problems;
  const load::Text file{name, std::string(text)};
  std::shared_ptr<model::Policy> policy;
  const load::Node document = load::read_profile_text(file, format, problems);
  if (problems.errors() == 0)
    policy = load::PolicyReader(rule_base.catalogue().rules(), problems).read(document, name);
  Diagnostics diagnostics = load::diagnose(problems, {&file});
  if (problems.errors() > 0) return Failure{FailureKind::data, std::move(diagnostics)};
  policy->warnings = std::move(diagnostics);
  return Policy(std::move(policy));
}

Result<Policy> load_policy(const RuleBase& rule_base, const std::string& path) {
  const auto text = load::read_file(path);
  if (!text) return text.error();
  return parse_policy(rule_base, text->text, path);
}

Profile with_policies(const Profile& profile, const std::vector<Policy>& policies) {
  if (policies.empty()) return profile;
  auto joined = std::make_shared<model::Profile>(profile.model());
  std::map<std::string, int> ordinals;
  const auto plain = [](const std::string& id) { return id.substr(0, id.find('#')); };
  for (const model::Need& need : joined->needs) ++ordinals[plain(need.id)];
  for (const Policy& policy : policies)
    for (model::Need need : policy.model().needs) {
      need.id = "policy." + plain(need.id);
      if (const int ordinal = ++ordinals[need.id]; ordinal > 1)
        need.id += "#" + std::to_string(ordinal);
      joined->needs.push_back(std::move(need));
    }
  return Profile(std::move(joined));
}

Policy::Policy(std::shared_ptr<const model::Policy> policy) : policy_(std::move(policy)) {}
const std::string& Policy::title() const { return policy_->title; }
const std::string& Policy::file() const { return policy_->file; }
const Diagnostics& Policy::warnings() const { return policy_->warnings; }

}  // namespace shortlist
