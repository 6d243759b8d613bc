// Draws weights beside the page, so that it stays at hand: an engine of its own in a worker.

import { open } from "shortlist-engine";

/** What the page asks for. */
export interface Draw {
  wasm: Uint8Array;
  snapshot: Uint8Array;
  toml: string;
  samples: number;
  region: "any" | "order" | "bounds";
}

/** What the worker says: how far it is, then what came out or what is wrong. */
export type Said = { share: number } | { json: string } | { wrong: string };

const say = (said: Said): void => postMessage(said);

addEventListener("message", async (event: MessageEvent<Draw>) => {
  const { wasm, snapshot, toml, samples, region } = event.data;
  try {
    const engine = await open({ wasm, snapshot });
    const profile = engine.ruleBase().profile(toml, "profile.toml");
    let told = 0;
    const progress = (done: number, of: number): void => {
      const now = performance.now();
      if (now - told < 100) return;
      told = now;
      say({ share: done / of });
    };
    say({ json: profile.whatifSample({ samples, region, progress }) });
  } catch (thrown) {
    say({ wrong: thrown instanceof Error ? thrown.message : String(thrown) });
  }
});
