import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { daySchema, idSchema, idText } from "../../../platform/schema/vocabulary.ts";
import { oneSeries } from "../contract.ts";

const banded = z
  .strictObject({ estimate: z.number(), low: z.number(), high: z.number() })
  .meta({ id: "Banded", description: "An estimate with the ends of its interval" });

const flagged = z.strictObject({ post_id: idText("pos"), name: z.string(), posted_on: daySchema });

const effectSchema = z
  .strictObject({
    level: z.number().meta({ description: "Of all intervals" }),
    total: banded.meta({ description: "Over the days of the window that are known, in the series' unit" }),
    daily: banded,
    observed: z.number(),
    expected: banded,
    relative: banded.nullable().meta({ description: "Above what was expected, as a share of it; null: not defined" }),
    chance: z.number().meta({ description: "How likely a total as far out would be without any effect, to that side alone" }),
    flags: z.array(z.enum(["few-draws", "level-drifts"])),
    known_before: z.number().int(),
    known_after: z.number().int(),
    missing: z.number().int(),
    days: z.array(
      z.strictObject({ on: daySchema, observed: z.number().nullable(), expected: z.number(), low: z.number(), high: z.number() }),
    ),
  })
  .meta({ id: "SeriesEffect" });

const asked = {
  post_id: idSchema("pos"),
  days: z.coerce.number().int().min(1).max(60).default(7).meta({ description: "How many days from the post's day on" }),
};

const stateSchema = z.strictObject({
  from_on: daySchema,
  days: z.number().int(),
  problem: z.string().nullable().meta({ description: "Why the series does not say enough; null: it does" }),
  together: z.array(flagged).meta({ description: "Other posts in the window: the effect is of all of them together" }),
  still_working: z.array(flagged).meta({ description: "Posts in as many days before, whose effect may still go on" }),
  computation_id: idText("job").nullable(),
  effect: effectSchema.nullable(),
});

/** What is known of a post's effect. */
export const getSeriesEffect = endpoint({
  id: "getSeriesEffect",
  method: "GET",
  path: "/v1/daily-series/{id}/effect",
  tag: "Series",
  summary: "What a post did to a series, as far as it was worked out, and which other posts fall into its days",
  access: "attribution:read",
  params: oneSeries,
  query: z.strictObject(asked),
  output: stateSchema,
});

/** Has it worked out. */
export const requestSeriesEffect = endpoint({
  id: "requestSeriesEffect",
  method: "POST",
  path: "/v1/daily-series/{id}/effect",
  tag: "Series",
  summary: "Have worked out what a post did to a series: what was seen less what would have been",
  description:
    "At least 28 days before the post must be known, at most a quarter of them missing. Runs in the background; ask for it again.",
  access: "attribution:write",
  status: 202,
  params: oneSeries,
  body: z.strictObject({ post_id: idSchema("pos"), days: z.number().int().min(1).max(60).default(7) }),
  output: stateSchema,
});
