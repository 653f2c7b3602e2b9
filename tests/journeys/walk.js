// The way to an element by keys: how many times Tab, and how many arrows in a group that Tab enters once.
const stopsOfTab = () => {
  const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]");
  return [...all].filter((element) => element.tabIndex >= 0 && !element.matches(":disabled") && visible(element)
    && (element.localName !== "summary" || element.parentElement.querySelector("summary") === element)
    && stopOf(element) === element);
};

// Whether arrows lead from it along rows and columns: it is a button in a table of which Tab stops at one alone.
const isCell = (element) => element.matches("td > button[tabindex]");

// The elements among which arrows lead, and the one of them where Tab stops.
const groupOf = (element) => {
  if (element.type === "radio") {
    const others = [...document.getElementsByName(element.name)];
    return others.filter((other) => other.type === "radio" && other.form === element.form && !other.disabled);
  }
  if (isCell(element)) return [...element.closest("table").querySelectorAll("td > button")];
  if (element.role === "separator") return [...(element.closest("tr")?.querySelectorAll("[role=separator]") ?? [element])];
  return element.role === "tab" ? [...element.closest("[role=tablist]").querySelectorAll("[role=tab]")] : [element];
};
const stopOf = (element) => {
  const group = groupOf(element);
  const chosen = group.find((other) => (element.type === "radio" ? other.checked : other.tabIndex === 0));
  return group.length > 1 && chosen ? chosen : group[0];
};

// Forwards when positive. From nowhere one step shows where one is.
const tabsTo = (element) => {
  const at = document.activeElement;
  if (at === element) return 0;
  const stops = stopsOfTab();
  const to = stops.indexOf(element);
  if (to < 0) return null;
  if (!at || at === document.body) return 1;
  const from = stops.indexOf(at);
  if (from >= 0) return to - from;
  const before = stops.filter((stop) => at.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_PRECEDING).length;
  return to < before ? to - before : to - before + 1;
};

const inSight = (element) => {
  const { top, right, bottom, left } = element.getBoundingClientRect();
  const places = [[(left + right) / 2, (top + bottom) / 2], [left + 2, top + 2], [right - 2, bottom - 2]];
  return places.some(([x, y]) => {
    const there = document.elementFromPoint(x, y);
    return there && (element.contains(there) || there.contains(element));
  });
};

// The arrows lead around; in a table they end at its edges.
const arrowsTo = (element, group) => {
  if (isCell(element)) return cellsTo(element, group);
  const left = group.indexOf(element) - group.indexOf(document.activeElement);
  return { arrows: Math.abs(left) > group.length / 2 ? left - Math.sign(left) * group.length : left,
    sideways: element.role === "tab" };
};

// In a table an arrow leads to the next button of its row or column: the shortest way, as far as it is straight.
const cellsTo = (element, group) => {
  const cells = group.map((button) => ({ button, row: button.closest("tr").rowIndex, column: button.closest("td").cellIndex }));
  const nearest = (all, key, step) => all.sort((a, b) => (a[key] - b[key]) * step)[0];
  const next = (from, along, across, step) => nearest(cells.filter((cell) => cell[across] === from[across]
    && (cell[along] - from[along]) * step > 0), along, step);
  const begin = cells.find(({ button }) => button === document.activeElement);
  const ways = new Map([[begin, []]]);
  for (const [cell, way] of ways) {
    if (cell.button === element) {
      const turn = way.findIndex((step) => step !== way[0]);
      const straight = turn < 0 ? way.length : turn;
      return { arrows: straight * (way[0]?.step ?? 0), sideways: way[0]?.sideways ?? false };
    }
    for (const move of MOVES) {
      const [along, across] = move.sideways ? ["column", "row"] : ["row", "column"];
      const there = next(cell, along, across, move.step);
      if (there && !ways.has(there)) ways.set(there, [...way, move]);
    }
  }
  return { arrows: 0, sideways: false };
};
const MOVES = [true, false].flatMap((sideways) => [{ sideways, step: 1 }, { sideways, step: -1 }]);

// One way for one of the elements; at its end `globalThis.journey.aim` counts the keys that reach it, and those that do not.
const wayTo = (found, only, arrows) => {
  if (found.length === 0 || (only && found.length > 1)) return { problem: `${found.length} such elements` };
  const ways = found.map((element) => {
    const at = document.activeElement;
    const group = arrows ? groupOf(element) : [element];
    const inside = group.includes(at);
    const among = inside ? arrowsTo(element, group) : { arrows: 0, sideways: false };
    return { element, tabs: inside ? 0 : tabsTo(arrows ? stopOf(element) : element), ...among };
  }).filter(({ tabs }) => tabs !== null).sort((a, b) => Math.abs(a.tabs) - Math.abs(b.tabs));
  if (!ways.length) return { problem: "Tab does not stop there" };
  const [{ element, ...way }] = ways;
  if (way.tabs || way.arrows) return way;
  // One step to and fro brings into sight what was pushed out of it.
  if (!inSight(element)) return { tabs: -1, arrows: 0, sideways: false };
  if (!element.matches(":focus-visible")) return { problem: "it has the focus, which is not visible" };
  globalThis.journey.aim?.stop.abort();
  const aim = { struck: 0, missed: 0, stop: new AbortController() };
  globalThis.journey.aim = aim;
  const count = (event) => { aim[event.target === element ? "struck" : "missed"] += 1; };
  document.addEventListener("keydown", count, { capture: true, signal: aim.stop.signal });
  return { tabs: 0, arrows: 0, sideways: false };
};
