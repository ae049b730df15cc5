import type { KeptFinding, ScoreInput } from "../score/score-input.ts";
import { measuredPart, type Evidence, type Part } from "../score/score-part.ts";

/** Fewer texts than this leave too much unread. */
const LEAST_TEXTS = 5;

const weights = { high: 4, medium: 2, low: 1 } as const;

const evidenceOf = (findings: readonly KeptFinding[]): Evidence[] =>
  findings.map(({ id, category, quote, on }) => ({ kind: "finding", id, text: `${category}, ${on}: “${quote}”` }));

const byCategory = (findings: readonly KeptFinding[]): Map<string, KeptFinding> => new Map(findings.map((one) => [one.category, one]));
const texts = (count: number): string => (count === 1 ? "1 text" : `${count} texts`);
const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/**
 * Whether words of the workspace's lists were found in what the creator wrote; findings that a person dismissed are left out.
 *
 * @example
 * import { safetyPart } from "./safety-parts.ts";
 * safetyPart({ texts_read: 2, findings: [] }); // => { missing: "2 texts of the creator could be read, and 5 are needed" }
 */
export function safetyPart({ texts_read: read, findings }: Pick<ScoreInput, "texts_read" | "findings">): Part {
  const unsafe = findings.filter(({ kind }) => kind === "safety");
  if (unsafe.length === 0 && read < LEAST_TEXTS)
    return { missing: `${texts(read)} of the creator could be read, and ${LEAST_TEXTS} are needed` };
  const categories = byCategory(unsafe);
  const at = [...categories.values()].reduce((sum, { severity }) => sum + weights[severity], 0);
  const says =
    unsafe.length === 0
      ? `Nothing of your lists was found in ${texts(read)}.`
      : `Found in ${texts(read)}: ${listed([...categories.keys()])}.`;
  return measuredPart(
    "safety",
    { at, low: Math.max(0, at - 1), high: at === 0 ? 0.5 : at + 1 },
    { says, grade: "D", evidence: evidenceOf(unsafe) },
  );
}

/**
 * Whether competitors that the workspace named were found in what the creator wrote.
 *
 * @example
 * import { conflictsPart } from "./safety-parts.ts";
 * conflictsPart({ texts_read: 9, competitors: 0, findings: [] }); // => { missing: "no competitor is named in this workspace's settings" }
 */
export function conflictsPart({
  texts_read: read,
  competitors,
  findings,
}: Pick<ScoreInput, "texts_read" | "competitors" | "findings">): Part {
  const conflicts = findings.filter(({ kind }) => kind === "conflict");
  if (competitors === 0) return { missing: "no competitor is named in this workspace's settings" };
  if (conflicts.length === 0 && read < LEAST_TEXTS)
    return { missing: `${texts(read)} of the creator could be read, and ${LEAST_TEXTS} are needed` };
  const names = [...byCategory(conflicts).keys()];
  const says = names.length === 0 ? `None of your competitors is named in ${texts(read)}.` : `Named in ${texts(read)}: ${listed(names)}.`;
  return measuredPart(
    "conflicts",
    { at: names.length, low: names.length, high: names.length },
    { says, grade: "D", evidence: evidenceOf(conflicts) },
  );
}
