import { BatchGetCommand, type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readTogether } from "../../shared/adapters/dynamodb/db/read-item.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";

/** Reads of one turn go as one request (DESIGN 1: think in requests), and each is answered as if it had gone alone. */

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const subject = (identifier: string) => ({ identifier, name: `衡川市${identifier}` });
const head = { pk: "catalogue", sk: "head" };

/** The engine, with the names of the requests that reach it. */
const watched = (leave: (command: BatchGetCommand) => BatchGetCommand = (command) => command) => {
  const sent: string[] = [];
  const send = async (command: object): Promise<unknown> => {
    sent.push(command.constructor.name);
    if (!(command instanceof BatchGetCommand)) return engine.db.send(command as never);
    const asked = leave(command);
    const answer = await engine.db.send(asked);
    const rest = Object.entries(command.input.RequestItems ?? {}).filter(
      ([table]) => asked.input.RequestItems?.[table] === undefined,
    );
    return { ...answer, UnprocessedKeys: Object.fromEntries(rest) };
  };
  return { db: { send } as unknown as DynamoDBDocumentClient, sent };
};

test("reads of one turn are one request across tables, each answered with its own item or none", async () => {
  const { Subjects, Catalogue } = engine.table;
  await engine.db.send(new PutCommand({ TableName: Subjects, Item: subject("a") }));
  await engine.db.send(new PutCommand({ TableName: Subjects, Item: subject("b") }));
  await engine.db.send(new PutCommand({ TableName: Catalogue, Item: { ...head, revision: 3 } }));
  const { db, sent } = watched();
  const read = readTogether(db);
  const found = await Promise.all([
    read(Subjects, { identifier: "b" }),
    read(Catalogue, head),
    read(Subjects, { identifier: "nobody" }),
    read(Subjects, { identifier: "a" }),
    read(Subjects, { identifier: "b" }),
  ]);
  expect(found).toEqual([subject("b"), { ...head, revision: 3 }, undefined, subject("a"), subject("b")]);
  expect(sent).toEqual(["BatchGetCommand"]);
  expect(await read(Subjects, { identifier: "a" })).toEqual(subject("a"));
  expect(sent).toEqual(["BatchGetCommand", "BatchGetCommand"]);
});

test("what the engine leaves over is asked for again", async () => {
  const { Subjects, Catalogue } = engine.table;
  const firstTableOnly = (command: BatchGetCommand): BatchGetCommand =>
    new BatchGetCommand({
      RequestItems: Object.fromEntries(Object.entries(command.input.RequestItems ?? {}).slice(0, 1)),
    });
  const { db, sent } = watched(firstTableOnly);
  const read = readTogether(db);
  const found = await Promise.all([read(Subjects, { identifier: "a" }), read(Catalogue, head)]);
  expect(found).toEqual([subject("a"), { ...head, revision: 3 }]);
  expect(sent).toEqual(["BatchGetCommand", "BatchGetCommand"]);
});

test("a request that fails fails each of its reads, and the next turn is another request", async () => {
  const { db, sent } = watched();
  const read = readTogether(db);
  const lost = await Promise.allSettled([
    read("no-such-table", { identifier: "a" }),
    read(engine.table.Catalogue, head),
  ]);
  expect(lost.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await read(engine.table.Catalogue, head)).toEqual({ ...head, revision: 3 });
  expect(sent).toEqual(["BatchGetCommand", "BatchGetCommand"]);
});
