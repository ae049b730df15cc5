import { useState } from "react";
import { faultAt, faultsOutside, problemOf, withoutFaultsAt, type InputFault, type Problem } from "../../client/problem.ts";

interface FormPlan<V extends object, R> {
  /** The values at the start; the form keeps each under its name. */
  readonly initial: V;
  /** Sends them; a rejection becomes the form's problem. Give the mutation the option `inForm`. */
  readonly submit: (values: V) => Promise<R>;
  /** After it was taken: close, say so, go on. */
  readonly onDone?: (answer: R, values: V) => void;
  /** Where a value lies in the body, if not under its own name: `{ rate: "/rule/default/rate" }`. */
  readonly pointers?: Partial<Record<keyof V & string, string>>;
}

interface BoundField<T> {
  readonly name: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly error: string | undefined;
}

/** A form's state, for `Form` and its inputs. */
export interface FormState<V extends object> {
  readonly values: V;
  /** Everything an input needs: `<TextInput label="Name" {...form.field("name")} />`. */
  readonly field: <K extends keyof V & string>(name: K) => BoundField<V[K]>;
  readonly set: (change: Partial<V>) => void;
  readonly reset: () => void;
  readonly send: () => Promise<void>;
  readonly isBusy: boolean;
  readonly problem: Problem | undefined;
  /** What is wrong at a place of the body, until the value there is changed: for inputs that are bound by hand. */
  readonly errorAt: (pointer: string) => string | undefined;
  /** Faults at places that no input of this form shows. */
  readonly otherFaults: readonly InputFault[];
}

/** Sends, and says what came of it. A mistake in our own code counts as refused too: the person must see that nothing was saved. */
export async function outcomeOf<R>(
  submit: () => Promise<R>,
): Promise<{ readonly kind: "taken"; readonly answer: R } | { readonly kind: "refused"; readonly problem: Problem }> {
  try {
    return { kind: "taken", answer: await submit() };
  } catch (thrown) {
    return { kind: "refused", problem: problemOf(thrown) };
  }
}

/** Keeps what is typed, sends it, and brings each fault of the answer to its field. */
export function useForm<V extends object, R>({ initial, submit, onDone, pointers = {} }: FormPlan<V, R>): FormState<V> {
  const [values, setValues] = useState(initial);
  const [problem, setProblem] = useState<Problem>();
  const [changed, setChanged] = useState<readonly string[]>([]);
  const [isBusy, setBusy] = useState(false);
  const pointerOf = (name: string) => (pointers as Record<string, string | undefined>)[name] ?? `/${name}`;
  const markChanged = (names: readonly string[]) => setChanged((before) => [...before, ...names.map(pointerOf)]);
  const set = (change: Partial<V>) => {
    setValues((before) => ({ ...before, ...change }));
    markChanged(Object.keys(change));
  };
  const errorAt = (pointer: string) => faultAt(withoutFaultsAt(problem, changed), pointer);

  const send = async () => {
    setBusy(true);
    setProblem(undefined);
    setChanged([]);
    const outcome = await outcomeOf(() => submit(values));
    setBusy(false);
    if (outcome.kind === "refused") setProblem(outcome.problem);
    else onDone?.(outcome.answer, values);
  };

  return {
    values,
    set,
    send,
    isBusy,
    problem,
    errorAt,
    reset: () => setValues(initial),
    otherFaults: problem === undefined ? [] : faultsOutside(problem, Object.keys(values).map(pointerOf)),
    field: (name) => ({
      name,
      value: values[name],
      onChange: (value) => {
        setValues((before) => ({ ...before, [name]: value }));
        markChanged([name]);
      },
      error: errorAt(pointerOf(name)),
    }),
  };
}
