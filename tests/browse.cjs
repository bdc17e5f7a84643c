// Writes, as JSON, what a browser shows of a download page on the disk: node browse.cjs TOOLS REPORT HANDOUTS
// TOOLS is where npm installed axe-core and puppeteer.
const fs = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");

const [tools, report, handouts] = process.argv.slice(2);
const from = (name) => require(require.resolve(name, { paths: [tools] }));
const at = (name) => pathToFileURL(path.join(handouts, name)).href;

const PAGES = ["index.html", "index.2.html", "articles/awkward.html", "articles/pictured.html", "articles/sleep-es.html",
  "articles/sleep-ar.html", "clinicians/jane-roe.html"];
const WIDTHS = [320, 1280, 390];

async function looks(page, axe) {
  const found = [];
  for (const name of PAGES) {
    for (const width of WIDTHS) {
      await page.setViewport({ width, height: 844 });
      await page.goto(at(name));
      const shown = await page.evaluate(() => document.documentElement.scrollWidth);
      if (shown > width) found.push(`${name}: ${shown} pixels wide on ${width}`);
      if (width === 320) continue;
      const shift = await page.evaluate(() => new Promise((told) => {
        let sum = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((one) => { sum += one.value; }))
          .observe({ type: "layout-shift", buffered: true });
        setTimeout(() => told(sum), 100);
      }));
      if (shift > 0.01) found.push(`${name}: jumps by ${shift} on ${width}`);
      await page.evaluate(axe);
      // Every rule, but for the contrast of 7:1: the colours are the clinic's.
      const told = await page.evaluate(() => axe.run(document, {
        preload: false,
        rules: Object.fromEntries(axe.getRules().map(({ ruleId }) => [ruleId, { enabled: ruleId !== "color-contrast-enhanced" }])),
      }));
      found.push(...told.violations.flatMap((one) => one.nodes.map((node) => `${name}: ${one.id}: ${node.html}`)));
    }
  }
  return found;
}

const state = (page) => page.evaluate(() => ({
  status: document.getElementById("_status").textContent,
  titles: [...document.querySelectorAll(".card")].filter((card) => card.checkVisibility())
    .map((card) => card.querySelector(".title").textContent),
  pages: document.querySelectorAll("nav.pages a").length,
}));

const settled = (page) => page.evaluate(() => new Promise((done) => setTimeout(done, 120)));

async function asked(page, values) {
  await page.goto(at("index.html"));
  for (const [id, value] of Object.entries(values)) {
    if (id === "_q") await page.type(`#${id}`, value);
    else await page.select(`#${id}`, value);
  }
  await settled(page);
  return state(page);
}

async function byKeyboard(page) {
  await page.goto(at("index.html"));
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());
  const order = [];
  for (let step = 0; step < 6; step += 1) {
    await page.keyboard.press("Tab");
    order.push(await focused());
  }
  await page.focus("#_q");
  await page.keyboard.type("grief, part");
  await settled(page);
  for (let step = 0; step < 5; step += 1) await page.keyboard.press("Tab");
  const link = await focused();
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  return { order, link, arrived: path.basename(page.url()) };
}

// What the script makes of its rows beside what the page has.
async function likeness(page) {
  await page.goto(at("index.html"));
  const cards = () => page.evaluate(() => Object.fromEntries([...document.querySelectorAll(".card")].map((card) => {
    const plain = card.cloneNode(true);
    const walker = document.createTreeWalker(plain, NodeFilter.SHOW_TEXT);
    const empty = [];
    while (walker.nextNode()) if (!walker.currentNode.data.trim()) empty.push(walker.currentNode);
    empty.filter((node) => node.data.includes("\n")).forEach((node) => node.remove());
    return [card.querySelector(".title").textContent, plain.outerHTML];
  })));
  const own = await cards();
  const found = {};
  for (const letter of ["a", "e", "ن"]) {
    await page.$eval("#_q", (field) => { field.value = ""; });
    await page.type("#_q", letter);
    await settled(page);
    for (let more; (more = await page.$("#_found button"));) await more.click();
    Object.assign(found, await page.evaluate(() => document.getElementById("_list").remove()) || await cards());
    await page.reload();
  }
  return Object.keys(own).filter((title) => own[title] !== found[title]).map((title) => [own[title], found[title]]);
}

async function withoutScript(browser) {
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(false);
  await page.goto(at("index.html"));
  const told = await page.$$eval(".card", (cards) => cards.length);
  const search = await page.$eval("#_search", (form) => getComputedStyle(form).display);
  await page.close();
  return { cards: told, search };
}

async function printed(page) {
  await page.goto(at("index.html"));
  await page.emulateMediaType("print");
  const shown = await page.evaluate(() => Object.fromEntries(["#_search", ".cover", ".title", ".by", ".facts", ".pages", ".crisis", ".cards .downloads"]
    .map((place) => [place, document.querySelector(place).checkVisibility()])));
  const pdf = await page.pdf({ format: "letter" });
  await page.emulateMediaType(null);
  return { shown, size: pdf.length };
}

(async () => {
  const browser = await from("puppeteer").launch({ args: ["--no-sandbox"], headless: true });
  const axe = fs.readFileSync(path.join(tools, "node_modules/axe-core/axe.min.js"), "utf8");
  const page = await browser.newPage();
  const requests = new Set(), errors = [];
  page.on("request", (request) => requests.add(request.url()));
  page.on("requestfailed", (request) => errors.push(request.url()));
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("dialog", (dialog) => { errors.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  const told = {
    looks: await looks(page, axe),
    words: await asked(page, { _q: "PART jose" }),
    topic: await asked(page, { _topic: "Anxiety" }),
    person: await asked(page, { _person: "mary major" }),
    language: await asked(page, { _language: "ar" }),
    both: await asked(page, { _q: "part 2", _topic: "Anxiety" }),
    nothing: await asked(page, { _q: "no such words" }),
    keyboard: await byKeyboard(page),
    likeness: await likeness(page),
    printed: await printed(page),
    withoutScript: await withoutScript(browser),
  };
  await browser.close();
  const outside = [...requests].filter((url) => !url.startsWith(pathToFileURL(handouts).href) && !url.startsWith("data:"));
  fs.writeFileSync(report, JSON.stringify({ ...told, outside, errors }));
  process.exit(0);
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
