// Runs before the page's own scripts: keeps what no log has (the credentials that the site
// hands out, the longest task), in memory where the page leaves no trace of it. Requests can be held
// or lost on their way, and answered in the provider's place; a time limit can be over at once (`on_the_way.rs`); what is
// pasted is seen first.
(() => {
  const seen = {
    credentials: [], longestTask: 0, hold: [], held: 0, waiting: [], lose: [], answers: {}, limits: new Map(),
    pasted: null, setTimeout: globalThis.setTimeout.bind(globalThis),
  };
  const { fetch, setTimeout, clearTimeout } = globalThis;
  const named = (input, options) => {
    const address = new URL(input.url ?? String(input), location.href);
    // A page in the development profile asks each second whether it is still the newest.
    if (address.origin + address.pathname === location.origin + location.pathname) return "RELOAD";
    const method = options?.method ?? input.method ?? "GET";
    if (address.origin === location.origin && address.pathname.startsWith("/sts/")) return `${method} ${address.pathname}`;
    return `${method} ${address.searchParams.get("inventoryId") ?? address.searchParams.get("id") ?? ""}`;
  };
  const held = async (what, signal) => {
    const at = seen.hold.findIndex((one) => what.startsWith(one));
    if (at < 0) return;
    seen.hold.splice(at, 1);
    seen.held += 1;
    // A page that gives a request up does not wait for it.
    await new Promise((release, stop) => {
      seen.waiting.push(release);
      signal?.addEventListener("abort", () => stop(signal.reason));
    });
  };
  seen.release = () => seen.waiting.splice(0).forEach((release) => release());
  const lost = (what) => {
    if (!seen.lose.length || !what.startsWith(seen.lose[0])) return;
    seen.lose.shift();
    throw new TypeError("Failed to fetch");
  };
  globalThis.fetch = async function (...request) {
    const name = named(...request);
    const { signal } = request[0];
    await held(`before ${name}`, signal);
    lost(`before ${name}`);
    const stead = seen.answers[name];
    if (stead) return new Response(stead.body, { status: stead.status, headers: { "content-type": "application/xml" } });
    const answer = await fetch.apply(this, request);
    await held(`after ${name}`, signal);
    lost(`after ${name}`);
    const path = new URL(answer.url || location.href).pathname;
    if (path.startsWith("/sts/")) seen.credentials.push(await answer.clone().text());
    return answer;
  };
  globalThis.setTimeout = (act, time, ...rest) => {
    const timer = setTimeout(act, time, ...rest);
    if (time === 30_000) seen.limits.set(timer, act);
    return timer;
  };
  globalThis.clearTimeout = (timer) => {
    seen.limits.delete(timer);
    clearTimeout(timer);
  };
  seen.timeIsUp = () => {
    for (const [timer, act] of seen.limits) {
      globalThis.clearTimeout(timer);
      act();
    }
  };
  // The next paste is of this text, or comes to nothing.
  seen.paste = (text) => {
    seen.pasted = null;
    const look = (event) => {
      seen.pasted = event.clipboardData.getData("text/plain") === text;
      if (seen.pasted) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    globalThis.addEventListener("paste", look, { once: true, capture: true });
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.longestTask = Math.max(seen.longestTask, entry.duration);
  }).observe({ type: "longtask", buffered: true });
  Object.defineProperty(globalThis, "journey", { value: seen });
})();
