// How a user finds things: by role and accessible name, among what can be seen. A string that
// is needed exactly once wins over those that only begin with it ("Prefix" over "Prefix optional").
const SELECTORS = {
  // A region that stands ready has nothing to say.
  alert: "[role=alert]:not(:empty)",
  tab: "[role=tab]",
  button: "button:not([role=tab]), summary, [role=button], input[type=submit]",
  checkbox: "input[type=checkbox]",
  columnheader: "th[scope=col]",
  combobox: "select",
  dialog: "dialog[open]",
  disclosure: "summary",
  file: "input[type=file]",
  heading: "h1, h2, h3",
  link: "a[href]",
  radio: "input[type=radio]",
  rowheader: "th[scope=row]",
  separator: "[role=separator]",
  table: "table",
  textbox: "input:not([type]), input[type=text], input[type=search], input[type=password], input[type=datetime-local], textarea",
};

const squeeze = (text) => text.replace(/\s+/g, " ").trim();

const visible = (element) => {
  if (!element.checkVisibility({ visibilityProperty: true })) return false;
  if (element.closest("[aria-hidden=true], [inert]")) return false;
  // The one that was opened last is on top.
  const modal = [...document.querySelectorAll("dialog:modal")].at(-1);
  return !modal || modal.contains(element);
};

const spoken = (node) => {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute("aria-hidden") === "true") return "";
  if (node.hasAttribute("aria-label")) return node.getAttribute("aria-label");
  // What is not drawn is not spoken, unless all of it was asked for by name.
  const isDrawn = (child) => child.nodeType !== Node.ELEMENT_NODE || child.checkVisibility() || !node.checkVisibility();
  return [...node.childNodes].filter(isDrawn).map(spoken).join(" ");
};

const nameOf = (element) => {
  const named = element.getAttribute("aria-labelledby");
  if (named) return squeeze(named.split(/\s+/).map((id) => spoken(document.getElementById(id))).join(" "));
  if (element.hasAttribute("aria-label")) return squeeze(element.getAttribute("aria-label"));
  if (element.labels?.length) {
    const words = (label) => [...label.childNodes].filter((node) => !node.contains(element)).map(spoken).join(" ");
    return squeeze([...element.labels].map(words).join(" "));
  }
  return squeeze(spoken(element));
};

// Looks whether something holds, for half a second at most: then it is asked anew, perhaps of another document.
const until = async (holds, given) => {
  const wait = globalThis.journey?.setTimeout ?? setTimeout;
  for (const end = performance.now() + 500; performance.now() < end; await new Promise((next) => wait(next, 20))) {
    if (await holds(...given).catch(() => false) === true) return true;
  }
  return false;
};

const roleOf = (element) => Object.keys(SELECTORS).find((role) => element.matches(SELECTORS[role])) ?? "";

const find = (role, name) => {
  // What is said there may come behind something else.
  const begins = (text) => role === "alert" ? text.includes(name) : text.startsWith(name);
  // Few have the name; whether one can be seen takes longer to find out.
  const named = [...document.querySelectorAll(SELECTORS[role])].map((element) => [element, nameOf(element)]);
  const seen = named.filter(([element, its]) => begins(its) && visible(element));
  const exact = seen.filter(([, its]) => its === name);
  return (exact.length ? exact : seen).map(([element]) => element);
};

// The same, of one group of choices, by the beginning of its legend.
const findIn = (group, role, name) => find(role, name).filter((element) =>
  spokenLegend(element.closest("fieldset")).startsWith(group));

const spokenLegend = (fieldset) => squeeze(spoken(fieldset?.querySelector("legend") ?? document.createTextNode("")));

const described = (element) =>
  squeeze((element.getAttribute("aria-describedby") ?? "").split(/\s+/).filter(Boolean)
    .map((id) => document.getElementById(id)).filter((other) => other?.checkVisibility())
    .map(spoken).join(" "));

const focused = () => {
  const element = document.activeElement;
  return !element || element === document.body ? "" : `${roleOf(element)} ${nameOf(element)}`.trim();
};
