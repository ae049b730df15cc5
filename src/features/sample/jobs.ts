import type { OutboxHandler } from "../../platform/outbox/outbox.ts";
import { endHolds, loadedTopic } from "./service.ts";

/** What follows once a sample's orders are decided. */
export const sampleHandlers: Readonly<Record<string, OutboxHandler>> = { [loadedTopic]: (ctx) => endHolds(ctx) };
