import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import {
  daySchema,
  idSchema,
  idText,
  instantSchema,
  moneySchema,
  pageOf,
  pageQuery,
  positiveMoneySchema,
} from "../../platform/schema/vocabulary.ts";
import { costedChannels } from "./spread-cost.ts";

const channelSchema = z.enum(costedChannels);

const costSchema = z
  .strictObject({
    id: idText("chc"),
    channel: channelSchema,
    from_on: daySchema,
    to_on: daySchema.meta({ description: "The day after the last one" }),
    amount: moneySchema,
    note: z.string(),
    created_at: instantSchema,
    archived_at: instantSchema.nullable(),
  })
  .meta({ id: "ChannelCost" });

/** Enters what a channel cost. */
export const enterChannelCost = endpoint({
  id: "enterChannelCost",
  method: "POST",
  path: "/v1/channel-costs",
  tag: "Attribution",
  summary: "Enter what another channel than creators cost",
  description:
    "The amount is spread evenly over its days. What creators cost is known from commissions and is entered with programs and campaigns.",
  access: "attribution:write",
  status: 201,
  creates: true,
  body: z
    .strictObject({
      channel: channelSchema,
      from_on: daySchema,
      to_on: daySchema.meta({ description: "The day after the last one, at most 366 days after the first" }),
      amount: positiveMoneySchema,
      note: z.string().max(1000).default(""),
    })
    .refine(({ from_on, to_on }) => from_on < to_on, {
      path: ["to_on"],
      message: "must be after from_on: it is the day after the last one",
    })
    .refine(({ from_on, to_on }) => Date.parse(to_on) - Date.parse(from_on) <= 366 * 86_400_000, {
      path: ["to_on"],
      message: "must be at most 366 days after from_on: enter longer spans in parts",
    }),
  output: costSchema,
});

/** What channels cost. */
export const listChannelCosts = endpoint({
  id: "listChannelCosts",
  method: "GET",
  path: "/v1/channel-costs",
  tag: "Attribution",
  summary: "What other channels than creators cost, the last entered first",
  access: "attribution:read",
  query: z.strictObject({ ...pageQuery, archived: z.enum(["true", "false"]).default("false") }),
  output: pageOf(costSchema),
});

/** Takes a cost out of the sums. */
export const archiveChannelCost = endpoint({
  id: "archiveChannelCost",
  method: "POST",
  path: "/v1/channel-costs/{id}/archive",
  tag: "Attribution",
  summary: "Take a channel's cost out of the sums",
  access: "attribution:write",
  params: z.strictObject({ id: idSchema("chc") }),
  output: costSchema,
});
