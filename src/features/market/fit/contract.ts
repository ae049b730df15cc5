import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { daySchema, idText, zoneSchema } from "../../../platform/schema/vocabulary.ts";
import { presetNames } from "../dials/presets.ts";
import { turningSchema } from "../dials/contract.ts";

const askedSchema = z.strictObject({
  preset: z.enum(presetNames).meta({ description: "The ready-made business whose dials stand where your data cannot tell" }),
  from: daySchema.optional().meta({ description: "First day, in the brand's zone; 365 days before the end unless said" }),
  to: daySchema.optional().meta({ description: "The day after the last one; tomorrow unless said" }),
});

const fittedDial = z
  .strictObject({
    dial: turningSchema.keyof(),
    value: z.union([z.number(), z.string()]).meta({ description: "As in MarketDials" }),
    source: z.enum(["data", "preset"]).meta({ description: "Your own rows, or the ready-made business, because your rows cannot tell" }),
    text: z.string().meta({ description: "The formula, or why your rows cannot tell" }),
    rows: z
      .strictObject({ count: z.int(), of: z.string() })
      .nullable()
      .meta({ description: "What it was told from; null where it is the ready-made business's" }),
    interval: z
      .strictObject({ low: z.number(), high: z.number(), level: z.number() })
      .nullable()
      .meta({ description: "Between what it lies, in the dial's unit; null for a count that is known, and where nothing was told" }),
  })
  .meta({ id: "FittedDial" });

const resultSchema = z
  .strictObject({
    preset: z.enum(presetNames),
    from: daySchema,
    to: daySchema.meta({ description: "Not included" }),
    zone: zoneSchema,
    orders: z.int().meta({ description: "Orders that were read" }),
    dials: turningSchema.meta({ description: "All dials as they were fitted, ready for a study" }),
    fitted: z.array(fittedDial).meta({ description: "Every dial with what it rests on" }),
  })
  .meta({ id: "MarketFitResult" });

const fitSchema = z.strictObject({
  computation_id: idText("job").nullable().meta({ description: "Null while none was asked for; see /v1/computations/{id}" }),
  result: resultSchema.nullable().meta({ description: "Null until it is done" }),
});

/** Asks for dials that are told from the workspace's own data. */
export const createMarketFit = endpoint({
  id: "createMarketFit",
  method: "POST",
  path: "/v1/market/fits",
  tag: "Market",
  summary: "Fit the simulator's dials to your own data",
  description:
    "Reads your orders, clicks, codes, answers, posts and creators of some days, and tells each dial from them with what that rests on: how many rows, the formula, the interval. A dial that no data of yours can tell stays as the ready-made business has it, and says why. Runs in the background: read the computation, then the latest fit. Nothing is changed.",
  access: "attribution:write",
  status: 201,
  creates: true,
  body: askedSchema,
  output: z.strictObject({ computation_id: idText("job") }),
});

/** The newest fit. */
export const getLatestMarketFit = endpoint({
  id: "getLatestMarketFit",
  method: "GET",
  path: "/v1/market/fits/latest",
  tag: "Market",
  summary: "The dials that were fitted last",
  access: "attribution:read",
  tables: { fitted: "result.fitted" },
  output: fitSchema,
});

/** The newest fit as the API shows it. */
export type LatestFit = z.infer<typeof getLatestMarketFit.output>;
