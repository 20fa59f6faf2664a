import { readFileSync } from "node:fs";
import { feedbackGivenV1 } from "../../events/feedback-given/v1.ts";
import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { newSecret, sign } from "../../shared/adapters/webhook/signature.ts";
import { afterCall, type Circuit, circuitState, closed } from "../../shared/domain/webhook/circuit.ts";
import {
  afterAttempt,
  answerDeliveryOf,
  type Delivery,
  deliveryOf,
  firstEventIdFrom,
  payloadOf,
  replayed,
  retrySeconds,
  succeeded,
} from "../../shared/domain/webhook/delivery.ts";
import { rotated, signing } from "../../shared/domain/webhook/webhook.ts";
import type { Trigger } from "../../shared/domain/trigger/trigger.ts";
import { monday, usccNo } from "../support/house.ts";

const later = (seconds: number): Date => new Date(monday.getTime() + seconds * 1000);
const trigger = {
  entryId: "ent_r4dx3p8askwt762dtp1rra3ym8",
  triggerKey: "0000ez46w4cmz879qvcjp3jgys",
  agencyId: "finance",
  kind: "apply",
  subject: { kind: "organisation", name: "衡川市鑫茂电线电缆有限公司", uscc: usccNo(1) },
  createdAt: "2026-11-23T09:00:00.000+08:00",
  correlationId: "correlation-1",
} as Trigger;

test("a receiver takes the signature under its own secret, and under no other", () => {
  const secret = newSecret();
  const now = new Date();
  const body = JSON.stringify({ type: "trigger.created", name: "衡川市" });
  const headers = {
    "webhook-id": "evt_1",
    "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
    "webhook-signature": sign(secret, "evt_1", now, body),
  };
  expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
  expect(() => new Webhook(newSecret()).verify(body, headers)).toThrow();
  expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();
});

describe("SPEC capability 6: the event of a trigger", () => {
  test("is the same one however often it is made, and sorts by time", () => {
    expect(deliveryOf(trigger)).toEqual(deliveryOf({ ...trigger, status: "applied", version: 7 }));
    const { eventId } = deliveryOf(trigger);
    expect(eventId).toMatch(/^evt_[0-9a-z]{35}$/);
    expect(eventId >= firstEventIdFrom(trigger.createdAt)).toBe(true);
    expect(eventId < firstEventIdFrom("2026-11-23T09:00:00.001+08:00")).toBe(true);
    expect(firstEventIdFrom("2026-11-23T01:00:00Z")).toBe(firstEventIdFrom(trigger.createdAt));
    expect(deliveryOf({ ...trigger, agencyId: "tax", triggerKey: "1".repeat(26) }).eventId).not.toBe(eventId);
  });

  test("of an answer goes to the authority, is the same each time, and says what was said and never about whom", () => {
    const given = feedbackGivenV1.parse(JSON.parse(readFileSync("events/feedback-given/v1.sample.json", "utf8")));
    const delivery = answerDeliveryOf(given);
    expect(delivery).toMatchObject({
      agencyId: "market-regulation",
      status: "pending",
      correlationId: given.correlationId,
    });
    expect(answerDeliveryOf(given)).toEqual(delivery);
    expect(answerDeliveryOf({ ...given, answer: 4 }).eventId).not.toBe(delivery.eventId);
    expect(JSON.parse(payloadOf(delivery))).toEqual({
      type: "trigger.answered",
      triggerId: given.triggerId,
      kind: "apply",
      outcome: "applied",
      entryId: given.entryId,
      createdAt: given.at,
      href: `/v1/triggers/${given.triggerId}`,
    });
  });

  test("tells that there is something to read, and never about whom", () => {
    const payload = payloadOf(deliveryOf(trigger));
    const triggerId = `${trigger.entryId}.${trigger.triggerKey}`;
    expect(JSON.parse(payload)).toEqual({
      type: "trigger.created",
      triggerId,
      kind: "apply",
      entryId: trigger.entryId,
      createdAt: trigger.createdAt,
      href: `/v1/triggers/${triggerId}`,
    });
    expect(payload).not.toContain(usccNo(1));
    expect(payload).not.toContain("鑫茂");
  });
});

describe("attempts", () => {
  const failed = (delivery: Delivery, chance: number): Delivery =>
    afterAttempt(delivery, { status: 503 }, monday, chance);

  test("that fail come again on schedule, a tenth sooner or later, under the same id, and end", () => {
    let delivery = deliveryOf(trigger);
    for (const [index, seconds] of retrySeconds.entries()) {
      expect(Date.parse(failed(delivery, 0).dueAt ?? "")).toBe(later(seconds * 0.9).getTime());
      expect(Date.parse(failed(delivery, 0.9999).dueAt ?? "")).toBeLessThanOrEqual(later(seconds * 1.1).getTime());
      delivery = failed(delivery, 0.5);
      expect(delivery).toMatchObject({ status: "pending", attempts: index + 1, lastStatus: 503 });
      expect(delivery.eventId).toBe(deliveryOf(trigger).eventId);
    }
    const dead = afterAttempt(delivery, { fault: "timeout" }, monday, 0.5);
    expect(dead).toMatchObject({ status: "dead", attempts: retrySeconds.length + 1, lastFault: "timeout" });
    expect(dead).not.toHaveProperty("dueAt");
    expect(dead).not.toHaveProperty("lastStatus");
    expect(retrySeconds.reduce<number>((sum, seconds) => sum + seconds, 0)).toBeGreaterThan(3 * 86_400);
  });

  test("that succeed end it", () => {
    const done = afterAttempt(deliveryOf(trigger), { status: 204 }, monday, 0.5);
    expect(done).toMatchObject({ status: "delivered", attempts: 1, lastStatus: 204 });
    expect(done).not.toHaveProperty("dueAt");
  });

  test.each([
    [200, true],
    [299, true],
    [199, false],
    [301, false],
    [307, false],
    [404, false],
    [410, false],
    [500, false],
  ])("answered %s succeeded: %s", (status, well) => {
    expect(succeeded({ status })).toBe(well);
  });

  test("begin anew by a replay, under the same id", () => {
    const dead = afterAttempt({ ...deliveryOf(trigger), attempts: 9 }, { fault: "tls" }, monday, 0);
    expect(replayed(dead, later(60))).toEqual({ ...deliveryOf(trigger), dueAt: "2026-11-23T09:01:00.000+08:00" });
  });
});

describe("the circuit", () => {
  const fail = (circuit: Circuit, times: number, at: Date): Circuit =>
    Array.from({ length: times }).reduce<Circuit>((now) => afterCall(now, false, at), circuit);

  test("opens after five failures in a row, and a success in between starts the count anew", () => {
    expect(circuitState(fail(closed, 4, monday), monday)).toBe("closed");
    expect(circuitState(fail(afterCall(fail(closed, 4, monday), true, monday), 4, monday), monday)).toBe("closed");
    expect(circuitState(fail(closed, 5, monday), monday)).toBe("open");
  });

  test("is half-open after ten minutes; a probe closes it or opens it for twice as long, at most six hours", () => {
    let circuit = fail(closed, 5, monday);
    expect(circuit.openUntil).toEqual(later(600));
    expect(circuitState(circuit, later(599))).toBe("open");
    expect(circuitState(circuit, later(600))).toBe("halfOpen");
    expect(afterCall(circuit, true, later(600))).toEqual(closed);
    const waits: number[] = [];
    for (let probe = 0; probe < 8; probe++) {
      const at = circuit.openUntil ?? monday;
      circuit = afterCall(circuit, false, at);
      waits.push(((circuit.openUntil?.getTime() ?? 0) - at.getTime()) / 60_000);
    }
    expect(waits).toEqual([20, 40, 80, 160, 320, 360, 360, 360]);
  });

  test("that is open stays so when a call that was under way fails too", () => {
    const circuit = fail(closed, 5, monday);
    expect(fail(circuit, 3, later(5)).openUntil).toEqual(circuit.openUntil);
  });
});

describe("signing secrets", () => {
  test("overlap for a day: both sign, then the new one alone; never more than two", () => {
    const first = rotated([], "one", monday);
    const second = rotated(first, "two", later(60));
    const names = (at: Date) => signing(second, at).map(({ ciphertext }) => ciphertext);
    expect(names(later(60))).toEqual(["two", "one"]);
    expect(names(later(60 + 86_399))).toEqual(["two", "one"]);
    expect(names(later(60 + 86_400))).toEqual(["two"]);
    expect(rotated(second, "three", later(120)).map(({ ciphertext }) => ciphertext)).toEqual(["three", "two"]);
  });
});
