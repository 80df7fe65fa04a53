// The dialog that shows what a row rests on. Evidence lies in the page, or in script files beside it that load when asked for.
const KINDS = { trigger: "what happened", source: "who", target: "to whom", time: "when", place: "where", figure: "how many" };
const loaded = new Map();
let opener = null;

// Called by the evidence files; the one name that this page gives to others.
window.factlineEvidence = (part, evidence) => loaded.get(part).done(evidence);

function evidenceOf(key) {
  if (DATA.evidence.inline) return Promise.resolve(DATA.evidence.inline[key]);
  const place = [...EVENTS.event_id, ...FIGURES.figure_id, ...DOCUMENTS.document_id].indexOf(key);
  if (place < 0) return Promise.resolve(undefined);
  const part = DATA.evidence.files.filter(([first]) => first <= place).pop()[1];
  if (!loaded.has(part)) {
    const entry = {};
    entry.promise = new Promise((done, fail) => {
      entry.done = done;
      const script = make("script", { src: `${DATA.evidence.folder}/${part}.js` });
      script.addEventListener("error", () => { loaded.delete(part); fail(new Error(script.src)); });
      document.head.append(script);
    });
    loaded.set(part, entry);
  }
  return loaded.get(part).promise.then((evidence) => evidence[key]);
}

function openEvidence(key) {
  opener = document.activeElement;
  byId("evidence-title").textContent = "Evidence";
  byId("evidence-body").replaceChildren(make("p", {}, "Loading …"));
  if (!byId("evidence").open) byId("evidence").showModal();
  evidenceOf(key).then(
    (found) => showEvidence(key, found),
    () => byId("evidence-body").replaceChildren(make("p", {}, `The files of ${DATA.evidence.folder} are not beside this page: put them there, or see the tables in the downloads.`)),
  );
  history.replaceState(null, "", `#evidence/${key}`);
}

function showEvidence(key, found) {
  const body = byId("evidence-body");
  const describe = DESCRIBE[key.slice(0, 3)];
  if (!found || !describe) return body.replaceChildren(make("p", {}, "This row is not among those that the page shows; the downloads hold it."));
  const [title, ...parts] = describe(key, found);
  byId("evidence-title").textContent = title;
  body.replaceChildren(...parts, make("p", { class: "small" }, "Key ", make("code", {}, key)));
  byId("evidence-title").focus();
}

const marked = (pieces) => make("p", { class: "pieces", dir: "auto" }, ...pieces.map(([text, kind]) =>
  kind ? make("mark", { class: kind, title: kind.replace("_", " ") }, text) : text));
const legend = () => make("div", { class: "legend-row" }, ...Object.entries(KINDS).map(([kind, words]) => make("mark", { class: kind }, words)));
const facts = (pairs) => make("dl", { class: "facts" }, ...Object.entries(pairs).flatMap(([name, value]) =>
  value === null || value === undefined || value === "" ? [] : [make("dt", {}, name), make("dd", { dir: "auto" }, value)]));
const address = (found) => {
  const safe = /^https?:\/\//i.test(found.url ?? "");
  const title = safe ? make("a", { href: found.url, rel: "noopener noreferrer" }, found.title) : found.title;
  return facts({
    Document: title, Publisher: found.publisher, Published: found.published, File: found.path,
    Characters: `${count(found.span[0])} to ${count(found.span[1])} of the raw text`,
  });
};

const DESCRIBE = {
  evt: (key, found) => {
    const row = EVENTS.event_id.indexOf(key);
    const where = row < 0 ? "" : [EVENTS.place_name[row], EVENTS.country[row], EVENTS.date_edtf[row]].filter(Boolean).join(", ");
    const cards = found.reports.map((report) => make("article", { class: "report" }, marked(report.pieces), address(report), facts({
      Sense: report.sense + (report.background ? ", recalled" : ""), "Who says so": report.says,
      Date: report.date ? `${report.date} (${report.basis})` : null, Rules: `${report.rule}; joined by ${report.merge}`, Confidence: report.confidence,
    })));
    return [`${row < 0 ? "Event" : EVENTS.event_type[row]}${where ? ": " + where : ""}`, legend(), ...cards];
  },
  fig: (key, found) => [
    `Figure: ${FIGURES.text[FIGURES.figure_id.indexOf(key)] ?? ""}`,
    make("article", { class: "report" }, marked(found.pieces), address(found), facts({ "Who claims it": found.says, Rule: found.rule, Confidence: found.confidence })),
  ],
  doc: (key, found) => {
    const row = DOCUMENTS.document_id.indexOf(key);
    const total = DOCUMENTS.char_count[row] || 0;
    const out = found.blocks.filter((block) => !block[1]);
    const lost = out.reduce((sum, block) => sum + block[3] - block[2], 0);
    return [
      DOCUMENTS.title[row] || DOCUMENTS.source_path[row],
      facts({ File: DOCUMENTS.source_path[row], Publisher: DOCUMENTS.publisher[row], Published: DOCUMENTS.published_at[row], Status: DOCUMENTS.status[row], Reason: DOCUMENTS.status_reason[row], Licence: DOCUMENTS.licence[row] }),
      make("p", {}, `${count(found.blocks.length)} blocks cover its ${count(total)} characters; ${count(out.length)} of them, ${count(lost)} characters, were taken out.`),
      ledgerBar(found.blocks, total),
      ledgerTable(found.blocks),
    ];
  },
};

function ledgerBar(blocks, total) {
  const bar = draw("svg", { viewBox: `0 0 ${Math.max(1, total)} 1`, preserveAspectRatio: "none", role: "img", "aria-label": "Blocks in their order, kept and removed" });
  for (const [label, kept, start, end] of blocks) {
    const block = draw("rect", { x: start, y: 0, width: end - start, height: 1, class: kept ? "kept" : "removed" });
    block.append(draw("title", {}, `${label}, ${start} to ${end}`));
    bar.append(block);
  }
  return make("div", { class: "ledger-bar" }, bar);
}

function ledgerTable(blocks) {
  const rows = blocks.map(([label, kept, start, end, rule, score, words]) => make("tr", {},
    make("th", { scope: "row" }, label), make("td", { class: kept ? "kept" : "removed" }, kept ? "kept" : "removed"),
    make("td", { class: "n" }, `${count(start)} to ${count(end)}`), make("td", { class: "n" }, count(end - start)),
    make("td", {}, make("code", {}, rule)), make("td", { class: "n" }, score), make("td", { dir: "auto" }, words)));
  const heads = ["Block", "Verdict", "Characters", "Length", "Rule", "Score", "Removed words"].map((name) => make("th", { scope: "col", class: ["Characters", "Length", "Score"].includes(name) ? "n" : null }, name));
  return make("div", { class: "scroll" }, make("table", { class: "plain" }, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows)));
}

byId("evidence-close").addEventListener("click", () => byId("evidence").close());
byId("evidence").addEventListener("click", (event) => { if (event.target === byId("evidence")) byId("evidence").close(); });
byId("evidence").addEventListener("close", () => {
  history.replaceState(null, "", location.pathname + location.search);
  if (opener && opener.isConnected) opener.focus();
});
