// The page in a browser, from file://, without a server.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { build, engine, headline, launch, profileText, show, source, text, visit } from "./page.mjs";

let browser;
let rules;
let page; // with contract-review in it
let mixed; // with court-transcripts, where the lead changes with the weights
let blank;

before(async () => {
  rules = await engine();
  page = build("contract-review");
  mixed = build("court-transcripts");
  blank = build();
  browser = await launch(); // last: what fails before it leaves no browser behind
});

after(async () => {
  await browser?.close();
  for (const each of [page, mixed, blank]) each?.remove();
});

const rank = (toml) => {
  const profile = rules.profile(toml);
  const ranking = JSON.parse(profile.rank());
  profile.free();
  return ranking;
};

/** Whether a headline says what a ranking of the engine does of its first two. */
function agrees(said, { ranking: [first, second] }) {
  const name = `${first.name} (${[first.variant_name, first.quantisation].filter(Boolean).join(", ")})`;
  const points = Math.round(100 * first.score);
  const apart = points - Math.round(100 * second.score);
  const by = apart === 0 ? "less than a point" : apart;
  const start = `${name} comes first with ${points} of 100 points, ${by} ahead of ${second.name}.`;
  assert.ok(said.startsWith(start), `"${said}" does not begin with "${start}"`);
}

async function drop(target, name, contents) {
  const data = await target.evaluateHandle(
    ([fileName, words]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([words], fileName));
      return transfer;
    },
    [name, contents],
  );
  await target.dispatchEvent("main", "drop", { dataTransfer: data });
}

test("the same input gives the same bytes, in one file that is small enough", () => {
  const again = build("contract-review");
  const bytes = readFileSync(page.file);
  assert.ok(bytes.equals(readFileSync(again.file)));
  assert.ok(bytes.length < 3_500_000, `${bytes.length} bytes`);
  again.remove();
});

test("a requirement is made from nothing by the keyboard alone", async () => {
  const { page: at, context, faults } = await visit(browser, blank.address);
  const { keyboard } = at;
  const reach = async (found) => {
    for (let steps = 0; steps < 80; ++steps) {
      await keyboard.press("Tab");
      if (await at.evaluate(found)) return;
    }
    assert.fail(`Tab does not reach ${found}`);
  };
  await reach(() => document.activeElement.parentElement?.textContent === "documents");
  await keyboard.press("Space");
  await reach(() => document.activeElement.labels?.[0]?.textContent === "Which languages does it have to know?");
  await keyboard.type("German, English");
  await reach(() => document.activeElement.labels?.[0]?.textContent === "Which machine is it to run on?");
  await keyboard.type("24 GiB");
  await reach(() => document.activeElement.textContent === "Make the profile and rank");
  await keyboard.press("Enter");
  await at.locator("table.ranking").waitFor();
  const said = await headline(at);
  await reach(() => document.activeElement.matches("table.ranking .opener"));
  await keyboard.press("Enter");
  await at.locator(".account").waitFor();
  const toml = await text(at);
  assert.match(toml, /memory = "24 GiB"/);
  agrees(said, rank(toml));
  assert.deepEqual(faults, []);
  await context.close();
});

test("a moved slider ranks anew, writes one weight, and the headline is the engine's", async () => {
  const { page: at, context, faults } = await visit(browser, mixed.address);
  const before = await headline(at);
  agrees(before, rank(profileText("court-transcripts")));
  await show(at, "What if");
  const slider = at.getByRole("slider").first();
  const label = await at.locator(".slider label code").first().innerText();
  await slider.evaluate((element) => {
    element.value = "0.1";
    element.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
  await at.waitForFunction((was) => document.getElementById("headline").innerText.trim() !== was, before);
  const moving = await headline(at);
  await slider.evaluate((element) => element.dispatchEvent(new Event("change", { bubbles: true })));
  await at.waitForTimeout(200);
  assert.equal(await headline(at), moving, "letting go changes no word");
  const toml = await text(at);
  const ranking = rank(toml);
  agrees(moving, ranking);
  assert.ok(Math.abs(ranking.weights[label] - 0.1) < 1e-4, `${label} is ${ranking.weights[label]}`);
  const were = profileText("court-transcripts").split("\n");
  const changed = toml.split("\n").filter((line) => !were.includes(line));
  assert.equal(changed.length, 1, `one line changes, not ${changed.join(" | ")}`);
  assert.deepEqual(faults, []);
  await context.close();
});

test("the strip above a slider says who leads where", async () => {
  const { page: at, context } = await visit(browser, mixed.address);
  await show(at, "What if");
  const need = "word_errors_german";
  const said = await at.locator(".slider", { has: at.getByText(need, { exact: true }) }).locator(".slider-leads").innerText();
  const profile = rules.profile(profileText("court-transcripts"));
  const { criteria, names } = JSON.parse(profile.whatifWeights(need));
  const leads = criteria[0].segments.map((each) => names[each.order[0]]);
  const runs = leads.filter((name, place) => name !== leads[place - 1]);
  assert.ok(runs.length > 1);
  assert.deepEqual(said.split("; ").map((each) => each.split(": ")[1]), runs);
  await context.close();
});

test("weights of the smallest flip are taken, and undone", async () => {
  const { page: at, context } = await visit(browser, mixed.address);
  const before = await text(at);
  await show(at, "What if");
  await at.getByLabel("What would it take for").selectOption({ index: 1 });
  await at.getByRole("button", { name: "Take these weights" }).click();
  const after = await text(at);
  assert.notEqual(after, before);
  const [first, second] = rank(after).ranking;
  assert.ok(Math.abs(first.score - second.score) < 1e-3, "the two are level where the lead changes hands");
  await at.getByRole("button", { name: "Undo" }).click();
  assert.equal(await source(at).inputValue(), before);
  await at.getByRole("button", { name: "Redo" }).click();
  assert.equal(await source(at).inputValue(), after);
  await context.close();
});

test("a key is swept, and ranks are drawn", async () => {
  const { page: at, context, faults } = await visit(browser, page.address);
  await show(at, "What if");
  await at.getByLabel("Key", { exact: true }).selectOption("context.at_least");
  await at.getByLabel("Values").fill("4K..120K");
  await at.getByLabel("Values").press("Enter");
  await at.locator("figure canvas").waitFor();
  assert.ok((await at.getByRole("region", { name: "Who leads where" }).locator("tbody tr").count()) >= 1);
  await at.getByLabel("Values").fill("nonsense");
  await at.getByLabel("Values").press("Enter");
  assert.match(await at.locator("pre.diagnostic").innerText(), /context\.at_least/);
  await at.getByRole("button", { name: "Draw", exact: true }).click();
  await at.locator("table.drawn").waitFor();
  const profile = rules.profile(profileText("contract-review"));
  const { acceptability } = JSON.parse(profile.whatifSample({ samples: 100_000 }));
  const most = Math.max(...Object.values(acceptability).map(([first]) => first));
  const shown = await at.locator("table.drawn tbody tr").first().locator("td").first().innerText();
  assert.equal(shown, String(Math.round(most * 1000) / 10));
  assert.deepEqual(faults, []);
  await context.close();
});

test("drawing leaves the page at hand, and is stopped", async () => {
  const { page: at, context, faults } = await visit(browser, page.address);
  await show(at, "Requirement");
  await source(at).fill(profileText("best-for-regulated-enterprise"));
  await show(at, "What if");
  await at.getByRole("button", { name: "Draw", exact: true }).click();
  await at.waitForFunction(() => document.querySelector("progress")?.value > 0, undefined, { timeout: 60_000 });
  await at.getByRole("button", { name: "Stop" }).click();
  await at.getByRole("button", { name: "Draw", exact: true }).waitFor();
  assert.equal(await at.locator("table.drawn").count(), 0);
  assert.deepEqual(faults, []);
  await context.close();
});

for (const [kind, toml] of [
  ["rules that multiply weights", profileText("best-for-regulated-enterprise")],
  [
    "an order in place of weights",
    'schema = 1\norder = ["context", "tools"]\n\n# stays\n[need.context]\nat_least = "128K"\n\n[need.tools]\n\n[[need.language]]\nall_of = ["de"]\n\n[[need.language]]\nall_of = ["en"]\n',
  ],
])
  test(`a slider comes to its share beside ${kind}`, async () => {
    const { page: at, context, faults } = await visit(browser, page.address);
    await show(at, "Requirement");
    await source(at).fill(toml);
    await show(at, "What if");
    for (const place of [0, 1]) {
      const slider = at.getByRole("slider").nth(place);
      const need = await at.locator(".slider label code").nth(place).innerText();
      await slider.evaluate((element) => {
        element.value = "0.3";
        element.dispatchEvent(new InputEvent("input", { bubbles: true }));
        element.dispatchEvent(new Event("change", { bubbles: true }));
      });
      const { weights } = rank(await text(at));
      assert.ok(Math.abs(weights[need] - 0.3) < 1e-3, `${need} is ${weights[need]}`);
      await show(at, "What if");
    }
    const flip = at.getByLabel("What would it take for");
    await flip.selectOption({ index: 1 });
    if (await at.getByRole("button", { name: "Take these weights" }).isVisible()) {
      const then = await at.getByRole("region", { name: "Weights of the flip" }).locator("tbody td:nth-child(3)").allInnerTexts();
      await at.getByRole("button", { name: "Take these weights" }).click();
      const { weights } = rank(await text(at));
      Object.values(weights).forEach((weight, place) =>
        assert.ok(Math.abs(100 * weight - Number(then[place])) < 0.11, `${weight} is not ${then[place]} percent`),
      );
    }
    if (toml.includes("# stays")) assert.match(await text(at), /# stays/);
    assert.deepEqual(faults, []);
    await context.close();
  });

test("an account has reasons, and sources with their links", async () => {
  const { page: at, context, faults } = await visit(browser, page.address);
  const opener = at.locator("table.ranking .opener").nth(1);
  assert.equal(await opener.getAttribute("aria-expanded"), "false");
  await opener.click();
  assert.equal(await opener.getAttribute("aria-expanded"), "true");
  const account = at.locator(".account");
  const [, second] = rank(profileText("contract-review")).ranking;
  for (const { reason } of second.criteria) assert.ok((await account.innerText()).includes(reason), reason);
  const links = await account.locator("a[href^='https://']").count();
  assert.ok(links > 0);
  assert.deepEqual(faults, []);
  await context.close();
});

test("a relaxation is applied by a click, and readmits its family", async () => {
  const { page: at, context, faults } = await visit(browser, page.address);
  const { excluded } = rank(profileText("contract-review"));
  const asked = excluded.filter(({ failures }) => !failures.some((each) => each.by_default));
  const near = asked.filter(({ relaxation }) => relaxation?.length === 1).slice(0, 3);
  const further = asked.filter(({ relaxation }) => relaxation?.length > 1).slice(0, 3);
  assert.ok(near.length > 0 && further.length > 0);
  for (const { name, family } of [...near, ...further]) {
    await show(at, "Ranking");
    const away = at.locator("details", { has: at.locator(".excluded") }).first();
    await away.evaluate((element) => (element.open = true));
    await at.getByRole("button", { name: `Apply what readmits ${name}`, exact: true }).click();
    const { ranking } = rank(await text(at));
    assert.ok(ranking.some((each) => each.family === family), `${name} is ranked`);
    await at.getByRole("button", { name: "Undo" }).click();
  }
  assert.equal(await text(at), profileText("contract-review"));
  assert.deepEqual(faults, []);
  await context.close();
});

test("the address opens the same state in another page", async () => {
  const { page: at, context } = await visit(browser, page.address);
  await show(at, "Requirement");
  await at.getByLabel("Title").fill("Verträge <b>& mehr</b>");
  await at.getByLabel("Title").press("Tab");
  await show(at, "Ranking");
  await at.locator("table.excluded").first().getByRole("button", { name: "Apply" }).first().click();
  const toml = await text(at);
  await show(at, "Compare");
  await at.waitForTimeout(600);
  const address = at.url();
  const { page: other, context: elsewhere } = await visit(browser, address);
  assert.equal(await other.getByRole("tab", { selected: true }).innerText(), "Compare");
  assert.equal(await other.getByRole("heading", { level: 1 }).innerText(), "Verträge <b>& mehr</b>");
  assert.equal(await headline(other), await headline(at));
  assert.equal(await text(other), toml);
  await context.close();
  await elsewhere.close();
});

test("a broken profile that is dropped is shown with its line, caret and suggestion", async () => {
  const { page: at, context, faults } = await visit(browser, page.address);
  await drop(at, "broken.toml", 'schema = 1\n[need.context]\nat_leest = 60_000\n[need.langage]\nall_of = ["zh"]\n');
  const said = at.locator("#diagnostics li");
  await said.first().waitFor();
  const words = (await said.allInnerTexts()).join("\n");
  assert.match(words, /Line 3/);
  assert.match(words, /has no key 'at_leest'/);
  assert.match(words, /at_leest = 60_000\n\s*\^/);
  assert.match(words, /did you mean 'language'\?/);
  assert.ok(await at.getByRole("alert").first().isVisible());
  await drop(at, "good.toml", profileText("court-transcripts"));
  await at.locator("table.ranking").waitFor();
  agrees(await headline(at), rank(profileText("court-transcripts")));
  assert.deepEqual(faults, []);
  await context.close();
});

test("the form adds a need, fills it in, and takes it out", async () => {
  const { page: at, context, faults } = await visit(browser, page.address);
  const before = await text(at);
  await at.getByLabel("Add a need").fill("Tool calling");
  await at.getByLabel("Add a need").press("Enter");
  assert.equal(rank(await source(at).inputValue()).weights.tools > 0, true);
  assert.ok((await source(at).inputValue()).startsWith("#:schema"), "comments stay");
  await at.getByLabel("Add a need").fill("Longest answer");
  await at.getByLabel("Add a need").press("Enter");
  await at.locator("#diagnostics li").first().waitFor();
  const need = at.locator("[data-need='max_output']");
  await need.getByLabel("At least").fill("8K");
  await need.getByLabel("At least").press("Tab");
  await need.getByLabel("Level").selectOption("should");
  assert.equal(await at.locator("#diagnostics li.error").count(), 0);
  assert.ok(rank(await source(at).inputValue()).weights.max_output > 0);
  const languages = at.locator("[data-need='language']").getByRole("combobox", { name: "All of" });
  await languages.fill("german");
  await languages.press("Enter");
  assert.match(await source(at).inputValue(), /all_of = \[ ?"zh", "en", "de" ?\]/);
  await at.getByRole("button", { name: "Remove German" }).click();
  for (const id of ["tools", "max_output"])
    await at.locator(`[data-need='${id}']`).getByRole("button", { name: /^Remove/ }).last().click();
  const lines = (words) => words.split("\n").filter((line) => line !== "" && !line.startsWith("all_of"));
  assert.deepEqual(lines(await source(at).inputValue()), lines(before));
  assert.deepEqual(faults, []);
  await context.close();
});

test("families are compared, with memory by part", async () => {
  const { page: at, context, faults } = await visit(browser, page.address);
  await show(at, "Compare");
  await at.getByLabel("Add a family").fill("gpt-oss");
  await at.getByLabel("Add a family").press("Enter");
  assert.equal(await at.locator("table.facts thead th").count(), 4);
  assert.match(await at.locator("table.memory").innerText(), /gpt-oss-20b/);
  assert.ok((await at.locator("pre.commands").count()) >= 1);
  await at.getByLabel("On the device").fill("8 GiB");
  await at.getByLabel("On the device").press("Enter");
  assert.match(await at.locator("table.memory caption").innerText(), /8 GiB/);
  assert.deepEqual(faults, []);
  await context.close();
});

test("the page goes on paper", async () => {
  const { page: at, context } = await visit(browser, page.address);
  const pdf = await at.pdf({ format: "A4", landscape: true });
  assert.ok(pdf.length > 20_000);
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  await context.close();
});

test("text of a profile is text", async () => {
  const { page: at, context, faults } = await visit(browser, page.address);
  const nasty = '<img src=x onerror="document.title=1"></script><script>document.title=2</script>';
  await drop(at, "nasty.toml", `schema = 1\ntitle = '${nasty}'\n[need.language]\nall_of = ["de"]\nbecause = '${nasty}'\n`);
  await at.waitForFunction((words) => document.querySelector("h1").textContent === words, nasty);
  assert.equal(await at.locator("img").count(), 0);
  assert.ok((await at.title()).startsWith("<img"));
  assert.deepEqual(faults, []);
  await context.close();
});

test("another profile takes the place of the one in the page", async () => {
  const html = readFileSync(page.file, "utf8");
  const words = JSON.stringify(profileText("court-transcripts")).replace(/</g, "\\u003c");
  const spliced = page.file.replace("page.html", "spliced.html");
  writeFileSync(
    spliced,
    html.replace(/(<script type="text\/plain" id="profile">)[^<]*/, (_, block) => block + words),
  );
  const { page: at, context, faults } = await visit(browser, pathToFileURL(spliced).href);
  agrees(await headline(at), rank(profileText("court-transcripts")));
  assert.equal(await text(at), profileText("court-transcripts"));
  assert.deepEqual(faults, []);
  await context.close();
});

test("no request leaves the page", async () => {
  const { page: at, context, requests } = await visit(browser, page.address);
  for (const view of ["Requirement", "Ranking", "What if", "Compare"]) await show(at, view);
  await show(at, "What if");
  await at.getByRole("button", { name: "Draw", exact: true }).click();
  await at.locator("table.drawn").waitFor();
  for (const url of requests)
    assert.ok(url.split("#")[0] === page.address || /^(data|blob):/.test(url), url);
  await context.close();
});
