#pragma once
// The arguments of a call, checked and copied: every one that is wrong is a diagnostic.
//
//     Given given;
//     given.handle("profile", profile);
//     const std::string name = given.word("family", family);
//     if (given.wrong()) return given.failure();

#include "capi/give.hpp"
#include "shortlist/load.hpp"
#include "shortlist/questions.hpp"
#include "shortlist/rank.hpp"
#include "shortlist/result.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shortlist::capi {

class Given {
 public:
  bool wrong() const { return !wrong_.empty(); }
  Failure failure() { return {FailureKind::usage, std::move(wrong_)}; }

  void handle(const char* name, const void* handle);

  // A name or a path: UTF-8 without a null in it, at most 64 KiB.
  std::string word(const std::string& name, shortlist_string given);
  std::vector<std::string> words(const std::string& name, shortlist_strings given);

  // The content of a file, whatever it is: its reader says what is wrong with it.
  std::string_view content(const std::string& name, shortlist_string given);
  std::vector<Document> documents(const std::string& name, const shortlist_document* given,
                                  std::size_t count);
  std::vector<Answer> answers(const std::string& name, const shortlist_answer* given,
                              std::size_t count);

  // One of the first `count` values of an enumeration.
  template <class Enum>
  Enum choice(const char* name, std::int32_t given, std::int32_t count) {
    if (given >= 0 && given < count) return static_cast<Enum>(given);
    complain("'" + std::string(name) + "' has no value " + std::to_string(given));
    return Enum{};
  }
  void reserved(std::int32_t given) {
    if (given != 0) complain("'reserved' is not zero");
  }

  // Options of any release, as this one knows them; NULL is all zeros.
  template <class Options>
  Options options(const Options* given) {
    Options taken{};
    if (given == nullptr || !check_size(given, given->size, sizeof taken)) return taken;
    std::memcpy(static_cast<void*>(&taken), given, std::min(given->size, sizeof taken));
    return taken;
  }
  RankOptions rank(const shortlist_rank_options* given);

  void complain(std::string message, std::string suggestion = {});

 private:
  // Whether there is a list of as many.
  bool check_count(const std::string& name, const void* given, std::size_t count);
  bool check_size(const void* given, std::size_t size, std::size_t known);

  Diagnostics wrong_;
};

}  // namespace shortlist::capi
