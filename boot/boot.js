// Starts the app. `cargo xtask seal` joins this with the generated bindings into one file, so that the one
// integrity attribute in index.html covers both; MAIN_WASM, MAIN_STYLE and the address of the bindings are
// filled in by the seal.
import init from "bindings";
import { code, style } from "./files.js";
import * as journal from "./journal.js";

// Called by name from src/app/services/journal.rs.
stocktake.journal = journal;

const load = async () => {
  const response = await code(MAIN_WASM);
  // A host that does not know the type of wasm files costs the streaming, and
  // must not cost a warning in the console as well.
  const streams = response.headers.get("Content-Type") === "application/wasm";
  return streams ? response : response.arrayBuffer();
};

const start = async () => {
  if (stocktake.stopped()) return;
  if (typeof WebAssembly !== "object") return stocktake.stop("shell-old");

  // Nothing is drawn without its looks.
  const [wasm] = await Promise.all([load(), style(MAIN_STYLE)]).catch(() => [null]);
  if (wasm === null) return stocktake.stop("shell-refused");

  try {
    await init({ module_or_path: wasm });
  } catch (error) {
    stocktake.stop("shell-failed");
    throw error;
  }
};

await start();
