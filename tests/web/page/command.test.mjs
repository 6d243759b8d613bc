// What `shortlist page` writes: the page with a profile and a rule base that the command filled in.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch, profileFile, root, visit } from "./page.mjs";

const command = process.env.SHORTLIST_COMMAND;
const skip = command === undefined && "no command";
const folder = mkdtempSync(join(tmpdir(), "shortlist-page-"));
let browser;
before(async () => (browser = await launch()));
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

const ranked = (...words) => JSON.parse(execFileSync(command, ["rank", ...words, "--format", "json"], { cwd: root, encoding: "utf8", maxBuffer: 2 ** 28 }));

async function opened(...words) {
  const file = join(folder, "page.html");
  execFileSync(command, ["page", ...words, "--output", file], { cwd: root });
  return visit(browser, pathToFileURL(file).href);
}

test("it opens with the profile, and ranks as the command does", { skip }, async () => {
  const { page, context, faults } = await opened(profileFile("contract-review"));
  const { profile, ranking } = ranked(profileFile("contract-review"));
  await page.getByRole("heading", { level: 1, name: profile.title }).waitFor();
  await page.getByRole("button", { name: ranking[0].name }).first().waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test("it has the rule base that the command was given", { skip }, async () => {
  const bicycles = join(root, "tests/data/bicycles");
  const words = [join(bicycles, "commute.toml"), "--rules", join(bicycles, "rules")];
  const { page, context, faults } = await opened(...words);
  const { ranking } = ranked(...words);
  await page.getByRole("button", { name: ranking[0].name }).first().waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test("what a profile says ends no block of the page", { skip }, async () => {
  const title = "</script><script>document.title = 'no'</script> & <b>\u2028";
  const file = join(folder, "hostile.toml");
  writeFileSync(file, `schema = 1\ntitle = ${JSON.stringify(title)}\n[need.context]\nat_least = 1000\n`);
  const { page, context, faults } = await opened(file);
  assert.notEqual(await page.title(), "no");
  assert.equal(await page.locator("b").count(), 0);
  assert.deepEqual(faults, []);
  await context.close();
});
