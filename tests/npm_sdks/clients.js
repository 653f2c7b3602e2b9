// The vendors' clients for pages with one face: `put`, `get`, `page` and `remove` of one bucket.
const clients = {
  oss({ region, port, bucket, v4, id, secret, token }) {
    const client = new OSS({
      region: `oss-${region}`,
      endpoint: `http://oss-${region}.localhost:${port}`,
      authorizationV4: v4,
      accessKeyId: id,
      accessKeySecret: secret,
      stsToken: token,
      // Or it advises on the console to set them.
      refreshSTSToken: async () => ({ accessKeyId: id, accessKeySecret: secret, stsToken: token }),
    });
    return {
      put: async (rule) => (await client.putBucketInventory(bucket, rule)).status,
      get: async (ruleId) => (await client.getBucketInventory(bucket, ruleId)).inventory,
      page: async (continuationToken) => {
        const page = await client.listBucketInventory(bucket, { continuationToken });
        return { rules: page.inventoryList, next: page.isTruncated ? page.nextContinuationToken : null };
      },
      remove: async (ruleId) => (await client.deleteBucketInventory(bucket, ruleId)).status,
    };
  },

  cos({ region, port, bucket, id, secret, token }) {
    const client = new COS({
      Domain: `{Bucket}.cos.{Region}.localhost:${port}`,
      Protocol: "http:",
      SecretId: id,
      SecretKey: secret,
      SecurityToken: token,
    });
    const place = { Bucket: bucket, Region: region };
    return {
      put: async (rule) =>
        (await client.putBucketInventory({ ...place, Id: rule.Id, InventoryConfiguration: rule })).statusCode,
      get: async (ruleId) =>
        (await client.getBucketInventory({ ...place, Id: ruleId })).InventoryConfiguration,
      page: async (ContinuationToken) => {
        const page = await client.listBucketInventory({ ...place, ContinuationToken });
        const next = page.IsTruncated === "true" ? page.NextContinuationToken : null;
        return { rules: page.InventoryConfigurations, next };
      },
      remove: async (ruleId) => (await client.deleteBucketInventory({ ...place, Id: ruleId })).statusCode,
    };
  },
};

// All rules of a bucket, page after page.
const listed = async (client) => {
  const pages = [];
  let next;
  do {
    const page = await client.page(next);
    pages.push(page.rules);
    next = page.next;
  } while (next);
  return pages;
};

// What a call gives, or what the client says about its refusal.
const attempted = async (call) => {
  try {
    return { given: await call() };
  } catch (error) {
    return { refused: [error.status ?? error.statusCode ?? 0, error.code ?? String(error)] };
  }
};
