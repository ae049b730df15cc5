import { z } from "zod";
import { daySchema, idText, instantSchema, moneySchema } from "../../platform/schema/vocabulary.ts";

/** Query of a report: its days in the brand's zone. */
export const periodQuery = {
  from: daySchema.optional().meta({ description: "First day, in the brand's zone; 30 days before the end unless said" }),
  to: daySchema.optional().meta({ description: "The day after the last one; tomorrow unless said" }),
};

/** The days that a report covers. */
export const periodFields = {
  from: daySchema,
  to: daySchema.meta({ description: "Not included" }),
  zone: z.string(),
};

/** A figure's own account of itself. */
export const figureFields = {
  formula: z.string(),
  source: z.string(),
  as_of: instantSchema.meta({ description: "The instant up to which the figure is complete" }),
};

/** Sums by currency, the brand's own first. */
export const moneyListSchema = z.array(moneySchema).meta({ description: "One amount a currency; currencies are never mixed" });

/** A share or a sum of shares, exact. */
export const decimalSchema = z.string().regex(/^-?\d+(\.\d+)?$/);

/** A reporting model, named and explained. */
export const modelSchema = z.strictObject({ id: z.string(), name: z.string(), explanation: z.string() }).meta({ id: "AttributionModel" });

/** A creator by id and name. */
export const creatorFields = { creator_id: idText("cre"), name: z.string() };
