/* Written by Handout Builder. Search and filters of the download page; without it the list is whole. */
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const form = byId("_search");
  if (!form) return;
  const list = byId("_list"), found = byId("_found"), status = byId("_status");
  const fields = { q: byId("_q"), topic: byId("_topic"), person: byId("_person"), language: byId("_language") };
  const STEP = 24;
  const chunks = [];
  let rows = null, loading = null, shown = STEP, asked = "";

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();

  // A script is what a page from the disk may load; each calls this with its rows.
  window.handouts = (number, more) => { chunks[number] = more; };

  const load = () => {
    loading ||= Promise.all(Array.from({ length: Number(form.dataset.scripts) }, (_, place) => new Promise((done) => {
      const script = document.createElement("script");
      script.src = `site/cards-${place + 1}.js`;
      script.onload = script.onerror = done;
      document.head.append(script);
    }))).then(() => {
      rows = chunks.flat().filter(Boolean).map((row) => ({
        ...row,
        title: fold(row.t),
        all: fold([row.t, row.u, row.s, row.b, ...(row.k || []), ...(row.p || [])].filter(Boolean).join(" ")),
        topics: (row.k || []).map((topic) => topic.toLowerCase()),
      }));
    });
    return loading;
  };

  const make = (name, attributes, ...inside) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value || key === "alt") element.setAttribute(key, value);
    element.append(...inside.filter(Boolean));
    return element;
  };
  const marked = (mark) => (mark && mark.length ? { lang: mark[0], "xml:lang": mark[0], dir: mark[1] } : {});
  const line = (name, text) => text && make("p", { class: name }, text);

  // The same as site-card.html.
  const card = (row) => {
    const page = `articles/${row.h}.html`;
    const picture = make("img", { src: `covers/${row.h}.png`, alt: "", width: "160", height: "240", loading: "lazy", decoding: "async" });
    const facts = row.f.flatMap(([text, mark], place) => [place ? " " : "", make("span", marked(mark), text + (place < row.f.length - 1 ? "\u00a0·" : ""))]);
    const downloads = (row.w || []).map(([text, path, size, type]) => make("li", {}, make("a", { href: path, type }, `${text} `,
      make("span", { class: "size", dir: "ltr" }, size), make("span", { class: "unseen" }, `: ${row.t}`))));
    return make("li", { class: "card", lang: row.l, dir: row.l && row.d },
      make("a", { class: "cover", href: page, tabindex: "-1", "aria-hidden": "true" }, picture),
      make("div", { class: "told" },
        make("h2", { class: "title" }, make("a", { href: page }, row.t)),
        line("by", row.b), line("subtitle", row.u), line("summary", row.s),
        make("p", { class: "facts" }, ...facts),
        row.k && make("ul", { class: "topics" }, ...row.k.map((topic, place) => make("li", marked((row.n || [])[place]), topic))),
        make("ul", { class: "downloads", ...marked(row.m) }, ...downloads)));
  };

  const wanted = () => {
    const value = (name) => (fields[name] ? fields[name].value : "");
    return { words: fold(value("q")).split(/\s+/).filter(Boolean), topic: value("topic").toLowerCase(), person: value("person"), language: value("language") };
  };

  const show = (hits) => {
    const more = hits.length > shown && make("button", { type: "button" }, form.dataset.more);
    if (more) {
      more.addEventListener("click", () => {
        const before = shown;
        shown += STEP;
        show(hits);
        found.querySelectorAll(".title a")[before].focus();
      });
    }
    const cards = make("ul", { class: hits.length < 4 ? "cards few" : "cards" }, ...hits.slice(0, shown).map(card));
    found.replaceChildren(...[hits.length && cards, more].filter(Boolean));
    status.textContent = hits.length ? form.dataset.found.replace("{}", hits.length) : form.dataset.none;
  };

  const apply = async () => {
    const { words, topic, person, language } = wanted();
    asked = JSON.stringify([words, topic, person, language]);
    const now = asked;
    if (!words.length && !topic && !person && !language) {
      list.hidden = false;
      found.hidden = true;
      found.replaceChildren();
      status.textContent = "";
      return;
    }
    await load();
    if (now !== asked) return;
    const hits = rows.filter((row) => words.every((word) => row.all.includes(word))
      && (!topic || row.topics.includes(topic)) && (!person || (row.p || []).includes(person)) && (!language || row.g === language));
    const inTitle = (row) => words.every((word) => row.title.includes(word));
    shown = STEP;
    list.hidden = true;
    found.hidden = false;
    show([...hits.filter(inTitle), ...hits.filter((row) => !inTitle(row))]);
  };

  form.addEventListener("submit", (event) => { event.preventDefault(); apply(); });
  form.addEventListener("input", apply);
  form.addEventListener("reset", () => setTimeout(() => { apply(); fields.q.focus(); }));
  form.addEventListener("focusin", load, { once: true });
  // A browser that goes back to the page fills in what was there.
  window.addEventListener("pageshow", apply);
})();
