// Model cards and models.dev.

#include "import/formats.hpp"
#include "unit/import/texts.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace shortlist;
using texts::Read;

Read card(const std::string& text) {
  return texts::read(text, [](const load::Text& file, Problems& problems) {
    return importing::read_card(file, problems);
  });
}

Read front(const std::string& yaml) { return card("---\n" + yaml + "\n---\n# A model\n"); }

Read models_dev(const std::string& text) {
  return texts::read(text, [](const load::Text& file, Problems& problems) {
    return importing::read_models_dev(file, nullptr, problems);
  });
}

std::optional<Datum> fact(const Read& read, const std::string& id) {
  for (const auto& [key, value] : read.finding.facts)
    if (key == id) return value;
  return std::nullopt;
}

bool says(const Read& read, const std::string& id, const Datum& value) {
  return fact(read, id) == std::optional(value);
}

std::string only_error(const Read& read) {
  BOOST_TEST_REQUIRE(read.errors.size() == 1U);
  return read.errors.front();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cards)

BOOST_AUTO_TEST_CASE(front_matter_of_a_real_card) {
  const Read read = card(texts::of_file("llama-3.1-8b-instruct/README.md"));
  BOOST_TEST(read.errors.empty());
  BOOST_TEST(says(read, "licence", Items{{"llama3.1"}}));
  BOOST_TEST(
      says(read, "languages", Items{{"en", "de", "fr", "it", "pt", "hi", "es", "th"}, true}));
  BOOST_TEST(says(read, "runtimes", Items{{"transformers"}, true}));
  BOOST_TEST(says(read, "outputs", Items{{"text"}, true}));
  BOOST_TEST(says(read, "gated", true));
  BOOST_TEST(read.finding.relatives == std::vector<std::string>{"meta-llama/Meta-Llama-3.1-8B"});
  BOOST_TEST(read.finding.names.empty());
}

BOOST_AUTO_TEST_CASE(no_is_a_language_and_no_answer) {
  BOOST_TEST(says(front("language: no"), "languages", Items{{"no"}, true}));
  BOOST_TEST(says(front("language:\n- no\n- nn"), "languages", Items{{"no", "nn"}, true}));
}

BOOST_AUTO_TEST_CASE(another_licence_is_called_by_its_name) {
  BOOST_TEST(says(front("license: other\nlicense_name: tongyi-qianwen"), "licence",
                  Items{{"tongyi-qianwen"}}));
  BOOST_TEST(!fact(front("license: other"), "licence").has_value());
  BOOST_TEST(!fact(front("license:"), "licence").has_value());
}

BOOST_AUTO_TEST_CASE(a_model_stored_otherwise_is_the_one_it_was_made_from) {
  const Read read = front("base_model: Qwen/Qwen3-8B\nbase_model_relation: quantized");
  BOOST_TEST(read.finding.names == std::vector<std::string>{"Qwen/Qwen3-8B"});
}

BOOST_AUTO_TEST_CASE(a_licence_without_a_name_is_told) {
  const auto note = [](const std::string& more) {
    return front("license: other" + more).finding.notes.at(0);
  };
  BOOST_TEST(note("") == "licence: the card says 'other' and no name");
  BOOST_TEST(note("\nlicense_link: LICENSE") ==
             "licence: the card says 'other' and no name, only where it is: LICENSE");
}

BOOST_AUTO_TEST_CASE(adapters_and_merges_say_so) {
  const std::string bases = "base_model:\n- A/one\n- B/two\n";
  for (const char* const how : {"library_name: peft", "tags: [base_model:adapter:A/one]",
                                "base_model_relation: adapter", "tags: [text-generation, LoRA]"}) {
    const Read read = front("base_model: A/one\n" + std::string(how));
    BOOST_TEST(read.finding.relatives == std::vector<std::string>{"A/one"}, how);
    BOOST_TEST(read.finding.notes.at(0) ==
               "weights: they are an adapter, of use beside those of A/one alone");
  }
  BOOST_TEST(front(bases).finding.notes.at(0) == "family: the model is a merge of A/one and B/two");
  BOOST_TEST(front("base_model: A/one\ntags: [merge, mergekit]").finding.notes.at(0) ==
             "family: the model is a merge of A/one");
  BOOST_TEST(front("base_model: A/one").finding.notes.empty());
}

BOOST_AUTO_TEST_CASE(cards_of_other_things_are_passed_over) {
  BOOST_TEST(front("dataset_info: {}\nlicense: mit").finding.nothing);
  BOOST_TEST(front("task_categories: [translation]").finding.nothing);
  BOOST_TEST(front("sdk: gradio\napp_file: app.py").finding.nothing);
  BOOST_TEST(front("configs:\n- config_name: default\n  data_files: a.csv").finding.nothing);
}

BOOST_AUTO_TEST_CASE(lines_before_the_front_matter_are_passed_over_where_they_are_empty) {
  BOOST_TEST(says(card("\n\n---\nlicense: mit\n---\n"), "licence", Items{{"mit"}}));
  BOOST_TEST(says(card("\xEF\xBB\xBF---\nlicense: mit\n---\n"), "licence", Items{{"mit"}}));
  BOOST_TEST(card("\n---\nlicense: {a: b}\n---\n").errors.at(0).starts_with("3:"));
  BOOST_TEST(card("A model.\n---\nlicense: mit\n---\n").finding.nothing);
}

BOOST_AUTO_TEST_CASE(carriage_returns_end_lines_too) {
  BOOST_TEST(says(card("---\r\nlicense: mit\r\n---\r\n"), "licence", Items{{"mit"}}));
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_told_by_its_place) {
  BOOST_TEST(only_error(card("---\nlicense: mit\n")) ==
             "1:1: the front matter is not ended by a line of '---'");
  BOOST_TEST(only_error(front("license: mit\nlicense: mit")) ==
             "3:1: the key 'license' stands twice in a table");
  BOOST_TEST(only_error(front("a: 1\nlicense: {mit: 1}")) ==
             "3:10: 'license' is text or a list of it, not a table");
  BOOST_TEST(only_error(front("- mit")) == "2:1: the front matter is keys and values, not a list");
  BOOST_TEST(only_error(front("a: 1\nb: [1, 2")).starts_with("4:1: YAML: "));
  BOOST_TEST(only_error(front("? [a]\n: 1")) == "2:3: YAML: a key is no text");
  BOOST_TEST(front("license: {a: 1}\nlanguage: {a: 1}").errors.size() == 2U);
}

BOOST_AUTO_TEST_CASE(text_without_front_matter_is_no_card) {
  BOOST_TEST(card("").finding.nothing);
  BOOST_TEST(card("# A model\n").finding.nothing);
}

BOOST_AUTO_TEST_CASE(aliases_do_not_grow) {
  std::string bomb = "a0: &a0 [x]\n";
  for (int i = 1; i < 50; ++i) {
    const std::string name = std::to_string(i);
    const std::string before = "*a" + std::to_string(i - 1);
    bomb.append("a").append(name).append(": &a").append(name);
    bomb.append(" [").append(before).append(", ").append(before).append("]\n");
  }
  BOOST_TEST(front(bomb + "license: mit").errors.empty());
  BOOST_TEST(only_error(front("a: &a [mit]\nlicense: *a")) ==
             "3:10: 'license' is text or a list of it, not an alias");
}

BOOST_AUTO_TEST_CASE(depth_and_number_are_bounded) {
  BOOST_TEST(only_error(front("a: " + std::string(500, '['))).ends_with("deeper than 64 levels"));
  std::string many = "a:\n";
  for (int i = 0; i < 120'000; ++i) many += "- x\n";
  BOOST_TEST(only_error(front(many)).ends_with("there are more than 100,000 values"));
}

BOOST_AUTO_TEST_CASE(a_card_cut_off_anywhere_does_no_harm) {
  const std::string whole = texts::of_file("llama-3.1-8b-instruct/README.md");
  for (std::size_t size = 0; size < whole.size(); ++size)
    BOOST_TEST(card(whole.substr(0, size)).errors.size() <= 1U);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(catalogue_of_models_dev)

BOOST_AUTO_TEST_CASE(a_model_is_read_whole) {
  const Read read = models_dev(texts::of_file("models-dev/alibaba/qwen3.5-27b.toml"));
  BOOST_TEST(read.errors.empty());
  BOOST_TEST(read.finding.family == "qwen");
  BOOST_TEST(read.finding.names.front() == "Qwen/Qwen3.5-27B");
  BOOST_TEST(says(read, "release", std::string("2026-02-23")));
  BOOST_TEST(says(read, "reasoning", true));
  BOOST_TEST(says(read, "tools", true));
  BOOST_TEST(says(read, "structured_output", true));
  BOOST_TEST(says(read, "context_tokens", 262144.0));
  BOOST_TEST(says(read, "parameters", 27781427952.0));
  BOOST_TEST(says(read, "inputs", Items{{"text", "image", "video", "audio"}}));
  BOOST_TEST(says(read, "hugging_face", std::string("Qwen/Qwen3.5-27B")));
}

BOOST_AUTO_TEST_CASE(a_model_without_open_weights_is_passed_over) {
  BOOST_TEST(models_dev(texts::of_file("models-dev/alibaba/qwen-plus.toml")).finding.nothing);
}

BOOST_AUTO_TEST_CASE(a_provider_is_no_model) {
  BOOST_TEST(models_dev("name = \"A shop\"\nenv = [\"KEY\"]\n").finding.nothing);
}

BOOST_AUTO_TEST_CASE(what_a_provider_leaves_out_its_base_model_says) {
  const load::Text base{"models/a/b.toml",
                        "open_weights = true\nrelease_date = \"2025-07-01\"\nreasoning = true\n"
                        "[limit]\ncontext = 4096\noutput = 10\n"};
  const auto with_base = [&](const std::string& text) {
    return texts::read(text, [&](const load::Text& file, Problems& problems) {
      return importing::read_models_dev(file, &base, problems);
    });
  };
  const Read read = with_base("base_model = \"a/b\"\n[limit]\ncontext = 2048\n");
  BOOST_TEST(!read.finding.nothing);
  BOOST_TEST(read.finding.names.front() == "a/b");
  BOOST_TEST(says(read, "context_tokens", 2048.0));
  BOOST_TEST(says(read, "reasoning", true));
  const Read omitted = with_base("base_model = \"a/b\"\nbase_model_omit = [\"limit.context\"]\n");
  BOOST_TEST(!fact(omitted, "context_tokens").has_value());
  BOOST_TEST(models_dev("base_model = \"a/b\"\n").finding.nothing);
}

BOOST_AUTO_TEST_CASE(every_wrong_key_is_told) {
  const Read read = models_dev(
      "reasoning = 1\nrelease_date = \"2026\"\n[limit]\ncontext = -1\n[modalities]\ninput = 3\n");
  BOOST_TEST(read.errors.size() == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
