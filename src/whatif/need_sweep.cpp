#include "whatif/need_sweep.hpp"

#include "base/decimal.hpp"
#include "base/quantity.hpp"
#include "base/text.hpp"
#include "model/find_family.hpp"
#include "whatif/need_axis.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace shortlist::whatif {

namespace {

using model::usage;

// Words of a sweep, or steps of a list: each says the whole list and the whole order.
constexpr std::size_t most_choices = 1'000;

std::optional<Failure> check_choices(const std::string& path, std::size_t count) {
  if (count <= most_choices) return std::nullopt;
  return usage("a sweep tries at most " + number_text(most_choices) + " values, and '" + path +
                   "' is given " + number_text(static_cast<double>(count)),
               "sweep it in parts");
}

constexpr const char* sweep_grammar =
    "such as context.at_least=32K..1M, language.all_of=+ja,-en or device.device=*";

std::vector<std::string> split(std::string_view text, char mark) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(mark, at), text.size());
    parts.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

void add(Failure failure, Diagnostics& wrong) {
  for (Diagnostic& each : failure.diagnostics) wrong.push_back(std::move(each));
}

Failure all_of(Diagnostics wrong) { return {FailureKind::usage, std::move(wrong)}; }

// What is asked, and of what.
struct Asked {
  const model::RuleBase& rules;
  const model::Need& need;
  const model::Criterion& criterion;
  std::string key;
  std::string path;
  std::string value;

  const Datum* stated() const {
    const auto found = std::find_if(need.stated.begin(), need.stated.end(),
                                    [&](const model::StatedKey& each) { return each.name == key; });
    return found == need.stated.end() ? nullptr : &found->value;
  }
};

// --- numbers -------------------------------------------------------------------------------------

std::string example_of(const NumberKey& key) {
  switch (key.notation) {
    case NumberKey::Notation::memory:
      return "8GiB..80GiB";
    case NumberKey::Notation::date:
      return "2024-01-01..2025-12-31";
    case NumberKey::Notation::number:
      break;
  }
  return key.counted && key.unit == "tokens" ? "32K..1M" : "1..100";
}

std::string kind_of(const NumberKey& key) {
  switch (key.notation) {
    case NumberKey::Notation::memory:
      return "memory with its unit, such as \"24 GiB\"";
    case NumberKey::Notation::date:
      return "a date, such as 2025-01-01";
    case NumberKey::Notation::number:
      break;
  }
  return "a number, such as 128K or 8.03B";
}

// The nearest value to an invalid end that still makes a need, where the other end does.
std::string valid_part(const Asked& asked, const NumberRange& range, bool low) {
  const auto valid = [&](double x) {
    return remade(asked.rules, asked.need, asked.key, range.key.written(x), range.key.date())
        .need.has_value();
  };
  if (!valid(low ? range.to : range.from)) return {};
  const Axis axis(range.from, range.to, range.whole);
  const Step turn =
      first_step(axis.first(), axis.last(), [&](Step step) { return valid(axis.at(step)) == low; });
  return "it is valid " + std::string(low ? "from " : "up to ") +
         text_of(range.key, axis.at(low ? turn : turn - 1)) + (low ? " on" : "");
}

Result<NumberRange> read_range(const Asked& asked) {
  NumberRange range;
  range.key = number_key(asked.rules, asked.criterion, asked.key);
  const std::size_t dots = asked.value.find("..");
  if (dots == std::string::npos)
    return usage("'" + asked.path + "' is a number, which is swept from one value to another",
                 "such as " + asked.path + "=" + example_of(range.key));
  const std::string from = asked.value.substr(0, dots);
  const std::string to = asked.value.substr(dots + 2);
  Diagnostics wrong;
  for (const auto& [text, into] : {std::pair{&from, &range.from}, std::pair{&to, &range.to}}) {
    const auto number = range.key.parsed(*text);
    if (!number)
      add(usage("'" + asked.path + "' is " + kind_of(range.key) + ", not '" + *text + "'",
                "a sweep is FROM..TO, such as " + asked.path + "=" + example_of(range.key)),
          wrong);
    *into = number.value_or(0);
  }
  if (!wrong.empty()) return all_of(std::move(wrong));
  if (range.from > range.to)
    return usage("the sweep of '" + asked.path + "' starts above its end",
                 "write it upwards: " + asked.path + "=" + to + ".." + from);
  const auto stated = stated_number(asked.need, range.key);
  constexpr double countable = 9007199254740992;  // 2^53: above it doubles skip whole numbers
  const auto whole = [](double x) { return x == std::floor(x) && std::abs(x) <= countable; };
  range.whole = range.key.counted && whole(range.from) && whole(range.to) &&
                whole(stated.value_or(range.from));
  for (const bool low : {true, false}) {
    const double end = low ? range.from : range.to;
    Remade made =
        remade(asked.rules, asked.need, asked.key, range.key.written(end), range.key.date());
    if (!made.need) {
      const std::string part = valid_part(asked, range, low);
      add(usage("'" + asked.path + "' cannot be " + text_of(range.key, end) + ": " + made.fault,
                part.empty() ? made.remedy : part),
          wrong);
    } else if (low) {
      range.start = std::move(*made.need);
    }
  }
  if (!wrong.empty()) return all_of(std::move(wrong));
  return range;
}

// --- words and lists -----------------------------------------------------------------------------

Result<Choice> choice(const Asked& asked, const Datum& value, std::string text) {
  Remade made = remade(asked.rules, asked.need, asked.key, value);
  if (!made.need)
    return usage("'" + asked.path + "' cannot be " + text + ": " + made.fault,
                 std::move(made.remedy));
  return Choice{value, std::move(text), std::move(*made.need)};
}

// A device by its name, every other word as it is.
std::string text_of_word(const Asked& asked, const std::string& word) {
  if (asked.key != "device") return word;
  const auto& devices = asked.rules.devices;
  const auto found = std::find_if(devices.begin(), devices.end(), [&](const model::Device& each) {
    return equal_folded(each.id, word);
  });
  return found == devices.end() ? word : found->name;
}

Result<std::vector<std::string>> read_words(const Asked& asked) {
  const std::vector<std::string> known = words_of(asked.rules, asked.criterion, asked.key);
  if (asked.value == "*") return known;
  const auto find = [&](const std::string& word) {
    return std::find_if(known.begin(), known.end(),
                        [&](const std::string& each) { return equal_folded(each, word); });
  };
  Diagnostics wrong;
  const auto unknown = [&](const std::string& word) {
    std::string hint = did_you_mean(word, known);
    if (hint.empty()) hint = asked.path + "=* walks them all";
    add(usage("'" + asked.path + "' cannot be '" + word + "'", std::move(hint)), wrong);
  };
  const std::size_t dots = asked.value.find("..");
  if (dots != std::string::npos) {  // of words in their order
    const auto from = find(asked.value.substr(0, dots));
    const auto to = find(asked.value.substr(dots + 2));
    if (from == known.end()) unknown(asked.value.substr(0, dots));
    if (to == known.end()) unknown(asked.value.substr(dots + 2));
    if (!wrong.empty()) return all_of(std::move(wrong));
    if (from > to)
      return usage("the sweep of '" + asked.path + "' starts above its end",
                   "write it upwards: " + asked.path + "=" + *to + ".." + *from);
    return std::vector<std::string>(from, to + 1);
  }
  std::vector<std::string> words;
  for (const std::string& word : split(asked.value, ',')) {
    const auto found = find(word);
    if (found == known.end())
      unknown(word);
    else
      words.push_back(*found);
  }
  if (!wrong.empty()) return all_of(std::move(wrong));
  return words;
}

Result<std::vector<Choice>> read_choices(const Asked& asked, KeyForm form) {
  const auto words = read_words(asked);
  if (!words) return words.error();
  if (auto fault = check_choices(asked.path, words->size())) return std::move(*fault);
  std::vector<Choice> choices;
  for (const std::string& word : *words) {
    auto one = choice(asked, form == KeyForm::flag ? Datum(word == "true") : Datum(word),
                      text_of_word(asked, word));
    if (!one) return std::move(one.error());
    choices.push_back(std::move(*one));
  }
  return choices;
}

std::string text_of_list(const std::vector<std::string>& items) {
  if (items.empty()) return "not stated";
  std::string text;
  for (const std::string& item : items) text.append(text.empty() ? "" : ", ").append(item);
  return text;
}

// The list a sweep starts from: as stated; the quantisations that are allowed where none is stated.
std::vector<std::string> start_of(const Asked& asked) {
  if (const Datum* const stated = asked.stated()) {
    if (const auto* const word = std::get_if<std::string>(stated)) return {*word};
    return std::get<Items>(*stated).items;
  }
  std::vector<std::string> items;
  const auto* const device = std::get_if<model::DeviceKeys>(&asked.need.keys);
  if (device != nullptr)
    for (const int each : device->quantisations)
      items.push_back(asked.rules.quantisations[static_cast<std::size_t>(each)].id);
  return items;
}

// Takes an item out of a list; where it hides in a named set, that is written out. False: not in
// it.
bool take_out(const Asked& asked, const std::string& item, std::vector<std::string>& items) {
  const auto gone = [&] {
    return std::erase_if(items, [&](const std::string& each) { return equal_folded(each, item); }) >
           0;
  };
  if (gone()) return true;
  const bool languages = asked.criterion.by_language();
  if (asked.criterion.fact < 0 && !languages) return false;
  const auto& vocabulary = asked.rules.vocabulary;
  const auto match = languages
                         ? model::Match::language
                         : vocabulary.facts[static_cast<std::size_t>(asked.criterion.fact)].match;
  Problems problems;
  std::vector<std::string> expanded;
  for (const model::Item& each : vocabulary.expand(items, match, {}, problems))
    expanded.push_back(each.text);
  std::swap(items, expanded);
  if (gone()) return true;
  std::swap(items, expanded);
  return false;
}

// What is wrong with a step, before the list it makes is looked at; it is taken all the same.
std::optional<Failure> take_step(const Asked& asked, const std::string& step,
                                 std::vector<std::string>& items) {
  const bool adds = step.starts_with('+');
  const std::string item = step.empty() ? step : step.substr(1);
  if (item.empty() || (!adds && !step.starts_with('-')))
    return usage("'" + step + "' is no step of the list '" + asked.path + "'",
                 "each step adds an item or removes one, such as " + asked.path + "=+" +
                     (step.empty() ? "ja" : step));
  if (!adds) {
    if (take_out(asked, item, items)) return std::nullopt;
    return usage("'" + asked.path + "' has no '" + item + "' to remove", did_you_mean(item, items));
  }
  const bool there = std::any_of(items.begin(), items.end(),
                                 [&](const std::string& each) { return equal_folded(each, item); });
  if (there) return usage("'" + asked.path + "' has '" + item + "' already");
  items.push_back(item);
  return std::nullopt;
}

Result<std::vector<Choice>> read_steps(const Asked& asked) {
  const std::vector<std::string> steps = split(asked.value, ',');
  if (auto fault = check_choices(asked.path, steps.size())) return std::move(*fault);
  std::vector<std::string> items = start_of(asked);
  std::vector<Choice> choices;
  Diagnostics wrong;
  const auto add_choice = [&] {
    const Datum value = items.empty() ? Datum() : Datum(Items{items, false});
    auto one = choice(asked, value, text_of_list(items));
    if (one)
      choices.push_back(std::move(*one));
    else
      add(std::move(one.error()), wrong);
    return one.has_value();
  };
  add_choice();
  for (const std::string& step : steps) {
    const std::vector<std::string> before = items;
    if (auto fault = take_step(asked, step, items))
      add(std::move(*fault), wrong);
    else if (!add_choice())
      items = before;  // so that it is told of once
  }
  if (!wrong.empty()) return all_of(std::move(wrong));
  return choices;
}

// --- the path ------------------------------------------------------------------------------------

Failure no_such_need(const model::RuleBase& rules, const model::Profile& profile,
                     const std::string& id) {
  std::vector<std::string> stated;
  for (const model::Need& need : profile.needs) stated.push_back(need.id);
  const bool criterion =
      std::any_of(rules.criteria.begin(), rules.criteria.end(),
                  [&](const model::Criterion& each) { return equal_folded(each.id, id); });
  if (criterion)
    return usage("the profile does not state a need '" + id + "'",
                 "add [need." + id + "] to it; what it states is " + listed(stated));
  return usage("the profile has no need '" + id + "'", did_you_mean(id, stated));
}

std::string words_for(KeyForm form, const std::string& path) {
  if (form == KeyForm::list)
    return "a list, which changes item by item, such as " + path + "=+ITEM";
  return "given word by word: " + path + "=* or " + path + "=WORD,WORD";
}

void describe_stated(const Asked& asked, Sweep& sweep) {
  const Datum* const stated = asked.stated();
  if (stated == nullptr) return;
  if (const auto* const range = std::get_if<NumberRange>(&sweep.values)) {
    const double x = *stated_number(asked.need, range->key);
    sweep.stated = datum_of(range->key, x);
    sweep.stated_text = text_of(range->key, x);
    return;
  }
  sweep.stated = *stated;
  if (const auto* const list = std::get_if<Items>(stated))
    sweep.stated_text = text_of_list(list->items);
  else if (const auto* const flag = std::get_if<bool>(stated))
    sweep.stated_text = *flag ? "true" : "false";
  else if (const auto* const word = std::get_if<std::string>(stated))
    sweep.stated_text = text_of_word(asked, *word);
}

struct Rounded {
  double number = 0;
  std::string text;
};

Rounded rounded(const NumberKey& key, double x, bool up) {
  constexpr double mebi = 1024.0 * 1024;
  constexpr double gibi = 1024 * mebi;
  std::string exact = text_of(key, x);
  if (key.notation == NumberKey::Notation::memory) {
    if (!exact.ends_with(" B") || x < mebi) return {x, std::move(exact)};
    const double unit = x < gibi ? mebi : gibi;
    const double hundredths = up ? std::ceil(x / unit * 100) : std::floor(x / unit * 100);
    return {hundredths / 100 * unit, number_text(hundredths / 100) + (x < gibi ? " MiB" : " GiB")};
  }
  if (key.counted || key.date()) return {x, std::move(exact)};
  constexpr double tiny = 1e-4;  // below, a power of ten says more than zeros
  const std::string digits = significant_decimal(x, 6);
  const double number = parse_decimal(digits).value_or(0);
  return {number, number != 0 && std::abs(number) < tiny ? digits : number_text(number)};
}

}  // namespace

Datum datum_of(const NumberKey& key, double x) {
  if (key.date()) return date_text(Date{static_cast<int>(x)});
  return x;
}

std::string text_of(const NumberKey& key, double x) {
  constexpr std::size_t readable = 10;
  if (key.date()) return date_text(Date{static_cast<int>(x)});
  if (key.notation == NumberKey::Notation::memory) {
    const std::string exact = memory_text(x);
    return exact.size() <= readable ? exact : number_text(x) + " B";
  }
  const std::string exact = number_text(x);
  const std::string compact = count_text(x);
  const bool parameters = key.unit == "parameters";
  return parameters && parse_number(compact) == x ? compact : exact;
}

std::pair<std::string, std::string> texts_of(const NumberKey& key, double from, double to) {
  const Rounded low = rounded(key, from, true);
  const Rounded high = rounded(key, to, false);
  if (low.number > high.number) return {text_of(key, from), text_of(key, to)};
  return {low.text, high.text};
}

Result<Sweep> read_sweep(const model::RuleBase& rules, const model::Profile& profile,
                         const std::string& text) {
  const std::size_t equals = text.find('=');
  const std::size_t dot = text.substr(0, equals).rfind('.');
  if (equals == std::string::npos || dot == std::string::npos)
    return usage("'" + text + "' is no sweep: NEED.KEY=FROM..TO", sweep_grammar);
  Sweep sweep;
  const std::string id = text.substr(0, dot);
  sweep.need = profile.find_need(id);
  if (sweep.need < 0) return no_such_need(rules, profile, id);
  const model::Need& need = profile.needs[static_cast<std::size_t>(sweep.need)];
  const auto& criterion = rules.criteria[static_cast<std::size_t>(need.criterion)];
  Asked asked{
      rules, need, criterion, text.substr(dot + 1, equals - dot - 1), {}, text.substr(equals + 1)};
  asked.path = sweep.path = need.id + "." + asked.key;

  const std::vector<KeyEntry> known = keys_of(rules, criterion);
  const auto entry = std::find_if(known.begin(), known.end(), [&](const KeyEntry& each) {
    return each.name == asked.key && each.form != KeyForm::comment;
  });
  if (entry == known.end()) {
    std::vector<std::string> names;
    for (const KeyEntry& each : known)
      if (each.form != KeyForm::comment) names.emplace_back(each.name);
    return usage("a need of '" + criterion.id + "' has no key '" + asked.key + "' to sweep",
                 did_you_mean(asked.key, names));
  }
  if (asked.key == "weight" && !profile.order.empty())
    return usage("'" + asked.path +
                     "' has no effect: the profile's order gives the "
                     "weights",
                 "state weights in place of 'order'");
  if (asked.value.empty())
    return usage("'" + text + "' says no values for '" + asked.path + "'", sweep_grammar);

  if (entry->form == KeyForm::number) {
    auto range = read_range(asked);
    if (!range) return std::move(range.error());
    sweep.values = std::move(*range);
  } else {
    const bool list = entry->form == KeyForm::list;
    if (list && asked.value.find("..") != std::string::npos)
      return usage("'" + asked.path + "' is no number to sweep",
                   "it is " + words_for(KeyForm::list, asked.path));
    auto choices = list ? read_steps(asked) : read_choices(asked, entry->form);
    if (!choices) return std::move(choices.error());
    sweep.values = std::move(*choices);
  }
  describe_stated(asked, sweep);
  return sweep;
}

}  // namespace shortlist::whatif
