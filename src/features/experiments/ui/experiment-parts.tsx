import { useState, type ReactNode } from "react";
import { BarChart } from "../../../web/charts/bar-chart.tsx";
import { Button } from "../../../web/kit/action/button.tsx";
import { CopyButton } from "../../../web/kit/action/copy-button.tsx";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { CodeBlock } from "../../../web/kit/page/code-block.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { More } from "../../../web/kit/parts/more.tsx";
import { liftText } from "./words.ts";

interface LockButtonProps {
  readonly name: string;
  /** What the lock means, and what decides from then on. */
  readonly children: ReactNode;
  /** Locks, and says when that has ended either way. */
  readonly onLock: (settled: () => void) => void;
  readonly isBusy: boolean;
}

/** Locks a plan, after a question. */
export function LockButton({ name, children, onLock, isBusy }: LockButtonProps) {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button variant="primary" onClick={() => setAsking(true)}>
        Lock plan
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={`Lock the plan of “${name}”?`}
        confirmLabel="Lock plan"
        onConfirm={() => onLock(() => setAsking(false))}
        isBusy={isBusy}
      >
        {children}
      </ConfirmDialog>
    </>
  );
}

/** What to know before a result is believed. */
export function Warnings({ sentences }: { readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <Notice tone="warn" title="Before you believe it">
      <ul className="list-disc pl-5">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Notice>
  );
}

/** The hash of a locked plan, and its exact text. */
export function LockedText({ sha256, document }: { readonly sha256: string; readonly document: string }) {
  return (
    <div className="mt-4 flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <span className="text-muted">SHA-256</span>
        <code className="min-w-0 break-all">{sha256}</code>
        <CopyButton text={sha256} what="hash" />
      </div>
      <More label="The exact text">
        <CodeBlock code={document} label="The locked plan" isWrapped />
      </More>
    </div>
  );
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

interface PowerBarsProps {
  readonly title: string;
  readonly unit: string;
  readonly source: string;
  readonly cells: readonly { readonly lift: number; readonly power: number }[];
}

/** How often each lift is found. */
export function PowerBars({ title, unit, source, cells }: PowerBarsProps) {
  const groups = cells.map(({ lift, power: share }) => ({
    key: String(lift),
    label: liftText(lift),
    bars: { found: { value: share, text: percent(share) } },
  }));
  return (
    <BarChart title={title} unit={unit} source={source} series={[{ key: "found", label: "Found" }]} groups={groups} groupHead="Lift" />
  );
}
