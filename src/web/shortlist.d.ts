// The engine as an ES module, for Node (18 and later) and browsers: the C interface of shortlist.h
// with handles as objects and failures as exceptions. What is asked for comes as JSON, the bytes of
// `shortlist ... --format json`; schemas/ says what is in it.
//
//     import { open } from "./shortlist.mjs";
//     const shortlist = await open();
//     const rules = shortlist.ruleBase();
//     const profile = rules.profile(await readFile("needs.toml", "utf8"), "needs.toml");
//     console.log(JSON.parse(profile.rank()).ranking[0].name);
//
// Nothing is read from the network or from disk but the module's own shortlist.wasm and
// rules.snapshot beside it, and not even those where they are handed to `open`. One thread.

/** What is wrong, or worth saying, at a place of a file. */
export interface Diagnostic {
  severity: "error" | "warning";
  /** As it was named; empty where there is no place. */
  file: string;
  /** From 1; 0 where there is no place. */
  line: number;
  /** In characters, from 1. */
  column: number;
  message: string;
  /** What to do; may be empty. */
  suggestion: string;
  /** As it stands in the file; may be empty. */
  sourceLine: string;
  /** All of it as the command prints it, with a caret. */
  text: string;
}

/** Thrown by every call that fails, with all that is wrong. */
export class ShortlistError extends Error {
  /** As the exit codes of the command: 2 usage, 3 data, 4 file system; 5 memory, 6 cancelled, 7 fault. */
  readonly code: number;
  readonly diagnostics: Diagnostic[];
}

/** JSON that ends in a newline. */
export type Json = string;

export interface OpenOptions {
  /** The bytes of shortlist.wasm. */
  wasm?: ArrayBuffer | Uint8Array;
  /** The bytes of rules.snapshot. */
  snapshot?: ArrayBuffer | Uint8Array;
}

export interface RuleBaseOptions {
  /** The TOML files of a rule base of one's own, in place of the shipped one. */
  documents?: { name: string; text: string }[];
  /** Source ids, "family/source" or kinds of source to believe before all others. */
  trust?: string[];
  /** Those to believe alone. */
  onlySource?: string[];
}

export interface RankOptions {
  /** Families by id, name or alias; none: all. */
  only?: string[];
  /** Which end of its interval a score with unknown facts stands for; "low" by default. */
  unknown?: "low" | "mid" | "high";
}

export interface DeviceOptions {
  only?: string[];
  families?: string[];
  quantisations?: string[];
  variant?: string;
  /** An id, a name, or an amount of memory. */
  device?: string;
  context?: string;
  kv?: string;
  sequences?: string;
  count?: string;
  offloadExperts?: string;
  runtime?: string;
  /** The least declared device on which each family meets the musts. */
  smallest?: boolean;
}

export interface SampleOptions extends RankOptions {
  /** 100,000 by default. */
  samples?: number;
  /** 1 by default. */
  seed?: number;
  /** Which weights are drawn; "any" by default. */
  region?: "any" | "order" | "bounds";
  /** For "bounds": within this share of the stated weights; 0.5 by default. */
  within?: number;
  /** "language >= 2 context", between need ids. */
  comparisons?: string[];
  /** Called now and then; anything but false goes on. */
  progress?: (done: number, of: number) => boolean | void;
}

export type Listed =
  | "families" | "variants" | "criteria" | "facts" | "licences" | "devices" | "quantisations"
  | "runtimes" | "sources" | "rules" | "conflicts" | "languages" | "countries" | "vendors"
  | "questions" | "use";

/** Words in answer to a question of `list("questions")`. */
export interface Answer {
  question: string;
  words: string;
}

/** Memory stays taken until `free` is called on it, or the module goes. */
interface Handle {
  free(): void;
}

export interface Engine {
  /** "0.2.0" */
  readonly version: string;
  /** The shipped one, or one's own. O(size of the files). */
  ruleBase(options?: RuleBaseOptions): RuleBase;
}

export interface RuleBase extends Handle {
  readonly warnings: Diagnostic[];
  /** From TOML, or JSON where it begins with a brace; `name` stands for its file. */
  profile(text: string, name?: string): Profile;
  /** The profile that answers to the questions add up to, and its TOML with comments. */
  draft(answers: Answer[]): { profile: Profile; toml: string };
  /** list/1 */
  list(what: Listed): Json;
  /** JSON Schema 2020-12 of what goes in. */
  schema(of: "profile" | "policy" | "rules" | "cases"): Json;
  /** compare/1, of two families or more; only what the profile reads where there is one. */
  compare(families: string[], profile?: Profile): Json;
  /** device/1 */
  device(options: DeviceOptions, profile?: Profile): Json;
}

export interface Profile extends Handle {
  readonly warnings: Diagnostic[];
  /** As TOML that reads back as the same profile, with the ids that names stand for. */
  toml(): string;
  /** rank/1; `top` cuts the ranking, not the excluded. O(variants x needs). */
  rank(options?: RankOptions & { top?: number }): Json;
  /** explain/1: why a family stands where it does, and why it beats another. */
  explain(family: string, against?: string, options?: RankOptions): Json;
  /** whatif-weights/1; with a need or criterion every order along its weight. */
  whatifWeights(criterion?: string, options?: RankOptions): Json;
  /** whatif-flip/1: the smallest change of all weights that puts the family first. */
  whatifFlip(family: string, options?: RankOptions): Json;
  /** whatif-need/1; `sweep` is "context.at_least=32K..1M". */
  whatifNeed(sweep: string, options?: RankOptions & { leaders?: boolean }): Json;
  /** whatif-sample/1 */
  whatifSample(options?: SampleOptions): Json;
}

/** Starts the engine. */
export function open(options?: OpenOptions): Promise<Engine>;
