#include "unit/report/schema_validator.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace {

struct Example {
  const char* schema;
  const char* document;
  const char* faults;  // joined with "; "
};

// clang-format off
const Example examples[] = {
    {R"({"type": "string"})", R"("a")", ""},
    {R"({"type": "string"})", "1", R"(: 1 is no "string")"},
    {R"({"type": "integer"})", "1.5", R"(: 1.5 is no "integer")"},
    {R"({"type": "integer"})", "2", ""},
    {R"({"type": "number"})", "2", ""},
    {R"({"type": "number"})", R"("2")", R"(: "2" is no "number")"},
    {R"({"type": ["null", "boolean"]})", "null", ""},
    {R"({"type": ["null", "boolean"]})", "0", R"(: 0 is no ["null","boolean"])"},
    {R"({"const": "a"})", R"("b")", R"(: "b" is not "a")"},
    {R"({"enum": [1, null]})", "null", ""},
    {R"({"enum": [1, null]})", "2", ": 2 is none of [1,null]"},
    {R"({"minimum": 1, "maximum": 2})", "1.5", ""},
    {R"({"minimum": 1})", "0", ": 0 is below 1"},
    {R"({"maximum": 1})", "1.5", ": 1.5 is above 1"},
    {R"({"minLength": 1})", R"("")", ": is too short"},
    {R"({"minItems": 2})", R"([1])", ": has too few items"},
    {R"({"anyOf": [{"type": "null"}, {"type": "string"}]})", "null", ""},
    {R"({"anyOf": [{"type": "null"}, {"type": "string"}]})", "1", R"(: 1 is no "null")"},
    {R"({"items": {"type": "string"}})", R"(["a", 1, "b", null])", R"(/1: 1 is no "string"; /3: null is no "string")"},
    {R"({"required": ["a", "b"]})", R"({"a": 1})", ": lacks b"},
    {R"({"properties": {"a": {"type": "null"}}})", R"({"a": 1})", R"(/a: 1 is no "null")"},
    {R"({"properties": {"a": {"type": "null"}}})", "{}", ""},
    {R"({"properties": {"a": true}, "additionalProperties": false})", R"({"a": 1, "b": 2})", "/b: is not allowed"},
    {R"({"additionalProperties": {"type": "null"}})", R"({"a": 1})", R"(/a: 1 is no "null")"},
    {R"({"$ref": "#/$defs/x", "$defs": {"x": {"type": "null"}}})", "1", R"(: 1 is no "null")"},
    {R"({"$ref": "#/$defs/x", "$defs": {"x": {"items": {"$ref": "#/$defs/x"}, "type": "array"}}})", "[[], [1]]", R"(/1/0: 1 is no "array")"},
    {R"({"pattern": "a"})", R"("b")", ": the schema's keyword pattern is not supported"},
};
// clang-format on

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text.append(text.empty() ? "" : "; ").append(line);
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(schema_validator)

BOOST_AUTO_TEST_CASE(each_keyword_accepts_and_rejects) {
  for (const Example& example : examples)
    BOOST_TEST_CONTEXT(example.schema << " on " << example.document)
  BOOST_TEST(joined(shortlist::faults(nlohmann::json::parse(example.document),
                                      nlohmann::json::parse(example.schema))) == example.faults);
}

BOOST_AUTO_TEST_SUITE_END()
