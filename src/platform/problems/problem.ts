/** What one kind of problem means, to every client: the page at its `type` is made of this. */
export interface ProblemKind {
  readonly slug: string;
  readonly status: number;
  readonly title: string;
  /** What the client can do about it, one or two sentences. */
  readonly help: string;
}

/** One thing wrong with the input: an RFC 6901 pointer into it, and a sentence. */
export interface InputError {
  readonly pointer: string;
  readonly detail: string;
}

/** Names the problems of one feature; the catalogue and docs/problems.md are made from these. */
export function defineProblems<const T extends Record<string, { status: number; title: string; help: string }>>(
  kinds: T,
): { readonly [K in keyof T]: ProblemKind } {
  return Object.fromEntries(Object.entries(kinds).map(([slug, kind]) => [slug, { slug, ...kind }])) as { [K in keyof T]: ProblemKind };
}

/** A refusal a client can act on, answered as RFC 9457 problem details. */
export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly errors: readonly InputError[];
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(kind: ProblemKind, detail: string, more: { errors?: readonly InputError[]; extra?: Record<string, unknown> } = {}) {
    super(detail);
    this.name = "Problem";
    this.kind = kind;
    this.errors = more.errors ?? [];
    this.extra = more.extra ?? {};
  }
}
