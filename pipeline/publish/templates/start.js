// Bring the page to life: tables over the packed rows, the map beside them, copying, searching the dictionary.
const PUBLISHED = [EVENTS, FIGURES, DOCUMENTS].map((columns) => Object.keys(columns)); // before the page adds its own
const sense = (row) => (EVENTS.polarity[row] === "negated" ? "denied" : EVENTS.modality[row]);
EVENTS.sense = EVENTS.event_id.map((_, row) => sense(row));
EVENTS.year = EVENTS.date_start.map((day) => (day ? day.slice(0, 4) : null));
DOCUMENTS.removed = DOCUMENTS.char_count.map((chars, row) => chars - DOCUMENTS.kept_char_count[row]);

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
const map = makeMap(EVENTS, (place) => eventTable.choose("place_name", place === null ? null : `=${place}`));
Object.assign(eventTable, makeExplorer("events", {
  columns: EVENTS, key: "event_id", what: "events", published: PUBLISHED[0], total: DATA.totals.events,
  search: ["event_type", "event_mode", "date_edtf", "place_name", "country", "admin1", "source_actor", "target_actor", "sense", "evidence_text", "event_id"],
  facets: { event_type: "Type", sense: "Sense", country: "Country", place_name: "Place", year: "Year" },
  classOf: (row) => (EVENTS.sense[row] === "actual" ? null : "unreal"),
  changed: (rows, facets) => map.gather(rows, facets),
  shown: [
    { name: "event_type", label: "Type", show: (row) => make("span", {}, [EVENTS.event_type[row], EVENTS.event_mode[row]].filter(Boolean).join(" · ")) },
    { name: "date_start", label: "Date", show: (row) => EVENTS.date_edtf[row] ?? "" },
    { name: "place_name", label: "Place", show: (row) => shortened([EVENTS.place_name[row], EVENTS.country[row]].filter(Boolean).join(", ")) },
    { name: "source_actor", label: "Who → to whom", show: (row) => shortened(parties(EVENTS.source_actor[row], EVENTS.target_actor[row])) },
    { name: "fatalities_best", label: "Killed", numeric: true, show: (row) => range(EVENTS.fatalities_best[row], EVENTS.fatalities_low[row], EVENTS.fatalities_high[row]) },
    { name: "sense", label: "Sense", show: (row) => tag(EVENTS.sense[row]) },
    { name: "evidence_text", label: "In the words of the text", show: (row) => make("bdi", { class: "cut words" }, EVENTS.evidence_text[row] ?? "") },
    { name: "document_count", label: "Documents", numeric: true },
    { name: "confidence", label: "Confidence", numeric: true, show: (row) => EVENTS.confidence[row].toFixed(2) },
  ],
}));
map.fit();

makeExplorer("figures", {
  columns: FIGURES, key: "figure_id", what: "figures", published: PUBLISHED[1], total: DATA.totals.figures,
  search: ["text", "kind", "item", "role", "of_whom", "unit", "currency", "place_name", "attributed_to", "figure_id"],
  facets: { kind: "Kind", role: "Role", qualifier: "Qualifier", place_name: "Place" },
  shown: [
    { name: "text", label: "As written" },
    { name: "value", label: "Value", numeric: true, show: (row) => range(FIGURES.value[row], FIGURES.value_low[row], FIGURES.value_high[row]) },
    { name: "unit", label: "Unit", show: (row) => FIGURES.currency[row] ?? FIGURES.unit[row] ?? "" },
    { name: "item", label: "Of what" },
    { name: "role", label: "Role", show: (row) => (FIGURES.role[row] ? tag(FIGURES.role[row]) : "") },
    { name: "qualifier", label: "Hedged" },
    { name: "date_start", label: "Of the day", show: (row) => FIGURES.date_start[row] ?? "" },
    { name: "place_name", label: "Place" },
    { name: "attributed_to", label: "Who claims it" },
  ],
});

makeExplorer("documents", {
  columns: DOCUMENTS, key: "document_id", what: "documents", published: PUBLISHED[2], total: DATA.totals.documents,
  search: ["title", "publisher", "published_at", "source_path", "status", "status_reason", "url", "document_id"],
  facets: { status: "Status", publisher: "Publisher", language: "Language" },
  shown: [
    { name: "title", label: "Title", show: (row) => shortened(DOCUMENTS.title[row] || DOCUMENTS.source_path[row]) },
    { name: "publisher", label: "Publisher" },
    { name: "published_at", label: "Published" },
    { name: "status", label: "Status", show: (row) => tag(DOCUMENTS.status[row]) },
    { name: "word_count", label: "Words kept", numeric: true, show: (row) => count(DOCUMENTS.word_count[row]) },
    { name: "removed", label: "Taken out", numeric: true, show: (row) => percent(DOCUMENTS.removed[row], DOCUMENTS.char_count[row]) },
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
