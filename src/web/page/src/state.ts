// The state of the page. It is the text of the profile; what is shown of it is what the engine makes
// of that text, or of the weight that is being moved.

import { batch, computed, effect, signal } from "@preact/signals";
import { ShortlistError, type Answer, type Diagnostic, type Profile } from "shortlist-engine";
import { list, rules, startingProfile } from "./engine";
import { criterion } from "./form";
import * as fragment from "./fragment";
import { headline } from "./headline";
import {
  amended,
  emptyProfile,
  needsOf,
  read,
  withKey,
  withNeed,
  written,
  type PlacedNeed,
  type ProfileValues,
  type Value,
} from "./profile";
import type { Change, Named, Ranking, Source, WeightAnalysis } from "./results";
import { replacesDevice } from "./words";

export const views = ["requirement", "ranking", "whatif", "compare"] as const;
export type View = (typeof views)[number];

/** A profile that the engine took, and its ranking. */
export interface Reading {
  profile: Profile;
  values: ProfileValues;
  ranking: Ranking;
  analysis: WeightAnalysis | null;
}

export const text = signal("");
export const view = signal<View>("requirement");
export const compared = signal<string[]>([]);
export const diagnostics = signal<Diagnostic[]>([]);
/** What a reader is told once, such as that a file could not be read. */
export const notice = signal("");

/** Of the last text that the engine took. */
export const settled = signal<Reading | null>(null);
/** While a weight moves. */
const trial = signal<Omit<Reading, "profile"> | null>(null);

const past = signal<string[]>([]);
const future = signal<string[]>([]);
export const canUndo = computed(() => past.value.length > 0);
export const canRedo = computed(() => future.value.length > 0);

export const values = computed(() => read(text.value));
export const broken = computed(() => diagnostics.value.some((each) => each.severity === "error"));
export const shown = computed(() => trial.value ?? settled.value);
export const said = computed(() => {
  const reading = shown.value;
  return reading === null ? [] : headline(reading.ranking, reading.analysis, variantName);
});

// --- names ---------------------------------------------------------------------------------------

let variantNames: Map<string, string> | undefined;

export function variantName(id: string): string {
  variantNames ??= new Map(list<Named>("variants").map((each) => [each.id, each.name]));
  return variantNames.get(id) ?? id;
}

let sources: Map<string, Source> | undefined;

export function source(family: string, id: string): Source | undefined {
  sources ??= new Map(list<Source>("sources").map((each) => [`${each.family}/${each.id}`, each]));
  return sources.get(`${family}/${id}`);
}

// --- the text ------------------------------------------------------------------------------------

/** What went wrong in a call of the engine, as text. */
export function failure(thrown: unknown): string {
  if (thrown instanceof ShortlistError) return thrown.diagnostics.map((each) => each.text).join("");
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function analysed(profile: Profile, ranking: Ranking, only?: string[]): WeightAnalysis | null {
  if (ranking.ranking.length < 2) return null;
  try {
    return JSON.parse(profile.whatifWeights("", only === undefined ? {} : { only })) as WeightAnalysis;
  } catch (thrown) {
    if (thrown instanceof ShortlistError) return null;
    throw thrown;
  }
}

function settle(): void {
  const before = settled.value;
  if (text.value.trim() === "") {
    batch(() => {
      settled.value = null;
      diagnostics.value = [];
    });
    before?.profile.free();
    return;
  }
  try {
    const profile = rules().profile(text.value, "profile.toml");
    const ranking = JSON.parse(profile.rank()) as Ranking;
    const reading = {
      profile,
      ranking,
      values: read(profile.toml()) ?? emptyProfile(),
      analysis: analysed(profile, ranking),
    };
    batch(() => {
      settled.value = reading;
      diagnostics.value = profile.warnings;
    });
    before?.profile.free();
  } catch (thrown) {
    if (!(thrown instanceof ShortlistError)) throw thrown;
    diagnostics.value = thrown.diagnostics;
  }
}

/** Makes a text the state, with a step to undo. */
export function write(made: string): void {
  if (made === text.value) return;
  batch(() => {
    past.value = [...past.value.slice(-199), text.value];
    future.value = [];
    trial.value = null;
    text.value = made;
    settle();
  });
}

function step(from: typeof past, to: typeof past): void {
  const made = from.value[from.value.length - 1];
  if (made === undefined) return;
  batch(() => {
    from.value = from.value.slice(0, -1);
    to.value = [...to.value, text.value];
    trial.value = null;
    text.value = made;
    settle();
  });
}

export const undo = (): void => step(past, future);
export const redo = (): void => step(future, past);

/** Takes what the form made: the old text with few lines changed, else as the engine writes it. */
export function writeValues(made: ProfileValues): void {
  const close = amended(text.value, made);
  if (close !== null) return write(close);
  try {
    const profile = rules().profile(JSON.stringify(made), "profile.toml");
    const toml = profile.toml();
    profile.free();
    write(toml);
  } catch (thrown) {
    if (!(thrown instanceof ShortlistError)) throw thrown;
    write(written(made)); // with what is wrong said at its line
  }
}

export function changeNeed(id: string, key: string, value: Value | undefined): void {
  const now = values.value;
  if (now !== null) writeValues(withNeed(now, id, (need) => withKey(need, key, value)));
}

export function removeNeed(id: string): void {
  const now = values.value;
  if (now !== null) writeValues(withNeed(now, id, () => undefined));
}

/** Adds a need, beside another of its criterion where there is one; gives its id. */
export function addNeed(of: string): string {
  const now = values.value ?? emptyProfile();
  const stated = now.need[of];
  const made = stated === undefined ? {} : [...(Array.isArray(stated) ? stated : [stated]), {}];
  const after = { ...now, need: { ...now.need, [of]: made } };
  writeValues(after);
  return needsOf(after).filter((each) => each.criterion === of).at(-1)?.id ?? of;
}

export function changeUse(key: string, value: Value | undefined): void {
  const now = values.value;
  if (now === null) return;
  const { use, ...rest } = now;
  const made = withKey(use ?? {}, key, value);
  writeValues(Object.keys(made).length === 0 ? rest : { ...rest, use: made });
}

export function changeTitle(title: string): void {
  const { title: _, ...rest } = values.value ?? emptyProfile();
  writeValues(title === "" ? rest : { ...rest, title });
}

/** The changes that readmit a family, all at once. */
export function relax(changes: Change[]): void {
  let made = values.value;
  if (made === null) return;
  for (const change of changes) {
    const { to } = change;
    const value = to === null || (typeof to === "object" && !Array.isArray(to)) ? undefined : to;
    made = withNeed(made, change.need_id, (need) =>
      withKey(replacesDevice(change) ? withKey(need, "device", undefined) : need, change.key, value),
    );
  }
  writeValues(made);
}

/** A profile from answers; throws what the engine says of them. */
export function draft(answers: Answer[]): void {
  const { profile, toml } = rules().draft(answers);
  profile.free();
  write(toml);
}

// --- weights -------------------------------------------------------------------------------------

const rounded = (weight: number): number => Number(weight.toPrecision(4));

/** As the profile states it: by an order, by itself, or by its criterion. */
function statedWeight(of: ProfileValues, { id, criterion: named, need }: PlacedNeed): number {
  if (of.order !== undefined) return 100 * (centroids(of.order.length)[of.order.indexOf(id)] ?? 0);
  const weight = need["weight"];
  return typeof weight === "number" ? weight : (criterion(named)?.weight ?? 0);
}

/** Rank-order centroid weights, the first the largest. */
const centroids = (count: number): number[] =>
  Array.from({ length: count }, (_, at) => {
    let sum = 0;
    for (let rank = at + 1; rank <= count; ++rank) sum += 1 / rank;
    return sum / count;
  });

const statedWeights = (of: ProfileValues): Map<string, number> =>
  new Map(needsOf(of).map((each) => [each.id, statedWeight(of, each)]));

function withWeights(from: ProfileValues, weights: Map<string, Value | undefined>): ProfileValues {
  const { order: _, ...rest } = from;
  let made: ProfileValues = rest;
  for (const [id, weight] of weights) made = withNeed(made, id, (need) => withKey(need, "weight", weight));
  return made;
}

/**
 * Writes weights that come to given shares. Rules may multiply what is stated, so each weight changes as its
 * share does; one that is 0 now is taken as multiplied by nothing.
 */
export function takeShares(shares: Record<string, number>): void {
  const now = values.value;
  if (settled.value === null || now === null) return;
  const { ranking, values: from } = settled.value;
  const stated = statedWeights(from);
  const all = [...stated.values()].reduce((sum, weight) => sum + weight, 0) || 100;
  const made = new Map<string, number>();
  for (const [id, weight] of stated) {
    const share = ranking.weights[id] ?? 0;
    made.set(id, rounded((shares[id] ?? 0) * (share > 0 && weight > 0 ? weight / share : all)));
  }
  writeValues(withWeights(now, made));
}

// Only the weight that moves is restated: beside unchanged others its share goes as its odds do.
function withShare({ values: from, ranking }: Reading, id: string, share: number): ProfileValues {
  const stated = statedWeights(from);
  const weight = stated.get(id) ?? 0;
  const now = ranking.weights[id] ?? 0;
  const odds = share / (1 - share);
  let others = -weight;
  for (const each of stated.values()) others += each;
  const moved = rounded(weight > 0 && now > 0 && now < 1 ? (weight * odds * (1 - now)) / now : odds * others);
  if (from.order !== undefined) return withWeights(from, stated.set(id, moved));
  return withNeed(from, id, (need) => withKey(need, "weight", moved));
}

/** Ranks with a need at a share of the weight, the others in proportion; the text stays. */
export function tryShare(id: string, share: number): void {
  const base = settled.value;
  if (base === null) return;
  const made = withShare(base, id, share);
  const profile = rules().profile(JSON.stringify(made), "profile.toml");
  // Weights exclude nobody: those that are out stay so, and need no second look.
  const only = base.ranking.ranking.map((each) => each.family);
  const ranking = JSON.parse(profile.rank({ only })) as Ranking;
  trial.value = {
    values: made,
    ranking: { ...ranking, excluded: base.ranking.excluded },
    analysis: analysed(profile, ranking, only),
  };
  profile.free();
}

/** Writes what was tried into the text. */
export function keepTrial(): void {
  const tried = trial.value;
  const now = values.value;
  if (tried === null || now === null) return;
  const weights = new Map(needsOf(tried.values).map((each) => [each.id, each.need["weight"]]));
  trial.value = null;
  writeValues(withWeights(now, weights));
}

// --- the address ---------------------------------------------------------------------------------

/** Milliseconds: browsers let an address change only so often. */
const patience = 300;

let addressed = "";

async function take(hash: string): Promise<boolean> {
  const found = hash.length > 1 ? await fragment.read(hash) : null;
  if (found === null) return false;
  addressed = hash;
  batch(() => {
    compared.value = found.compared.slice(0, 4);
    view.value = views.find((each) => each === found.view) ?? "ranking";
    if (found.profile !== text.value) {
      past.value = text.value === "" ? past.value : [...past.value, text.value];
      text.value = found.profile;
      settle();
    }
  });
  return true;
}

/** The state that the address names, else that of the profile the page was made with. */
export async function begin(): Promise<void> {
  if (!(await take(location.hash))) {
    text.value = startingProfile();
    view.value = text.value.trim() === "" ? "requirement" : "ranking";
    settle();
  }
  addEventListener("hashchange", () => {
    if (location.hash !== addressed) void take(location.hash);
  });
  let waiting = 0;
  effect(() => {
    const state = { profile: text.value, view: view.value, compared: compared.value };
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const turn = waiting;
      const made = await fragment.written(state);
      if (turn !== waiting) return;
      addressed = `#${made}`;
      history.replaceState(null, "", addressed);
    }, patience);
  });
}
