/**
 * What can be told to the outside, by name and version, each with when it is told. The first word is what it is about; the payload is that
 * thing as the API shows it. A version's payload only ever gains fields.
 */
export const events = {
  "order.created.v1": "An order, lead, sign-up, install, rsvp or booking was recorded for the first time, by whatever channel",
  "order.updated.v1":
    "Its status, amounts, codes, click or customer changed, or it turned out to be another one; what is taken back is an adjustment",
  "adjustment.created.v1": "A refund, a cancellation or a step of a dispute was recorded, before its order too",
  "commission.earned.v1": "An order earned a creator a commission; it is on hold",
  "commission.replaced.v1": "A later decision took the place of the one that made the commission; what was left of it was taken back",
  "commission.reversed.v1": "A part of the commission, or all of it, was taken back with its order",
  "commission.restored.v1": "A part that had been taken back was earned again, such as by a dispute that was won",
  "commission.matured.v1": "The hold is over: what is left of the commission is payable",
  "creator.created.v1": "A creator was added, by hand, by the API or by a file",
  "creator.updated.v1": "A creator, an account, its followers or the status changed, or the creator was archived or restored",
  "program.created.v1": "A program was started",
  "program.updated.v1": "A program changed or ended",
  "pay_rule.published.v1": "A version of a program's pay rule was published; it may take effect later",
  "enrollment.created.v1": "A creator takes part in a program",
  "enrollment.updated.v1": "A creator's part in a program has an end",
  "link.created.v1": "A short link was made",
  "link.updated.v1": "A link changed, was switched off or on, or was archived",
  "code.created.v1": "A creator got a code",
  "code.updated.v1": "A code's policy or validity changed, or it was switched off or on",
  "import.finished.v1": "A file was imported, or could not be",
  "webhook.test.v1": "Somebody asked for a test",
} as const;

/** One of `events`. */
export type EventType = keyof typeof events;

/** The names of `events`, in their order. */
export const eventTypes = Object.keys(events) as EventType[];

/** What an event is about, the first word of its name; a test is about nothing. */
export type EventSubject = EventType extends infer Type
  ? Type extends `${infer Subject}.${string}`
    ? Exclude<Subject, "webhook">
    : never
  : never;

/** An event about something that is there. */
export type ThingEvent = Exclude<EventType, "webhook.test.v1">;

/** What one must be allowed to read to have an endpoint told of a thing. */
export const scopeToBeTold = {
  order: "orders:read",
  adjustment: "orders:read",
  commission: "ledger:read",
  creator: "creators:read",
  program: "programs:read",
  pay_rule: "programs:read",
  enrollment: "programs:read",
  link: "links:read",
  code: "links:read",
  import: "imports:read",
} as const satisfies Record<EventSubject, string>;

/**
 * What an event is about.
 *
 * @param type an event that is no test.
 * @returns the first word of its name.
 * @example
 * import { subjectOf } from "./event-types.ts";
 * subjectOf("pay_rule.published.v1"); // => "pay_rule"
 */
export const subjectOf = (type: ThingEvent): EventSubject => type.slice(0, type.indexOf(".")) as EventSubject;
