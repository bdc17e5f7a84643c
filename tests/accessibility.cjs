// Writes, as JSON, what DAISY Ace and axe-core find in ePubs, and what does not fit a screen: node accessibility.cjs TOOLS REPORT BOOK FOLDER ...
// TOOLS is where npm installed them, FOLDER where the book before it was unpacked.
const fs = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");

const [tools, report, ...books] = process.argv.slice(2);
const from = (name) => require(require.resolve(name, { paths: [tools] }));

async function aceFindings(book) {
  const [, told] = await from("@daisy/ace-core")(book, { silent: true }, from("@daisy/ace-axe-runner-puppeteer"));
  return told.assertions.flatMap((file) =>
    file.assertions.map((one) => `Ace: ${file["earl:testSubject"].url}: ${one["earl:test"]["dct:title"]}`));
}

// A tablet, an e-ink reader, a small phone and a phone, which comes last: axe-core looks at what it shows.
const WIDTHS = [820, 600, 320, 390];
// As a reader's letters are at first, and as large as they have to be usable (WCAG 1.4.4).
const LETTERS = ["200%", "100%"];

async function axeFindings(browser, folder) {
  const found = [];
  // A cover is a picture, not a page with a heading.
  const chapters = fs.readdirSync(folder).filter((file) => file.endsWith(".xhtml") && file !== "cover.xhtml");
  const axe = fs.readFileSync(path.join(tools, "node_modules/axe-core/axe.min.js"), "utf8");
  const page = await browser.newPage();
  for (const name of chapters) {
    await page.goto(pathToFileURL(path.join(folder, name)).href);
    for (const letters of LETTERS) {
      await page.evaluate((size) => { document.documentElement.style.fontSize = size; }, letters);
      for (const width of WIDTHS) {
        await page.setViewport({ width, height: 844 });
        const shown = await page.evaluate(() => document.documentElement.scrollWidth);
        if (shown > width) found.push(`screen: ${name}: ${shown} pixels wide on ${width}, letters at ${letters}`);
      }
    }
    await page.evaluate(axe);
    const day = await page.evaluate(() => window.axe.run());
    // What a reader's night mode does: the ground and the text change, nothing else.
    await page.evaluate(() => { document.documentElement.style.cssText = "background: #000; color: #fff"; });
    const night = await page.evaluate(() => window.axe.run({ runOnly: ["color-contrast"] }));
    for (const one of [...day.violations, ...night.violations]) {
      found.push(...one.nodes.map((node) => `axe: ${name}: ${one.id}: ${node.html}`));
    }
  }
  await page.close();
  return found;
}

(async () => {
  const browser = await from("puppeteer").launch({ args: ["--no-sandbox"], headless: true });
  const found = {};
  for (let place = 0; place < books.length; place += 2) {
    const [book, folder] = books.slice(place, place + 2);
    found[book] = [...(await aceFindings(book)), ...(await axeFindings(browser, folder))];
  }
  await browser.close();
  fs.writeFileSync(report, JSON.stringify(found));
  process.exit(0);
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
