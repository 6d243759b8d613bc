// The headline in the words of the command, over every profile that ships.
//
// SHORTLIST_COMMAND names the command; without it there is nothing to hold the page to.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { build, headline, launch, profileFile, profileText, root, source, text, visit } from "./page.mjs";

const command = process.env.SHORTLIST_COMMAND;
const names = readdirSync(join(root, "profiles"))
  .filter((name) => name.endsWith(".toml"))
  .map((name) => name.replace(/\.toml$/, ""));

/** What the command says before the title of the profile. */
function verdict(name) {
  const printed = execFileSync(command, ["rank", profileFile(name), "--color", "never"], { cwd: root, encoding: "utf8" });
  return (printed.split("\n\n")[0] ?? "").replace(/\s+/g, " ").trim();
}

let browser;
let blank;

before(async () => {
  if (command === undefined) return;
  browser = await launch();
  blank = build();
});

after(async () => {
  await browser?.close();
  blank?.remove();
});

test("the page says what the command says", { skip: command === undefined && "no command" }, async () => {
  const { page: at, context } = await visit(browser, blank.address);
  await text(at);
  for (const name of names) {
    await source(at).fill(profileText(name));
    await source(at).blur();
    assert.equal(await headline(at), verdict(name), name);
  }
  await context.close();
});
