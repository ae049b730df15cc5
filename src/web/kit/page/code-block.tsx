import { CopyButton } from "../action/copy-button.tsx";
import { classes } from "../classes.ts";

interface CodeBlockProps {
  readonly code: string;
  /** What it is: "Snippet", "Example request". */
  readonly label: string;
  /** One long text without lines of its own, such as a key: it breaks anywhere, to be seen whole. */
  readonly isWrapped?: boolean;
}

const scrollsByKeyboard = { tabIndex: 0 };

/** Text for a machine, to be copied. */
export function CodeBlock({ code, label, isWrapped = false }: CodeBlockProps) {
  return (
    <figure className="min-w-0 overflow-hidden rounded-lg border border-line bg-sunken">
      <figcaption className="flex items-center justify-between gap-2 border-b border-line py-0.5 pr-1 pl-3 text-sm text-muted">
        {label}
        <CopyButton text={code} what={label.toLowerCase()} />
      </figcaption>
      <pre
        {...scrollsByKeyboard}
        className={classes("overflow-x-auto p-3 font-mono text-sm", isWrapped && "break-all whitespace-pre-wrap")}
      >
        <code>{code}</code>
      </pre>
    </figure>
  );
}
