import { nearestText } from "./nearest-text.ts";
import { StartRefusal } from "../start-refusal.ts";
import { otherNames, variables, type Variable } from "./variables.ts";

type Variables = typeof variables;
type ValueOf<V> = V extends Variable<infer T> ? T : never;

/** What the operator set, checked: one field a variable. */
export type Config = { readonly [K in keyof Variables]: ValueOf<Variables[K]> };

/** Texts that come before the environment, by the field they set: options of the command line. */
export type Overrides = { [K in keyof Variables]?: string | undefined };

/** The environment, by the names of the variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration. An empty variable counts as missing.
 *
 * @throws StartRefusal that names every wrong variable, what it holds (never a secret) and what is allowed, and every variable that
 *   begins like ours and is none, with the one whose name is nearest
 */
export function loadConfig(env: Environment, overrides: Overrides = {}): Config {
  const refusals: string[] = [];
  const entries = Object.entries(variables as Record<string, Variable<unknown>>).map(([field, variable]) => {
    const text = overrides[field as keyof Variables] ?? (env[variable.name] || variable.default);
    const value = text === undefined ? undefined : variable.kind.parse(text.trim());
    if (text !== undefined && value === undefined) refusals.push(describeWrong(variable, text));
    return [field, value] as const;
  });
  refusals.push(...unknownNames(env).map(describeUnknown));
  if (refusals.length > 0) throw new StartRefusal(refusals.join("\n"));
  return Object.fromEntries(entries) as Config;
}

function describeWrong(variable: Variable<unknown>, text: string): string {
  const found = variable.secret ? "a value that is kept secret" : JSON.stringify(text);
  return `${variable.name} is ${found}; allowed is ${variable.kind.allowed}.`;
}

const knownNames: readonly string[] = Object.values(variables).map((variable) => variable.name);

/** Names in the environment that look like ours and mean nothing: most likely misspelt. Sorted. */
const unknownNames = (env: Environment): string[] =>
  Object.keys(env)
    .filter((name) => name.startsWith("VOUCH_") && !knownNames.includes(name) && !otherNames.test(name))
    .sort();

const describeUnknown = (name: string): string =>
  `${name} is no variable of Vouch's; the nearest one is ${nearestText(name, knownNames)}. Correct or unset it: docs/configuration.md lists all.`;
