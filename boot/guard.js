// Runs first, before any file is fetched: `cargo xtask seal` puts it into
// index.html and its hash into the content policy. It must work when every
// other file is missing, blocked or damaged, so it leans on none of them.
(() => {
  "use strict";

  let reason = null;

  // Shows one of the shell's prepared sentences. The first reason stays: what
  // follows from it (a script that never ran) would only hide the cause.
  const stop = (id) => {
    if (reason !== null) return;
    reason = id;
    const say = () => {
      const sentence = document.getElementById(id);
      if (!sentence) return;
      document.getElementById("shell-loading").hidden = true;
      sentence.hidden = false;
      const link = sentence.querySelector("a");
      if (link) link.href = location.href;
    };
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", say);
    else say();
  };

  if (/^zh\b/i.test(navigator.language)) document.documentElement.lang = "zh-CN";

  // A script or stylesheet that is missing, or whose bytes are not the ones that
  // were published (integrity), reports here and nowhere else.
  addEventListener("error", ({ target }) => {
    if (target.localName === "script" || target.rel === "stylesheet") stop("shell-refused");
  }, true);

  if (location.protocol === "file:") stop("shell-file");
  else if (self !== top) stop("shell-framed");
  else if (!("noModule" in HTMLScriptElement.prototype)) stop("shell-old");

  globalThis.stocktake = { stop, stopped: () => reason !== null };
})();
