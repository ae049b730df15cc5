import { inspect, isDeepStrictEqual } from "node:util";

/** What an example states: a value, the first digits of a number, or the name of an error. */
export interface Expectation {
  readonly value?: () => Promise<unknown>;
  readonly startsWith?: string;
  readonly throws?: string;
}

const shown = (value: unknown): string => inspect(value, { depth: 6, breakLength: Infinity });

async function outcome(actual: () => Promise<unknown>): Promise<{ value?: unknown; error?: unknown }> {
  try {
    return { value: await actual() };
  } catch (error) {
    return { error };
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

function differsFromError(found: { value?: unknown; error?: unknown }, name: string): string | undefined {
  if (!("error" in found)) return `gives ${shown(found.value)}, stated to throw ${name}`;
  const isStated = name === "Error" || nameOf(found.error) === name;
  return isStated ? undefined : `throws ${nameOf(found.error)}, stated to throw ${name}`;
}

/**
 * Says how an example's expression differs from what the example states.
 *
 * @returns a sentence, or undefined when they agree
 * @throws what the expression throws, unless a throw was stated
 */
export async function difference(actual: () => Promise<unknown>, expected: Expectation): Promise<string | undefined> {
  const found = await outcome(actual);
  if (expected.throws !== undefined) return differsFromError(found, expected.throws);
  if ("error" in found) throw found.error;
  if (expected.startsWith !== undefined) {
    return String(found.value).startsWith(expected.startsWith)
      ? undefined
      : `gives ${shown(found.value)}, stated ${expected.startsWith}...`;
  }
  const value = await expected.value?.();
  return isDeepStrictEqual(found.value, value) ? undefined : `gives ${shown(found.value)}, stated ${shown(value)}`;
}
