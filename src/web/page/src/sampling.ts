// Asks the worker for draws, and stops it.

import { bytes } from "./engine";
import type { Sample } from "./results";
import type { Draw, Said } from "./worker";

export interface Drawing {
  /** Rejected with what is wrong; open for ever once stopped. */
  result: Promise<Sample>;
  stop: () => void;
}

export function draw(toml: string, region: Draw["region"], share: (done: number) => void): Drawing {
  let stop = (): void => {};
  const result = (async () => {
    let stopped = false;
    stop = () => (stopped = true);
    const { wasm, snapshot, sampler } = await bytes();
    if (stopped) return new Promise<Sample>(() => {});
    const address = URL.createObjectURL(new Blob([sampler], { type: "text/javascript" }));
    const worker = new Worker(address);
    stop = () => worker.terminate();
    return new Promise<Sample>((resolve, reject) => {
      worker.addEventListener("error", (event) => reject(new Error(event.message || "the worker did not start")));
      worker.addEventListener("message", ({ data }: MessageEvent<Said>) => {
        if ("share" in data) return share(data.share);
        worker.terminate();
        if ("json" in data) resolve(JSON.parse(data.json) as Sample);
        else reject(new Error(data.wrong));
      });
      const asked: Draw = { wasm, snapshot, toml, samples: 100_000, region };
      worker.postMessage(asked);
    }).finally(() => URL.revokeObjectURL(address));
  })();
  return { result, stop: () => stop() };
}
