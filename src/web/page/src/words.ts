// Numbers and lists in words, as the command writes them.

import type { Change, Datum, Excluded, Outcome, Ranked, Status, Verdict } from "./results";

export const wholePoints = (score: number): number => Math.round(100 * score);

/** "1,000,000": digits in groups of three. */
export const numberText = (value: number): string =>
  value.toLocaleString("en-US", { maximumFractionDigits: 12 });

export const percentText = (share: number): string => numberText(Math.round(share * 1000) / 10);

export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}

export const counted = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;

const powers: Record<string, number> = {
  K: 1e3, M: 1e6, B: 1e9, T: 1e12, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40,
};

/** A number, or text such as "128K"; null where it is neither. */
export function amount(value: unknown): number | null {
  if (typeof value === "number") return value;
  const parts = /^([0-9][0-9_.]*) ?([KMBT]i?)?$/.exec(typeof value === "string" ? value : "");
  if (parts === null) return null;
  return Number((parts[1] ?? "").replace(/_/g, "")) * (powers[parts[2] ?? ""] ?? 1);
}

export function memoryText(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let at = 0;
  let amount = bytes;
  while (amount >= 1024 && at < units.length - 1) {
    amount /= 1024;
    ++at;
  }
  return `${numberText(Math.round(amount * 10) / 10)} ${units[at]}`;
}

export function datumText(value: Datum): string {
  if (value === null) return "unknown";
  if (typeof value === "number") return numberText(value);
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  if (typeof value === "object") return datumText(value.includes) + ", perhaps more";
  return String(value);
}

export const statusText: Record<Status, string> = {
  qualified: "qualifies",
  "to-verify": "to verify",
  excluded: "excluded",
};

export const verdictSign: Record<Verdict, string> = { met: "✓", partly: "~", unmet: "✗", unknown: "?" };

/** "Qwen3.6-27B, q5_k_m"; empty for a family without variants. */
export function variantText(family: Ranked | Excluded): string {
  if (family.variant === null) return "";
  const name = family.variant_name || family.variant;
  return family.quantisation === null ? name : `${name}, ${family.quantisation}`;
}

export function fullName(family: Ranked | Excluded): string {
  const variant = variantText(family);
  return variant === "" ? family.name : `${family.name} (${variant})`;
}

/** Shares of 100 as whole numbers that sum to the rounded whole, the largest remainders first. */
export function apportioned(parts: readonly number[]): number[] {
  const whole = parts.map((part) => Math.floor(100 * part));
  const remainder = parts.map((part, at) => 100 * part - (whole[at] ?? 0));
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  let left = wholePoints(sum(parts)) - sum(whole);
  const order = parts.map((_, at) => at).sort((a, b) => (remainder[b] ?? 0) - (remainder[a] ?? 0));
  for (const at of order) {
    if (left <= 0) break;
    whole[at] = (whole[at] ?? 0) + 1;
    --left;
  }
  return whole;
}

export function askedText(need: Record<string, Datum>): string {
  return Object.entries(need)
    .filter(([key]) => key !== "level" && key !== "weight" && key !== "because")
    .map(([key, value]) => `${key} = ${datumText(value)}`)
    .join("; ");
}

export const needTitle = (family: Ranked | Excluded, id: string): string =>
  family.criteria.find((each) => each.need_id === id)?.title || id;

function listChange(path: string, from: string[], to: string[]): string {
  const gone = from.filter((item) => !to.includes(item));
  const added = to.filter((item) => !from.includes(item));
  if (gone.length === 0 && added.length > 0) return `${path} also takes ${listed(added)}`;
  if (to.length === 0) return `${path} is dropped`;
  if (added.length === 0 && gone.length > 0) return `${path} leaves out ${listed(gone)}`;
  return `${path} becomes ${listed(to)}`;
}

/** The id of a device goes, an amount of memory comes in its place. */
export const replacesDevice = ({ key, from }: Change): boolean =>
  key === "memory" && typeof from === "string" && !/^[0-9][0-9_.]* ?([KMGT]i?)?B$/.test(from);

function changeText(change: Change, need: Outcome | undefined): string {
  const { need_id: id, key, from, to } = change;
  if (key === "level") return `${id} becomes a ${datumText(to)}`;
  if (replacesDevice(change)) {
    const count = need?.need["count"];
    const several = typeof count === "number" && count !== 1 ? `${numberText(count)} x ` : "";
    return `${id} asks for ${several}${datumText(to)} of memory in place of ${several}${datumText(from)}`;
  }
  const path = `${id}.${key}`;
  if (to === null) return `${path} is dropped`;
  if (Array.isArray(to)) {
    if (Array.isArray(from)) return listChange(path, from, to);
    if (from === null) return `${path} takes ${listed(to)}`;
  }
  if (from === null) return `${path} is ${datumText(to)}`;
  return `${path} goes from ${datumText(from)} to ${datumText(to)}`;
}

export function relaxationText(family: Excluded, nameOf: (variant: string) => string): string {
  const parts = (family.relaxation ?? []).map((change) =>
    changeText(change, family.criteria.find((each) => each.need_id === change.need_id)),
  );
  const other = family.readmitted !== null && family.readmitted !== family.variant;
  return listed(parts) + (other ? ` (then ${nameOf(family.readmitted ?? "")})` : "");
}
