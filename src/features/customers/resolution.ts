/** What an order says about who bought: texts that stand for identifiers. */
export interface IdentityClaim {
  /** Keys that name a person, such as the hash of an e-mail address or the store's own customer id; none for a guest. */
  readonly strong: readonly string[];
  /** The key of the browser, which several people may share; null when there is none. */
  readonly weak: string | null;
}

/** A key that is known already. */
export interface KnownKey {
  readonly key: string;
  /** The customer the key leads to, after merges. */
  readonly personId: string;
  /** Whether that customer has no strong key: a browser that nobody has signed in from. */
  readonly isAnonymous: boolean;
}

/** Who each claim is, and what must be written for it to be so. */
export interface Resolution {
  /** One a claim, in its order; null for a claim without any key. */
  readonly personIds: readonly (string | null)[];
  /** Customers to make, each once. */
  readonly created: readonly string[];
  /** Keys seen for the first time, each once, with the person they now lead to. */
  readonly attached: readonly { readonly key: string; readonly personId: string }[];
  /** Persons who turned out to be one; the older row stays. */
  readonly merges: readonly { readonly from: string; readonly into: string }[];
}

interface Ledger {
  readonly personOf: Map<string, string>;
  readonly anonymous: Set<string>;
  readonly mergedInto: Map<string, string>;
  readonly created: string[];
  readonly attached: { key: string; personId: string }[];
  readonly merges: { from: string; into: string }[];
}

function rootOf(ledger: Ledger, personId: string): string {
  let root = personId;
  for (let next = ledger.mergedInto.get(root); next !== undefined; next = ledger.mergedInto.get(root)) root = next;
  return root;
}

function lookUp(ledger: Ledger, key: string): string | undefined {
  const personId = ledger.personOf.get(key);
  return personId === undefined ? undefined : rootOf(ledger, personId);
}

function merge(ledger: Ledger, from: string, into: string): void {
  ledger.mergedInto.set(from, into);
  ledger.merges.push({ from, into });
}

function attach(ledger: Ledger, key: string, personId: string): void {
  if (ledger.personOf.has(key)) return;
  ledger.personOf.set(key, personId);
  ledger.attached.push({ key, personId });
}

/** What finding persons needs from outside: new ids, and which pairs were parted by hand. */
export interface Tools {
  readonly newId: () => string;
  readonly isParted: (one: string, other: string) => boolean;
}

function gather(ledger: Ledger, into: string, others: readonly string[], tools: Tools): string {
  for (const other of others) if (other !== into && !tools.isParted(into, other)) merge(ledger, other, into);
  return into;
}

function makePerson(ledger: Ledger, tools: Tools): string {
  const made = tools.newId();
  ledger.created.push(made);
  ledger.anonymous.add(made);
  return made;
}

function personOf(ledger: Ledger, claim: IdentityClaim, tools: Tools): string | null {
  const [first, ...others] = [...new Set(claim.strong.map((key) => lookUp(ledger, key)).filter((id) => id !== undefined))].toSorted();
  const browser = claim.weak === null ? undefined : lookUp(ledger, claim.weak);
  const isNobodys = browser !== undefined && ledger.anonymous.has(browser);
  if (first !== undefined) return gather(ledger, first, isNobodys ? [...others, browser] : others, tools);
  if (browser !== undefined && (isNobodys || claim.strong.length === 0)) return browser;
  return claim.strong.length === 0 && claim.weak === null ? null : makePerson(ledger, tools);
}

/**
 * Finds the person behind each claim: by strong keys first; a browser's key counts only where no strong key is known, or where the
 * browser belongs to nobody by name yet.
 *
 * Two strong keys of one claim that lead to two persons make them one, into the older row (ids sort by age): that is what a person who
 * signs in under a second address looks like. A browser shared by two people makes no such link: the second one's order gets a person
 * of their own. An anonymous browser becomes the person who names themselves in it. A pair that was parted by hand stays parted, and the
 * claim goes to the older of the two.
 *
 * @param claims in order of arrival; later ones see what earlier ones of the same call brought.
 * @param known every key of the claims that is known already, each once.
 * @param tools `newId` gives a new customer id; `isParted` says whether somebody undid a merge of the two (in any order).
 * @returns who each claim is and what to write; nothing when every key was known and agreed.
 * @example
 * import { resolvedCustomers } from "./resolution.ts";
 * const known = [{ key: "email:a", personId: "p1", isAnonymous: false }, { key: "id:7", personId: "p2", isAnonymous: false }];
 * const tools = { newId: () => "p3", isParted: () => false };
 * resolvedCustomers([{ strong: ["id:7", "email:a"], weak: null }], known, tools).merges; // => [{ from: "p2", into: "p1" }]
 */
export function resolvedCustomers(claims: readonly IdentityClaim[], known: readonly KnownKey[], tools: Tools): Resolution {
  const ledger: Ledger = {
    personOf: new Map(known.map((each) => [each.key, each.personId])),
    anonymous: new Set(known.filter((each) => each.isAnonymous).map((each) => each.personId)),
    mergedInto: new Map(),
    created: [],
    attached: [],
    merges: [],
  };
  const personIds = claims.map((claim) => {
    const personId = personOf(ledger, claim, tools);
    if (personId === null) return null;
    if (claim.strong.length > 0) ledger.anonymous.delete(personId);
    for (const key of claim.strong) attach(ledger, key, personId);
    if (claim.weak !== null) attach(ledger, claim.weak, personId);
    return personId;
  });
  return {
    personIds: personIds.map((id) => (id === null ? null : rootOf(ledger, id))),
    created: ledger.created,
    attached: ledger.attached,
    merges: ledger.merges,
  };
}

/**
 * Which customer every row resolves to, from the merges that are in force.
 *
 * @param customerIds the rows to resolve.
 * @param merges those in force, undone ones left out; a row is merged into at most one other.
 * @returns for each row the end of its chain; itself when it was not merged.
 * @example
 * import { canonicalCustomers } from "./resolution.ts";
 * canonicalCustomers(["a", "b"], [{ from: "a", into: "b" }]).get("a"); // => "b"
 */
export function canonicalCustomers(
  customerIds: readonly string[],
  merges: readonly { readonly from: string; readonly into: string }[],
): ReadonlyMap<string, string> {
  const next = new Map(merges.map((each) => [each.from, each.into]));
  const endOf = (id: string): string => {
    const seen = new Set([id]);
    let end = id;
    for (let into = next.get(end); into !== undefined && !seen.has(into); into = next.get(end)) seen.add((end = into));
    return end;
  };
  return new Map(customerIds.map((id) => [id, endOf(id)]));
}
