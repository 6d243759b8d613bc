// The C interface of shortlist.h as objects; shortlist.d.ts says what each call is.
//
// A call lays its arguments out in the memory of the module as C does on 32 bits, in an Arena that
// ends with the call. Handles are addresses.

import start from "./engine.mjs";

const rules = "/rules.snapshot"; // where the module looks for its rule base

export class ShortlistError extends Error {
  constructor(code, diagnostics) {
    super(diagnostics.map((each) => each.text).join("") || `shortlist failed with code ${code}`);
    this.name = "ShortlistError";
    this.code = code;
    this.diagnostics = diagnostics;
  }
}

const regions = { any: 0, order: 1, bounds: 2 };
const unknowns = { low: 0, mid: 1, high: 2 };
const schemas = { profile: 0, policy: 1, rules: 2, cases: 3 };

function choose(words, word, what) {
  if (Object.hasOwn(words, word)) return words[word];
  throw new TypeError(`${what} is ${Object.keys(words).join(", ")}, not ${word}`);
}

// What is written beside this module, by whoever it is served or installed.
async function beside(name) {
  const address = new URL(name, import.meta.url);
  if (address.protocol !== "file:" || typeof process === "undefined") {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address}: ${response.status} ${response.statusText}`);
    return new Uint8Array(await response.arrayBuffer());
  }
  const { readFile } = await import("node:fs/promises");
  return readFile(address);
}

// Memory of the module for as long as a call runs. Addresses are of 32 bits.
class Arena {
  #module;
  #taken = [];

  constructor(module) {
    this.#module = module;
  }

  take(size) {
    const address = this.#module._malloc(Math.max(size, 1));
    if (address === 0) throw new ShortlistError(5, []);
    this.#taken.push(address);
    return address;
  }

  free() {
    for (const address of this.#taken) this.#module._free(address);
  }

  // The fields of a struct, one after the other: { u32 | i32 | u64 | f64 | string | strings: value }.
  // Without `size` the first of them is the size of all.
  struct(fields) {
    const sizes = { u32: 4, i32: 4, u64: 8, f64: 8, string: 8, strings: 8 };
    const places = [];
    let end = 0;
    let widest = 4;
    for (const field of fields) {
      const [type] = Object.keys(field);
      const alignment = type === "u64" || type === "f64" ? 8 : 4;
      end = Math.ceil(end / alignment) * alignment;
      places.push([type, field[type], end]);
      end += sizes[type];
      widest = Math.max(widest, alignment);
    }
    const size = Math.ceil(end / widest) * widest;
    const address = this.take(size);
    const write = (type, value, at) => {
      if (type === "string") value = this.bytes(value ?? "");
      if (type === "strings") value = this.list(value ?? []);
      const view = new DataView(this.#module.HEAPU8.buffer);
      if (type === "u32") view.setUint32(at, value, true);
      else if (type === "i32") view.setInt32(at, value, true);
      else if (type === "u64") view.setBigUint64(at, BigInt(value), true);
      else if (type === "f64") view.setFloat64(at, value, true);
      else for (const [i, word] of value.entries()) view.setUint32(at + 4 * i, word, true);
    };
    for (const [type, value, place] of places)
      write(type, value === Arena.size ? size : value, address + place);
    return address;
  }

  static size = Symbol("the size of the struct");

  // Address and length of a text in UTF-8.
  bytes(text) {
    if (typeof text !== "string") throw new TypeError(`a text, not ${typeof text}`);
    const bytes = new TextEncoder().encode(text);
    const address = this.take(bytes.length);
    this.#module.HEAPU8.set(bytes, address);
    return [address, bytes.length];
  }

  string(text) {
    return this.struct([{ string: text }]);
  }

  // Address and length of a list of texts.
  list(texts) {
    const pairs = Array.from(texts, (text) => ({ string: text }));
    return [this.struct(pairs), pairs.length];
  }

  strings(texts) {
    return this.struct([{ strings: texts }]);
  }
}

// The module, and what every call of it has in common.
class Core {
  constructor(module) {
    this.module = module;
  }

  word(address) {
    return new DataView(this.module.HEAPU8.buffer).getUint32(address, true);
  }

  // Of a shortlist_string.
  text(address) {
    const start = this.word(address);
    return new TextDecoder().decode(
      this.module.HEAPU8.slice(start, start + this.word(address + 4)),
    );
  }

  // What a function that gives a shortlist_string, or takes one, has in its first argument.
  textOf(name, ...given) {
    const arena = new Arena(this.module);
    try {
      const address = arena.take(8);
      this.module[name](address, ...given);
      return this.text(address);
    } finally {
      arena.free();
    }
  }

  diagnostics(error) {
    const found = [];
    const count = this.module._shortlist_error_count(error);
    const arena = new Arena(this.module);
    try {
      const fields = [{ u32: Arena.size }, { i32: 0 }, { i32: 0 }, { i32: 0 }];
      const texts = ["file", "message", "suggestion", "sourceLine", "text"];
      const said = arena.struct([...fields, ...texts.map(() => ({ string: "" }))]);
      for (let i = 0; i < count; ++i) {
        this.module._shortlist_error_diagnostic(error, i, said);
        const each = {
          severity: this.word(said + 4) === 0 ? "error" : "warning",
          line: this.word(said + 8),
          column: this.word(said + 12),
        };
        texts.forEach((name, at) => (each[name] = this.text(said + 16 + 8 * at)));
        found.push(each);
      }
    } finally {
      arena.free();
    }
    return found;
  }

  // Calls a function that makes a handle; `given` has an Arena for its arguments.
  make(name, given) {
    const arena = new Arena(this.module);
    try {
      const handed = given(arena);
      const out = arena.struct([{ u32: 0 }, { u32: 0 }]);
      const code = this.module[name](...handed, out, out + 4);
      if (code === 0) return this.word(out);
      const error = this.word(out + 4);
      const failure = new ShortlistError(code, this.diagnostics(error));
      this.module._shortlist_error_free(error);
      throw failure;
    } finally {
      arena.free();
    }
  }

  // Calls one that makes a text.
  answer(name, given) {
    const text = this.make(name, given);
    try {
      return this.textOf("_shortlist_text_string", text);
    } finally {
      this.module._shortlist_text_free(text);
    }
  }
}

function rankOptions(arena, { only = [], unknown = "low" } = {}) {
  return arena.struct([
    { u32: Arena.size },
    { strings: only },
    { i32: choose(unknowns, unknown, "unknown") },
    { i32: 0 },
  ]);
}

// A handle: freed once, and not used after it.
class Handle {
  #address;
  #free;

  constructor(address, free) {
    this.#address = address;
    this.#free = free;
  }

  get address() {
    if (this.#address === 0) throw new TypeError("it was freed");
    return this.#address;
  }

  free() {
    if (this.#address !== 0) this.#free(this.#address);
    this.#address = 0;
  }
}

class Profile extends Handle {
  #core;

  constructor(core, address) {
    super(address, core.module._shortlist_profile_free);
    this.#core = core;
  }

  get warnings() {
    return this.#core.diagnostics(this.#core.module._shortlist_profile_warnings(this.address));
  }

  toml() {
    return this.#core.answer("_shortlist_profile_toml", () => [this.address]);
  }

  rank(options = {}) {
    const core = this.#core;
    const ranking = core.make("_shortlist_rank", (arena) => [
      this.address,
      rankOptions(arena, options),
    ]);
    try {
      return core.answer("_shortlist_ranking_json", () => [ranking, options.top ?? 0]);
    } finally {
      core.module._shortlist_ranking_free(ranking);
    }
  }

  explain(family, against = "", options = {}) {
    return this.#core.answer("_shortlist_explain", (arena) => [
      this.address,
      arena.string(family),
      arena.string(against),
      rankOptions(arena, options),
    ]);
  }

  whatifWeights(criterion = "", options = {}) {
    return this.#core.answer("_shortlist_whatif_weights", (arena) => [
      this.address,
      arena.string(criterion),
      rankOptions(arena, options),
    ]);
  }

  whatifFlip(family, options = {}) {
    return this.#core.answer("_shortlist_whatif_flip", (arena) => [
      this.address,
      arena.string(family),
      rankOptions(arena, options),
    ]);
  }

  whatifNeed(sweep, options = {}) {
    return this.#core.answer("_shortlist_whatif_need", (arena) => [
      this.address,
      arena.string(sweep),
      options.leaders ? 1 : 0,
      rankOptions(arena, options),
    ]);
  }

  whatifSample(options = {}) {
    const { progress, region = "any", unknown = "low" } = options;
    const { module } = this.#core;
    let thrown;
    const told = (_, done, of) => {
      try {
        return progress(Number(done), Number(of)) === false ? 1 : 0;
      } catch (fault) {
        thrown = fault; // no exception of JavaScript crosses the module
        return 1;
      }
    };
    const callback = progress === undefined ? 0 : module.addFunction(told, "iijj");
    try {
      return this.#core.answer("_shortlist_whatif_sample", (arena) => [
        this.address,
        arena.struct([
          { u32: Arena.size },
          { strings: options.only },
          { i32: choose(unknowns, unknown, "unknown") },
          { i32: choose(regions, region, "region") },
          { u64: options.samples ?? 0 },
          { u64: options.seed ?? 1 },
          { i32: 1 }, // thread
          { i32: 0 },
          { i32: 0 },
          { i32: 0 },
          { f64: options.within ?? 0 },
          { strings: options.comparisons },
          { string: "" },
          { u32: callback },
          { u32: 0 },
        ]),
      ]);
    } catch (failure) {
      throw thrown ?? failure;
    } finally {
      if (callback !== 0) module.removeFunction(callback);
    }
  }
}

class RuleBase extends Handle {
  #core;

  constructor(core, address) {
    super(address, core.module._shortlist_rule_base_free);
    this.#core = core;
  }

  get warnings() {
    return this.#core.diagnostics(this.#core.module._shortlist_rule_base_warnings(this.address));
  }

  profile(text, name = "") {
    const address = this.#core.make("_shortlist_parse_profile", (arena) => [
      this.address,
      arena.string(text),
      arena.string(name),
    ]);
    return new Profile(this.#core, address);
  }

  draft(answers) {
    const toml = this.#core.answer("_shortlist_draft", (arena) => [
      this.address,
      arena.struct(
        answers.flatMap(({ question, words }) => [{ string: question }, { string: words }]),
      ),
      answers.length,
    ]);
    return { profile: this.profile(toml, "the answers"), toml };
  }

  list(what) {
    return this.#core.answer("_shortlist_list", (arena) => [this.address, arena.string(what)]);
  }

  schema(of) {
    return this.#core.answer("_shortlist_schema", () => [
      this.address,
      choose(schemas, of, "of"),
    ]);
  }

  compare(families, profile) {
    return this.#core.answer("_shortlist_compare", (arena) => [
      this.address,
      arena.strings(families),
      profile?.address ?? 0,
    ]);
  }

  device(options, profile) {
    return this.#core.answer("_shortlist_device", (arena) => [
      this.address,
      profile?.address ?? 0,
      arena.struct([
        { u32: Arena.size },
        { strings: options.only },
        { strings: options.families },
        { strings: options.quantisations },
        { string: options.variant },
        { string: options.device },
        { string: options.context },
        { string: options.kv },
        { string: options.sequences },
        { string: options.count },
        { string: options.offloadExperts },
        { string: options.runtime },
        { i32: options.smallest ? 1 : 0 },
        { i32: 0 },
      ]),
    ]);
  }
}

class Engine {
  #core;

  constructor(core) {
    this.#core = core;
  }

  get version() {
    return this.#core.textOf("_shortlist_version");
  }

  ruleBase({ documents = [], trust = [], onlySource = [] } = {}) {
    const address = this.#core.make("_shortlist_load_rule_base", (arena) => [
      arena.struct([
        { u32: Arena.size },
        { strings: [] },
        {
          u32: arena.struct(
            documents.flatMap(({ name, text }) => [{ string: name }, { string: text }]),
          ),
        },
        { u32: documents.length },
        { strings: trust },
        { strings: onlySource },
      ]),
    ]);
    return new RuleBase(this.#core, address);
  }
}

export async function open({ wasm, snapshot } = {}) {
  const [code, data] = await Promise.all([
    wasm ?? beside("shortlist.wasm"),
    snapshot ?? beside("rules.snapshot"),
  ]);
  const module = await start({ wasmBinary: new Uint8Array(code) });
  module.FS.writeFile(rules, new Uint8Array(data));
  return new Engine(new Core(module));
}
