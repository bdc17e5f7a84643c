/* Reads feeds with the parsers of real clients: r2-opds-js (Thorium Reader) and opds-feed-parser (the opds-web-client).

   node opds_clients.cjs FOLDER FILE... prints, as JSON, what each parser understood of each file. */
const fs = require("fs");
const path = require("path");

const [home, ...files] = process.argv.slice(2);
const from = (name) => require(path.join(home, "node_modules", name));
const R2 = "r2-opds-js/dist/es8-es2017/src/opds";

const { initGlobalConverters_OPDS } = from(`${R2}/init-globals`);
const shared = from("r2-shared-js/dist/es8-es2017/src/init-globals");
initGlobalConverters_OPDS();
shared.initGlobalConverters_SHARED();
shared.initGlobalConverters_GENERIC();

const { DOMParser } = from("@xmldom/xmldom");
const { XML } = from("r2-utils-js/dist/es8-es2017/src/_utils/xml-js-mapper");
const { TaJsonDeserialize, TaJsonSerialize } = from("r2-lcp-js/dist/es8-es2017/src/serializable");
const { OPDS } = from(`${R2}/opds1/opds`);
const { OPDSFeed } = from(`${R2}/opds2/opds2`);
const { OPDSPublication } = from(`${R2}/opds2/opds2-publication`);
const { convertOpds1ToOpds2 } = from(`${R2}/converter`);
const NyplParser = from("opds-feed-parser").default;

async function understood(file) {
  const text = fs.readFileSync(file, "utf-8");
  if (file.endsWith(".json")) {
    const kind = path.basename(file).startsWith("publication.") ? OPDSPublication : OPDSFeed;
    return { readium: TaJsonSerialize(TaJsonDeserialize(JSON.parse(text), kind)) };
  }
  const faults = [];
  const parser = new DOMParser({ onError: (level, message) => faults.push(`${level}: ${message}`) });
  const feed = XML.deserialize(parser.parseFromString(text, "application/xml"), OPDS);
  const nypl = await new NyplParser().parse(text);
  return { faults, readium: TaJsonSerialize(convertOpds1ToOpds2(feed)), nypl, nyplKind: nypl.constructor.name };
}

Promise.all(files.map(async (file) => [file, await understood(file)]))
  .then((all) => process.stdout.write(JSON.stringify(Object.fromEntries(all))))
  .catch((error) => { console.error(error); process.exit(1); });
