// The module in Node and the page in Chromium beside the native command, in turns, by wall clock:
// for an idle machine. After `./dev run` and `./dev test web`, which make and fetch what this needs:
//
//     node bench/web.mjs

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const command = path.join(root, "build/release/bin/shortlist");
const name = path.join(root, "profiles/contract-review.toml");
const { open } = await import(pathToFileURL(path.join(root, "build/web/engine/shortlist.mjs")));
const { chromium } = createRequire(path.join(root, "src/web/page/package.json"))("playwright-core");

const turns = 11;
const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];

async function timed(what) {
  const start = performance.now();
  await what();
  return performance.now() - start;
}

const process_ = (...words) => () => {
  const { status } = spawnSync(command, words, { stdio: "ignore" });
  if (status !== 0) throw new Error(`${words.join(" ")} ended with ${status}`);
};

const text = readFileSync(name, "utf8");
const folder = mkdtempSync(path.join(tmpdir(), "shortlist-"));
const html = path.join(folder, "page.html");
process_("page", name, "--output", html)();
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
async function page() {
  const tab = await browser.newPage();
  const time = await timed(async () => {
    await tab.goto(pathToFileURL(html).href);
    await tab.getByRole("table").first().waitFor();
  });
  await tab.close();
  return time;
}

let profile;
const measured = {
  "native: start and end": () => timed(process_("--version")),
  "native: whole `rank --format json`": () => timed(process_("rank", name, "--format", "json")),
  "Node: start, load the rule base": () =>
    timed(async () => {
      const rules = (await open()).ruleBase();
      profile = rules.profile(text, name);
    }),
  "Node: first `rank`": () => timed(() => profile.rank()),
  "Node: `rank` again": () => timed(() => profile.rank()),
  "Node: `whatif weights`": () => timed(() => profile.whatifWeights()),
  "Chromium: page opened to ranking shown": page,
};
const times = Object.fromEntries(Object.keys(measured).map((what) => [what, []]));
for (let turn = 0; turn < turns; ++turn)
  for (const [what, measure] of Object.entries(measured)) times[what].push(await measure());
await browser.close();
rmSync(folder, { recursive: true });
for (const [what, each] of Object.entries(times)) console.log(`${what}: ${median(each).toFixed(1)} ms`);
