// Over every shipped profile, and what has none: the module gives the bytes of the native command.
// usage: same_bytes.mjs COMMAND, in the folder of the sources; SHORTLIST_ENGINE is the module's.

import { execFileSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";

const engine = process.env.SHORTLIST_ENGINE;
const { open, ShortlistError } = await import(pathToFileURL(path.join(engine, "shortlist.mjs")));

const command = process.argv[2];
const json = ["--format", "json"];
function native(...words) {
  try {
    return execFileSync(command, words, {
      encoding: "utf8",
      maxBuffer: 2 ** 28,
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch (failure) {
    if (failure.status === 1) return failure.stdout; // no family qualifies
    throw failure;
  }
}

let compared = 0;
let different = 0;
function same(what, own, words) {
  ++compared;
  if (own === native(...words)) return;
  ++different;
  console.error(`other bytes: ${what}`);
}

const shortlist = await open();
const rules = shortlist.ruleBase();

for (const file of (await readdir("profiles")).sort()) {
  if (!file.endsWith(".toml")) continue;
  const name = `profiles/${file}`;
  const profile = rules.profile(await readFile(name, "utf8"), name);
  const rank = profile.rank();
  same(`rank ${name}`, rank, ["rank", name, ...json]);
  same(`weights ${name}`, profile.whatifWeights(), ["whatif", "weights", name, ...json]);
  const { ranking } = JSON.parse(rank);
  if (ranking.length > 1) {
    const [{ family: first }, { family: second }] = ranking;
    const why = ["explain", name, first, "--against", second, ...json];
    same(`explain ${name}`, profile.explain(first, second), why);
    same(`flip ${name}`, profile.whatifFlip(second), ["whatif", "flip", name, second, ...json]);
    const draws = ["whatif", "sample", name, "--samples", "2000", ...json];
    same(`sample ${name}`, profile.whatifSample({ samples: 2000 }), draws);
  }
  const again = rules.profile(profile.toml(), name);
  same(`rank ${name} as it is written`, again.rank(), ["rank", name, ...json]);
  again.free();
  profile.free();
}
for (const what of ["families", "variants", "criteria", "facts", "licences", "devices",
  "quantisations", "runtimes", "sources", "rules", "conflicts", "languages", "countries",
  "vendors", "questions", "use"])
  same(`list ${what}`, rules.list(what), ["list", what, ...json]);
for (const of of ["profile", "policy", "rules", "cases"])
  same(`schema ${of}`, rules.schema(of), ["schema", of]);
for (const families of [["gemma-4", "qwen3.5"], ["qwen3", "gpt-oss", "mistral-small"]])
  same(`compare ${families}`, rules.compare(families), ["compare", ...families, ...json]);
same("device", rules.device({ families: ["qwen3"], context: "32Ki", device: "rtx-4090" }),
  ["device", "--family", "qwen3", "--context", "32Ki", "--device", "rtx-4090", ...json]);

// What goes wrong is thrown with all that is wrong, and leaves the module as it was.
function thrown(make) {
  try {
    make();
  } catch (failure) {
    if (failure instanceof ShortlistError || failure instanceof TypeError) return failure;
    throw failure;
  }
  throw new Error("nothing was thrown");
}
function expect(holds, what) {
  ++compared;
  if (holds) return;
  ++different;
  console.error(`not so: ${what}`);
}
const broken = thrown(() => rules.profile("schema = 1\n[need.contxt]\nat_least = 1\n", "x.toml"));
expect(broken.code === 3 && broken.diagnostics.length === 1, "one thing is wrong");
expect(broken.diagnostics[0].line === 2 && broken.diagnostics[0].column === 7, "it has a place");
expect(broken.diagnostics[0].text.includes("^"), "and a caret");
expect(thrown(() => rules.list("chairs")).code === 2, "there are no chairs to list");
expect(thrown(() => rules.schema("chairs")) instanceof TypeError, "nor a schema of them");
const { toml, profile } = rules.draft([{ question: "for", words: "coding" }]);
expect(toml.startsWith("#") && JSON.parse(profile.rank()).ranking.length > 0, "answers rank");
const seen = [];
profile.whatifSample({ samples: 300_000, progress: (done, of) => void seen.push([done, of]) });
expect(seen.every(([done, of]) => done <= of && of === 300_000), "progress is told");
const stopped = thrown(() => profile.whatifSample({ samples: 1e9, progress: () => false }));
expect(stopped.code === 6, "and stops");
profile.free();
profile.free();
expect(thrown(() => profile.rank()) instanceof TypeError, "what is freed is not used");

console.log(`${compared} compared, ${different} different`);
process.exitCode = different === 0 ? 0 : 1;
