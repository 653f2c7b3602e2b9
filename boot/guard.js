// Runs first, before any file is fetched: `cargo xtask seal` puts it into
// index.html and its hash into the content policy. It must work when every
// other file is missing, blocked or damaged, and when the program has stopped,
// so it leans on none of them.
(() => {
  "use strict";

  // For what the start of the program needs; nobody looks at "Loading" for longer.
  const PATIENCE = 20_000;

  let reason = null;

  // It is in the page before anything can be said in it. The program takes it out of the document, not from here.
  let known = null;
  const shell = () => {
    if (known === null) {
      known = document.getElementById("shell");
      for (const button of known.querySelectorAll("[data-do=reload]")) button.onclick = () => location.reload();
      for (const button of known.querySelectorAll("[data-do=forget]")) button.onclick = forget;
    }
    return known;
  };
  const hasStarted = () => !shell().isConnected;

  const whenParsed = (act) => {
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", act);
    else act();
  };

  // Shows one of the shell's prepared sentences, over whatever is there.
  const say = (id) => {
    if (hasStarted()) document.body.replaceChildren(shell());
    for (const sentence of shell().querySelectorAll("[role]")) sentence.hidden = sentence.id !== id;
    const sentence = shell().querySelector(`#${id}`);
    const link = sentence.querySelector("a");
    if (link) link.href = location.href;
    sentence.querySelector("button")?.focus();
  };

  // The first reason stays: what follows from it (a script that never ran) would only hide the cause.
  const stop = (id) => {
    if (reason !== null) return;
    reason = id;
    whenParsed(() => say(id));
  };

  // Other tabs forget by the message, this one by the reload: credentials live in the page alone. The
  // name of the channel and its word are those of src/app/services/connections.rs.
  const forget = () => {
    if ("BroadcastChannel" in self) new BroadcastChannel("stocktake").postMessage("forget");
    location.reload();
  };

  // Before the program can take it away.
  whenParsed(shell);

  if (/^zh\b/i.test(navigator.language)) document.documentElement.lang = "zh-CN";

  // What an extension throws into the page does not stop the program, nor does a request that was ended.
  const isOurs = (error) => {
    if ("WebAssembly" in self && error instanceof WebAssembly.RuntimeError) return true;
    const isFault = error instanceof Error && !(error instanceof DOMException);
    return isFault && String(error.stack).includes(new URL(".", document.baseURI).href);
  };

  // After a trap the program is in no state that could be trusted.
  const fail = (error) => {
    if (isOurs(error)) whenParsed(() => stop(hasStarted() ? "shell-stopped" : "shell-failed"));
  };

  // A script or stylesheet that is missing, or whose bytes are not the ones that
  // were published (integrity), reports here and nowhere else. Once the program has started, it sees to what
  // it fetches itself, and what else is put into the page is not ours.
  addEventListener("error", ({ target, error }) => {
    const isFile = target.localName === "script" || target.rel === "stylesheet";
    if (!isFile) fail(error);
    else if (document.readyState === "loading" || !hasStarted()) stop("shell-refused");
  }, true);
  addEventListener("unhandledrejection", ({ reason: error }) => fail(error));

  // A program that has stopped has nothing more to ask before the page is left.
  addEventListener("beforeunload", (event) => {
    if (reason !== null) event.stopImmediatePropagation();
  }, true);

  // What arrives late starts all the same.
  setTimeout(() => whenParsed(() => {
    if (reason === null && !hasStarted()) say("shell-slow");
  }), PATIENCE);

  if (location.protocol === "file:") stop("shell-file");
  else if (self !== top) stop("shell-framed");
  else if (!isSecureContext) stop("shell-insecure");
  else if (!("noModule" in HTMLScriptElement.prototype)) stop("shell-old");

  globalThis.stocktake = { stop, stopped: () => reason !== null };
})();
