import { CopyButton } from "../action/copy-button.tsx";

interface CodeBlockProps {
  readonly code: string;
  /** What it is: "Snippet", "Example request". */
  readonly label: string;
}

const scrollsByKeyboard = { tabIndex: 0 };

/** Text for a machine, to be copied. */
export function CodeBlock({ code, label }: CodeBlockProps) {
  return (
    <figure className="min-w-0 overflow-hidden rounded-lg border border-line bg-sunken">
      <figcaption className="flex items-center justify-between gap-2 border-b border-line py-0.5 pr-1 pl-3 text-sm text-muted">
        {label}
        <CopyButton text={code} what={label.toLowerCase()} />
      </figcaption>
      <pre {...scrollsByKeyboard} className="overflow-x-auto p-3 font-mono text-sm">
        <code>{code}</code>
      </pre>
    </figure>
  );
}
