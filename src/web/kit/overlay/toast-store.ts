import type { Problem } from "../../client/problem.ts";

/** One message: something done, or a problem. */
export interface ToastMessage {
  readonly key: number;
  readonly tone: "good" | "bad";
  readonly title: string;
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
}

const most = 4;
const listeners = new Set<() => void>();
let messages: readonly ToastMessage[] = [];
let lastKey = 0;

function change(next: readonly ToastMessage[]): void {
  messages = next.slice(-most);
  for (const listener of listeners) listener();
}

function add(message: Omit<ToastMessage, "key">): void {
  lastKey += 1;
  change([...messages, { ...message, key: lastKey }]);
}

/** Says that something the person asked for is done. For a few seconds, without a question. */
export function showDone(sentence: string): void {
  add({ tone: "good", title: sentence, detail: undefined, requestId: undefined });
}

/** Says that an action was refused or failed, and stays until it is closed. */
export function showProblem(problem: Problem): void {
  const faults = (problem.errors ?? []).map((fault) => fault.detail).join(" ");
  add({ tone: "bad", title: problem.title, detail: faults === "" ? problem.detail : faults, requestId: problem.request_id });
}

/** Takes a message away. */
export function closeToast(key: number): void {
  change(messages.filter((message) => message.key !== key));
}

/** For `useSyncExternalStore`. */
export const toastStore = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  messages: (): readonly ToastMessage[] => messages,
};
