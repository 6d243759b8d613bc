// Starts the engine from the blocks of the page, and reads the lists of its rule base once each.

import { open, type Listed, type RuleBase } from "shortlist-engine";

async function unpacked(id: string): Promise<Uint8Array<ArrayBuffer>> {
  const block = document.getElementById(id);
  if (block === null) throw new Error(`the page has no block "${id}"`);
  const letters = atob(block.textContent ?? "");
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; ++at) bytes[at] = letters.charCodeAt(at);
  block.remove(); // some megabytes of text that nobody reads again
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes; // filled in by the command, not packed
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** The text of the profile that the page was made with; empty where it was made with none. */
export function startingProfile(): string {
  const text: unknown = JSON.parse(document.getElementById("profile")?.textContent || '""');
  return typeof text === "string" ? text : "";
}

interface Bytes {
  wasm: Uint8Array<ArrayBuffer>;
  snapshot: Uint8Array<ArrayBuffer>;
  sampler: Uint8Array<ArrayBuffer>;
}

let packed: Promise<Bytes> | undefined;

/** What a second engine is started from. */
export function bytes(): Promise<Bytes> {
  packed ??= Promise.all(["wasm", "snapshot", "sampler"].map(unpacked)).then(([wasm, snapshot, sampler]) => {
    if (wasm === undefined || snapshot === undefined || sampler === undefined) throw new Error("a block is missing");
    return { wasm, snapshot, sampler };
  });
  return packed;
}

let started: RuleBase | undefined;
const lists = new Map<Listed, unknown[]>();

export let version = "";

export async function start(): Promise<void> {
  const { wasm, snapshot } = await bytes();
  const engine = await open({ wasm, snapshot });
  version = engine.version;
  started = engine.ruleBase();
}

export function rules(): RuleBase {
  if (started === undefined) throw new Error("the engine has not started");
  return started;
}

/** The entries of a list; the caller says what they are. */
export function list<Item>(what: Listed): Item[] {
  let items = lists.get(what);
  if (items === undefined) {
    items = (JSON.parse(rules().list(what)) as { items: unknown[] }).items;
    lists.set(what, items);
  }
  return items as Item[];
}
