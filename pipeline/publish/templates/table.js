// A table to search, filter, sort and page through, drawn fifty rows at a time however many there are.
const PAGE_ROWS = 50;

function makeExplorer(id, spec) {
  const columns = spec.columns;
  const length = columns[spec.key].length;
  const state = { words: [], facets: {}, sort: null, down: false, page: 0, rows: [] };
  const haystack = new Array(length);
  const textOf = (row) => (haystack[row] ??= spec.search.map((name) => columns[name][row] ?? "").join("\n").toLowerCase());

  function buildFilters() {
    const form = byId(`${id}-filters`);
    form.addEventListener("submit", (event) => event.preventDefault());
    const search = make("input", { type: "search", autocomplete: "off", on: { input: later(() => {
      state.words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      refresh();
    }) } });
    form.append(make("label", {}, "Search", search));
    for (const [name, label] of Object.entries(spec.facets)) form.append(make("label", {}, label, buildFacet(name)));
    form.append(make("button", { type: "button", class: "quiet", on: { click: reset } }, "Clear"));
  }

  function buildFacet(name) {
    const counts = new Map();
    for (const value of columns[name]) counts.set(value ?? "", (counts.get(value ?? "") || 0) + 1);
    const values = [...counts.keys()].sort((a, b) => String(a).localeCompare(String(b), "en"));
    const select = make("select", { name, on: { change: () => choose(name, select.value === "*" ? null : select.value) } });
    select.append(make("option", { value: "*" }, "all"));
    for (const value of values) {
      const words = String(value) || "(none)";
      const shown = words.length > 40 ? words.slice(0, 39) + "…" : words;
      select.append(make("option", { value: `=${value}` }, `${shown} (${count(counts.get(value))})`));
    }
    return select;
  }

  function choose(name, value) {
    if (value === null) delete state.facets[name];
    else state.facets[name] = value.slice(1);
    const select = byId(`${id}-filters`).elements[name];
    if (select) select.value = value === null ? "*" : value;
    refresh();
  }

  function reset() {
    byId(`${id}-filters`).reset();
    state.words = [];
    state.facets = {};
    refresh();
  }

  function matches(row) {
    for (const [name, value] of Object.entries(state.facets)) if (String(columns[name][row] ?? "") !== value) return false;
    return state.words.every((word) => textOf(row).includes(word));
  }

  function refresh() {
    state.page = 0;
    state.rows = [];
    for (let row = 0; row < length; row += 1) if (matches(row)) state.rows.push(row);
    if (state.sort) sortRows();
    show();
    if (spec.changed) spec.changed(state.rows, state.facets);
  }

  function sortRows() {
    const cells = columns[state.sort];
    const way = state.down ? -1 : 1;
    const numeric = spec.shown.find((column) => column.name === state.sort)?.numeric;
    const compare = numeric ? (a, b) => Number(a) - Number(b) : (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    state.rows.sort((a, b) => {
      const [one, other] = [cells[a] ?? null, cells[b] ?? null];
      if (one === null || other === null) return (one === null) - (other === null) || a - b;
      return way * compare(one, other) || a - b;
    });
  }

  function show() {
    const total = spec.total > length ? ` (the newest ${count(length)} of ${count(spec.total)}; the downloads hold all)` : "";
    byId(`${id}-count`).textContent = `${count(state.rows.length)} of ${count(length)} ${spec.what}${total}`;
    byId(`${id}-export`).disabled = state.rows.length === 0;
    showHead();
    const body = byId(`${id}-table`).tBodies[0];
    const first = state.page * PAGE_ROWS;
    body.replaceChildren(...state.rows.slice(first, first + PAGE_ROWS).map(showRow));
    showPager();
  }

  function showHead() {
    const heads = spec.shown.map(({ name, label, numeric }) => {
      const sorted = state.sort === name ? (state.down ? "descending" : "ascending") : null;
      const button = make("button", { type: "button", on: { click: () => sortBy(name) } }, label);
      return make("th", { scope: "col", role: "columnheader", "aria-sort": sorted, class: numeric ? "n" : null }, button);
    });
    byId(`${id}-table`).tHead.replaceChildren(make("tr", { role: "row" }, ...heads));
  }

  function sortBy(name) {
    state.down = state.sort === name ? !state.down : false;
    state.sort = name;
    sortRows();
    state.page = 0;
    show();
    const place = spec.shown.findIndex((column) => column.name === name);
    byId(`${id}-table`).tHead.rows[0].cells[place].firstChild.focus();
  }

  function showRow(row) {
    const cells = spec.shown.map((column, place) => {
      const value = column.show ? column.show(row) : columns[column.name][row];
      const content = value instanceof Node ? value : column.numeric ? String(value ?? "") : shortened(value);
      if (place === 0) return make("th", { scope: "row", role: "rowheader" }, openButton(row, content));
      const empty = (content.textContent ?? content) === "";
      const kind = [column.numeric ? "n" : "", empty ? "empty" : ""].join(" ").trim();
      return make("td", { role: "cell", class: kind || null, "data-label": column.label }, content);
    });
    return make("tr", { role: "row", class: spec.classOf ? spec.classOf(row) : null }, ...cells);
  }

  const openButton = (row, content) =>
    make("button", { type: "button", class: "open", on: { click: () => openEvidence(columns[spec.key][row]) } }, content);

  function showPager() {
    const pages = Math.max(1, Math.ceil(state.rows.length / PAGE_ROWS));
    const turn = (label, page) => make("button", {
      type: "button", disabled: page < 0 || page >= pages || page === state.page, on: { click: () => { state.page = page; show(); } },
    }, label);
    byId(`${id}-pager`).replaceChildren(
      turn("First", 0), turn("Previous", state.page - 1), make("span", {}, `page ${count(state.page + 1)} of ${count(pages)}`),
      turn("Next", state.page + 1), turn("Last", pages - 1),
    );
  }

  function save() {
    const names = spec.published;
    const lines = state.rows.map((row) => names.map((name) => csvCell(columns[name][row])).join(","));
    saveFile(`${id}-selection.csv`, "text/csv;charset=utf-8", [names.join(","), ...lines].join("\r\n") + "\r\n");
  }

  buildFilters();
  byId(`${id}-export`).addEventListener("click", save);
  refresh();
  return { choose };
}

function later(act) {
  let waiting = null;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(act, 120);
  };
}
