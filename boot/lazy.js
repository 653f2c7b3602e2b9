// Fetches the parts of the program that come later, when the program asks for one: its code, the code that it shares
// with other parts, its stylesheet. `cargo xtask seal` makes the functions that the first part imports with `part`.
import { initSync } from "bindings";
import { code, style } from "./files.js";

// All parts share memory, table and stack: the later ones import what the first exports.
const start = async (file, signal) => {
  const response = await code(file, signal);
  await WebAssembly.instantiate(await response.arrayBuffer(), { __wasm_split: initSync() });
};

// By the file's name. What succeeded is never done twice, and a failure is not kept: the next call tries again.
const attempts = new Map();

const begin = (file) => {
  const act = file.name.endsWith(".css") ? style : start;
  const ending = new AbortController();
  const attempt = { ending, hasCome: false, isLate: false };
  attempt.done = act(file, ending.signal).then(
    () => (attempt.hasCome = true),
    (error) => {
      attempts.delete(file.name);
      throw error;
    },
  );
  return attempt;
};

const attempted = (file) => {
  if (!attempts.has(file.name)) attempts.set(file.name, begin(file));
  return attempts.get(file.name);
};

// So long somebody looks at "Loading"; then it is said. What is under way goes on until Retry begins anew: it may be
// slow, or hang for ever.
const PATIENCE = 20_000;

const endLate = async (files) => {
  const known = files.map((file) => attempts.get(file.name));
  const late = known.filter((attempt) => attempt?.isLate && !attempt.hasCome);
  for (const { ending } of late) ending.abort();
  await Promise.allSettled(late.map(({ done }) => done));
};

// What the program calls for a part that is made of these files. It is called back with whether all of them have come.
export const part = (files) => async (callback, data) => {
  await endLate(files);
  const tried = files.map(attempted);
  const come = Promise.all(tried.map(({ done }) => done)).then(() => true, () => false);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
  const outcome = await Promise.race([come, late]);
  if (outcome === null) for (const attempt of tried) attempt.isLate = true;
  initSync().__indirect_function_table.get(callback)(data, outcome === true);
};
