/** A failure as the screens show it: RFC 9457 problem details with every fault of the input and the id to quote to the operator. */
export interface Problem {
  /** The address of the page that explains this kind of problem; its last segment is the slug. `about:blank` where there is none. */
  readonly type: string;
  readonly title: string;
  /** The HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly detail?: string | undefined;
  readonly request_id?: string | undefined;
  readonly errors?: readonly InputFault[] | undefined;
}

/** One thing wrong with what was sent: a JSON Pointer into the body, and a sentence. */
export interface InputFault {
  readonly pointer: string;
  readonly detail: string;
}

const unreachable: Problem = {
  type: "about:blank",
  title: "Vouch could not be reached",
  status: 0,
  detail: "No answer came. Check the connection, then try again; nothing you typed is lost.",
};

const unexpected: Problem = {
  type: "about:blank",
  title: "Something went wrong on this page",
  status: 0,
  detail: "Reload the page. If it stays, tell your operator.",
};

function isProblem(thrown: object): thrown is Problem {
  return "status" in thrown && typeof thrown.status === "number" && "title" in thrown && typeof thrown.title === "string";
}

/** Any thrown thing as a problem: an answer of the API stays what it is, a failed connection is said as such. */
export function problemOf(thrown: unknown): Problem {
  if (typeof thrown !== "object" || thrown === null) return unexpected;
  if (isProblem(thrown)) return thrown;
  return thrown instanceof TypeError && /fetch|network|load failed/i.test(thrown.message) ? unreachable : unexpected;
}

/** The slug of a problem, such as `not-found`; empty where the problem has no page of its own. */
export function problemSlug(problem: Problem): string {
  return problem.type === "about:blank" ? "" : (problem.type.split("/").at(-1) ?? "");
}

/** A sentence for a failing answer that is no problem document: a proxy's error page, say. */
export function problemOfStatus(status: number, requestId: string | undefined): Problem {
  const title = status >= 500 ? "The server could not answer" : "The request was refused";
  return { type: "about:blank", title, status, detail: `The answer was ${status} without an explanation.`, request_id: requestId };
}

/** The sentence of a fault without the name of its place, where it stands beside that place anyway. */
function faultSentence({ pointer, detail }: InputFault): string {
  const place = `${pointer.slice(1).replaceAll("/", ".")}: `;
  const sentence = detail.startsWith(place) ? detail.slice(place.length) : detail;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/**
 * What is wrong with one field.
 * @param pointer where the field lies in the body that was sent, such as `/name` or `/rule/groups/0/rate`; deeper faults belong to it too, and what is
 *   wrong with several entries of it in the same way is said once
 */
export function faultAt(problem: Problem | undefined, pointer: string): string | undefined {
  const faults = (problem?.errors ?? []).filter((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`));
  return faults.length === 0 ? undefined : [...new Set(faults.map(faultSentence))].join(" ");
}

/** The problem without what was wrong at places whose values have changed since: whether they are right now is not known. */
export function withoutFaultsAt(problem: Problem | undefined, changed: readonly string[]): Problem | undefined {
  return problem === undefined ? undefined : { ...problem, errors: faultsOutside(problem, changed) };
}

/** The faults that no field on the form shows; the form says them in its summary, so that none is hidden. */
export function faultsOutside(problem: Problem, pointers: readonly string[]): InputFault[] {
  const isShown = (fault: InputFault) => pointers.some((pointer) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`));
  return (problem.errors ?? []).filter((fault) => !isShown(fault));
}
