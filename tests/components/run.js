// Runs the tests of components one after another: they share the page's focus.
import init, { WasmBindgenTestContext } from "./components.js";

// What wasm-bindgen-test calls in its own runner.
globalThis.__wbg_test_invoke = (test) => test();

const absent = new Proxy({}, { get: (_, name) => () => { throw new Error(`${String(name)} is of a later part`); } });

const run = async () => {
  const module = await WebAssembly.compileStreaming(fetch("components_bg.wasm"));
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = (what, imports) =>
    instantiate(what, { ...imports, __wasm_split_placeholder__: absent });
  const wasm = await init({ module_or_path: module });
  for (const name of Object.keys(wasm).filter((name) => name.startsWith("__wbgt_"))) {
    const test = name.replace("__wbgt_", "");
    outcomes[test] = false;
    // After a trap nothing of the module can be relied on.
    await new WasmBindgenTestContext(false).run([wasm[name]]).then((passed) => (outcomes[test] = passed));
  }
};

const outcomes = {};
globalThis.components = run().catch(console.error).then(() => outcomes);
