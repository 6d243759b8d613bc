#include "whatif/shard_tree.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace shortlist::whatif {

namespace {

// Receives the parser's events.
class Growth {
 public:
  explicit Growth(std::size_t bytes) : strings_(100'000 + bytes / 64) {}

  ShardNode take() { return std::move(root_); }

  // NOLINTBEGIN(readability-identifier-naming): the parser calls them so
  bool null() { return add({}); }
  bool boolean(bool flag) { return add({flag}); }
  bool number_integer(std::int64_t number) { return add_number(static_cast<double>(number)); }
  bool number_unsigned(std::uint64_t number) { return add_number(static_cast<double>(number)); }
  bool number_float(double number, const std::string& /*text*/) { return add_number(number); }
  bool string(std::string& text) {
    count(strings_);
    return add({std::move(text)});
  }
  bool binary(const nlohmann::json::binary_t& /*bytes*/) { return false; }
  bool start_object(std::size_t /*size*/) { return open({ShardObject{}}); }
  bool start_array(std::size_t /*size*/) { return open({ShardList{}}); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string& name) {
    count(keys_);
    auto& members = std::get<ShardObject>(open_.back()->value);
    if (std::any_of(members.begin(), members.end(),
                    [&](const auto& member) { return member.key == name; }))
      damaged("it has a key twice");
    members.push_back({std::move(name), {}});
    return true;
  }
  bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                   const nlohmann::json::exception& /*error*/) {
    return false;
  }
  // NOLINTEND(readability-identifier-naming)

 private:
  static void count(std::size_t& left) {
    if (left-- == 0) damaged("it has too many values");
  }

  bool open(ShardNode node) {
    constexpr std::size_t deepest = 8;
    if (open_.size() == deepest) damaged("it is nested too deeply");
    count(lists_);
    add(std::move(node));
    open_.push_back(last_);
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }
  bool add(ShardNode node) {
    last_ = &place();
    *last_ = std::move(node);
    return true;
  }
  bool add_number(double number) {
    count(numbers_);
    ShardNode* const top = open_.empty() ? nullptr : open_.back();
    if (top == nullptr || std::holds_alternative<ShardObject>(top->value)) return add({number});
    if (const auto* list = std::get_if<ShardList>(&top->value); list != nullptr && list->empty())
      top->value = ShardNumbers{};
    auto* const numbers = std::get_if<ShardNumbers>(&top->value);
    if (numbers == nullptr) damaged("a list has numbers among other things");
    numbers->push_back(number);
    return true;
  }

  // Where the next value goes.
  ShardNode& place() {
    if (open_.empty()) return root_;
    auto& top = open_.back()->value;
    if (auto* const members = std::get_if<ShardObject>(&top)) return members->back().value;
    auto* const list = std::get_if<ShardList>(&top);
    if (list == nullptr) damaged("a list has numbers among other things");
    return list->emplace_back();
  }

  ShardNode root_;
  ShardNode* last_ = nullptr;                   // that was added
  std::vector<ShardNode*> open_;                // each the last one within the one before
  std::size_t lists_ = 2 * most_rows + 20'000;  // of the ends of values, a row each, and others
  std::size_t keys_ = 20'000;
  std::size_t numbers_ = 2 * most_cells + 100'000;
  std::size_t strings_;  // the more lines of counts, the longer they are
};

}  // namespace

void damaged(const std::string& what) { throw Damage{what}; }

ShardNode parse_shard(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin != std::string_view::npos && text[begin] == '[') damaged("it is no JSON object");
  if (begin == std::string_view::npos || text[begin] != '{') damaged("it is no JSON");
  Growth growth(text.size());
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &growth)) damaged("it is no JSON");
  return growth.take();
}

}  // namespace shortlist::whatif
