import { describe, expect, test } from "vitest";
import { contexts, ofType, strings, synthesize, synthesizeStacks } from "./template.ts";

const keys = (hash: string, range?: string) => [
  { AttributeName: hash, KeyType: "HASH" },
  ...(range === undefined ? [] : [{ AttributeName: range, KeyType: "RANGE" }]),
];

/** The tables as the adapters expect them, said a second time. */
const expected = {
  Subjects: {
    KeySchema: keys("identifier"),
    GlobalSecondaryIndexes: [
      { IndexName: "byName", KeySchema: keys("nameKey"), Projection: { ProjectionType: "ALL" } },
      { IndexName: "byPepper", KeySchema: keys("pepperShard"), Projection: { ProjectionType: "KEYS_ONLY" } },
    ],
  },
  Lists: {
    KeySchema: keys("pk", "sk"),
    StreamSpecification: { StreamViewType: "NEW_IMAGE" },
    GlobalSecondaryIndexes: [
      { IndexName: "due", KeySchema: keys("dueShard", "dueOn"), Projection: { ProjectionType: "KEYS_ONLY" } },
      {
        IndexName: "directory",
        KeySchema: keys("directory", "directorySort"),
        Projection: { ProjectionType: "KEYS_ONLY" },
      },
    ],
  },
  Triggers: {
    KeySchema: keys("entryId", "triggerKey"),
    GlobalSecondaryIndexes: [
      { IndexName: "inbox", KeySchema: keys("inbox", "inboxSort"), Projection: { ProjectionType: "ALL" } },
      { IndexName: "due", KeySchema: keys("dueShard", "dueOn"), Projection: { ProjectionType: "KEYS_ONLY" } },
    ],
  },
  Feedback: {
    KeySchema: keys("pk", "sk"),
    StreamSpecification: { StreamViewType: "NEW_IMAGE" },
    GlobalSecondaryIndexes: [
      { IndexName: "directory", KeySchema: keys("directory", "directorySort"), Projection: { ProjectionType: "ALL" } },
      { IndexName: "published", KeySchema: keys("published", "publishedSort"), Projection: { ProjectionType: "ALL" } },
    ],
  },
  Disclosures: {
    KeySchema: keys("pk", "sk"),
    StreamSpecification: { StreamViewType: "NEW_IMAGE" },
    GlobalSecondaryIndexes: [
      { IndexName: "due", KeySchema: keys("dueShard", "dueOn"), Projection: { ProjectionType: "KEYS_ONLY" } },
      {
        IndexName: "directory",
        KeySchema: keys("directory", "directorySort"),
        Projection: { ProjectionType: "KEYS_ONLY" },
      },
      { IndexName: "public", KeySchema: keys("party", "publicSort"), Projection: { ProjectionType: "ALL" } },
      {
        IndexName: "clocks",
        KeySchema: keys("clocksOf", "clocksSort"),
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["act", "collectedOn", "clocks"] },
      },
    ],
  },
  Intake: {
    KeySchema: keys("pk", "sk"),
    StreamSpecification: { StreamViewType: "NEW_IMAGE" },
    TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
  },
  Register: { KeySchema: keys("pk", "sk") },
  Figures: { KeySchema: keys("pk", "sk") },
  Catalogue: { KeySchema: keys("pk", "sk"), StreamSpecification: { StreamViewType: "NEW_IMAGE" } },
  PersonalReads: {
    KeySchema: keys("agencyMonth", "readAt"),
    GlobalSecondaryIndexes: [
      { IndexName: "bySubject", KeySchema: keys("subjectId", "readAt"), Projection: { ProjectionType: "ALL" } },
    ],
  },
  Webhooks: {
    KeySchema: keys("pk", "sk"),
    TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
    GlobalSecondaryIndexes: [
      { IndexName: "due", KeySchema: keys("due", "dueAt"), Projection: { ProjectionType: "KEYS_ONLY" } },
    ],
  },
};

describe.each(Object.entries(contexts))("stores on %s", (partition, context) => {
  const template = synthesize(context);
  const tables = ofType(template, "AWS::DynamoDB::Table");

  test("the tables are these, under names that never change", () => {
    expect(Object.fromEntries(tables.map(([id, { Properties }]) => [id, Properties]))).toMatchObject(expected);
    expect(tables.map(([id]) => id).sort()).toEqual(Object.keys(expected).sort());
  });

  test.each(tables)("%s is recoverable, encrypted, on demand, and survives mistakes", (_id, table) => {
    expect(table.DeletionPolicy).toBe("Retain");
    expect(table.Properties).toMatchObject({
      BillingMode: "PAY_PER_REQUEST",
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
    });
  });

  test("files are gone after a day, finished or not, and nobody outside sees them", () => {
    const buckets = ofType(template, "AWS::S3::Bucket").filter(([id]) => id !== "Evidence");
    expect(buckets.map(([id]) => id)).toEqual(["Files"]);
    for (const [, { Properties }] of buckets) {
      expect(Properties["LifecycleConfiguration"]).toEqual({
        Rules: [
          expect.objectContaining({
            Status: "Enabled",
            ExpirationInDays: 1,
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
          }),
        ],
      });
      expect(JSON.stringify(Properties["LifecycleConfiguration"])).not.toMatch(/Prefix|Tag|Filter/);
      expect(Properties).not.toHaveProperty("VersioningConfiguration");
      expect(Properties["PublicAccessBlockConfiguration"]).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(Properties).toHaveProperty("BucketEncryption");
    }
    const policies = JSON.stringify(ofType(template, "AWS::S3::BucketPolicy"));
    expect(policies).toContain('{"Bool":{"aws:SecureTransport":"false"}}');
  });

  test("evidence stays: it has no age at which it goes, and what is deleted by mistake comes back for a week", () => {
    const [, evidence] = ofType(template, "AWS::S3::Bucket").find(([id]) => id === "Evidence") ?? [];
    expect(evidence).toMatchObject({
      DeletionPolicy: "Retain",
      Properties: {
        BucketEncryption: {},
        VersioningConfiguration: { Status: "Enabled" },
        LifecycleConfiguration: { Rules: [{ NoncurrentVersionExpiration: { NoncurrentDays: 7 } }] },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      },
    });
    expect(JSON.stringify(evidence?.Properties["LifecycleConfiguration"])).not.toMatch(
      /ExpirationInDays|ExpirationDate/,
    );
    const secured = ofType(template, "AWS::S3::BucketPolicy").filter(([, { Properties }]) =>
      JSON.stringify(Properties["PolicyDocument"]).includes('{"Bool":{"aws:SecureTransport":"false"}}'),
    );
    expect(secured).toHaveLength(2);
  });

  test("logs are kept at least six months", () => {
    for (const [id, { Properties }] of ofType(template, "AWS::Logs::LogGroup")) {
      expect(Properties["RetentionInDays"], id).toBeGreaterThanOrEqual(184);
    }
  });

  test("no partition, region, account or endpoint is written down", () => {
    const written = strings(template.Resources)
      .filter(({ text }) => /arn:aws|\b(?:us|eu|ap|cn|sa|ca|me|af)-[a-z]+-\d\b|\b\d{12}\b|amazonaws\.com/.test(text))
      // A service principal has this one form in every partition.
      .filter(({ path, text }) => !(/\/Principal(\/Service)?$/.test(path) && /^[a-z]+\.amazonaws\.com$/.test(text)));
    expect(written).toEqual([]);
  });

  test("signing secrets and identity numbers are each under a key of the house, which rotates and is kept", () => {
    const found = ofType(template, "AWS::KMS::Key");
    expect(found).toMatchObject([
      ["WebhookKey", { Properties: { EnableKeyRotation: true }, DeletionPolicy: "Retain" }],
      ["PersonKey", { Properties: { EnableKeyRotation: true }, DeletionPolicy: "Retain" }],
    ]);
  });

  test("there is room: a stack holds 500 resources and gives 200 outputs", () => {
    for (const { Resources, Outputs = {} } of synthesizeStacks(context)) {
      expect(Object.keys(Resources).length).toBeLessThan(450);
      expect(Object.keys(Outputs).length).toBeLessThan(180);
    }
  });

  test("nothing is used that the partition lacks", () => {
    const types = new Set(Object.values(template.Resources).map(({ Type }) => Type));
    expect([...types].some((type) => type.startsWith("AWS::Cognito"))).toBe(partition === "aws");
    expect([...types].filter((type) => /CustomResource|Custom::/.test(type))).toEqual([]);
  });
});
