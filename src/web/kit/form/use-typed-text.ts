import { useState } from "react";

/** What reading typed text gives: the value, or what is wrong with the text. */
export type Reading<T> =
  | {
      readonly kind: "value";
      readonly value: T;
      /** How the text was understood, where it could be taken for something else. */
      readonly understood?: string;
    }
  | { readonly kind: "fault"; readonly fault: string };

interface TypedTextPlan<T> {
  /** The value as the form has it; undefined for none. */
  readonly value: T | undefined;
  readonly onChange: (value: T | undefined) => void;
  /** The value as a person would type it. */
  readonly write: (value: T) => string;
  readonly read: (text: string) => Reading<T>;
}

interface TypedText {
  readonly text: string;
  /** What is wrong with the text as it stands; said once the field is left. */
  readonly fault: string | undefined;
  /** The text is no value; a form does not send it. */
  readonly isUnreadable: boolean;
  /** How what was typed is understood, where that does not go without saying. */
  readonly understood: string | undefined;
  readonly onText: (text: string) => void;
  readonly onLeave: () => void;
}

/**
 * Lets a person type half a number ("12.") while the form only ever holds whole values. Text that cannot be read stays where it is, the
 * form's value becomes undefined, and the fault is shown.
 */
export function useTypedText<T>({ value, onChange, write, read }: TypedTextPlan<T>): TypedText {
  const [typed, setTyped] = useState<{ text: string; value: T | undefined }>();
  const [hasLeft, setLeft] = useState(false);
  const isOurs = typed !== undefined && typed.value === value;
  const text = isOurs ? typed.text : value === undefined ? "" : write(value);
  // Only what a person typed is read: the value itself is known, and "1.200" of a currency with three decimals is no question.
  const reading = isOurs && text.trim() !== "" ? read(text.trim()) : undefined;

  const onText = (next: string) => {
    const found = next.trim() === "" ? undefined : read(next.trim());
    const nextValue = found?.kind === "value" ? found.value : undefined;
    setTyped({ text: next, value: nextValue });
    setLeft(false);
    onChange(nextValue);
  };
  const fault = reading?.kind === "fault" ? reading.fault : undefined;
  const understood = reading?.kind === "value" ? reading.understood : undefined;
  return { text, onText, onLeave: () => setLeft(true), isUnreadable: fault !== undefined, understood, fault: hasLeft ? fault : undefined };
}
