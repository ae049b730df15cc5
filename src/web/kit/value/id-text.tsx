import { CopyButton } from "../action/copy-button.tsx";

interface IdTextProps {
  /** An id, key, host or code. */
  readonly value: string;
  /** What it is, for the copy button: "order id". */
  readonly what: string;
  /** Shows its beginning and end only; the copy is whole. */
  readonly isShort?: boolean;
}

function shortened(value: string): string {
  return value.length <= 14 ? value : `${value.slice(0, 8)}…${value.slice(-4)}`;
}

/** An id that can be copied. */
export function IdText({ value, what, isShort = false }: IdTextProps) {
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-1 align-middle">
      <code className="min-w-0 font-mono text-sm break-all" title={isShort ? value : undefined}>
        {isShort ? shortened(value) : value}
      </code>
      <span className="-my-1">
        <CopyButton text={value} what={what} />
      </span>
    </span>
  );
}
