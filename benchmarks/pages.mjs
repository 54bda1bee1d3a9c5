// node pages.mjs REQUEST.json: open pages in headless Chromium and print what is wrong with them.
// REQUEST: {browser, packages (a folder with node_modules), pages, widths, shots (a folder or null)}
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

const request = JSON.parse(readFileSync(process.argv[2], "utf8"));
const require = createRequire(request.packages + "/");
const puppeteer = require("puppeteer-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const STOPS = "a[href], summary, [tabindex='0']";
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const browser = await puppeteer.launch({
  executablePath: request.browser, headless: true, args: ["--no-sandbox", "--disable-gpu"],
});

async function look(file, scheme, width) {
  const page = await browser.newPage();
  await page.setBypassCSP(true); // for axe, which is a script; the page itself has none
  const requests = [], complaints = [];
  page.on("request", r => { if (!r.url().startsWith("file://" + file)) requests.push(r.url()); });
  page.on("console", message => complaints.push(message.text()));
  page.on("dialog", dialog => { complaints.push(dialog.message()); dialog.dismiss(); });
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value: scheme },
    { name: "prefers-reduced-motion", value: "reduce" },
  ]);
  await page.goto("file://" + file, { waitUntil: "load" });
  const beyond = await page.evaluate(() =>
    Math.max(0, document.documentElement.scrollWidth - window.innerWidth));
  if (request.shots) {
    mkdirSync(request.shots, { recursive: true });
    const name = `${file.split("/").pop().replace(".html", "")}-${scheme}-${width}.png`;
    await page.screenshot({ path: `${request.shots}/${name}`, fullPage: true });
  }
  // Everything is looked at open: what is folded away is not there for axe and the keyboard.
  const stops = await page.evaluate(selector => {
    document.querySelectorAll("details").forEach(details => { details.open = true; });
    const found = document.querySelectorAll(selector);
    found.forEach((element, position) => { element.dataset.stop = position; });
    return found.length;
  }, STOPS);
  const reached = [];
  for (let i = 0; i < stops; i++) {
    await page.keyboard.press("Tab");
    reached.push(await page.evaluate(() => Number(document.activeElement?.dataset?.stop ?? -1)));
  }
  await page.evaluate(axe);
  const result = await page.evaluate(rules => axe.run(document, { runOnly: rules }), RULES);
  await page.close();
  return {
    file, scheme, width, beyond, requests, complaints, stops,
    inOrder: reached.every((stop, position) => stop === position),
    rules: result.passes.length,
    violations: result.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target).join(", ")}`),
  };
}

const looked = [];
for (const file of request.pages)
  for (const scheme of ["light", "dark"])
    for (const width of request.widths) looked.push(await look(file, scheme, width));
const versions = { chromium: await browser.version(), axe: require("axe-core/package.json").version };
await browser.close();
console.log(JSON.stringify({ versions, looked }));
