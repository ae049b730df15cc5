import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { daySchema, idSchema, idText, instantSchema } from "../../platform/schema/vocabulary.ts";
import { platforms } from "../../kernel/social/platform.ts";

const oneCreator = z.strictObject({ id: idSchema("cre") });
const reason = z.string().trim().max(500).default("");

const settingsSchema = z
  .strictObject({
    retention_days: z.number().int().min(7).max(3650).nullable().meta({
      description: "After so many days a creator who was found, never told and never worked with is proposed for erasure; null: nobody is",
    }),
    notice_text: z.string().max(20_000).meta({ description: "What creators are told about their data; a notice begins with it" }),
  })
  .meta({ id: "PrivacySettings" });

/** How long creators are kept, and what they are told. */
export const getSettings = endpoint({
  id: "getPrivacySettings",
  method: "GET",
  path: "/v1/privacy/settings",
  tag: "Privacy",
  summary: "How long creators who were found are kept, and what they are told",
  access: "creators:read",
  output: settingsSchema,
});

/** Changes how long creators are kept, and what they are told. */
export const putSettings = endpoint({
  id: "setPrivacySettings",
  method: "PUT",
  path: "/v1/privacy/settings",
  tag: "Privacy",
  summary: "Set how long creators who were found are kept, and what they are told",
  access: "creators:write",
  body: settingsSchema,
  output: settingsSchema,
});

/** Who is due for erasure. */
export const listDue = endpoint({
  id: "listCreatorsDueForErasure",
  method: "GET",
  path: "/v1/privacy/due",
  tag: "Privacy",
  summary: "Creators who were found, never told and never worked with, for longer than the retention",
  description:
    "The oldest first, at most 200. In use is who has a link, a code, a part in a program or campaign, a cost or a commission. Nobody is erased by itself.",
  access: "creators:read",
  output: z.strictObject({
    data: z.array(
      z.strictObject({ id: idText("cre"), name: z.string(), source: z.string(), found_at: instantSchema, due_at: instantSchema }),
    ),
  }),
});

/** Erases who a creator is. */
export const eraseCreator = endpoint({
  id: "eraseCreator",
  method: "POST",
  path: "/v1/creators/{id}/erase",
  tag: "Privacy",
  summary: "Erase a creator's personal data for good; what was booked keeps its evidence",
  description:
    "Name, address, handles and what accounts said are erased from every record of the person, with what they wrote under posts, samples of comments, findings, what scorecards and vetting decisions rested on, words beside prices, applications, and the audit log's details. Ids, figures, scores, decisions, prices, links, codes, commissions and money stay. Files that were imported are not changed: delete them where you keep them.",
  access: "creators:write",
  params: oneCreator,
  body: z.strictObject({
    do_not_contact: z.boolean().default(true).meta({
      description: "Also keep keyed hashes of the address and accounts, so that neither an import nor a hand brings the person back",
    }),
    reason,
  }),
  output: z.strictObject({ id: idText("cre"), erased_at: instantSchema, records: z.number().int() }),
});

const noticeSchema = z
  .strictObject({
    id: idText("cno"),
    told_on: daySchema,
    channel: z.enum(["email", "message", "contract", "form", "other"]),
    text: z.string(),
    recorded_at: instantSchema,
  })
  .meta({ id: "CreatorNotice" });

/** Writes down that a creator was told. */
export const addNotice = endpoint({
  id: "addCreatorNotice",
  method: "POST",
  path: "/v1/creators/{id}/notices",
  tag: "Privacy",
  summary: "Write down when and how a creator was told that their data is kept",
  access: "creators:write",
  status: 201,
  creates: true,
  params: oneCreator,
  body: z.strictObject({ told_on: daySchema, channel: noticeSchema.shape.channel, text: z.string().max(20_000).default("") }),
  output: noticeSchema,
});

/** When and how a creator was told. */
export const listNotices = endpoint({
  id: "listCreatorNotices",
  method: "GET",
  path: "/v1/creators/{id}/notices",
  tag: "Privacy",
  summary: "When and how a creator was told that their data is kept, newest first",
  access: "creators:read",
  params: oneCreator,
  output: z.strictObject({ data: z.array(noticeSchema) }),
});

const entrySchema = z
  .strictObject({
    id: idText("dnc"),
    kind: z.enum(["email", "account"]),
    hint: z.string().meta({ description: "What is shown of it; the address or handle itself is kept as a keyed hash only" }),
    reason: z.string(),
    recorded_at: instantSchema,
  })
  .meta({ id: "DoNotContactEntry" });
const entries = z.strictObject({ data: z.array(entrySchema) });

/** Who must not be contacted. */
export const listDoNotContact = endpoint({
  id: "listDoNotContact",
  method: "GET",
  path: "/v1/do-not-contact",
  tag: "Privacy",
  summary: "Who must not be contacted: imports leave them out, and nobody adds them by hand",
  access: "creators:read",
  output: entries,
});

/** Puts somebody on the list. */
export const addDoNotContact = endpoint({
  id: "addDoNotContact",
  method: "POST",
  path: "/v1/do-not-contact",
  tag: "Privacy",
  summary: "Put an address or an account on the do-not-contact list",
  access: "creators:write",
  status: 201,
  creates: true,
  body: z
    .strictObject({
      email: z.email("must be an e-mail address").max(254).optional(),
      platform: z.enum(platforms).optional(),
      handle: z.string().max(1000).optional(),
      reason,
    })
    .refine(
      ({ email, platform, handle }) => email !== undefined || (platform !== undefined && handle !== undefined),
      "must name an e-mail address, or a platform and a handle",
    ),
  output: entries,
});

/** Takes an entry off the list. */
export const removeDoNotContact = endpoint({
  id: "removeDoNotContact",
  method: "DELETE",
  path: "/v1/do-not-contact/{id}",
  tag: "Privacy",
  summary: "Take an entry off the do-not-contact list",
  access: "creators:write",
  params: z.strictObject({ id: idSchema("dnc") }),
  output: entrySchema,
});
