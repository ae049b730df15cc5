import { z } from "zod";
import * as codeContract from "../../features/codes/contract.ts";
import { getCode } from "../../features/codes/service.ts";
import * as commissionContract from "../../features/commissions/contract.ts";
import { getCommission } from "../../features/commissions/service.ts";
import * as creatorContract from "../../features/creators/contract.ts";
import { getCreator } from "../../features/creators/service.ts";
import * as importContract from "../../features/imports/contract.ts";
import { getImport } from "../../features/imports/service.ts";
import * as linkContract from "../../features/links/contract.ts";
import { getLinkEver } from "../../features/links/service.ts";
import { adjustmentSchema } from "../../features/orders/adjustments/contract.ts";
import * as orderContract from "../../features/orders/contract.ts";
import { getAdjustment, getConversion } from "../../features/orders/service.ts";
import * as programContract from "../../features/programs/contract.ts";
import * as enrollmentContract from "../../features/programs/enrollments/contract.ts";
import * as ruleContract from "../../features/programs/rules/contract.ts";
import { getEnrollment, getProgram, getPublishedRule } from "../../features/programs/service.ts";
import { eventTypes, events, subjectOf, type EventSubject, type EventType } from "../../features/webhooks/event-types.ts";
import { keptDays } from "../../features/webhooks/service.ts";
import type { WorkspaceContext } from "../../platform/context.ts";
import type { ToldEvent } from "../../platform/http/openapi.ts";

/** A thing that endpoints are told of: how it is shown, and the schema of that, which is the API's. */
interface ToldThing {
  readonly show: (ctx: WorkspaceContext, id: string) => Promise<object>;
  readonly schema: z.ZodType;
  /** Which request answers with the same, alone or in a list. */
  readonly like: string;
}

/** What each event is about. */
export const toldThings: Readonly<Record<EventSubject, ToldThing>> = {
  order: { show: getConversion, schema: orderContract.getConversion.output, like: "GET /v1/conversions/{id}" },
  adjustment: { show: getAdjustment, schema: adjustmentSchema, like: "GET /v1/adjustments" },
  commission: { show: getCommission, schema: commissionContract.getCommission.output, like: "GET /v1/commissions/{id}" },
  creator: { show: getCreator, schema: creatorContract.getCreator.output, like: "GET /v1/creators/{id}" },
  program: { show: getProgram, schema: programContract.getProgram.output, like: "GET /v1/programs/{id}" },
  pay_rule: { show: getPublishedRule, schema: ruleContract.getPayRule.output, like: "GET /v1/programs/{id}/pay-rules/{rule_id}" },
  enrollment: { show: getEnrollment, schema: enrollmentContract.endEnrollment.output, like: "GET /v1/enrollments" },
  link: { show: getLinkEver, schema: linkContract.updateLink.output, like: "PATCH /v1/links/{id}" },
  code: { show: getCode, schema: codeContract.getCode.output, like: "GET /v1/codes/{id}" },
  import: { show: getImport, schema: importContract.getImport.output, like: "GET /v1/imports/{id}" },
};

const testSchema = z.strictObject({ message: z.string() });

const dataOf = (type: EventType): z.ZodType => (type === "webhook.test.v1" ? testSchema : toldThings[subjectOf(type)].schema);

const row = (type: EventType): string => {
  const data = type === "webhook.test.v1" ? "a message" : `as in \`${toldThings[subjectOf(type)].like}\``;
  return `| \`${type}\` | ${events[type]}. | ${data} |`;
};

/** docs/events.md: every event, when it is told, and what its data looks like. */
export const eventPage = (): string => `# Events

What a webhook endpoint can be told. The body is \`{"type", "timestamp", "data"}\`: the event's name and version, when it happened, and the
thing that it is about, as the API shows it when the event is made, moments after. Events may come in another order than they happened,
so believe what \`data\` says of itself rather than the order of arrival. A version only ever gains fields; their schemas are in the
[OpenAPI document](openapi.json) under \`webhooks\`. To be told of a thing one must be allowed to read it.

An event is kept for ${keptDays} days after it happened and after the last try to deliver it: for so long it can be replayed, and its
deliveries are shown. Then it is deleted with them.

Made from \`src/features/webhooks/event-types.ts\` by \`npm run generate\`.

| Event | Told when | Data |
|---|---|---|
${eventTypes.map(row).join("\n")}
`;

/** Every event with when it is told and the schema of its data, for the documentation. */
export const toldEvents = (): ToldEvent[] => eventTypes.map((type) => ({ type, summary: events[type], data: dataOf(type) }));
