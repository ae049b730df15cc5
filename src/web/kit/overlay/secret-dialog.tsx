import { KeyRound } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../action/button.tsx";
import { CodeBlock } from "../page/code-block.tsx";
import { Dialog } from "./dialog.tsx";

interface SecretDialogProps {
  /** "Key “Shop” is ready" */
  readonly title: string;
  /** What it is called: "API key", "Invitation link". */
  readonly label: string;
  readonly secret: string;
  /** What to do with it, and that it will not be shown again. */
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** Something that is shown this once and has to be taken along: a key, a signing secret, a link. */
export function SecretDialog({ title, label, secret, children, onClose }: SecretDialogProps) {
  return (
    <Dialog isOpen onClose={onClose} title={title}>
      <div className="flex flex-col gap-4">
        <div className="flex gap-2.5">
          <KeyRound aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
          <div className="min-w-0">{children}</div>
        </div>
        <CodeBlock label={label} code={secret} isWrapped />
        <div className="flex justify-end">
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
