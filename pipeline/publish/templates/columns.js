// Small tools: elements without HTML strings, columns as they were packed, numbers and CSV cells.
const make = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
};
const SVG = "http://www.w3.org/2000/svg";
const draw = (tag, attributes = {}, text = null) => {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text !== null) node.textContent = text;
  return node;
};
const byId = (id) => document.getElementById(id);
const unpack = (column) => column.plain || column.codes.map((code) => column.values[code]);
const unpackAll = (columns) => Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, unpack(column)]));
const count = (number) => number.toLocaleString("en");
const shortened = (text) => make("bdi", { class: "cut", title: text && text.length > 80 ? text : null }, text ?? "");
// The same rule as in the published CSV files: no cell begins like a formula.
const csvCell = (value) => {
  if (value === null || value === undefined) return "";
  let text = String(value);
  if (typeof value === "string" && /^'*[=+\-@\t\r\n＝＋－＠]/.test(text)) text = "'" + text;
  return /[",\r\n]/.test(text) || text === "" ? '"' + text.replaceAll('"', '""') + '"' : text;
};
const saveFile = (name, type, text) => {
  const address = URL.createObjectURL(new Blob([text], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
};
