// YAML to a tree that knows its lines, from the events of libyaml: no alias is followed and no tag
// obeyed, so that a small text cannot become a large one.

#include "import/tree.hpp"
#include "load/builder.hpp"
#include "load/scan.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <yaml.h>

namespace shortlist::importing {

namespace {

using load::Node;

class Parser {
 public:
  Parser(std::string_view text, int line, Problems& problems)
      : builder_(problems), line_(line), ready_(yaml_parser_initialize(&parser_) == 1) {
    if (ready_)
      yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                   text.size());
  }
  ~Parser() {
    if (ready_) yaml_parser_delete(&parser_);
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  // Whether the text is YAML within the bounds.
  bool parse() {
    if (!ready_) return builder_.refuse({0, 0, 0}, "YAML: there is not enough memory");
    bool more = true;
    while (more) {
      yaml_event_t event;
      if (yaml_parser_parse(&parser_, &event) != 1) {
        const char* const what = parser_.problem;
        return builder_.refuse(place(parser_.problem_mark),
                               std::string("YAML: ") + (what != nullptr ? what : "no text"));
      }
      const bool fine = take(event, more);
      yaml_event_delete(&event);
      if (!fine) return false;
    }
    return true;
  }
  Node take_root() { return std::move(builder_.root); }

 private:
  Where place(const yaml_mark_t& mark) const {
    return {0, line_ + static_cast<int>(mark.line), static_cast<int>(mark.column) + 1};
  }

  bool take(const yaml_event_t& event, bool& more) {
    const Where where = place(event.start_mark);
    switch (event.type) {
      case YAML_MAPPING_START_EVENT:
        return no_key(where) && builder_.open(Node::Type::table, where) && start(true);
      case YAML_SEQUENCE_START_EVENT:
        return no_key(where) && builder_.open(Node::Type::array, where) && start(false);
      case YAML_MAPPING_END_EVENT:
      case YAML_SEQUENCE_END_EVENT:
        key_next_ = false;
        return builder_.close() && end();
      case YAML_SCALAR_EVENT:
        return scalar(event, where);
      case YAML_ALIAS_EVENT: {
        if (!no_key(where)) return false;
        Node node;
        node.type = Node::Type::other;
        node.where = where;
        node.text = "an alias";
        return builder_.add(std::move(node)) && end();
      }
      case YAML_DOCUMENT_END_EVENT:
      case YAML_STREAM_END_EVENT:
        more = false;
        return true;
      default:
        return true;
    }
  }

  // A key is text.
  bool no_key(Where where) {
    return !key_next_ || builder_.refuse(where, "YAML: a key is no text");
  }
  bool start(bool table) {
    key_next_ = table;
    return true;
  }
  bool end() {
    key_next_ = builder_.in_table();
    return true;
  }

  bool scalar(const yaml_event_t& event, Where where) {
    const auto& read = event.data.scalar;
    std::string text(reinterpret_cast<const char*>(read.value), read.length);
    if (key_next_) {
      key_next_ = false;
      return builder_.key(std::move(text), where);
    }
    const bool plain = read.style == YAML_PLAIN_SCALAR_STYLE;
    if (plain && (text.empty() || text == "~" || text == "null") && builder_.in_table())
      return end();
    Node node;
    node.type = Node::Type::text;
    node.where = where;
    node.text = std::move(text);
    return builder_.add(std::move(node)) && end();
  }

  yaml_parser_t parser_{};
  load::Builder builder_;
  int line_;
  bool ready_;
  bool key_next_ = false;
};

}  // namespace

Node parse_yaml(std::string_view text, int line, Problems& problems) {
  Parser parser(text, line, problems);
  if (!parser.parse()) return {};
  return parser.take_root();
}

}  // namespace shortlist::importing
