// What if, of shortlist.h.

#include "shortlist/whatif.hpp"

#include "capi/given.hpp"
#include "capi/text.hpp"

#include <exception>
#include <memory>

using namespace shortlist;
using namespace shortlist::capi;

static_assert(static_cast<int>(WeightRegion::any) == SHORTLIST_WEIGHTS_ANY);
static_assert(static_cast<int>(WeightRegion::order) == SHORTLIST_WEIGHTS_ORDER);
static_assert(static_cast<int>(WeightRegion::bounds) == SHORTLIST_WEIGHTS_BOUNDS);

namespace {

// What a callback in C++ throws is not ours: it ends the run.
bool goes_on(const shortlist_sample_options& options, std::uint64_t done, std::uint64_t of) {
  try {
    return options.progress(options.context, done, of) == 0;
  } catch (const std::exception& thrown) {
    throw Cancelled{std::string("the progress callback threw an exception: ") + thrown.what()};
  } catch (...) {
    throw Cancelled{"the progress callback threw an exception"};
  }
}

SampleOptions sample_options(Given& given, const shortlist_sample_options* options) {
  SampleOptions sample;
  if (options == nullptr) return sample;
  const shortlist_sample_options stated = given.options(options);
  given.reserved(stated.reserved);
  sample.rank = {.only = given.words("only", stated.only),
                 .unknown = given.choice<UnknownPolicy>("unknown", stated.unknown, 3)};
  sample.region = given.choice<WeightRegion>("region", stated.region, 3);
  if (stated.samples != 0) sample.samples = stated.samples;
  sample.seed = stated.seed;
  sample.threads = stated.threads;
  if (stated.shards != 0 || stated.shard != 0) {
    sample.shard = stated.shard;
    sample.shards = stated.shards;
  }
  if (stated.within != 0) sample.within = stated.within;
  sample.comparisons = given.words("comparisons", stated.comparisons);
  sample.checkpoint = given.word("checkpoint", stated.checkpoint);
  if (stated.progress != nullptr)
    sample.progress = [stated](std::uint64_t done, std::uint64_t of) {
      return goes_on(stated, done, of);
    };
  return sample;
}

}  // namespace

shortlist_code shortlist_whatif_weights(const shortlist_profile* profile,
                                        shortlist_string criterion,
                                        const shortlist_rank_options* options, shortlist_text** out,
                                        shortlist_error** error) {
  return call(out, error, [&]() -> Made<shortlist_text> {
    Given given;
    given.handle("profile", profile);
    const WeightOptions stated{.rank = given.rank(options),
                               .criterion = given.word("criterion", criterion)};
    if (given.wrong()) return given.failure();
    return json(whatif_weights(profile->rule_base, profile->value, stated));
  });
}

shortlist_code shortlist_whatif_flip(const shortlist_profile* profile, shortlist_string family,
                                     const shortlist_rank_options* options, shortlist_text** out,
                                     shortlist_error** error) {
  return call(out, error, [&]() -> Made<shortlist_text> {
    Given given;
    given.handle("profile", profile);
    const std::string name = given.word("family", family);
    const RankOptions stated = given.rank(options);
    if (given.wrong()) return given.failure();
    return json(whatif_flip(profile->rule_base, profile->value, name, stated));
  });
}

shortlist_code shortlist_whatif_need(const shortlist_profile* profile, shortlist_string sweep,
                                     int32_t leaders, const shortlist_rank_options* options,
                                     shortlist_text** out, shortlist_error** error) {
  return call(out, error, [&]() -> Made<shortlist_text> {
    Given given;
    given.handle("profile", profile);
    const std::string path = given.word("sweep", sweep);
    const NeedOptions stated{.rank = given.rank(options), .leaders = leaders != 0};
    if (given.wrong()) return given.failure();
    return json(whatif_need(profile->rule_base, profile->value, path, stated));
  });
}

shortlist_code shortlist_whatif_sample(const shortlist_profile* profile,
                                       const shortlist_sample_options* options,
                                       shortlist_text** out, shortlist_error** error) {
  return call(out, error, [&]() -> Made<shortlist_text> {
    Given given;
    given.handle("profile", profile);
    const SampleOptions stated = sample_options(given, options);
    if (given.wrong()) return given.failure();
    if (options != nullptr && given.options(options).shards != 0) {
      auto shard = whatif_sample_shard(profile->rule_base, profile->value, stated);
      if (!shard) return std::move(shard.error());
      if (shard->interrupted) throw Cancelled{};
      return std::make_unique<shortlist_text>(std::move(shard->text));
    }
    const auto analysis = whatif_sample(profile->rule_base, profile->value, stated);
    if (analysis && analysis->interrupted) throw Cancelled{};
    return json(analysis);
  });
}

shortlist_code shortlist_whatif_merge(const shortlist_document* shards, size_t count,
                                      shortlist_text** out, shortlist_error** error) {
  return call(out, error, [&]() -> Made<shortlist_text> {
    Given given;
    std::vector<Document> texts = given.documents("shards", shards, count);
    if (given.wrong()) return given.failure();
    std::vector<ShardText> parts;
    parts.reserve(texts.size());
    for (Document& each : texts) parts.push_back({std::move(each.name), std::move(each.text)});
    return json(whatif_merge(parts));
  });
}
