// Fetches the later part of the program when src/app/later asks for it, with its stylesheet. The names of
// the files and their integrities are filled in by `cargo xtask seal`; the name of the export is the one that
// the first part imports.
import { initSync } from "bindings";

// Ends what is under way.
let ending = new AbortController();

const styled = () =>
  new Promise((resolve, reject) => {
    const link = document.createElement("link");
    Object.assign(link, {
      rel: "stylesheet",
      href: new URL(STYLE_LATER_FILE, document.baseURI),
      integrity: STYLE_LATER_INTEGRITY,
      crossOrigin: "anonymous",
      onload: resolve,
      onerror: () => {
        link.remove();
        reject();
      },
    });
    ending.signal.addEventListener("abort", link.onerror);
    document.head.append(link);
  });

// The two parts share memory, table and stack: the later one imports what the first exports.
const started = async () => {
  const response = await fetch(new URL(WASM_LATER_FILE, document.baseURI), {
    integrity: WASM_LATER_INTEGRITY,
    credentials: "same-origin",
    signal: ending.signal,
  });
  await WebAssembly.instantiate(await response.arrayBuffer(), { __wasm_split: initSync() });
};

// So long somebody looks at "Loading"; then it is said. What is under way goes on until Retry begins anew: it may be
// slow, or hang for ever.
const PATIENCE = 20_000;
let isLate = false;

// What succeeded is never done twice, and a failure is not kept: the next call tries again.
const attempts = {};
const once = (name, act) =>
  (attempts[name] ??= act().catch((error) => {
    delete attempts[name];
    throw error;
  }));

export const __wasm_split_load_later = async (callback, data) => {
  if (isLate) {
    ending.abort();
    await Promise.allSettled(Object.values(attempts));
    ending = new AbortController();
    isLate = false;
  }
  const parts = [once("style", styled), once("code", started)];
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, false));
  const done = await Promise.race([Promise.all(parts).then(() => true, () => false), late.then(() => null)]);
  isLate = done === null;
  initSync().__indirect_function_table.get(callback)(data, done === true);
};
