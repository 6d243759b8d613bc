// GGUF headers: what is read of good ones, and that no header costs more than it may.

#include "import/formats.hpp"
#include "import/gguf_header.hpp"
#include "unit/import/gguf_writer.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace shortlist;
using gguf::bytes_of;

struct Read {
  importing::Finding finding;
  std::vector<std::string> errors;
};

Read read(std::string_view start, std::uint64_t size) {
  const gguf::File file(start, size);
  Problems problems;
  Read result;
  result.finding = importing::read_gguf(file.descriptor(), size, "a/model.gguf", problems);
  for (const Problem& problem : problems.all()) result.errors.push_back(problem.message);
  return result;
}

Read read(const gguf::Writer& writer) { return read(writer.header(), writer.size()); }

std::optional<Datum> fact(const importing::Finding& finding, const std::string& id) {
  for (const auto& [key, value] : finding.facts)
    if (key == id) return value;
  return std::nullopt;
}

// The one error of a header that is wrong.
std::string error_of(std::string_view header, std::uint64_t size) {
  const Read result = read(header, size);
  BOOST_TEST_REQUIRE(result.errors.size() == 1U);
  return result.errors.front();
}

std::string error_of(std::string_view header) { return error_of(header, header.size()); }

std::string counts(std::uint64_t tensors, std::uint64_t keys) {
  return "GGUF" + bytes_of(std::uint32_t{3}) + bytes_of(tensors) + bytes_of(keys);
}

gguf::Writer windowed() {
  gguf::Writer writer;
  writer.word("general.architecture", "gemma4")
      .number("gemma4.block_count", 6)
      .number("gemma4.context_length", 262144)
      .number("gemma4.embedding_length", 5376)
      .number("gemma4.attention.head_count", 32)
      .number("gemma4.attention.key_length", 512)
      .number("gemma4.attention.value_length", 512)
      .number("gemma4.attention.key_length_swa", 256)
      .number("gemma4.attention.value_length_swa", 256)
      .number("gemma4.attention.sliding_window", 1024);
  return writer;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(gguf_headers)

BOOST_AUTO_TEST_CASE(keys_and_tensors_of_a_dense_model_are_read) {
  const Read result = read(gguf::qwen3_8b());
  BOOST_TEST(result.errors.empty());
  const importing::Finding& finding = result.finding;
  BOOST_TEST(finding.name == "Qwen3 8B");
  BOOST_TEST((fact(finding, "context_tokens") == Datum(40960.0)));
  BOOST_TEST((fact(finding, "parameters") == Datum(2.0 * 4096 * 151936 + 4096)));
  BOOST_TEST((fact(finding, "licence") == Datum(Items{{"apache-2.0"}})));
  BOOST_TEST((fact(finding, "languages") == Datum(Items{{"en", "zh"}, true})));
  BOOST_TEST_REQUIRE(finding.files.size() == 1U);
  BOOST_TEST(finding.files.front().first == "q4_k_m");
  BOOST_TEST(finding.files.front().second == 4096.0 * 151936 / 256 * (144 + 210) + 4096 * 4);
  BOOST_TEST_REQUIRE(finding.geometry.has_value());
  BOOST_TEST(finding.geometry->layers == 36);
  BOOST_TEST(finding.geometry->full_layers == 36);
  BOOST_TEST(finding.geometry->kv_heads == 8);
  BOOST_TEST(finding.geometry->head_dim == 128);
  BOOST_TEST(finding.geometry->value_head_dim == 0);
  BOOST_TEST(finding.geometry->vocabulary == 151936);
}

BOOST_AUTO_TEST_CASE(heads_and_windows_that_are_stated_by_layer) {
  auto writer = windowed();
  writer.numbers("gemma4.attention.head_count_kv", {16, 16, 16, 16, 16, 4})
      .flags("gemma4.attention.sliding_window_pattern", {true, true, true, true, true, false});
  const Read result = read(writer);
  BOOST_TEST(result.errors.empty());
  BOOST_TEST_REQUIRE(result.finding.geometry.has_value());
  const Geometry& geometry = *result.finding.geometry;
  BOOST_TEST(geometry.full_layers == 1);
  BOOST_TEST(geometry.sliding_layers == 5);
  BOOST_TEST(geometry.sliding_window == 1024);
  BOOST_TEST(geometry.kv_heads == 4);
  BOOST_TEST(geometry.sliding_kv_heads == 16);
  BOOST_TEST(geometry.head_dim == 512);
  BOOST_TEST(geometry.sliding_head_dim == 256);
  BOOST_TEST(geometry.sliding_value_head_dim == 0);
}

BOOST_AUTO_TEST_CASE(layers_that_share_a_cache_are_the_last) {
  auto writer = windowed();
  writer.number("gemma4.attention.head_count_kv", 1)
      .number("gemma4.attention.shared_kv_layers", 3)
      .number("gemma4.attention.sliding_window_pattern", 2);
  const Read result = read(writer);
  BOOST_TEST_REQUIRE(result.finding.geometry.has_value());
  BOOST_TEST(result.finding.geometry->full_layers == 1);
  BOOST_TEST(result.finding.geometry->sliding_layers == 2);
  BOOST_TEST(result.finding.geometry->shared_kv_layers == 3);
}

BOOST_AUTO_TEST_CASE(a_table_beside_the_embedding_has_rows_and_a_width) {
  auto writer = windowed();
  writer.number("gemma4.attention.head_count_kv", 1)
      .number("gemma4.attention.sliding_window_pattern", 2)
      .tensor("per_layer_token_embd.weight", {1536, 262144}, 0, 1536U * 262144U * 4U);
  const Read result = read(writer);
  BOOST_TEST(result.errors.empty());
  BOOST_TEST_REQUIRE(result.finding.geometry.has_value());
  BOOST_TEST(result.finding.geometry->lookup_rows == 262144);
  BOOST_TEST(result.finding.geometry->lookup_width == 1536);
}

BOOST_AUTO_TEST_CASE(a_window_without_its_layers_leaves_the_architecture_out) {
  auto writer = windowed();
  writer.number("gemma4.attention.head_count_kv", 1);
  const Read result = read(writer);
  BOOST_TEST(result.errors.empty());
  BOOST_TEST(!result.finding.geometry.has_value());
  BOOST_TEST(result.finding.notes.size() == 1U);
}

BOOST_AUTO_TEST_CASE(which_layers_have_the_window_an_architecture_may_know_itself) {
  gguf::Writer writer;
  writer.word("general.architecture", "gemma3")
      .number("gemma3.block_count", 26)
      .number("gemma3.context_length", 32768)
      .number("gemma3.embedding_length", 1152)
      .number("gemma3.attention.head_count", 4)
      .number("gemma3.attention.head_count_kv", 1)
      .number("gemma3.attention.key_length", 256)
      .number("gemma3.attention.sliding_window", 512);
  const Read result = read(writer);
  BOOST_TEST_REQUIRE(result.finding.geometry.has_value());
  BOOST_TEST(result.finding.geometry->full_layers == 4);
  BOOST_TEST(result.finding.geometry->sliding_layers == 22);
}

gguf::Writer some_attend(const std::string& name) {
  gguf::Writer writer;
  writer.word("general.architecture", name)
      .number(name + ".block_count", 4)
      .number(name + ".embedding_length", 1024)
      .numbers(name + ".feed_forward_length", {0, 4608, 4608, 0})
      .numbers(name + ".attention.head_count", {0, 16, 0, 16})
      .numbers(name + ".attention.head_count_kv", {0, 8, 0, 8});
  return writer;
}

BOOST_AUTO_TEST_CASE(layers_without_keys_keep_nothing_or_a_convolution) {
  const Read nothing = read(some_attend("deci"));
  BOOST_TEST_REQUIRE(nothing.finding.geometry.has_value());
  BOOST_TEST(nothing.finding.geometry->full_layers == 2);
  BOOST_TEST(nothing.finding.geometry->shared_kv_layers == 2);
  BOOST_TEST(nothing.finding.geometry->kv_heads == 8);
  BOOST_TEST(nothing.finding.geometry->head_dim == 64);
  BOOST_TEST(nothing.finding.geometry->ffn_size == 4608);
  auto writer = some_attend("lfm2");
  writer.number("lfm2.shortconv.l_cache", 3);
  const Read convolution = read(writer);
  BOOST_TEST_REQUIRE(convolution.finding.geometry.has_value());
  BOOST_TEST(convolution.finding.geometry->linear_layers == 2);
  BOOST_TEST(convolution.finding.geometry->state_bytes.value_or(0) == 2 * 2 * 1024 * 4);
}

BOOST_AUTO_TEST_CASE(latent_attention_has_a_rank_and_a_rotary_part) {
  gguf::Writer writer;
  writer.word("general.architecture", "deepseek2")
      .number("deepseek2.block_count", 62)
      .number("deepseek2.nextn_predict_layers", 1)
      .number("deepseek2.embedding_length", 7168)
      .number("deepseek2.vocab_size", 129280)
      .number("deepseek2.attention.head_count", 128)
      .number("deepseek2.attention.head_count_kv", 1)
      .number("deepseek2.attention.key_length", 576)
      .number("deepseek2.attention.kv_lora_rank", 512)
      .number("deepseek2.rope.dimension_count", 64);
  const Read result = read(writer);
  BOOST_TEST_REQUIRE(result.finding.geometry.has_value());
  BOOST_TEST(result.finding.geometry->layers == 61);
  BOOST_TEST(result.finding.geometry->vocabulary == 129280);
  BOOST_TEST(result.finding.geometry->mla_kv_lora_rank == 512);
  BOOST_TEST(result.finding.geometry->mla_rope_dim == 64);
  BOOST_TEST(result.finding.geometry->kv_heads == 0);
}

BOOST_AUTO_TEST_CASE(recurrent_layers_show_in_the_names_of_tensors) {
  gguf::Writer writer;
  writer.word("general.architecture", "qwen35")
      .number("qwen35.block_count", 4)
      .number("qwen35.embedding_length", 5120)
      .number("qwen35.attention.head_count", 24)
      .number("qwen35.attention.head_count_kv", 4)
      .number("qwen35.attention.key_length", 256)
      .number("qwen35.attention.value_length", 256)
      .number("qwen35.ssm.conv_kernel", 4)
      .number("qwen35.ssm.state_size", 128)
      .number("qwen35.ssm.group_count", 16)
      .number("qwen35.ssm.time_step_rank", 48)
      .number("qwen35.ssm.inner_size", 6144);
  for (const char* const layer : {"0", "1", "2"})
    writer.tensor(std::string("blk.") + layer + ".ssm_conv1d.weight", {4, 10240}, 0, 163840);
  writer.tensor("blk.3.attn_k.weight", {5120, 1024}, 1, 10485760);
  const Read result = read(writer);
  BOOST_TEST_REQUIRE(result.finding.geometry.has_value());
  const Geometry& geometry = *result.finding.geometry;
  BOOST_TEST(geometry.full_layers == 1);
  BOOST_TEST(geometry.linear_layers == 3);
  BOOST_TEST(geometry.linear_key_heads == 16);
  BOOST_TEST(geometry.linear_value_heads == 48);
  BOOST_TEST(geometry.linear_key_head_dim == 128);
  BOOST_TEST(geometry.linear_value_head_dim == 128);
  BOOST_TEST(geometry.linear_conv_kernel == 4);
}

BOOST_AUTO_TEST_CASE(one_part_of_several_has_neither_parameters_nor_size) {
  auto writer = gguf::qwen3_8b();
  writer.number("split.count", 3).number("split.no", 0);
  const Read result = read(writer);
  BOOST_TEST(!fact(result.finding, "parameters").has_value());
  BOOST_TEST(result.finding.files.empty());
  BOOST_TEST(result.finding.geometry.has_value());
}

BOOST_AUTO_TEST_CASE(what_is_no_language_model_is_passed_over) {
  gguf::Writer projector;
  projector.word("general.architecture", "clip").word("general.type", "mmproj");
  BOOST_TEST(read(projector).finding.nothing);
  BOOST_TEST(read(projector).errors.empty());
}

BOOST_AUTO_TEST_CASE(a_file_of_a_hundred_gigabytes_is_read_for_its_header) {
  gguf::Writer writer = gguf::qwen3_8b();
  writer.tensor("blk.0.ffn_gate_exps.weight", {4096, 12'000'000}, 1, 98'304'000'000);
  BOOST_TEST(writer.size() > 98'000'000'000U);
  const auto start = std::chrono::steady_clock::now();
  const Read result = read(writer);
  BOOST_TEST(result.errors.empty());
  BOOST_TEST((fact(result.finding, "parameters") ==
              Datum(2.0 * 4096 * 151936 + 4096 + 4096 * 12'000'000.0)));
  BOOST_TEST((std::chrono::steady_clock::now() - start < std::chrono::seconds(5)));
}

BOOST_AUTO_TEST_CASE(a_header_cut_off_anywhere_is_refused) {
  const std::string header = gguf::qwen3_8b().header();
  const std::size_t interesting = 1500;  // beyond, the tokens only repeat
  for (std::size_t size = 0; size < header.size(); size += size < interesting ? 1 : 97) {
    const Read result = read(std::string_view(header).substr(0, size), size);
    BOOST_TEST(result.errors.size() == 1U, "cut off after " << size);
    BOOST_TEST(!result.finding.geometry.has_value());
  }
}

BOOST_AUTO_TEST_CASE(weights_that_are_not_there_are_refused) {
  const gguf::Writer writer = gguf::qwen3_8b();
  BOOST_TEST(error_of(writer.header(), writer.size() - 32)
                 .find("'blk.0.attn_norm.weight' goes "
                       "beyond the end of the file") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(strings_of_any_length_are_held_against_the_file) {
  for (const std::uint64_t length :
       {std::uint64_t{1} << 63U, ~std::uint64_t{0}, std::uint64_t{1} << 40U}) {
    BOOST_TEST(error_of(counts(0, 1) + bytes_of(length) + "key") ==
               "at byte 24: a key of " + std::to_string(length) +
                   " bytes goes beyond the end of the file");
    gguf::Writer writer;
    writer.raw("general.architecture", gguf::text, bytes_of(length));
    BOOST_TEST(error_of(writer.header()) == "at byte 56: text of " + std::to_string(length) +
                                                " bytes goes beyond the end of the file");
  }
}

BOOST_AUTO_TEST_CASE(counts_of_any_size_are_bounded) {
  BOOST_TEST(error_of(counts(0, 1'000'000'000)) == "at byte 16: more than 65,536 keys: 1000000000");
  BOOST_TEST(error_of(counts(~std::uint64_t{0}, 0)) ==
             "at byte 8: more than 100,000 tensors: 18446744073709551615");
}

BOOST_AUTO_TEST_CASE(lists_of_any_length_are_bounded) {
  const auto header = [](std::uint32_t type, std::uint64_t length) {
    gguf::Writer writer;
    writer.raw("a", gguf::list, bytes_of(type) + bytes_of(length));
    return writer.header();
  };
  for (const std::uint32_t type : {gguf::u8, gguf::f64, gguf::text, gguf::list})
    BOOST_TEST(error_of(header(type, ~std::uint64_t{0} / 2)).find("beyond the end of the file") !=
               std::string::npos);
  // In a hole of zeros every element is an empty one: no end of them in a large file.
  BOOST_TEST(error_of(header(gguf::text, 1U << 30U), 1ULL << 40U) ==
             "at byte 37: the lists come to more than 16,777,216 elements");
  // Lists of numbers are passed over, but not without end.
  BOOST_TEST(error_of(counts(0, 2) + header(gguf::u8, 1U << 31U).substr(24), 1ULL << 40U) ==
             "at byte 2147483697: the header is larger than 1 GiB");
  std::string nested;
  for (int depth = 0; depth < 100; ++depth)
    nested += bytes_of(std::uint32_t{gguf::list}) + bytes_of(std::uint64_t{1});
  gguf::Writer writer;
  writer.raw("a", gguf::list, nested);
  BOOST_TEST(error_of(writer.header()).find("lists stand in each other deeper than 4 levels") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(tensors_of_any_size_are_bounded) {
  const auto error = [](const std::vector<std::uint64_t>& extents, std::uint32_t type) {
    gguf::Writer writer;
    writer.tensor("w", extents, type, 0);
    return error_of(writer.header());
  };
  constexpr std::uint64_t half = 1ULL << 63U;
  BOOST_TEST(error({half, 2}, 0) == "at byte 24: the tensor 'w' is empty, or larger than any");
  BOOST_TEST(error({1ULL << 40U, 1ULL << 40U}, 0) ==
             "at byte 24: the tensor 'w' is larger than any");
  BOOST_TEST(error({4, 0}, 0) == "at byte 24: the tensor 'w' is empty, or larger than any");
  BOOST_TEST(error({100}, 12) == "at byte 24: the rows of the tensor 'w' are no whole blocks");
  BOOST_TEST(error({1, 1, 1, 1, 1, 1, 1, 1, 1}, 0) ==
             "at byte 24: the tensor 'w' has 9 dimensions");
  BOOST_TEST(error({}, 0) == "at byte 24: the tensor 'w' has 0 dimensions");
}

BOOST_AUTO_TEST_CASE(wrong_bytes_are_told_by_their_place) {
  BOOST_TEST(error_of("GGML....") ==
             "at byte 0: no GGUF file: it does not start with the letters GGUF");
  BOOST_TEST(error_of("GGUF" + bytes_of(std::uint32_t{1}) + std::string(16, '\0')) ==
             "at byte 4: version 1 of GGUF is not known, only 2 and 3");
  BOOST_TEST(error_of("GGUF" + bytes_of(std::uint32_t{0x03000000}) + std::string(16, '\0')) ==
             "at byte 4: the numbers of the file are big-endian, which is not read");
  gguf::Writer type;
  type.raw("a", 99, "");
  BOOST_TEST(error_of(type.header()) == "at byte 33: there is no type 99 of value");
  gguf::Writer twice;
  twice.number("a", 1).number("a", 2);
  BOOST_TEST(error_of(twice.header()) == "at byte 41: the key 'a' stands twice");
  gguf::Writer key;
  key.number("\xFF\xFE", 1);
  BOOST_TEST(error_of(key.header()) == "at byte 24: a key is no UTF-8");
}

BOOST_AUTO_TEST_CASE(all_that_keys_say_wrongly_is_told_at_once) {
  gguf::Writer writer;
  writer.word("general.architecture", "llama")
      .raw("llama.block_count", gguf::i32, bytes_of(std::int32_t{-1}))
      .word("llama.context_length", "long");
  const Read result = read(writer);
  BOOST_TEST(result.errors.size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
