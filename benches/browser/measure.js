// What the vendors' clients and our wasm do alike, made ready once and then measured in turns.
import init, { Peer } from "./bench.js";

const RULE = "daily";

// A client of ali-oss whose requests are answered at once: everything but the network is done.
const ossClient = ({ region, bucket, id, secret, token }, authorizationV4) => {
  const client = new OSS({
    region: `oss-${region}`,
    accessKeyId: id,
    accessKeySecret: secret,
    stsToken: token,
    authorizationV4,
    urllib: {
      async request(url, { headers }) {
        client.sent = headers;
        return { status: 200, headers: {}, data: "", res: {} };
      },
    },
  });
  // What `putBucketInventory` does with the document that it has written.
  const sign = async (content) => {
    const subres = { inventory: "", inventoryId: RULE };
    await client.request({ method: "PUT", bucket, subres, mime: "xml", content, successStatuses: [200] });
    return client.sent.authorization;
  };
  const read = async (page) => (await client.parseXML(page)).InventoryConfiguration.length;
  return { sign, read };
};

const cosClient = ({ region, bucket, id, secret }) => {
  const Host = `${bucket}.cos.${region}.myqcloud.com`;
  const base64 = (hex) => btoa(hex.replace(/../g, (byte) => String.fromCharCode(parseInt(byte, 16))));
  // What `putBucketInventory` does with the document that it has written, without its logging.
  const sign = (content) =>
    COS.getAuthorization({
      SecretId: id,
      SecretKey: secret,
      Method: "PUT",
      Pathname: "/",
      Query: { inventory: "", id: RULE },
      Headers: { "Content-Type": "application/xml", "Content-MD5": base64(COS.util.md5(content)), Host },
    });
  const read = (page) =>
    COS.util.xml2json(page).ListInventoryConfigurationResult.InventoryConfiguration.length;
  return { sign, read };
};

const ourClient = (provider, { region, bucket, id, secret, token }, older) => {
  const peer = Peer.of(provider, older, region, bucket, id, secret, token);
  return {
    sign: (content) => peer.sign(RULE, content, Math.floor(Date.now() / 1000)),
    read: (page) => peer.read(page),
  };
};

// Calls for each millisecond.
const speed = async (call, milliseconds) => {
  const start = performance.now();
  let calls = 0;
  let elapsed;
  do {
    for (let i = 0; i < 8; i += 1) await call();
    calls += 8;
    elapsed = performance.now() - start;
  } while (elapsed < milliseconds);
  return calls / elapsed;
};

const pairs = {};

globalThis.measure = {
  // Makes both sides of each comparison, sees that they give what they should, and warms them up.
  async prepare({ oss, cos, warm }) {
    await init();
    const add = async (name, ours, theirs, expected) => {
      for (const side of [ours, theirs]) {
        const result = await side();
        if (!expected(result)) throw new Error(`${name}: ${result}`);
        await speed(side, warm);
      }
      pairs[name] = { ours, theirs };
    };
    const sides = [
      ["oss-v4", oss, ourClient("oss", oss, false), ossClient(oss, true), "OSS4-HMAC-SHA256 Credential="],
      ["oss-v1", oss, ourClient("oss", oss, true), ossClient(oss, false), "OSS "],
      ["cos", cos, ourClient("cos", cos, false), cosClient(cos), "q-sign-algorithm=sha1"],
    ];
    for (const [name, { document, page, rules }, ours, theirs, start] of sides) {
      const isSignature = (text) => text.startsWith(start);
      await add(`sign ${name}`, () => ours.sign(document), () => theirs.sign(document), isSignature);
      // Reading does not depend on the signature.
      if (name === "oss-v1") continue;
      const isWhole = (count) => count === rules;
      await add(`read ${name}`, () => ours.read(page), () => theirs.read(page), isWhole);
    }
    return Object.keys(pairs);
  },

  // One round: each side of each comparison in its turn.
  async round(milliseconds) {
    const speeds = {};
    for (const [name, { ours, theirs }] of Object.entries(pairs)) {
      speeds[name] = [await speed(ours, milliseconds), await speed(theirs, milliseconds)];
    }
    return speeds;
  },
};
