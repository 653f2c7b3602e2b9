// Fetches the later part of the program when src/app/later asks for it. WASM_LATER_FILE and
// WASM_LATER_INTEGRITY are filled in by `cargo xtask seal`; the name of the export is the one
// that the first part imports.
import { initSync } from "bindings";

// The two parts share memory, table and stack: the later one imports what the first exports.
const fetched = async () => {
  const response = await fetch(new URL(WASM_LATER_FILE, document.baseURI), {
    integrity: WASM_LATER_INTEGRITY,
    credentials: "same-origin",
  });
  const first = initSync();
  const { instance } = await WebAssembly.instantiate(await response.arrayBuffer(), {
    __wasm_split: first,
  });
  return instance;
};

let once = null;

export const __wasm_split_load_later = async (callback, data) => {
  once ??= fetched();
  const done = await once.then(() => true, () => false);
  // A failure is not kept, so that the next call tries again.
  if (!done) once = null;
  initSync().__indirect_function_table.get(callback)(data, done);
};
