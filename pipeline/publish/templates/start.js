// Bring the page to life: tables over the packed rows, the map beside them, copying, searching the dictionary.
const sense = (row) => (EVENTS.polarity[row] === "negated" ? "denied" : EVENTS.modality[row]);
EVENTS.sense = EVENTS.id.map((_, row) => sense(row));
EVENTS.year = EVENTS.start.map((day) => (day ? day.slice(0, 4) : null));
DOCUMENTS.removed = DOCUMENTS.chars.map((chars, row) => chars - DOCUMENTS.kept[row]);

const grouped = (number) => String(number).replace(/^(-?)(\d{5,})/, (_, sign, digits) => sign + digits.replace(/\B(?=(\d{3})+$)/g, ","));
const range = (best, low, high) => {
  if (best === null && low === null && high === null) return "";
  const [one, least, most] = [best ?? low ?? high, low, high].map(grouped);
  return low !== null && high !== null && low !== high ? `${one} (${least}–${most})` : one;
};
const parties = (source, target) => [source, target && `→ ${target}`].filter(Boolean).join(" ");
const tag = (words) => make("span", { class: "tag" }, words ?? "");
const percent = (part, whole) => (whole ? `${Math.round((100 * part) / whole)} %` : "");

const eventTable = { choose: () => {} };
const map = makeMap(EVENTS, (place) => eventTable.choose("place", place === null ? null : `=${place}`));
Object.assign(eventTable, makeExplorer("events", {
  columns: EVENTS, key: "id", what: "events", total: DATA.totals.events,
  search: ["type", "mode", "edtf", "place", "country", "admin1", "source", "target", "sense", "sentence", "id"],
  facets: { type: "Type", sense: "Sense", country: "Country", place: "Place", year: "Year" },
  classOf: (row) => (EVENTS.sense[row] === "actual" ? null : "unreal"),
  changed: (rows, facets) => map.gather(rows, facets),
  shown: [
    { name: "type", label: "Type", show: (row) => make("span", {}, [EVENTS.type[row], EVENTS.mode[row]].filter(Boolean).join(" · ")) },
    { name: "start", label: "Date", show: (row) => EVENTS.edtf[row] ?? "" },
    { name: "place", label: "Place", show: (row) => shortened([EVENTS.place[row], EVENTS.country[row]].filter(Boolean).join(", ")) },
    { name: "source", label: "Who → to whom", show: (row) => shortened(parties(EVENTS.source[row], EVENTS.target[row])) },
    { name: "best", label: "Killed", numeric: true, show: (row) => range(EVENTS.best[row], EVENTS.low[row], EVENTS.high[row]) },
    { name: "sense", label: "Sense", show: (row) => tag(EVENTS.sense[row]) },
    { name: "sentence", label: "In the words of the text", show: (row) => make("bdi", { class: "cut words" }, EVENTS.sentence[row] ?? "") },
    { name: "documents", label: "Documents", numeric: true },
    { name: "confidence", label: "Confidence", numeric: true, show: (row) => EVENTS.confidence[row].toFixed(2) },
  ],
}));
map.fit();

makeExplorer("figures", {
  columns: FIGURES, key: "id", what: "figures", total: DATA.totals.figures,
  search: ["text", "kind", "item", "role", "whom", "unit", "currency", "place", "attributed", "id"],
  facets: { kind: "Kind", role: "Role", qualifier: "Qualifier", place: "Place" },
  shown: [
    { name: "text", label: "As written" },
    { name: "value", label: "Value", numeric: true, show: (row) => range(FIGURES.value[row], FIGURES.low[row], FIGURES.high[row]) },
    { name: "unit", label: "Unit", show: (row) => FIGURES.currency[row] ?? FIGURES.unit[row] ?? "" },
    { name: "item", label: "Of what" },
    { name: "role", label: "Role", show: (row) => (FIGURES.role[row] ? tag(FIGURES.role[row]) : "") },
    { name: "qualifier", label: "Hedged" },
    { name: "start", label: "Of the day", show: (row) => FIGURES.start[row] ?? "" },
    { name: "place", label: "Place" },
    { name: "attributed", label: "Who claims it" },
  ],
});

makeExplorer("documents", {
  columns: DOCUMENTS, key: "id", what: "documents", total: DATA.totals.documents,
  search: ["title", "publisher", "published", "path", "status", "reason", "url", "id"],
  facets: { status: "Status", publisher: "Publisher", language: "Language" },
  shown: [
    { name: "title", label: "Title", show: (row) => shortened(DOCUMENTS.title[row] || DOCUMENTS.path[row]) },
    { name: "publisher", label: "Publisher" },
    { name: "published", label: "Published" },
    { name: "status", label: "Status", show: (row) => tag(DOCUMENTS.status[row]) },
    { name: "words", label: "Words kept", numeric: true, show: (row) => count(DOCUMENTS.words[row]) },
    { name: "removed", label: "Taken out", numeric: true, show: (row) => percent(DOCUMENTS.removed[row], DOCUMENTS.chars[row]) },
    { name: "licence", label: "Licence" },
  ],
});

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const code = byId(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(code);
      button.textContent = "Selected";
    }
  });
}

byId("dictionary-search").addEventListener("input", later(() => {
  const word = byId("dictionary-search").value.trim().toLowerCase();
  let found = 0;
  for (const table of document.querySelectorAll(".dictionary")) {
    const rows = [...table.querySelectorAll("tbody tr")];
    for (const row of rows) row.hidden = word !== "" && !row.textContent.toLowerCase().includes(word);
    const left = rows.filter((row) => !row.hidden).length;
    table.hidden = left === 0;
    table.open = word !== "" && left > 0;
    found += left;
  }
  byId("dictionary-count").textContent = word ? `${count(found)} columns` : "";
}));

const asked = /^#evidence\/([a-z]{3}_[0-9a-f]+)$/.exec(location.hash);
if (asked) openEvidence(asked[1]);
