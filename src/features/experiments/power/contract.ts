import { z } from "zod";

/** The result of a power study, as the API shows it. */
export const powerSchema = z
  .strictObject({
    unit: z.string(),
    alpha: z.number(),
    power: z.number().meta({ description: "In which share of windows of the history an effect must be found" }),
    planned_days: z.number().int(),
    history_days: z.number().int(),
    durations: z.array(
      z.strictObject({
        days: z.number().int(),
        cells: z.array(z.strictObject({ lift: z.number(), power: z.number() })),
        least_lift: z
          .number()
          .nullable()
          .meta({ description: "The minimum detectable effect, a share of sales; null: none of those tried" }),
        least_total: z.number().nullable().meta({ description: "What it would bring in all treated regions: minor units, or a count" }),
        false_alarms: z.number().meta({ description: "The share of windows in which an effect is found though nothing was done" }),
        windows: z.number().int().meta({ description: "How many stretches of this length lie side by side" }),
        flags: z.array(z.string()),
      }),
    ),
    note: z.string(),
  })
  .meta({ id: "GeoPower" });
