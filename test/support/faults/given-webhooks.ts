import { createDeliveryMaker, createDeliveryWork } from "../../../shared/adapters/dynamodb/agency/deliveries.ts";
import { createSubscribers, createWebhookStore } from "../../../shared/adapters/dynamodb/agency/webhooks.ts";
import { createSeal } from "../../../shared/adapters/kms/seal.ts";
import { createWebhookQueue } from "../../../shared/adapters/sqs/webhook-queue.ts";
import { newSecret } from "../../../shared/adapters/webhook/signature.ts";
import { sweepWebhooks } from "../../../shared/app/webhook/sweep-webhooks.ts";
import { closed } from "../../../shared/domain/webhook/circuit.ts";
import { deliveryOf } from "../../../shared/domain/webhook/delivery.ts";
import { shanghaiInstant } from "../../../shared/kernel/local-date.ts";
import { monday } from "../house.ts";
import type { World } from "./world.ts";

/** An agency that hears by webhook. */
export const subscribed = async (
  world: World,
  agencyId: string,
  url = "https://hooks.example.gov.cn/",
): Promise<void> => {
  const seal = createSeal(process.env["WEBHOOK_KEY_ARN"] ?? "");
  await createWebhookStore(world.engine.db, world.engine.table.Webhooks).put(
    {
      agencyId,
      url,
      enabled: true,
      secrets: [{ ciphertext: await seal(newSecret(), agencyId), createdAt: monday }],
      circuit: closed,
      updatedAt: monday,
    },
    undefined,
  );
};

/** Events that wait for an agency. */
export const waitingEvents = async (world: World, agencyId: string, count: number): Promise<readonly string[]> => {
  const deliveries = Array.from({ length: count }, (_, n) =>
    deliveryOf({
      agencyId,
      entryId: `ent_${"0".repeat(26)}`,
      triggerKey: `trigger-${n}`,
      kind: "apply",
      createdAt: shanghaiInstant(monday),
      correlationId: "happened-before",
    } as Parameters<typeof deliveryOf>[0]),
  );
  await createDeliveryMaker(world.engine.db, world.engine.table.Webhooks).make(deliveries);
  return deliveries.map(({ eventId }) => eventId);
};

/** The hourly sweep, an hour later. */
export const wokenBySweep = async ({ engine: { db, table } }: World): Promise<void> => {
  const webhookQueue = createWebhookQueue(process.env["WEBHOOKS_QUEUE_URL"] ?? "");
  const [subscribers, work] = [createSubscribers(db, table.Webhooks), createDeliveryWork(db, table.Webhooks)];
  await sweepWebhooks({ subscribers, work, webhookQueue }, new Date(monday.getTime() + 3_600_000));
};
