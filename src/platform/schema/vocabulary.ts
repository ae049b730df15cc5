import { z } from "zod";
import { isCurrency, mostMinor } from "../../kernel/money.ts";
import { isVisible } from "../../kernel/text.ts";
import { isTakenInstant, takenInstants } from "../../kernel/time.ts";
import { formatId, parseId, type IdPrefix } from "../../kernel/ids.ts";

/** A prefixed id such as `cre_01h455vb4pex5vsknk084sn02q`; inside the application it is the plain uuid. */
export const idSchema = (prefix: IdPrefix) =>
  z
    .string()
    .meta({ description: `An id that begins with ${prefix}_`, example: formatId(prefix, "01890a5d-ac96-774b-bcce-b302099a8057") })
    .transform((text, check) => {
      const id = parseId(prefix, text);
      if (id === undefined)
        check.addIssue({ code: "custom", message: `must be an id that begins with ${prefix}_, found ${JSON.stringify(text)}` });
      return id ?? z.NEVER;
    });

/** An id in an answer. */
export const idText = (prefix: IdPrefix) => z.string().meta({ description: `An id that begins with ${prefix}_` });

/**
 * What a person calls a thing: one line or a few words that can be seen. Characters that leave nothing on a screen do not count, so that nothing is
 * listed without a name; answers may still hold older names.
 *
 * @param most how many characters at most.
 */
export const nameSchema = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => text === "" || isVisible(text), "must have a character that can be seen: it holds only blanks or invisible ones");

export const currencySchema = z
  .string()
  .regex(/^[A-Z]{3}$/, "must be a three-letter ISO 4217 code such as EUR")
  .meta({ description: "ISO 4217 currency code", example: "EUR" });

/** Money: whole minor units as text, beside the currency. Never a float. */
export const moneySchema = z
  .strictObject({
    amount: z.string().regex(/^-?(0|[1-9]\d{0,17})$/, 'must be a whole number of minor units as text, such as "1234" for 12.34 EUR'),
    currency: currencySchema,
  })
  .meta({
    id: "Money",
    description: "An amount in minor units (cents) as text, and its currency",
    example: { amount: "1234", currency: "EUR" },
  });

/** An amount that somebody states, above zero, in a currency that exists. */
export const positiveMoneySchema = moneySchema
  .refine(({ amount }) => /^[1-9]/.test(amount), { path: ["amount"], message: "must be more than zero" })
  .refine(({ amount }) => !/^-?\d{1,18}$/.test(amount) || BigInt(amount) <= mostMinor, {
    path: ["amount"],
    message: `must be at most ${mostMinor} minor units`,
  })
  .refine(({ currency }) => isCurrency(currency), { path: ["currency"], message: "must be a currency of ISO 4217" });

export const rateSchema = z
  .string()
  .regex(/^(0|1|0\.\d{1,9}|1\.0{1,9})$/, 'must be a share from 0 to 1 as a decimal text with at most 9 digits, such as "0.125" for 12.5 %')
  .meta({ description: "A share from 0 to 1 as decimal text", example: "0.125" });

/** In UTC as well, and also when the database rounds what is finer than a millisecond; that a text is no instant is said elsewhere. */
function isCountable(text: string): boolean {
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) || (isTakenInstant(atMs) && !(atMs === takenInstants.lastMs && /\.\d{4}/.test(text)));
}

/** An instant with its offset; answers are always UTC. */
export const instantSchema = z.iso
  .datetime({ offset: true, message: "must be an instant with an offset, such as 2026-05-01T10:00:00Z" })
  .refine(isCountable, "must lie in the years 1900 to 9999")
  .meta({ description: "An instant, RFC 3339", example: "2026-05-01T10:00:00Z" });

export const daySchema = z.iso
  .date("must be a day such as 2026-05-01")
  .refine((text) => !(text < "1900-01-01" && /^\d{4}-/.test(text)), "must lie in the years 1900 to 9999")
  .meta({ description: "A calendar day in the workspace's zone" });

export const zoneSchema = z
  .string()
  .max(64)
  .refine((zone) => Intl.supportedValuesOf("timeZone").includes(zone) || zone === "UTC", "must be an IANA time zone such as Europe/Berlin")
  .meta({ description: "IANA time zone", example: "Europe/Berlin" });

export const countrySchema = z.string().regex(/^[A-Z]{2}$/, "must be a two-letter ISO 3166 code such as DE");

/** Free key and value pairs a client keeps with a thing, at most 4 kB as JSON. */
export const metadataSchema = z
  .record(z.string().max(64), z.union([z.string().max(500), z.number(), z.boolean(), z.null()]))
  .refine((value) => JSON.stringify(value).length <= 4096, "must be at most 4096 characters as JSON");

/** Query of a list: newest first, by cursor. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({ description: "How many at most" }),
  cursor: z.string().max(200).optional().meta({ description: "`next_cursor` of the page before" }),
};

/** A page of a list. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ data: z.array(item), next_cursor: z.string().nullable().meta({ description: "Null on the last page" }) });
