#include "load/overlay.hpp"

#include "base/decimal.hpp"
#include "base/suggest.hpp"
#include "base/text.hpp"
#include "model/use.hpp"
#include "shortlist/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace shortlist::load {

namespace {

// Keys that are lists of words, and those that are words whatever they look like: "4090".
constexpr std::array<std::string_view, 13> list_keys{
    "all_of",  "any_of", "strong",  "one_of",        "none_of",  "allow",    "deny",
    "classes", "refuse", "regions", "quantisations", "purposes", "languages"};
constexpr std::array<std::string_view, 6> word_keys{"device", "runtime", "because",
                                                    "level",  "sector",  "domicile"};

template <class Array>
bool holds(const Array& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// One stated key, taken apart: "language#2.all_of=de,fr" is {language#2, all_of, "de,fr"}.
struct Stated {
  std::string_view table;  // empty: [use]
  std::string_view key;
  std::string_view value;
  int file = 0;
  Where key_where;
  Where value_where;
};

int column(std::string_view whole, std::string_view part) {
  return static_cast<int>(part.data() - whole.data()) + 1;
}

std::optional<Stated> take_apart(const std::string& text, int file, bool need, Problems& problems) {
  const std::string_view whole = text;
  if (!is_utf8(whole) || whole.find('\0') != std::string_view::npos) {
    problems.error({file, 1, 1}, "what is stated is not UTF-8", "is it text?");
    return std::nullopt;
  }
  const std::size_t equals = whole.find('=');
  std::string_view name = whole.substr(0, equals);
  const std::size_t dot = need ? name.rfind('.') : 0;
  if (equals == std::string_view::npos || dot == std::string_view::npos || name.empty()) {
    problems.error({file, 1, 1},
                   need ? "a need is stated as ID.KEY=VALUE" : "a use is stated as KEY=VALUE",
                   need ? "such as context.at_least=32K; `shortlist list criteria` has the ids"
                        : "such as commercial=true");
    return std::nullopt;
  }
  Stated stated;
  stated.file = file;
  if (need) stated.table = name.substr(0, dot);
  stated.key = need ? name.substr(dot + 1) : name;
  stated.value = whole.substr(equals + 1);
  stated.key_where = {file, 1, column(whole, stated.key)};
  stated.value_where = {file, 1, column(whole, stated.value)};
  return stated;
}

Node text_node(std::string_view text, Where where) {
  Node node;
  node.type = Node::Type::text;
  node.text = text;
  node.where = where;
  node.typed = true;
  return node;
}

// "[...]" and "\"...\"" as TOML has them.
std::optional<Node> as_toml(const Stated& stated, Problems& problems) {
  if (!stated.value.starts_with('[') && !stated.value.starts_with('"')) return std::nullopt;
  Problems inner;
  Node document = parse("x = " + std::string(stated.value), 0, inner);
  if (document.members.size() != 1) {
    problems.error(stated.value_where, "what begins so is a value of TOML, and this is none",
                   "such as [\"de\", \"fr\"]");
    return text_node("", stated.value_where);
  }
  Node node = std::move(document.members.front().value);
  node.where = stated.value_where;
  node.typed = true;
  for (Node& item : node.items) item.where = stated.value_where;
  return node;
}

Node list_node(const Stated& stated) {
  Node node;
  node.type = Node::Type::array;
  node.where = stated.value_where;
  node.typed = true;
  for (const std::string& word : comma_separated(stated.value))
    node.items.push_back(text_node(word, stated.value_where));
  return node;
}

Node value_node(const Stated& stated, Problems& problems) {
  if (auto node = as_toml(stated, problems)) return std::move(*node);
  if (holds(list_keys, stated.key)) return list_node(stated);
  Node node = text_node(stated.value, stated.value_where);
  if (holds(word_keys, stated.key)) return node;
  if (stated.value == "true" || stated.value == "false") {
    node.type = Node::Type::flag;
    node.flag = stated.value == "true";
  } else if (const auto date = parse_date(stated.value)) {
    node.type = Node::Type::date;
    node.date = *date;
  } else {
    if (const auto number = parse_decimal(stated.value)) {
      node.type = Node::Type::number;
      node.number = *number;
      node.refused = !(std::abs(*number) <= 1e18);
    }
  }
  return node;
}

Node table_node(Where where) {
  Node node;
  node.where = where;
  return node;
}

void set(Node& table, const Stated& stated, Problems& problems) {
  Node& value = member(table, stated.key, stated.key_where);
  for (Member& each : table.members)
    if (&each.value == &value) each.where = stated.key_where;
  value = value_node(stated, problems);
}

// "language#2": the criterion and which of its needs; 1 where none is said.
std::pair<std::string_view, std::size_t> split(std::string_view id) {
  const std::size_t mark = id.rfind('#');
  std::size_t ordinal = 1;
  if (mark == std::string_view::npos) return {id, ordinal};
  const char* const end = id.data() + id.size();
  const auto [last, error] = std::from_chars(id.data() + mark + 1, end, ordinal);
  const bool sound = error == std::errc{} && last == end && ordinal > 0;
  return {id.substr(0, mark), sound ? ordinal : 0};
}

// A device is named or its memory stated; one key takes the place of the other.
void drop_other_answer(Node& need, std::string_view key) {
  std::erase_if(need.members, [&](const Member& each) {
    return (key == "device" && (each.key == "memory" || each.key == "kind")) ||
           (key == "memory" && each.key == "device");
  });
}

class Overlay {
 public:
  Overlay(const model::RuleBase& rules, Node& document, Problems& problems)
      : rules_(rules), document_(document), problems_(problems) {}

  void state_need(const Stated& stated) {
    const auto [name, ordinal] = split(stated.table);
    const Where where{stated.file, 1, 1};
    const int before = problems_.errors();
    const auto id = rules_.called.criteria.resolve(name, model::NamedBy::name, where, problems_);
    if (!id) {
      if (problems_.errors() == before) rules_.called.criteria.unknown(name, where, problems_);
      return;
    }
    Node* const need = need_table(*id, ordinal, where);
    if (need == nullptr)
      return problems_.error(
          where, "the profile has no need '" + std::string(stated.table) + "'",
          "its needs of one criterion are counted: '" + *id + "#2' is the second");
    drop_other_answer(*need, stated.key);
    set(*need, stated, problems_);
  }

  void state_use(const Stated& stated) {
    Node& use = member(document_, "use", {stated.file, 1, 1});
    if (use.type == Node::Type::table) set(use, stated, problems_);
  }

 private:
  // The table of a need, or a new one behind those that are there.
  Node* need_table(const std::string& criterion, std::size_t ordinal, Where where) {
    Node& needs = member(document_, "need", where);
    if (needs.type != Node::Type::table || ordinal == 0) return nullptr;
    Node& entry = member(needs, criterion, where);
    if (ordinal == 1 && entry.type == Node::Type::table) return &entry;
    if (entry.type == Node::Type::table) {
      Node list;
      list.type = Node::Type::array;
      list.where = entry.where;
      list.items.push_back(std::move(entry));
      entry = std::move(list);
    }
    if (entry.type != Node::Type::array || ordinal > entry.items.size() + 1) return nullptr;
    if (ordinal == entry.items.size() + 1) entry.items.push_back(table_node(where));
    return &entry.items[ordinal - 1];
  }

  const model::RuleBase& rules_;
  Node& document_;
  Problems& problems_;
};

}  // namespace

Node& member(Node& table, std::string_view key, Where where) {
  const auto found = std::find_if(table.members.begin(), table.members.end(),
                                  [&](const Member& each) { return equal_folded(each.key, key); });
  if (found != table.members.end()) return found->value;
  table.members.push_back({std::string(key), where, table_node(where)});
  return table.members.back().value;
}

Node typed_value(std::string_view key, std::string_view value, Where where, Problems& problems) {
  Stated stated;
  stated.key = key;
  stated.value = value;
  stated.key_where = where;
  stated.value_where = where;
  return value_node(stated, problems);
}

std::vector<Text> texts_of(const ProfileKeys& keys) {
  std::vector<Text> texts;
  for (const std::string& need : keys.needs) texts.push_back({"--need", need});
  for (const std::string& use : keys.use) texts.push_back({"--use", use});
  return texts;
}

void overlay(const model::RuleBase& rules, const ProfileKeys& keys, Node& document,
             Problems& problems, int first) {
  Overlay over(rules, document, problems);
  int file = first;
  for (const std::string& need : keys.needs)
    if (const auto stated = take_apart(need, file++, true, problems)) over.state_need(*stated);
  for (const std::string& use : keys.use)
    if (const auto stated = take_apart(use, file++, false, problems)) over.state_use(*stated);
}

}  // namespace shortlist::load
