import type { Logger } from "pino";
import type { LinkTail } from "../links/link-tail.ts";
import type { SpoolWriter } from "../spool/spool-writer.ts";
import type { AgentLookup } from "../visitor/agent-lookup.ts";
import type { IdSource } from "../visitor/click-id.ts";
import type { ClientLookup } from "../visitor/client-lookup.ts";

/** What every answer of the listener is made from; built once at start. */
export type ListenerContext = {
  edgeId: Buffer;
  links: LinkTail;
  spool: SpoolWriter;
  clients: ClientLookup;
  agents: AgentLookup;
  /** ids of clicks and browser events; ids of visitors */
  ids: IdSource;
  visitorIds: IdSource;
  /** the built browser snippet; undefined when there is none */
  snippet: Buffer | undefined;
  counts: RequestCounts;
  log: Logger;
  /** epoch milliseconds; never goes back, so that a watermark holds */
  now: () => number;
};

/** What an answer was; the metrics count each kind. */
export const answerKinds = [
  ...["redirected", "unknownKey", "unknownHost", "other", "notReady", "failed"],
  ...["visits", "events", "orders", "cookies", "refused"],
] as const;

/** Plain numbers that the hot path adds to. */
export type RequestCounts = Record<(typeof answerKinds)[number], number>;

export const noRequests = (): RequestCounts => Object.fromEntries(answerKinds.map((kind) => [kind, 0])) as RequestCounts;
