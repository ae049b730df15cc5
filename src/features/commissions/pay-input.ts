import { normaliseCode } from "@vouch/redirect";

/** A link as far as pay is concerned. */
export interface LinkFacts {
  readonly creatorId: string | null;
  readonly programId: string | null;
  /** When it was switched off, archived or expired, whichever came first; null while it works. */
  readonly offAtMs: number | null;
}

/** A click or visit that may be paid, with what the recording said of it. */
export interface ClickFacts {
  readonly id: string;
  readonly atMs: number;
  readonly linkId: string | null;
  readonly creatorId: string | null;
  readonly visitorClass: string;
}

/** A creator's click as the pay decision takes it. */
export interface PayClick {
  readonly id: string;
  readonly kind: "click";
  readonly atMs: number;
  readonly creatorId: string;
  readonly programId: string | null;
  readonly visitorClass: string;
  readonly linkOffAtMs: number | null;
  readonly code: null;
  readonly isOnOrder: false;
}

/**
 * The clicks on creators' links as the pay decision takes them.
 *
 * A click that the order itself names was made by whoever bought: from a hosting network, as behind a company's proxy, it counts as
 * human. A declared bot, a prefetch or a preview stays what it is.
 *
 * @param clicks of the order's customer, any order
 * @param links by id; a click whose link is unknown cannot be paid
 * @param namedIds the clicks that the order names
 * @returns one entry for each click whose creator is known
 * @example
 * import { payClicks } from "./pay-input.ts";
 * const click = { id: "c", atMs: 1, linkId: "l", creatorId: "ana", visitorClass: "hosting" };
 * const links = new Map([["l", { creatorId: "ana", programId: "p", offAtMs: null }]]);
 * payClicks([click], links, new Set(["c"]))[0]?.visitorClass // => "human"
 */
export function payClicks(clicks: readonly ClickFacts[], links: ReadonlyMap<string, LinkFacts>, namedIds: ReadonlySet<string>): PayClick[] {
  return clicks.flatMap((click) => {
    const link = click.linkId === null ? undefined : links.get(click.linkId);
    const creatorId = click.creatorId ?? link?.creatorId;
    return creatorId === undefined || creatorId === null ? [] : [payClick(click, { link, creatorId, isNamed: namedIds.has(click.id) })];
  });
}

const uncertainClasses: ReadonlySet<string> = new Set(["hosting", "unknown"]);

function payClick(
  { id, atMs, visitorClass }: ClickFacts,
  of: { link: LinkFacts | undefined; creatorId: string; isNamed: boolean },
): PayClick {
  return {
    id,
    kind: "click",
    atMs,
    creatorId: of.creatorId,
    programId: of.link?.programId ?? null,
    visitorClass: of.isNamed && uncertainClasses.has(visitorClass) ? "human" : visitorClass,
    linkOffAtMs: of.link?.offAtMs ?? null,
    code: null,
    isOnOrder: false,
  };
}

/**
 * Codes in the form in which pay rules name them, each once.
 *
 * @param texts as typed at the checkout
 * @example
 * import { normalCodes } from "./pay-input.ts";
 * normalCodes(["ana10", " ANA10"]).length // => 1
 */
export function normalCodes(texts: readonly string[]): string[] {
  return [...new Set(texts.map((text) => normaliseCode(text)).flatMap((normal) => (normal.ok ? [normal.code] : [])))];
}
