// From answers to a first profile: what each word, number and name is taken for, what stands in the
// profile, and what is said of answers that are none.

#include "shortlist/questions.hpp"

#include "unit/load/small.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>
#include <vector>

namespace {

using namespace shortlist;
using Lines = std::vector<std::string>;

const std::string asked = R"(schema = 1
[[vocabulary]]
id = "languages"
of = "language"
names = { de = ["German"], sv = ["Swedish"] }
[[question]]
id = "work"
text = "What is it for?"
help = "It says which ports are wanted."
several = true
  [[question.answer]]
  word = "desk"
  aliases = ["at home"]
  says = "work at a desk"
  need.ports = { all_of = ["hdmi"], weight = 3 }
  use = { purposes = ["office"] }
  [[question.answer]]
  word = "travel"
  says = "work on the way"
  need.ports = { all_of = ["usb-c", "hdmi"], level = "must" }
  need.touch = {}
[[question]]
id = "keys"
text = "Which keyboard?"
  [[question.answer]]
  says = "languages"
  example = "German,sv"
  need.keyboard = { all_of = "{keys}", weight = 2 }
[[question]]
id = "budget"
text = "What may it cost?"
  [[question.answer]]
  word = "little"
  says = "little"
  need.price.at_most = 500
  [[question.answer]]
  example = "1.5K"
  reads = "number"
  need.price = { at_most = "{budget}" }
[[question]]
id = "most"
text = "What matters most?"
  [[question.answer]]
  word = "price"
  says = "that it is cheap"
  weights = { price = 9, comfort = 9 }
  [[question.answer]]
  word = "keys"
  says = "its keys"
  need.keyboard = { all_of = "{keys}", weight = 9 }
  use = { commercial = true }
)";

RuleBase rules(const std::string& more = {}) {
  std::vector<Document> documents{{"base.toml", small::rule_base()}, {"asked.toml", asked}};
  if (!more.empty()) documents.push_back({"more.toml", "schema = 1\n" + more});
  auto loaded = load_rule_base({.documents = documents});
  if (!loaded)
    for (const std::string& line : small::lines(loaded.error().diagnostics))
      BOOST_TEST_MESSAGE(line);
  BOOST_REQUIRE(loaded);
  return *loaded;
}

Lines wrong(const std::vector<Answer>& answers, const ProfileKeys& keys = {}) {
  const auto draft = draft_profile(rules(), answers, keys);
  return draft ? Lines{} : small::lines(draft.error().diagnostics);
}

// Without its comments.
std::string stated(const std::vector<Answer>& answers, const ProfileKeys& keys = {}) {
  const auto draft = draft_profile(rules(), answers, keys);
  if (!draft)
    for (const std::string& line : small::lines(draft.error().diagnostics))
      BOOST_TEST_MESSAGE(line);
  BOOST_REQUIRE(draft);
  BOOST_TEST(draft->profile.warnings().empty());
  return draft->profile.to_toml();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(questions)

BOOST_AUTO_TEST_CASE(they_are_asked_in_the_order_of_the_rule_base) {
  const auto all = profile_questions(rules());
  BOOST_REQUIRE(all.size() == 4);
  BOOST_TEST(all[0].id == "work");
  BOOST_TEST(all[0].several);
  BOOST_TEST(all[2].replies[0].word == "little");
  BOOST_TEST(all[2].replies[1].example == "1.5K");
  BOOST_TEST(to_text(all[0]) ==
             "What is it for?\n   1  desk    work at a desk\n   2  travel  work on the way\n");
  BOOST_TEST(to_text(all[2]) ==
             "What may it cost?\n   1  little  little\n      in words of your own, such as 1.5K\n");
  BOOST_TEST(help_text(all[0]) == "It says which ports are wanted.\n");
}

BOOST_AUTO_TEST_CASE(answers_add_up_to_a_profile) {
  BOOST_TEST(stated({{"work", "desk"}, {"keys", "German, sv"}, {"budget", "900"}}) ==
             "schema = 1\ntitle = \"Work at a desk\"\n\n[use]\npurposes = [\"office\"]\n\n"
             "[need.ports]\nall_of = [\"hdmi\"]\nweight = 3\n\n"
             "[need.keyboard]\nall_of = [\"de\", \"sv\"]\nweight = 2\n\n"
             "[need.price]\nat_most = 900\n");
}

BOOST_AUTO_TEST_CASE(their_order_changes_nothing) {
  BOOST_TEST(stated({{"budget", "little"}, {"work", "travel"}}) ==
             stated({{"work", "travel"}, {"budget", "little"}}));
}

BOOST_AUTO_TEST_CASE(several_words_of_one_question_add_up) {
  BOOST_TEST(stated({{"Work", "at home,Travel"}}) ==
             "schema = 1\ntitle = \"Work at a desk and work on the way\"\n\n"
             "[use]\npurposes = [\"office\"]\n\n"
             "[need.ports]\nall_of = [\"hdmi\", \"usb-c\"]\nweight = 3\nlevel = \"must\"\n\n"
             "[need.touch]\n");
}

BOOST_AUTO_TEST_CASE(weights_are_of_what_other_answers_ask_for) {
  BOOST_TEST(stated({{"budget", "little"}, {"most", "price"}}) ==
             "schema = 1\ntitle = \"Little\"\n\n[need.price]\nat_most = 500\nweight = 9\n");
  BOOST_TEST(wrong({{"work", "desk"}, {"most", "price"}}) ==
             Lines{"most:1:1: 'price' to 'most' weighs what other answers ask for, and none asks "
                   "for it (answer more of the questions before it, or leave this out)"});
}

BOOST_AUTO_TEST_CASE(an_answer_may_take_up_that_to_another_question) {
  BOOST_TEST(stated({{"keys", "de"}, {"most", "keys"}}) ==
             "schema = 1\ntitle = \"de\"\n\n[use]\ncommercial = true\n\n"
             "[need.keyboard]\nall_of = [\"de\"]\nweight = 9\n");
  BOOST_TEST(wrong({{"most", "keys"}}) ==
             Lines{"most:1:1: 'keys' to 'most' takes up the answer to 'keys', and there is none "
                   "(answer that too, or leave this out)"});
}

BOOST_AUTO_TEST_CASE(keys_stand_over_answers) {
  BOOST_TEST(stated({{"budget", "900"}}, {{"price.at_most=800", "touch.is=false"}, {}}) ==
             "schema = 1\ntitle = \"900\"\n\n[need.price]\nat_most = 800\n\n"
             "[need.touch]\nis = false\n");
}

BOOST_AUTO_TEST_CASE(all_that_is_no_answer_is_said_at_once) {
  BOOST_TEST(wrong({{"work", "dek,travel", "--work"},
                    {"keys", "Germn"},
                    {"budget", "much"},
                    {"budgt", "1"},
                    {"most", "price"},
                    {"most", "keys"}}) ==
                 (Lines{"--work:1:1: 'dek' is no answer to 'work' (did you mean 'desk'?)",
                        "keys:1:1: 'Germn' is no known language tag (BCP 47) (did you mean "
                        "'German'?)",
                        "budget:1:1: 'much' is no answer to 'budget' (known here: little; or "
                        "your own, such as '1.5K')",
                        "most:1:1: 'most' is answered twice",
                        "budgt:1:1: the rule base asks no question 'budgt' (did you mean "
                        "'budget'?)"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(one_answer_is_judged_beside_those_before_it) {
  const RuleBase base = rules();
  const auto taken = take_answer(base, {{"work", "desk"}, {"keys", "German,sv"}});
  BOOST_REQUIRE(taken);
  BOOST_TEST(*taken == "de and sv");
  BOOST_TEST(take_answer(base, {{"work", "2"}}).has_value() == false);
  const auto alone = take_answer(base, {{"most", "price"}});
  BOOST_TEST(!alone.has_value());
}

BOOST_AUTO_TEST_CASE(comments_say_what_each_need_does_and_which_answer_it_is_from) {
  const auto draft = draft_profile(rules(), {{"work", "travel"}, {"keys", "German\n\x1b[2J"}});
  BOOST_TEST(!draft.has_value());
  const auto whole = draft_profile(rules(), {{"work", "travel"}, {"keys", "German"}});
  BOOST_REQUIRE(whole);
  BOOST_TEST(whole->taken == (Lines{"travel", "de"}), boost::test_tools::per_element());
  BOOST_TEST(whole->toml.substr(whole->toml.find("schema")) ==
             "schema = 1\ntitle = \"Work on the way\"\n\n"
             "# ports: who does not meet it is out.\n"
             "#   What is it for? travel (work on the way)\n"
             "[need.ports]\nall_of = [\"usb-c\", \"hdmi\"]\nlevel = \"must\"\n\n"
             "# touch: it weighs.\n"
             "#   What is it for? travel (work on the way)\n"
             "[need.touch]\n\n"
             "# keyboard: it weighs.\n"
             "#   Which keyboard? German\n"
             "[need.keyboard]\nall_of = [\"de\"]\nweight = 2\n");
}

BOOST_AUTO_TEST_CASE(a_later_folder_replaces_a_question_where_it_stood) {
  const small::Folder first;
  const small::Folder second;
  first.write("base.toml", small::rule_base());
  first.write("asked.toml", asked);
  second.write("mine.toml",
               "schema = 1\n[[question]]\nid = \"Keys\"\ntext = \"Which keys?\"\n"
               "[[question.answer]]\nexample = \"de\"\nneed.keyboard.all_of = \"{keys}\"\n"
               "[[question]]\nid = \"age\"\ntext = \"How old?\"\n"
               "[[question.answer]]\nword = \"new\"\nneed.age.at_least = 2025-01-01\n");
  const auto loaded = load_rule_base({.folders = {first.path(), second.path()}});
  BOOST_REQUIRE(loaded);
  Lines texts;
  for (const ProfileQuestion& each : profile_questions(*loaded)) texts.push_back(each.text);
  BOOST_TEST(texts == (Lines{"What is it for?", "Which keys?", "What may it cost?",
                             "What matters most?", "How old?"}),
             boost::test_tools::per_element());
  BOOST_TEST(loaded->replaced() == Lines{"question Keys"});
}

BOOST_AUTO_TEST_CASE(what_is_asked_is_in_the_fingerprint) {
  BOOST_TEST(rules().fingerprint().text() !=
             rules("[[question]]\nid = \"more\"\ntext = \"More?\"\n[[question.answer]]\n"
                   "word = \"yes\"\nneed.touch = {}\n")
                 .fingerprint()
                 .text());
}

// Of the shipped rule base every answer by itself, with what it takes up, makes a profile that
// loads without a warning.
BOOST_AUTO_TEST_CASE(every_shipped_answer_makes_a_profile) {
  const auto shipped = load_rule_base({.folders = {SHORTLIST_SOURCE_DIR "/rules"}});
  BOOST_REQUIRE(shipped);
  int tried = 0;
  for (const ProfileQuestion& question : profile_questions(*shipped))
    for (const Reply& reply : question.replies)
      BOOST_TEST_CONTEXT(question.id << " " << reply.word) {
        const std::string words = reply.word.empty() ? reply.example : reply.word;
        std::vector<Answer> answers{{question.id, words}};
        if (question.id == "most")
          answers = {{"for", "coding"}, {"languages", "German"}, {"device", "24 GiB"}, answers[0]};
        const auto draft = draft_profile(*shipped, answers);
        if (!draft)
          for (const std::string& line : small::lines(draft.error().diagnostics))
            BOOST_TEST_MESSAGE(line);
        BOOST_REQUIRE(draft);
        BOOST_TEST(draft->profile.warnings().empty());
        ++tried;
      }
  BOOST_TEST(tried > 30);
}

BOOST_AUTO_TEST_SUITE_END()
