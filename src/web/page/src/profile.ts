// The profile as its form sees it: an object read from TOML, and edits of the text that keep its
// comments where that can be done, checked by reading what comes out.

import { parse, stringify, TomlDate } from "smol-toml";

export type Value = string | number | boolean | Value[];
export type Need = Record<string, Value>;

export interface ProfileValues {
  schema: number;
  title?: string;
  order?: string[];
  use?: Record<string, Value>;
  /** In the order of the text; several of one criterion as an array. */
  need: Record<string, Need | Need[]>;
}

/** One need and where it stands: "language", or "language#2" for the second of a criterion. */
export interface PlacedNeed {
  id: string;
  criterion: string;
  at: number;
  need: Need;
}

type Table = Record<string, unknown>;

const isTable = (value: unknown): value is Table =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);

function plain(value: unknown): Value {
  if (value instanceof TomlDate) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return String(value);
}

const plainTable = (table: Table): Need =>
  Object.fromEntries(Object.entries(table).map(([key, value]) => [key, plain(value)]));

export const emptyProfile = (): ProfileValues => ({ schema: 1, need: {} });

/** Null where the text is no TOML, or nothing that a form can show. */
export function read(text: string): ProfileValues | null {
  let table: Table;
  try {
    table = parse(text);
  } catch {
    return null;
  }
  const profile = emptyProfile();
  if (typeof table["title"] === "string") profile.title = table["title"];
  if (Array.isArray(table["order"])) profile.order = table["order"].map(String);
  if (isTable(table["use"])) profile.use = plainTable(table["use"]);
  if (isTable(table["need"]))
    for (const [criterion, stated] of Object.entries(table["need"])) {
      if (Array.isArray(stated)) profile.need[criterion] = stated.filter(isTable).map(plainTable);
      else if (isTable(stated)) profile.need[criterion] = plainTable(stated);
      else return null;
    }
  return profile;
}

export function needsOf(profile: ProfileValues): PlacedNeed[] {
  return Object.entries(profile.need).flatMap(([criterion, stated]) =>
    (Array.isArray(stated) ? stated : [stated]).map((need, at) => ({
      id: at === 0 ? criterion : `${criterion}#${at + 1}`,
      criterion,
      at,
      need,
    })),
  );
}

export function placed(id: string): { criterion: string; at: number } {
  const [criterion = "", number] = id.split("#");
  return { criterion, at: number === undefined ? 0 : Number(number) - 1 };
}

/** A copy in which one need is what `change` makes of it; undefined takes it out. */
export function withNeed(
  profile: ProfileValues,
  id: string,
  change: (need: Need) => Need | undefined,
): ProfileValues {
  const { criterion, at } = placed(id);
  const stated = profile.need[criterion];
  const all = stated === undefined ? [] : Array.isArray(stated) ? stated : [stated];
  const made = change({ ...(all[at] ?? {}) });
  const left = made === undefined ? all.filter((_, other) => other !== at) : [...all];
  if (made !== undefined) left[at] = made;
  const need = { ...profile.need };
  const [only] = left;
  if (only === undefined) delete need[criterion];
  else need[criterion] = left.length === 1 && !Array.isArray(stated) ? only : left;
  return { ...profile, need };
}

/** A copy of a table in which a key has a value; undefined takes it out. */
export function withKey(table: Need, key: string, value: Value | undefined): Need {
  const made = { ...table };
  if (value === undefined) delete made[key];
  else made[key] = value;
  return made;
}

/** The whole profile as TOML without comments. */
export function written(profile: ProfileValues): string {
  const { schema, title, order, use, need } = profile;
  return stringify({
    schema,
    ...(title === undefined ? {} : { title }),
    ...(order === undefined ? {} : { order }),
    ...(use === undefined ? {} : { use }),
    need,
  });
}

// --- edits of the text ---------------------------------------------------------------------------

const same = (a: ProfileValues | null, b: ProfileValues): boolean =>
  a !== null && JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

// Keys of needs in one order, since an edit may add a key elsewhere than the form does. The order of
// the needs themselves counts.
function sorted(profile: ProfileValues): unknown {
  const table = (need: Need) => Object.entries(need).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    profile.title ?? "",
    profile.order ?? [],
    table(profile.use ?? {}),
    needsOf(profile).map(({ id, need }) => [id, table(need)]),
  ];
}

/** Lines from a header to where the next one, or the comments above it, begins. */
function section(lines: string[], header: RegExp, at: number): { from: number; to: number } | null {
  let from = -1;
  for (let line = 0, seen = 0; line < lines.length && from < 0; ++line)
    if (header.test(lines[line] ?? "") && seen++ === at) from = line;
  if (from < 0) return null;
  let to = from + 1;
  while (to < lines.length && !/^\s*\[/.test(lines[to] ?? "")) ++to;
  if (to < lines.length) while (to - 1 > from && /^\s*(#.*)?$/.test(lines[to - 1] ?? "")) --to;
  return { from, to };
}

const headerOf = (name: string): RegExp =>
  new RegExp(`^\\s*\\[\\[?\\s*${name.replace(/\./g, "\\s*\\.\\s*")}\\s*\\]\\]?\\s*(#.*)?$`);

function setLine(lines: string[], from: number, to: number, key: string, value: Value | undefined): void {
  const stated = lines.findIndex(
    (line, at) => at >= from && at < to && new RegExp(`^\\s*${key}\\s*=`).test(line),
  );
  const text = value === undefined ? [] : [stringify({ [key]: value }).trimEnd()];
  if (stated >= 0) {
    lines.splice(stated, 1, ...text);
  } else {
    let end = to;
    while (end > from && (lines[end - 1] ?? "").trim() === "") --end;
    lines.splice(end, 0, ...text);
  }
}

/** The lines of `text` with each changed key in its place; what cannot be done so is left. */
function edited(text: string, before: ProfileValues, after: ProfileValues): string {
  const lines = text.split("\n");
  const top = lines.findIndex((line) => /^\s*\[/.test(line));
  const changed = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);
  const table = (header: RegExp, at: number, old: Need, made: Need) => {
    for (const key of new Set([...Object.keys(old), ...Object.keys(made)])) {
      const place = section(lines, header, at);
      if (place !== null && changed(old[key], made[key]))
        setLine(lines, place.from + 1, place.to, key, made[key]);
    }
  };
  if (after.use !== undefined && before.use !== undefined) table(headerOf("use"), 0, before.use, after.use);

  const old = new Map(needsOf(before).map((each) => [each.id, each]));
  const made = new Map(needsOf(after).map((each) => [each.id, each]));
  for (const { id, criterion, at, need } of made.values()) {
    const was = old.get(id);
    if (was !== undefined) {
      table(headerOf(`need.${criterion}`), at, was.need, need);
    } else {
      while (lines.length > 0 && (lines[lines.length - 1] ?? "").trim() === "") lines.pop();
      const several = Array.isArray(after.need[criterion]);
      const header = several ? `[[need.${criterion}]]` : `[need.${criterion}]`;
      lines.push("", ...`${header}\n${stringify(need)}`.trimEnd().split("\n"), "");
    }
  }
  for (const { id, criterion, at } of [...old.values()].reverse()) {
    if (made.has(id)) continue;
    const place = section(lines, headerOf(`need.${criterion}`), at);
    if (place === null) continue;
    let { from, to } = place;
    while (from > 0 && /^\s*#/.test(lines[from - 1] ?? "")) --from;
    while (to < lines.length && (lines[to] ?? "").trim() === "") ++to;
    lines.splice(from, to - from);
  }
  const end = top < 0 ? lines.length : top;
  if (changed(before.title, after.title)) setLine(lines, 0, end, "title", after.title);
  if (changed(before.order, after.order)) setLine(lines, 0, end, "order", after.order);
  return lines.join("\n");
}

/**
 * The text of `after`: that of `before` with the fewest lines changed, or null where what comes out
 * does not read back as `after`.
 */
export function amended(text: string, after: ProfileValues): string | null {
  const before = read(text);
  if (before === null) return null;
  const made = edited(text, before, after);
  return same(read(made), after) ? made : null;
}
