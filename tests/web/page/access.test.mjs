// axe finds nothing in any view, light or dark, wide or narrow, and nothing is wider than the screen.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, build, launch, show, visit } from "./page.mjs";

let browser;
let page;
let blank;

before(async () => {
  page = build("contract-review");
  blank = build();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  for (const each of [page, blank]) each?.remove();
});

async function check(at) {
  await at.waitForTimeout(150);
  // The policy of the page lets no foreign script in; what a debugger evaluates is not held to it.
  await at.evaluate(axe);
  const { violations } = await at.evaluate(() => globalThis.axe.run(document));
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(" | ")}`),
    [],
  );
  const beyond = await at.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(beyond <= 0, `${beyond} pixels beyond the screen`);
}

for (const colorScheme of ["light", "dark"])
  for (const width of [1280, 360]) {
    const options = { colorScheme, viewport: { width, height: 900 } };

    test(`with nothing asked for, ${colorScheme}, ${width}`, async () => {
      const { page: at, context } = await visit(browser, blank.address, options);
      for (const view of ["Requirement", "Ranking", "What if", "Compare"]) {
        await show(at, view);
        await check(at);
      }
      await context.close();
    });

    test(`with a profile, ${colorScheme}, ${width}`, async () => {
      const { page: at, context } = await visit(browser, page.address, options);
      await at.locator("table.ranking .opener").first().click();
      await at.locator("details > summary").last().click();
      await check(at);
      await show(at, "Requirement");
      await check(at);
      await at.getByLabel("The profile as TOML").fill("schema = 1\n[need.context]\nat_leest = 3\n");
      await at.locator("#diagnostics li").first().waitFor();
      await check(at);
      await at.getByRole("button", { name: "Undo" }).click();
      await show(at, "What if");
      await at.getByRole("button", { name: "Draw", exact: true }).click();
      await at.locator("table.drawn").waitFor();
      await check(at);
      await show(at, "Compare");
      await check(at);
      await context.close();
    });
  }
