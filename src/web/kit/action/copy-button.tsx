import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { copyText } from "./clipboard.ts";
import { showProblem } from "../overlay/toast-store.ts";
import { IconButton } from "./icon-button.tsx";

interface CopyButtonProps {
  readonly text: string;
  /** What is copied: "link", "key", "order id". */
  readonly what: string;
}

const shownMs = 2000;
const refusal = {
  type: "about:blank",
  title: "Could not copy",
  status: 0,
  detail: "The browser did not allow it. Select the text and copy it by hand.",
};

/** Copies an id, a link or a key, and says that it did. */
export function CopyButton({ text, what }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), shownMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => {
    if (await copyText(text)) setCopied(true);
    else showProblem(refusal);
  };
  return (
    <>
      <IconButton icon={isCopied ? Check : Copy} label={isCopied ? "Copied" : `Copy ${what}`} onClick={() => void copy()} />
      <span role="status" className="sr-only">
        {isCopied ? `Copied ${what}` : ""}
      </span>
    </>
  );
}
