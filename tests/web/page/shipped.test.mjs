// Every profile that ships: in each view without a fault, and with the headline in the words of the
// command.
//
// SHORTLIST_COMMAND names the command; without it there are no words to hold the page to.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { build, headline, launch, profileFile, profileText, root, show, source, text, visit } from "./page.mjs";

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
  blank = build();
  browser = await launch();
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

test("every profile goes through every view", async () => {
  const { page: at, context, faults } = await visit(browser, blank.address);
  for (const name of names) {
    await text(at);
    await source(at).fill(profileText(name));
    await source(at).blur();
    assert.ok((await at.locator(".need").count()) > 0, `${name}: needs in the form`);
    await show(at, "Ranking");
    await at.locator(".opener").first().click();
    await at.locator(".account").waitFor();
    await show(at, "What if");
    await at.locator(".slider").first().waitFor();
    assert.deepEqual(await at.locator("pre.diagnostic").allInnerTexts(), [], `${name}: a key that can be swept`);
    await show(at, "Compare");
    await at.locator("table.facts").waitFor();
    assert.deepEqual(faults, [], name);
  }
  await context.close();
});

test("a changed weight changes one line, and all else of the text stays", async () => {
  const { page: at, context } = await visit(browser, blank.address);
  await text(at);
  for (const name of names) {
    await source(at).fill(profileText(name));
    await source(at).blur();
    const weight = at.getByLabel("Weight").last();
    await weight.fill("7.25");
    await weight.press("Tab");
    const before = profileText(name).split("\n");
    const made = (await source(at).inputValue()).split("\n");
    const fresh = made.filter((line) => !before.includes(line));
    assert.deepEqual(fresh, ["weight = 7.25"], name);
    assert.ok(Math.abs(made.length - before.length) <= 1, name);
  }
  await context.close();
});
