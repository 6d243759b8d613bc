#include "unit/report/schema_validator.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <set>
#include <utility>

namespace shortlist {

namespace {

using nlohmann::json;

bool has_type(const json& value, const std::string& type) {
  if (type == "null") return value.is_null();
  if (type == "boolean") return value.is_boolean();
  if (type == "number") return value.is_number();
  if (type == "integer") return value.is_number_integer();
  if (type == "string") return value.is_string();
  if (type == "array") return value.is_array();
  return type == "object" && value.is_object();
}

class Validator {
 public:
  explicit Validator(const json& root) : root_(root) {}

  std::vector<std::string> check(const json& value, const json& schema, const std::string& path) {
    std::vector<std::string> found;
    if (schema.is_boolean()) {
      if (!schema.get<bool>()) found.push_back(path + ": is not allowed");
      return found;
    }
    for (const auto& [keyword, rule] : schema.items())
      append(found, apply(keyword, rule, value, schema, path));
    return found;
  }

 private:
  using Faults = std::vector<std::string>;

  static void append(Faults& to, Faults more) {
    to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }

  static Faults unless(bool valid, const std::string& path, const std::string& what) {
    return valid ? Faults{} : Faults{path + ": " + what};
  }

  Faults apply(const std::string& keyword, const json& rule, const json& value, const json& schema,
               const std::string& path) {
    static const std::set<std::string> says_nothing{"$schema", "$id", "$defs", "title",
                                                    "description"};
    if (says_nothing.count(keyword) > 0) return {};
    if (keyword == "$ref") return check(value, target(rule), path);
    if (keyword == "type") return type(rule, value, path);
    if (keyword == "const")
      return unless(value == rule, path, value.dump() + " is not " + rule.dump());
    if (keyword == "enum")
      return unless(std::find(rule.begin(), rule.end(), value) != rule.end(), path,
                    value.dump() + " is none of " + rule.dump());
    if (keyword == "anyOf") return any_of(rule, value, path);
    if (keyword == "minimum")
      return unless(!value.is_number() || value >= rule, path,
                    value.dump() + " is below " + rule.dump());
    if (keyword == "maximum")
      return unless(!value.is_number() || value <= rule, path,
                    value.dump() + " is above " + rule.dump());
    if (keyword == "minLength")
      return unless(!value.is_string() || value.get<std::string>().size() >= rule, path,
                    "is too short");
    if (keyword == "minItems")
      return unless(!value.is_array() || value.size() >= rule, path, "has too few items");
    if (keyword == "items") return items(rule, value, path);
    if (keyword == "required") return required(rule, value, path);
    if (keyword == "properties") return properties(rule, value, path);
    if (keyword == "additionalProperties") return additional(rule, value, schema, path);
    return {path + ": the schema's keyword " + keyword + " is not supported"};
  }

  json target(const json& reference) const {
    const std::string text = reference.get<std::string>();
    return text.starts_with("#") ? root_.at(json::json_pointer(text.substr(1))) : json(false);
  }

  static Faults type(const json& rule, const json& value, const std::string& path) {
    const auto is = [&](const json& each) { return has_type(value, each.get<std::string>()); };
    const bool valid = rule.is_array() ? std::any_of(rule.begin(), rule.end(), is) : is(rule);
    return unless(valid, path, value.dump() + " is no " + rule.dump());
  }

  // The faults of the branch that comes nearest stand for all.
  Faults any_of(const json& rule, const json& value, const std::string& path) {
    Faults nearest{path + ": no branch of anyOf"};
    bool first = true;
    for (const json& branch : rule) {
      Faults found = check(value, branch, path);
      if (found.empty()) return {};
      if (first || found.size() < nearest.size()) nearest = std::move(found);
      first = false;
    }
    return nearest;
  }

  Faults items(const json& rule, const json& value, const std::string& path) {
    Faults found;
    if (!value.is_array()) return found;
    for (std::size_t i = 0; i < value.size(); ++i)
      append(found, check(value[i], rule, path + "/" + std::to_string(i)));
    return found;
  }

  static Faults required(const json& rule, const json& value, const std::string& path) {
    Faults found;
    if (!value.is_object()) return found;
    for (const json& key : rule)
      if (!value.contains(key.get<std::string>()))
        found.push_back(path + ": lacks " + key.get<std::string>());
    return found;
  }

  Faults properties(const json& rule, const json& value, const std::string& path) {
    Faults found;
    if (!value.is_object()) return found;
    for (const auto& [key, each] : rule.items())
      if (value.contains(key)) append(found, check(value[key], each, path + "/" + key));
    return found;
  }

  Faults additional(const json& rule, const json& value, const json& schema,
                    const std::string& path) {
    Faults found;
    if (!value.is_object()) return found;
    for (const auto& [key, each] : value.items())
      if (!schema.contains("properties") || !schema["properties"].contains(key))
        append(found, check(each, rule, path + "/" + key));
    return found;
  }

  const json& root_;
};

}  // namespace

std::vector<std::string> faults(const nlohmann::json& document, const nlohmann::json& schema) {
  return Validator(schema).check(document, schema, "");
}

}  // namespace shortlist
