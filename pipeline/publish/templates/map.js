// Events by place on the drawn ground: move, zoom, choose. Radii and letters keep their size on the screen.
const STRETCH = 1.3;
const WORLD = { x: -180, y: -110, width: 360 };
const LEAST_WIDTH = 2;
const MOST_LABELS = 14;
const VAGUE = 4; // UCDP precision from which a point stands for a wide area: a division, a region, a country
const FULL_CIRCLE = 25; // events at least behind a circle of full size

function makeMap(events, chosen) {
  const svg = byId("map");
  const view = { x: WORLD.x, y: WORLD.y, width: WORLD.width };
  let places = [];
  let selected = null;
  const pixel = () => view.width / (svg.clientWidth || 800);
  const height = () => view.width * ((svg.clientHeight || 400) / (svg.clientWidth || 800));

  function gather(rows, facets) {
    const found = new Map();
    for (const row of rows) {
      if (events.latitude[row] === null) continue;
      const key = `${events.place_name[row]} ${events.latitude[row]} ${events.longitude[row]}`;
      const place = found.get(key) || { name: events.place_name[row], x: events.longitude[row], y: -events.latitude[row] * STRETCH, events: 0, vague: true };
      place.events += 1;
      place.vague &&= (events.where_precision[row] ?? 7) >= VAGUE;
      found.set(key, place);
    }
    places = [...found.values()].sort((a, b) => b.events - a.events);
    selected = facets.place_name ?? null;
    paint();
  }

  function paint() {
    svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${height()}`);
    const most = Math.max(FULL_CIRCLE, places.length ? places[0].events : 0);
    const size = (place) => (4 + 14 * Math.sqrt(place.events / most)) * pixel();
    byId("map-points").replaceChildren(...places.map((place) => {
      const mark = draw("circle", { cx: place.x, cy: place.y, r: size(place),
        class: `point${place.vague ? " vague" : ""}${place.name === selected ? " chosen" : ""}` });
      mark.append(draw("title", {}, `${place.name}: ${count(place.events)} ${place.events === 1 ? "event" : "events"}`));
      mark.addEventListener("click", () => chosen(place.name === selected ? null : place.name));
      return mark;
    }));
    paintLabels(size);
  }

  function paintLabels(size) {
    const [letter, taken, labels] = [12 * pixel(), [], []];
    for (const place of places) {
      if (labels.length === MOST_LABELS || !place.name) continue;
      if (place.x < view.x || place.x > view.x + view.width || place.y < view.y || place.y > view.y + height()) continue;
      const words = place.name.length > 24 ? place.name.slice(0, 23) + "…" : place.name;
      const box = { x: place.x + size(place) + letter * 0.3, y: place.y, width: words.length * letter * 0.6, height: letter * 1.3 };
      const apart = (other) => box.x > other.x + other.width || other.x > box.x + box.width || Math.abs(box.y - other.y) > box.height;
      if (!taken.every(apart)) continue;
      taken.push(box);
      labels.push(draw("text", { x: box.x, y: box.y + letter * 0.35, "font-size": letter }, words));
    }
    byId("map-labels").replaceChildren(...labels);
  }

  function fit() {
    if (places.length === 0) return Object.assign(view, WORLD), paint();
    const inner = (axis) => {
      const sorted = places.flatMap((place) => Array(place.events).fill(place[axis])).sort((a, b) => a - b);
      const at = (share) => sorted[Math.round(share * (sorted.length - 1))];
      return [at(0.06), at(0.94)];
    };
    const [[left, right], [top, bottom]] = [inner("x"), inner("y")];
    const ratio = (svg.clientHeight || 400) / (svg.clientWidth || 800);
    view.width = Math.min(WORLD.width, Math.max(14, (right - left) * 1.35, ((bottom - top) * 1.35) / ratio));
    view.x = (left + right) / 2 - view.width / 2;
    view.y = (top + bottom) / 2 - height() / 2;
    keepInside();
    paint();
  }

  function keepInside() {
    view.width = Math.min(WORLD.width, Math.max(LEAST_WIDTH, view.width));
    view.x = Math.min(WORLD.x + WORLD.width - view.width, Math.max(WORLD.x, view.x));
    view.y = Math.min(117 - height(), Math.max(-117, view.y));
  }

  function zoom(factor, x = view.x + view.width / 2, y = view.y + height() / 2) {
    const width = Math.min(WORLD.width, Math.max(LEAST_WIDTH, view.width * factor));
    const real = width / view.width;
    Object.assign(view, { x: x - (x - view.x) * real, y: y - (y - view.y) * real, width });
    keepInside();
    paint();
  }

  function move(x, y) {
    view.x += x;
    view.y += y;
    keepInside();
    paint();
  }

  function listen() {
    for (const button of document.querySelectorAll("[data-zoom]")) {
      const act = { in: () => zoom(0.6), out: () => zoom(1 / 0.6), all: fit }[button.dataset.zoom];
      button.addEventListener("click", act);
    }
    svg.addEventListener("keydown", (event) => {
      const step = view.width / 8;
      const acts = {
        ArrowLeft: () => move(-step, 0), ArrowRight: () => move(step, 0), ArrowUp: () => move(0, -step), ArrowDown: () => move(0, step),
        "+": () => zoom(0.6), "=": () => zoom(0.6), "-": () => zoom(1 / 0.6), 0: fit,
      };
      if (acts[event.key]) { event.preventDefault(); acts[event.key](); }
    });
    svg.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey && document.activeElement !== svg) return;
      event.preventDefault();
      const box = svg.getBoundingClientRect();
      zoom(event.deltaY > 0 ? 1.2 : 1 / 1.2, view.x + (event.clientX - box.left) * pixel(), view.y + (event.clientY - box.top) * pixel());
    }, { passive: false });
    let last = null;
    svg.addEventListener("pointerdown", (event) => { last = [event.clientX, event.clientY]; });
    svg.addEventListener("pointermove", (event) => {
      if (last === null || event.buttons === 0) return;
      svg.classList.add("moving");
      move((last[0] - event.clientX) * pixel(), (last[1] - event.clientY) * pixel());
      last = [event.clientX, event.clientY];
    });
    for (const end of ["pointerup", "pointerleave", "pointercancel"]) {
      svg.addEventListener(end, () => { last = null; svg.classList.remove("moving"); });
    }
    addEventListener("resize", later(paint));
  }

  listen();
  return { gather, fit };
}
