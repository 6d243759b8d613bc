// What the tests of the page share: the page built once, a browser, and the engine beside it.
//
// SHORTLIST_ENGINE names the folder of the engine; SHORTLIST_CHROMIUM a browser.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = fileURLToPath(new URL("../../../", import.meta.url));
const sources = join(root, "src/web/page");
const packages = createRequire(join(sources, "package.json"));
const { chromium } = packages("playwright-core");
export const axe = readFileSync(packages.resolve("axe-core/axe.min.js"), "utf8");

export const engineFolder = process.env.SHORTLIST_ENGINE ?? join(root, "build/web/engine");
export const profileFile = (name) => join(root, "profiles", `${name}.toml`);
export const profileText = (name) => readFileSync(profileFile(name), "utf8");

/** The rule base of the engine that the page has in it. */
export async function engine() {
  const { open } = await import(pathToFileURL(join(engineFolder, "shortlist.mjs")).href);
  return (await open()).ruleBase();
}

/** Builds the page with a profile, or none. */
export function build(name) {
  const folder = mkdtempSync(join(tmpdir(), "shortlist-page-"));
  const file = join(folder, "page.html");
  const given = name === undefined ? [] : [profileFile(name)];
  execFileSync(process.execPath, [join(sources, "build.mjs"), engineFolder, file, ...given], { stdio: "pipe" });
  return { file, address: pathToFileURL(file).href, remove: () => rmSync(folder, { recursive: true }) };
}

export const launch = () =>
  chromium.launch({
    executablePath: process.env.SHORTLIST_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });

/** A page that is ready; what it asks of the world and what goes wrong in it is kept. */
export async function visit(browser, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const requests = [];
  const faults = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
  });
  await page.goto(address);
  await page.getByRole("tab").first().waitFor();
  return { page, context, requests, faults };
}

export const show = (page, view) => page.getByRole("tab", { name: view }).click();

export const headline = async (page) => (await page.locator("#headline").innerText()).replace(/\s+/g, " ").trim();

export const source = (page) => page.getByLabel("The profile as TOML");

/** The profile as the page has it. */
export async function text(page) {
  await show(page, "Requirement");
  return source(page).inputValue();
}
