#include "capi/given.hpp"

#include "shortlist/text.hpp"

#include <algorithm>
#include <utility>

namespace shortlist::capi {

namespace {

constexpr std::size_t longest_word = std::size_t{64} << 10U;
constexpr std::size_t most_words = 100'000;
constexpr std::size_t largest_document = std::size_t{512} << 20U;

}  // namespace

void Given::complain(std::string message, std::string suggestion) {
  wrong_.push_back({Severity::error, {}, 0, 0, std::move(message), std::move(suggestion), {}});
}

void Given::handle(const char* name, const void* handle) {
  if (handle == nullptr) complain("'" + std::string(name) + "' is null");
}

std::string_view Given::content(const std::string& name, shortlist_string given) {
  if (given.data == nullptr && given.size > 0)
    complain("'" + name + "' is null, and has a size");
  else if (given.size > largest_document)
    complain("'" + name + "' is larger than 512 MiB");
  else if (given.size > 0)
    return {given.data, given.size};
  return {};
}

std::string Given::word(const std::string& name, shortlist_string given) {
  if (given.size > longest_word) {
    complain("'" + name + "' is longer than 64 KiB");
    return {};
  }
  const std::string_view text = content(name, given);
  if (!is_utf8(text))
    complain("'" + name + "' is no UTF-8");
  else if (text.find('\0') != std::string_view::npos)
    complain("'" + name + "' has a null character in it");
  else
    return std::string(text);
  return {};
}

std::vector<std::string> Given::words(const std::string& name, shortlist_strings given) {
  std::vector<std::string> taken;
  if (!check_count(name, given.items, given.count)) return taken;
  for (std::size_t i = 0; i < given.count; ++i) taken.push_back(word(name, given.items[i]));
  return taken;
}

std::vector<Document> Given::documents(const std::string& name, const shortlist_document* given,
                                       std::size_t count) {
  std::vector<Document> taken;
  if (!check_count(name, given, count)) return taken;
  for (std::size_t i = 0; i < count; ++i)
    taken.push_back({word(name, given[i].name), std::string(content(name, given[i].text))});
  return taken;
}

std::vector<Answer> Given::answers(const std::string& name, const shortlist_answer* given,
                                   std::size_t count) {
  std::vector<Answer> taken;
  if (!check_count(name, given, count)) return taken;
  for (std::size_t i = 0; i < count; ++i)
    taken.push_back({word(name, given[i].question), word(name, given[i].words)});
  return taken;
}

bool Given::check_count(const std::string& name, const void* given, std::size_t count) {
  const bool is_null = given == nullptr && count > 0;
  if (is_null)
    complain("'" + name + "' is null, and has a count");
  else if (count > most_words)
    complain("'" + name + "' has more than 100,000 entries");
  return !is_null && count <= most_words;
}

RankOptions Given::rank(const shortlist_rank_options* given) {
  const shortlist_rank_options stated = options(given);
  reserved(stated.reserved);
  return {.only = words("only", stated.only),
          .unknown = choice<UnknownPolicy>("unknown", stated.unknown, 3)};
}

// What is beyond `known` was added by a later release, and may only be left alone.
bool Given::check_size(const void* given, std::size_t size, std::size_t known) {
  if (size < sizeof size || size > largest_struct) {
    complain("the options have a wrong size", "set 'size' to sizeof of their type");
    return false;
  }
  const auto* const bytes = static_cast<const unsigned char*>(given);
  if (size > known &&
      std::any_of(bytes + known, bytes + size, [](auto byte) { return byte != 0; })) {
    complain("the options state something that this release does not know",
             "it is older than the header that the program was built with");
    return false;
  }
  return true;
}

}  // namespace shortlist::capi
