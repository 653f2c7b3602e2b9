// Joined with boot.js in the development profile alone (`cargo xtask dev`): loads the page anew when a build has put
// another one in its place. The page names every other file by its content, so that it alone is looked at.
const PAUSE = 300;

const page = async () => {
  try {
    const response = await fetch(document.baseURI, { cache: "no-store" });
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
};

const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE));

const watch = async () => {
  const shown = await page();
  for (let last = shown; ; await pause()) {
    const now = await page();
    // Twice the same: the other files of a build are there when its page has stood for a moment.
    if (now !== null && now !== shown && now === last) return location.reload();
    last = now;
  }
};

watch();
