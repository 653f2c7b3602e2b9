// Keeps the documents of a save on the device while a rule is between its removal and its
// new form (decision: the provider cannot overwrite). Called from src/app/journal.rs.

const STORE = "saves";

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = request.oncomplete = () => resolve(request.result);
    request.onerror = request.onabort = () => reject(request.error);
  });

const transaction = async (mode, act) => {
  const opening = indexedDB.open("stocktake", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await done(opening);
  try {
    // Strict: on the disk, and not only on its way there, when this resolves.
    const change = database.transaction(STORE, mode, { durability: "strict" });
    const request = act(change.objectStore(STORE));
    await done(change);
    return request.result;
  } finally {
    database.close();
  }
};

// The answers say whether it worked: a browser may forbid storage altogether.
export const keep = (key, text) =>
  transaction("readwrite", (store) => store.put(text, key)).then(() => true, () => false);

export const settled = (key) => transaction("readwrite", (store) => store.delete(key)).catch(() => {});

// What is kept under keys that begin so, as JSON: pairs of key and text. A save that is under way in
// another tab holds its lock, and is not left over.
export const left = async (prefix) => {
  const range = IDBKeyRange.bound(prefix, prefix + "\uffff");
  const keys = await transaction("readonly", (store) => store.getAllKeys(range)).catch(() => []);
  const texts = await transaction("readonly", (store) => store.getAll(range)).catch(() => []);
  const locks = navigator.locks ? (await navigator.locks.query()).held.map(({ name }) => name) : [];
  return JSON.stringify(
    keys.map((key, at) => [key, texts[at]]).filter(([key]) => !locks.includes(key)),
  );
};

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// A function that lets go, or null while another tab holds the same name. Plain http has no locks.
export const hold = (name) =>
  new Promise((resolve) => {
    if (!navigator.locks) return resolve(() => {});
    navigator.locks.request(name, { ifAvailable: true }, (lock) =>
      lock ? new Promise((release) => resolve(release)) : resolve(null),
    );
  });
