#pragma once
// One entry point for each format. What is wrong with a file is a problem, and the finding is then
// not to be used.

#include "base/problem.hpp"
#include "import/finding.hpp"
#include "load/load.hpp"

#include <cstdint>
#include <string>

namespace shortlist::importing {

// A Hugging Face config.json. The model's own part of it is read where it has several.
Finding read_config(const load::Text& text, Problems& problems);

// A model card: Markdown that starts with YAML between two lines of dashes.
Finding read_card(const load::Text& text, Problems& problems);

// One model of models.dev, with what it leaves to the one that it is based on, if that is there.
// Problems of the base are of file 1.
Finding read_models_dev(const load::Text& text, const load::Text* base, Problems& problems);

// The model that a file of models.dev is based on; empty where it names none.
std::string base_model_of(const load::Text& text);

// The header of a GGUF file that is open for reading; `size` is that of the file. Reads no weights.
Finding read_gguf(int descriptor, std::uint64_t size, const std::string& path, Problems& problems);

}  // namespace shortlist::importing
