#include "import/config_keys.hpp"

#include "base/quantity.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace shortlist::importing {

namespace {

using load::Node;

// Where the configuration of the language model stands in that of a larger one.
constexpr std::array<std::string_view, 5> nested_keys{
    "text_config", "llm_config", "language_config", "language_model_config", "thinker_config"};

const Node* find_in(const Node& table, std::string_view key) {
  const std::size_t dot = key.find('.');
  const Node* const node = table.find(key.substr(0, dot));
  if (node == nullptr || dot == std::string_view::npos) return node;
  return find_in(*node, key.substr(dot + 1));
}

std::optional<bool> flag_in(const Node& table, std::string_view key) {
  const Node* const node = find_in(table, key);
  if (node == nullptr || node->type != Node::Type::flag) return std::nullopt;
  return node->flag;
}

bool same_number(const Node& one, const Node& other) {
  return one.type == Node::Type::number && other.type == Node::Type::number &&
         one.number == other.number;
}

}  // namespace

const Node& language_model_in(const Node& outer) {
  const Node* model = &outer;
  for (int depth = 0; depth < 3; ++depth)
    for (const std::string_view key : nested_keys)
      if (const Node* const inner = model->find(key);
          inner != nullptr && inner->type == Node::Type::table) {
        model = inner;
        break;
      }
  return *model;
}

ConfigKeys::ConfigKeys(const Node& outer, Finding& finding, Problems& problems)
    : outer_(&outer), model_(&language_model_in(outer)), finding_(finding), problems_(problems) {}

const Node* ConfigKeys::find(std::string_view key) const { return find_in(*model_, key); }

bool ConfigKeys::has(Names keys) const {
  return std::any_of(keys.begin(), keys.end(),
                     [&](std::string_view key) { return find(key) != nullptr; });
}

std::optional<std::int64_t> ConfigKeys::count(Names keys) {
  for (const std::string_view key : keys)
    if (const Node* const node = find(key)) return count_of(*node, key);
  return std::nullopt;
}

std::int64_t ConfigKeys::or_none(Names keys) {
  for (const std::string_view key : keys) {
    const Node* const node = find(key);
    if (node == nullptr || (node->type == Node::Type::number && node->number == -1)) continue;
    return count_of(*node, key).value_or(0);
  }
  return 0;
}

std::optional<std::int64_t> ConfigKeys::count_of(const Node& node, std::string_view key) {
  if (node.type == Node::Type::array && !node.items.empty() &&
      node.items.front().type == Node::Type::number) {
    const bool alike = std::all_of(node.items.begin(), node.items.end(), [&](const Node& item) {
      return same_number(item, node.items.front());
    });
    if (alike) return count_of(node.items.front(), key);
    note("'" + std::string(key) + "' is not the same in all layers");
    return std::nullopt;
  }
  const bool number = node.type == Node::Type::number && !node.refused;
  if (number && node.number >= 0 && node.number <= most_counted &&
      node.number == std::floor(node.number))
    return static_cast<std::int64_t>(node.number);
  error(node.where, "'" + std::string(key) + "' is a whole number from 0 to 1,000,000,000, not " +
                        (number ? number_text(node.number) : load::what_is(node)));
  return std::nullopt;
}

std::optional<bool> ConfigKeys::flag(std::string_view key) const { return flag_in(*model_, key); }

std::optional<bool> ConfigKeys::outer_flag(std::string_view key) const {
  const auto own = flag(key);
  return own ? own : flag_in(*outer_, key);
}

std::string ConfigKeys::text(std::string_view key) const {
  const Node* const node = find(key);
  return node == nullptr ? std::string{} : node->text;
}

const Node* ConfigKeys::list(std::string_view key) const {
  const Node* const node = find(key);
  return node != nullptr && node->type == Node::Type::array && !node->items.empty() ? node
                                                                                    : nullptr;
}

}  // namespace shortlist::importing
