// The fields of the form, from the profile's JSON Schema: what kind of value each key takes, what it
// can be, and what the schema says of it.

import { list, rules } from "./engine";
import type { Criterion, Device, Licence, Named } from "./results";

export type FieldKind = "flag" | "number" | "memory" | "date" | "choice" | "list" | "text";

/** Something that can be chosen: what goes into the profile, and what it is called. */
export interface Option {
  id: string;
  name: string;
}

export interface Field {
  key: string;
  title: string;
  kind: FieldKind;
  help: string;
  required: boolean;
  options: Option[];
  /** What may be written, where that is not plain. */
  example: string;
  /** Whether it may be something that is not among the options. */
  open: boolean;
}

interface Schema {
  $ref?: string;
  type?: string;
  enum?: string[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  description?: string;
}

interface Root extends Schema {
  $defs: Record<string, Schema>;
}

let root: Root | undefined;
const fields = new Map<string, Field[]>();

function schema(): Root {
  root ??= JSON.parse(rules().schema("profile")) as Root;
  return root;
}

const words = (key: string): string => {
  const text = key.replace(/_/g, " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
};

const named = (items: Named[]): Option[] => items.map(({ id, name }) => ({ id, name }));

const licences = (): Option[] => {
  const all = list<Licence>("licences");
  const classes = [...new Set(all.flatMap((each) => each.classes))];
  return [...classes.map((id) => ({ id, name: `${id} (class)` })), ...named(all)];
};

// What the rule base has names for; all else is offered as the schema lists it.
const byDefinition: Record<string, () => Option[]> = {
  "items.language": () => named(list<Named>("languages")),
  "items.country": () => named(list<Named>("countries")),
  "items.vendor": () => named(list<Named>("vendors")),
};

const byKey: Record<string, () => Option[]> = {
  "device.device": () =>
    list<Device>("devices").map(({ id, name, memory }) => ({ id, name: `${name}, ${memory}` })),
  "device.runtime": () => named(list<Named>("runtimes")),
  "licence.allow": licences,
  "licence.deny": licences,
  "quality_language.languages": () => named(list<Named>("languages")),
};

function options(of: Schema): Option[] {
  const definition = of.$ref?.replace("#/$defs/", "");
  if (definition !== undefined) {
    const known = byDefinition[definition];
    return known === undefined ? options(schema().$defs[definition] ?? {}) : known();
  }
  if (of.enum !== undefined) return of.enum.map((id) => ({ id, name: id }));
  return of.anyOf?.flatMap(options) ?? [];
}

const isOpen = (of: Schema): boolean => {
  if (of.$ref !== undefined) return isOpen(schema().$defs[of.$ref.replace("#/$defs/", "")] ?? {});
  return of.enum === undefined && (of.anyOf === undefined || of.anyOf.some(isOpen));
};

function kindOf(of: Schema): FieldKind {
  if (of.$ref === "#/$defs/number") return "number";
  if (of.$ref === "#/$defs/memory") return "memory";
  if (of.$ref === "#/$defs/date") return "date";
  if (of.type === "boolean") return "flag";
  if (of.type === "number" || of.type === "integer") return "number";
  if (of.anyOf?.some((each) => each.type === "array")) return "list";
  if (of.anyOf?.some((each) => each.type === "number" || each.type === "integer")) return "number";
  if (of.enum !== undefined || (of.$ref !== undefined && options(of).length > 0)) return "choice";
  return "text";
}

function exampleOf(owner: string, key: string, kind: FieldKind): string {
  if (kind === "memory") return "24 GiB";
  if (kind === "date") return "2026-01-31";
  if (kind !== "number") return "";
  if (owner.endsWith("size")) return "30B";
  return ["context", "input_length", "max_output"].some((each) => each === owner || each === key) ? "32K" : "";
}

function fieldOf(owner: string, key: string, of: Schema, required: boolean): Field {
  const kind = kindOf(of);
  const items = kind === "list" ? (of.anyOf?.find((each) => each.type === "array")?.items ?? {}) : of;
  const choices = kind === "list" || kind === "choice" ? (byKey[`${owner}.${key}`]?.() ?? options(items)) : [];
  return {
    key,
    title: words(key),
    kind,
    help: of.description ?? "",
    required,
    options: choices,
    example: exampleOf(owner, key, kind),
    open: isOpen(items) || byKey[`${owner}.${key}`] !== undefined,
  };
}

const ofEveryNeed = new Set(["level", "weight", "because"]);

/** Of a criterion, without level, weight and because, which every need has. */
export function fieldsOfNeed(criterion: string): Field[] {
  let found = fields.get(criterion);
  if (found === undefined) {
    const of = schema().$defs[`need.${criterion}`] ?? {};
    found = Object.entries(of.properties ?? {})
      .filter(([key]) => !ofEveryNeed.has(key))
      .map(([key, property]) => fieldOf(criterion, key, property, of.required?.includes(key) ?? false));
    fields.set(criterion, found);
  }
  return found;
}

export function fieldsOfUse(): Field[] {
  return Object.entries(schema().properties?.["use"]?.properties ?? {}).map(([key, property]) =>
    fieldOf("use", key, property, false),
  );
}

export const criteria = (): Criterion[] => list<Criterion>("criteria");

export const criterion = (id: string): Criterion | undefined => criteria().find((each) => each.id === id);

/** Criteria in groups, for who looks for one. */
export function criteriaByGroup(): { title: string; criteria: Criterion[] }[] {
  const groups: Record<string, string> = {
    coverage: "What it has and knows",
    "at-least": "Numbers and dates",
    "at-most": "Numbers and dates",
    range: "Numbers and dates",
    flag: "Yes or no",
    "one-of": "Who and what kind",
    ladder: "Licence and openness",
    licence: "Licence and openness",
    device: "Device",
    curve: "Measured quality",
  };
  const found = new Map<string, Criterion[]>();
  for (const each of criteria()) {
    const title = groups[each.kind] ?? "Other";
    found.set(title, [...(found.get(title) ?? []), each]);
  }
  return [...found].map(([title, members]) => ({ title, criteria: members }));
}

/** What an id is called, as far as the rule base says. */
export function nameOf(field: Field, id: string): string {
  return field.options.find((each) => each.id === id)?.name ?? id;
}
