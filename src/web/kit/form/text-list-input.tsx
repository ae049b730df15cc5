import { useState } from "react";
import { Textarea } from "../input/textarea.tsx";
import type { ControlProps } from "./field.tsx";

interface TextListInputProps extends ControlProps<readonly string[]> {
  readonly rows?: number;
  readonly placeholder?: string;
  readonly isMono?: boolean;
}

/**
 * The entries of a typed list: one a line, or several between commas; blanks around them and empty lines do not count.
 * @example
 * import { entriesOf } from "./text-list-input.tsx";
 * entriesOf("DE, AT\n\nCH"); // => ["DE", "AT", "CH"]
 */
export function entriesOf(text: string): string[] {
  return text
    .split(/[\n,]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

const isSame = (one: readonly string[], other: readonly string[]): boolean => one.join("\n") === other.join("\n");

/** Several short texts: one a line, or between commas. What is typed stays as it is typed; the form holds the entries. */
export function TextListInput({ value, onChange, ...rest }: TextListInputProps) {
  const [typed, setTyped] = useState(value.join("\n"));
  const text = isSame(entriesOf(typed), value) ? typed : value.join("\n");
  const onText = (next: string) => {
    setTyped(next);
    onChange(entriesOf(next));
  };
  return <Textarea rows={3} {...rest} value={text} onChange={onText} />;
}
