// Runs before the page's own scripts: keeps what no log has (the credentials that the site
// hands out, the longest task), in memory where the page leaves no trace of it.
(() => {
  const seen = { credentials: [], longestTask: 0 };
  const fetch = globalThis.fetch;
  globalThis.fetch = async function (...request) {
    const answer = await fetch.apply(this, request);
    const path = new URL(answer.url || location.href).pathname;
    if (path.startsWith("/sts/")) seen.credentials.push(await answer.clone().text());
    return answer;
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.longestTask = Math.max(seen.longestTask, entry.duration);
  }).observe({ type: "longtask", buffered: true });
  Object.defineProperty(globalThis, "journey", { value: seen });
})();
