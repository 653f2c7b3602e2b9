// Keeps the documents of a save on the device while a rule is between its removal and its
// new form (decision: the provider cannot overwrite). Called from src/app/services/journal.rs.

const STORE = "saves";

// A browser may forbid storage, or never answer: nobody waits for it longer than this.
const PATIENCE = 10_000;

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const within = (promise, otherwise) =>
  Promise.race([promise.catch(() => otherwise), pause(PATIENCE).then(() => otherwise)]);

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = request.oncomplete = () => resolve(request.result);
    request.onerror = request.onabort = () => reject(request.error);
  });

// Gives what `act` gives. Resolves when what is kept is on the disk (strict), and not only on its way there. What is dropped
// need not be: if the device stops at that moment the entry is there once more, and is looked at again.
const transaction = async (mode, act, durability = "strict") => {
  const opening = indexedDB.open("stocktake", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await done(opening);
  try {
    const change = database.transaction(STORE, mode, { durability });
    const result = act(change.objectStore(STORE));
    await done(change);
    return result;
  } finally {
    database.close();
  }
};

// Once a page: a browser that agrees keeps what is stored also when room is short. It may ask the
// person, so nothing waits for the answer.
let asked = false;
const askToPersist = () => {
  if (asked) return;
  asked = true;
  navigator.storage?.persist?.().catch(() => {});
};

// Says whether it worked.
export const keep = (key, text) => {
  askToPersist();
  return within(transaction("readwrite", (store) => void store.put(text, key)).then(() => true), false);
};

// The text under a key, null where there is none, or undefined where that cannot be told.
export const read = (key) =>
  within(transaction("readonly", (store) => store.get(key)).then(({ result }) => result ?? null), undefined);

export const drop = (key) => within(transaction("readwrite", (store) => void store.delete(key), "relaxed"));

// The names of the locks that any tab holds, or null where the browser has none for this page.
const locks = async () =>
  navigator.locks ? (await navigator.locks.query()).held.map(({ name }) => name) : null;

// The keys that begin so and have something kept, as JSON. A save that is under way in another tab holds its lock, and
// is not left over. `locks` says whether that could be found out.
export const left = async (prefix) => {
  const range = IDBKeyRange.bound(prefix, prefix + "\uffff");
  const request = await within(transaction("readonly", (store) => store.getAllKeys(range)), undefined);
  const held = await within(locks(), null);
  const keys = (request?.result ?? []).filter((key) => !held?.includes(key));
  return JSON.stringify({ keys, locks: held === null ? "unknown" : "known" });
};

// A function that lets go, null while another tab holds the same name, or undefined where the browser has no
// locks for this page: plain http has none, and storage that is blocked takes them away.
export const hold = (name) => {
  let gaveUp = false;
  const held = new Promise((resolve, reject) => {
    navigator.locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (lock === null) return resolve(null);
        if (!gaveUp) return new Promise((release) => resolve(release));
      })
      .catch(reject);
  });
  return within(held, undefined).then((answer) => {
    gaveUp = answer === undefined;
    return answer;
  });
};

// Work that signs requests, in any tab: a shared lock for each piece of it. Where there are no locks, this tab's own is
// counted all the same.
const SIGNING = "stocktake signing";
const own = new Set();

// Begins a piece of work; gives the function that ends it. While Forget waits for the work before it, this
// waits, too: then there is nothing left to sign with.
export const work = () => {
  let end;
  const ended = new Promise((resolve) => (end = resolve)).then(() => own.delete(ended));
  own.add(ended);
  return begun(SIGNING, "shared", ended, end);
};

// A lock that is held until `ended`. Gives `end`, at the latest after a while.
const begun = (name, mode, ended, end) => {
  const began = new Promise((resolve, reject) => {
    navigator.locks
      .request(name, { mode }, () => {
        resolve(end);
        return ended;
      })
      .catch(reject);
  });
  return within(began, end);
};

// Tabs that were opened, or have woken up, together ask the site for credentials one after another.
export const turn = () => {
  let end;
  const ended = new Promise((resolve) => (end = resolve));
  return begun("stocktake renewing", "exclusive", ended, end);
};

// Resolves when the last piece of work before it has ended, in whichever tab; with a time, then at the latest,
// and to nothing.
export const idle = (milliseconds) => {
  const ended = new Promise((resolve, reject) => {
    navigator.locks.request(SIGNING, () => resolve(true)).catch(reject);
  }).catch(() => Promise.all(own).then(() => true));
  return milliseconds === undefined ? ended : Promise.race([ended, pause(milliseconds)]);
};
