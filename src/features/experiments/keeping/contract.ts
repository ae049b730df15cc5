import { z } from "zod";
import { idText, instantSchema } from "../../../platform/schema/vocabulary.ts";

const estimatedSchema = z.strictObject({ estimate: z.number(), low: z.number(), high: z.number() }).meta({ id: "EstimateWithEnds" });

/** What of a result can be kept, as the API shows it. */
export const keepingSchema = z
  .strictObject({
    creators: z.array(z.strictObject({ creator_id: idText("cre"), name: z.string() })).meta({ description: "Whose work the treatment is" }),
    reason: z.string().meta({ description: "Why nothing can be kept; empty where something can" }),
    factor: estimatedSchema.nullable().meta({ description: "What was caused, by what is credited" }),
    caused: estimatedSchema.nullable().meta({ description: "In all treated regions: minor units, or a count" }),
    credited: z
      .number()
      .nullable()
      .meta({ description: "To the creators for orders of the days of treatment, under the model that reports show first; the same unit" }),
    level: z.number().nullable().meta({ description: "The intervals' level" }),
    notes: z.array(z.string()),
    campaign: z
      .strictObject({
        campaign_id: idText("cmp"),
        name: z.string(),
        clash: z.string().meta({ description: "Why its caused revenue cannot be filled in; empty where it can" }),
      })
      .nullable(),
    kept_at: instantSchema.nullable().meta({ description: "Null: nothing is kept" }),
    is_older: z.boolean().meta({ description: "What is kept is of an earlier analysis" }),
  })
  .meta({ id: "ExperimentKeeping" });
