// [[device]], [[quantisation]] and [[runtime]].

#include "base/quantity.hpp"
#include "load/efficiency.hpp"
#include "load/entries.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace shortlist::load {

namespace {

constexpr double most_bytes = 1e18;

// Bytes: a plain number, or text with a unit.
double read_bytes(Reader& reader, const Node& node, const char* key) {
  const auto bytes = node.type == Node::Type::text     ? parse_memory(node.text)
                     : node.type == Node::Type::number ? std::optional(node.number)
                                                       : std::nullopt;
  if (bytes && *bytes >= 0 && *bytes <= most_bytes) return *bytes;
  reader.wrong(node, key, "memory with its unit, such as \"24 GiB\" or \"309 MiB\"");
  return 0;
}

double read_bytes(Reader& reader, const char* key) {
  const Node* const node = reader.find(key);
  return node == nullptr ? 0 : read_bytes(reader, *node, key);
}

model::Device read_device(Context& context, const Node& node) {
  Reader reader(node, "a [[device]]", context.problems);
  model::Device device;
  device.id = reader.id();
  device.where = reader.where("id");
  device.name = reader.text("name").value_or(device.id);
  device.aliases = reader.words("aliases").value_or(std::vector<std::string>{});
  if (std::any_of(device.aliases.begin(), device.aliases.end(),
                  [](const std::string& alias) { return !model::can_be_called(alias); }))
    context.problems.error(reader.where("aliases"), "an alias has a letter or a digit in it");
  reader.need("kind");
  device.kind = static_cast<model::DeviceKind>(reader.choice("kind", device_kinds()).value_or(0));
  reader.need("memory");
  const auto memory = reader.memory("memory");
  if (memory && (*memory <= 0 || *memory > most_bytes))
    context.problems.error(reader.where("memory"), "a device has some memory, and at most 10^18 B");
  device.memory = memory.value_or(0);
  device.usable = reader.number_within("usable", 0, 1);
  device.bandwidth_gb_s = reader.number_within("bandwidth_gb_s", 1e-9, most_counted);
  device.efficiency = read_efficiency(reader, "efficiency");
  device.tflops_fp16 = reader.number_within("tflops_fp16", 1e-9, most_counted);
  device.power_w = reader.number_within("power_w", 1e-9, most_counted);
  device.price_usd = reader.number_within("price_usd", 0, most_counted);
  device.source = reader.text("source").value_or("");
  reader.finish();
  return device;
}

// ids; those of no runtime are dangling.
std::vector<std::string> read_runtime_ids(Context& context, Reader& reader) {
  auto ids = reader.words("runtimes").value_or(std::vector<std::string>{});
  for (const std::string& id : ids) {
    if (context.rules.find_runtime(id) >= 0) continue;
    context.problems.dangling(reader.where("runtimes"), "there is no runtime '" + id + "'",
                              suggest(context.problems, id, context.rules.runtimes));
  }
  return ids;
}

// In the order of TensorRole; `other` is what no entry names.
const std::vector<std::string>& tensor_names() {
  static const std::vector<std::string> names{
      "other",    "embedding", "output", "attention-value", "attention-output", "linear-attention",
      "ffn-down", "experts"};
  return names;
}

model::TensorBits read_tensor_bits(Context& context, const Node& node) {
  Reader reader(node, "an entry of 'tensors'", context.problems);
  model::TensorBits tensors;
  reader.need("bits");
  tensors.bits = reader.number_within("bits", 1e-3, 64).value_or(16);
  tensors.fallback_bits =
      reader.number_within("fallback_bits", tensors.bits, 64).value_or(tensors.bits);
  for (const std::string& name : reader.words("of").value_or(std::vector<std::string>{})) {
    const auto& names = tensor_names();
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end())
      tensors.of.push_back(static_cast<model::TensorRole>(found - names.begin()));
    else
      context.problems.error(reader.where("of"), "there are no tensors '" + name + "'",
                             suggest(context.problems, name, names));
  }
  tensors.runtimes = read_runtime_ids(context, reader);
  reader.finish();
  return tensors;
}

model::Quantisation read_quantisation(Context& context, const Node& node) {
  Reader reader(node, "a [[quantisation]]", context.problems);
  model::Quantisation quantisation;
  quantisation.id = reader.id();
  quantisation.where = reader.where("id");
  reader.need("bits_per_weight");
  quantisation.bits_per_weight = reader.number_within("bits_per_weight", 1e-3, 64).value_or(16);
  reader.need("quality");
  quantisation.quality = reader.number_within("quality", 0, 1).value_or(1);
  quantisation.quality_source = reader.text("quality_source").value_or("");
  quantisation.runtimes = read_runtime_ids(context, reader);
  if (const auto* const entries = reader.list_of_tables("tensors"))
    for (const Node& entry : *entries)
      quantisation.tensors.push_back(read_tensor_bits(context, entry));
  quantisation.source = reader.text("source").value_or("");
  reader.finish();
  return quantisation;
}

model::Runtime read_runtime(Context& context, const Node& node,
                            const std::vector<std::string>& placeholders) {
  Reader reader(node, "a [[runtime]]", context.problems);
  model::Runtime runtime;
  runtime.id = reader.id();
  runtime.where = reader.where("id");
  runtime.name = reader.text("name").value_or(runtime.id);
  runtime.like = reader.text("like").value_or("");
  runtime.overhead = read_bytes(reader, "overhead");
  runtime.cell_padding = reader.number_within("cell_padding", 1, most_counted).value_or(1);
  runtime.utilisation = reader.number_within("utilisation", 1e-6, 1).value_or(1);
  runtime.towers_apart = reader.flag("towers_apart").value_or(false);
  if (const Node* table = reader.table("activation")) {
    Reader activation(*table, "activation", context.problems);
    for (const char* key : {"dense", "mixture", "multimodal"}) activation.need(key);
    runtime.activation =
        model::Activation{read_bytes(activation, "dense"), read_bytes(activation, "mixture"),
                          read_bytes(activation, "multimodal")};
    activation.finish();
  }
  if (const Node* list = reader.find("extra")) {
    if (list->type != Node::Type::array) reader.wrong(*list, "extra", "a list, one for each count");
    for (const Node& item : list->items) runtime.extra.push_back(read_bytes(reader, item, "extra"));
  }
  runtime.start = reader.words("start").value_or(std::vector<std::string>{});
  for (const std::string& command : runtime.start)
    check_placeholders(context, command, reader.where("start"), placeholders);
  for (const std::string& word : reader.words("kinds").value_or(std::vector<std::string>{})) {
    const auto& known = device_kinds();
    const auto kind = std::find(known.begin(), known.end(), fold(word));
    if (kind == known.end())
      context.problems.error(reader.where("kinds"), "there is no kind of device '" + word + "'",
                             suggest(context.problems, word, known));
    else
      runtime.kinds.push_back(static_cast<model::DeviceKind>(kind - known.begin()));
  }
  if (reader.find("largest_file") != nullptr)
    runtime.largest_file = read_bytes(reader, "largest_file");
  runtime.source = reader.text("source").value_or("");
  reader.finish();
  return runtime;
}

}  // namespace

const std::vector<std::string>& device_kinds() {
  static const std::vector<std::string> kinds{"gpu", "unified", "cpu", "phone", "accelerator"};
  return kinds;
}

void read_runtimes(Context& context, const Entries& entries) {
  std::vector<std::string> placeholders{"quantisation"};  // of `start`
  for (const auto& fact : context.vocabulary().facts)
    if (fact.type == model::FactType::text) placeholders.push_back(fact.id);
  for (const Node* entry : entries)
    context.rules.runtimes.push_back(read_runtime(context, *entry, placeholders));
  context.rules.index();
  for (const auto& each : context.rules.runtimes)
    if (!each.like.empty() && context.rules.find_runtime(each.like) < 0)
      context.problems.dangling(each.where, "'like' names no runtime: '" + each.like + "'",
                                suggest(context.problems, each.like, context.rules.runtimes));
}

void read_quantisations(Context& context, const Entries& entries) {
  for (const Node* entry : entries)
    context.rules.quantisations.push_back(read_quantisation(context, *entry));
}

void read_devices(Context& context, const Entries& entries) {
  for (const Node* entry : entries) context.rules.devices.push_back(read_device(context, *entry));
}

}  // namespace shortlist::load
