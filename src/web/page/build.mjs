// Makes the page: one HTML file with script, style, engine, rule base and a starting profile in it.
//
//     node build.mjs ENGINE_DIR OUT.html [PROFILE.toml]
//
// ENGINE_DIR holds shortlist.mjs, shortlist.wasm and rules.snapshot. The same input gives the same
// bytes. The starting profile is the JSON text in the block "profile", which may be replaced later:
// the policy names the hashes of script and style alone.

import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const [engineFolder, target, profileFile] = process.argv.slice(2);
if (target === undefined) {
  console.error("usage: node build.mjs ENGINE_DIR OUT.html [PROFILE.toml]");
  process.exit(2);
}

const here = dirname(fileURLToPath(import.meta.url));
const engine = resolve(engineFolder);

async function bundle(entry, options = {}) {
  const result = await build({
    entryPoints: [join(here, entry)],
    absWorkingDir: here,
    bundle: true,
    write: false,
    minify: true,
    charset: "utf8",
    target: ["chrome123", "firefox120", "safari17.5"],
    legalComments: "none",
    logLevel: "warning",
    ...options,
  });
  return result.outputFiles[0].text.trim();
}

const sealed = (text) => `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
const packed = (bytes) => gzipSync(bytes, { level: 9 }).toString("base64");
const escaped = (text) => JSON.stringify(text).replace(/</g, "\\u003c");

const module = {
  format: "esm",
  platform: "browser",
  jsx: "automatic",
  jsxImportSource: "preact",
  alias: { "shortlist-engine": join(engine, "shortlist.mjs") },
  external: ["node:*"],
};

const [script, sampler, style, wasm, snapshot, profile, template] = await Promise.all([
  bundle("src/main.tsx", module),
  // From file:// browsers start workers of this kind alone, in which a script has no import.meta. The
  // glue of the engine makes addresses from it, none of which is read: all is handed to it.
  bundle("src/worker.ts", { ...module, format: "iife", define: { "import.meta.url": '"file:///"' } }),
  bundle("style.css"),
  readFile(join(engine, "shortlist.wasm")),
  readFile(join(engine, "rules.snapshot")),
  profileFile === undefined ? "" : readFile(profileFile, "utf8"),
  readFile(join(here, "index.html"), "utf8"),
]);

const policy = [
  "default-src 'none'",
  `script-src ${sealed(script)} 'wasm-unsafe-eval'`,
  `style-src ${sealed(style)}`,
  "worker-src blob:",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const parts = {
  policy,
  style,
  script,
  profile: escaped(profile),
  wasm: packed(wasm),
  snapshot: packed(snapshot),
  sampler: packed(sampler),
};
const page = template.replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
await writeFile(target, page);

const kilobytes = (size) => `${(size / 1000).toFixed(0)} kB`;
console.log(
  `${target}: ${kilobytes(Buffer.byteLength(page))}, ` +
    `script ${kilobytes(gzipSync(script).length)} and style ${kilobytes(gzipSync(style).length)} gzipped`,
);
