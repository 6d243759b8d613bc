#include "model/need_reader.hpp"

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "base/toml_text.hpp"
#include "model/codes.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <utility>
#include <variant>

namespace shortlist::model {

namespace {

constexpr std::size_t most_items = 10'000;  // of a list: every family is held against each
constexpr std::size_t longest_item = 256;   // bytes: each is quoted for every family

std::string_view whole_characters(std::string_view text, std::size_t most) {
  while (most < text.size() && (text[most] & '\xC0') == '\x80') --most;
  return text.substr(0, most);
}

std::string found(const StatedKey& key) {
  if (key.date) return "a date";
  if (const auto* text = std::get_if<std::string>(&key.value)) return "text \"" + *text + "\"";
  if (std::holds_alternative<double>(key.value)) return "a number";
  if (std::holds_alternative<bool>(key.value)) return "true or false";
  return "a list";
}

// "2026-11-24", already checked by whoever wrote it.
double days(const std::string& iso) {
  std::array<int, 3> parts{};
  const char* at = iso.data();
  for (int& part : parts) {
    at = std::from_chars(at, iso.data() + iso.size(), part).ptr;
    if (at != iso.data() + iso.size()) ++at;
  }
  return make_date(parts[0], parts[1], parts[2]).days;
}

// Context windows are powers of two, and "128K" is 128,000.
void warn_of_thousands(NeedReader& reader, const StatedKey& key, const std::string& text) {
  static constexpr std::array<std::string_view, 4> suspects{"32K", "64K", "128K", "256K"};
  if (std::find(suspects.begin(), suspects.end(), text) == suspects.end()) return;
  const std::string binary = text.substr(0, text.size() - 1) + "Ki";
  reader.warn(key.where,
              key.name + " = \"" + text + "\" is " + number_text(*parse_number(text)) + " tokens",
              "write \"" + binary + "\" for " + number_text(*parse_number(binary)));
}

}  // namespace

void warn_of_forgotten_suffix(NeedReader& reader, const StatedKey& key, double read, Unit unit) {
  const bool tokens = unit == Unit::tokens;
  if (!tokens && unit != Unit::parameters) return;
  constexpr double few_tokens = 512;  // the shortest window there is
  constexpr double few_parameters = 100'000;
  if (read <= 0 || read >= (tokens ? few_tokens : few_parameters)) return;
  const std::string number = number_text(read);
  reader.warn(key.where,
              key.name + " = " + number + " is " + number + (tokens ? " tokens" : " parameters"),
              "for " + number + (tokens ? " thousand" : " billion") + " write \"" + number +
                  (tokens ? "K\"" : "B\""));
}

const StatedKey* NeedReader::stated(std::string_view name) const {
  const auto key = std::find_if(keys_->begin(), keys_->end(),
                                [&](const StatedKey& each) { return each.name == name; });
  return key == keys_->end() || is_null(*key) ? nullptr : &*key;
}

const StatedKey* NeedReader::find(std::string_view name) {
  if (std::find(known_.begin(), known_.end(), name) == known_.end()) known_.emplace_back(name);
  return stated(name);
}

void NeedReader::wrong(const StatedKey& key, const std::string& expected, std::string suggestion) {
  problems_->error(key.where, "'" + key.name + "' is " + expected + ", not " + found(key),
                   std::move(suggestion));
}

Where NeedReader::place(std::string_view name) const {
  const StatedKey* const key = stated(name);
  return key == nullptr ? where_ : key->where;
}

std::optional<double> NeedReader::number(std::string_view name) {
  const StatedKey* const key = find(name);
  if (key == nullptr) return std::nullopt;
  if (const auto* number = std::get_if<double>(&key->value)) return *number;
  const auto* const text = key->date ? nullptr : std::get_if<std::string>(&key->value);
  const auto number = text == nullptr ? std::nullopt : parse_number(*text);
  if (!number) wrong(*key, "a number, or text such as \"128K\" or \"8.03B\"");
  return number;
}

std::optional<double> NeedReader::memory(std::string_view name) {
  const StatedKey* const key = find(name);
  if (key == nullptr) return std::nullopt;
  const auto* const text = key->date ? nullptr : std::get_if<std::string>(&key->value);
  const auto bytes = text == nullptr ? std::nullopt : parse_memory(*text);
  if (!bytes) {
    wrong(*key, "memory with its unit, such as \"24 GiB\" or \"24 GB\"");
    return bytes;
  }
  static constexpr std::array<std::string_view, 8> cards{"8",  "12", "16", "24",
                                                         "32", "48", "64", "80"};
  for (const std::string_view size : cards)
    if (*text == std::string(size) + " GB" || *text == std::string(size) + "GB")
      warn(key->where, "\"" + *text + "\" is " + bytes_text(*bytes) + ": cards hold GiB",
           "write \"" + std::string(size) + " GiB\"");
  return bytes;
}

std::optional<bool> NeedReader::flag(std::string_view name) {
  const StatedKey* const key = find(name);
  if (key == nullptr) return std::nullopt;
  if (const auto* flag = std::get_if<bool>(&key->value)) return *flag;
  wrong(*key, "true or false");
  return std::nullopt;
}

std::optional<std::string> NeedReader::word(std::string_view name) {
  const StatedKey* const key = find(name);
  if (key == nullptr || key->unresolved) return std::nullopt;
  const auto* const text = key->date ? nullptr : std::get_if<std::string>(&key->value);
  if (text != nullptr) return *text;
  wrong(*key, "text");
  return std::nullopt;
}

std::optional<std::vector<std::string>> NeedReader::words(std::string_view name) {
  const StatedKey* const key = find(name);
  if (key == nullptr || key->unresolved) return std::nullopt;
  if (const auto* text = std::get_if<std::string>(&key->value); text != nullptr && !key->date)
    return std::vector{*text};
  const auto* const list = std::get_if<Items>(&key->value);
  if (list == nullptr || list->open) {
    wrong(*key, "a list of text");
    return std::nullopt;
  }
  if (list->items.empty()) {
    error(key->where, "'" + key->name + "' is an empty list", "name an item, or leave the key out");
    return std::nullopt;
  }
  return list->items;
}

std::optional<std::vector<Item>> NeedReader::items(std::string_view name, Match match) {
  const auto list = words(name);
  if (!list) return std::nullopt;
  const Where at = place(name);
  const int errors_before = problems_->errors();
  std::vector<Item> items = rules_->vocabulary.expand(*list, match, at, *problems_);
  if (items.size() > most_items) {
    error(at,
          "'" + std::string(name) + "' comes to " + number_text(static_cast<double>(items.size())) +
              " items, and a need lists at most 10,000",
          "state several needs, or leave out what no family has");
    return std::nullopt;
  }
  for (const Item& item : items) {
    if (item.text.size() > longest_item) {
      error(at, "an item of '" + std::string(name) +
                    "' is at most 256 bytes long, and this one has " +
                    number_text(static_cast<double>(item.text.size())) + ": '" +
                    std::string(whole_characters(item.text, 32)) + "...'");
      continue;
    }
    const Names* const names = rules_->called.items_that_match(rules_->vocabulary, match);
    if (match == Match::language && !is_language_tag(item.text))
      error(at, "'" + item.text + "' is no known language tag (BCP 47)",
            names == nullptr ? suggest(item.text, language_codes())
                             : names->suggestion(item.text, *problems_));
    if (match == Match::region && !is_region_code(item.text))
      error(at, "'" + item.text + "' is no country code (ISO 3166) and no set",
            names == nullptr ? "countries are written as two letters, such as DE"
                             : names->suggestion(item.text, *problems_));
  }
  if (items.empty() && problems_->errors() == errors_before)
    error(at, "'" + std::string(name) + "' comes to no item");
  return items;
}

std::optional<double> NeedReader::quantity(std::string_view name, const Fact& fact) {
  if (fact.type == FactType::number && fact.unit == Unit::bytes) return memory(name);
  if (fact.type == FactType::number) {
    const auto read = number(name);
    const StatedKey* const key = find(name);
    if (!read) return read;
    warn_of_forgotten_suffix(*this, *key, *read, fact.unit);
    if (fact.unit == Unit::tokens)
      if (const auto* text = std::get_if<std::string>(&key->value))
        warn_of_thousands(*this, *key, *text);
    return read;
  }
  const StatedKey* const key = find(name);
  if (key == nullptr) return std::nullopt;
  const auto* const text = std::get_if<std::string>(&key->value);
  if (fact.type == FactType::date) {
    if (text != nullptr && key->date) return days(*text);
    if (const auto date = text == nullptr ? std::nullopt : parse_date(*text)) return date->days;
    wrong(*key, "a date, such as 2026-11-24");
    return std::nullopt;
  }
  const auto level =
      text == nullptr
          ? fact.levels.end()
          : std::find_if(fact.levels.begin(), fact.levels.end(),
                         [&](const std::string& each) { return equal_folded(each, *text); });
  if (level != fact.levels.end()) return static_cast<double>(level - fact.levels.begin());
  wrong(*key, one_of(fact.levels), text == nullptr ? std::string{} : suggest(*text, fact.levels));
  return std::nullopt;
}

double NeedReader::number_or(std::string_view name, double otherwise, double least) {
  const auto read = number(name);
  if (read && *read < least)
    error(place(name), "'" + std::string(name) + "' is at least " + number_text(least));
  return read.value_or(otherwise);
}

// The line that says what a key that there is not was meant to say.
std::string NeedReader::mended(const StatedKey& key) {
  if (find_use_key(key.name) != nullptr)
    return "write " + key.name + " = " + toml_value(key.value) + " below [use]";
  for (const std::string& id : rules_->called.keys.find(key.name, NamedBy::name))
    if (std::find(known_.begin(), known_.end(), id) != known_.end())
      return "write " + id + " = " +
             (key.date ? std::get<std::string>(key.value) : toml_value(key.value));
  const std::string nearest = suggest(key.name, known_);
  return nearest.empty() ? rules_->called.keys.suggestion(key.name, *problems_) : nearest;
}

bool NeedReader::finish(const std::string& what) {
  for (const StatedKey& key : *keys_)
    if (std::find(known_.begin(), known_.end(), key.name) == known_.end())
      error(key.name_where, what + " has no key '" + key.name + "'", mended(key));
  return !failed();
}

}  // namespace shortlist::model
