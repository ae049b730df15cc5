import type { ReactNode } from "react";
import { CopyButton } from "../kit/action/copy-button.tsx";
import { ConfirmButton } from "../kit/overlay/confirm-button.tsx";
import { Card } from "../kit/page/card.tsx";
import { CodeBlock } from "../kit/page/code-block.tsx";
import { KeyValueList } from "../kit/page/key-value-list.tsx";
import { PageHeader, type Crumb } from "../kit/page/page-header.tsx";
import { More } from "../kit/parts/more.tsx";
import type { Column } from "../kit/table/column.ts";
import { DateTime } from "../kit/time/date-time.tsx";
import { Badge } from "../kit/value/badge.tsx";

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
  return (
    <ConfirmButton label="Lock plan" title={`Lock the plan of “${name}”?`} onConfirm={onLock} isBusy={isBusy} variant="primary">
      {children}
    </ConfirmButton>
  );
}

/** The hash of a locked plan, and its exact text. */
function LockedText({ sha256, document }: { readonly sha256: string; readonly document: string }) {
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

interface LockedPlanCardProps {
  /** Null: a draft. */
  readonly lock: { readonly sha256: string; readonly document: string; readonly locked_at: string } | null;
  readonly entries: readonly { readonly label: string; readonly value: ReactNode }[];
  /** What stands between the plan and its hash. */
  readonly children?: ReactNode;
}

/** What was agreed before the numbers were known; once locked, with its hash. */
export function LockedPlanCard({ lock, entries, children }: LockedPlanCardProps) {
  const locked = lock === null ? [] : [{ label: "Locked", value: <DateTime at={lock.locked_at} /> }];
  return (
    <Card title={lock === null ? "The plan, a draft" : "The plan, as it was locked"}>
      <KeyValueList entries={[...entries, ...locked]} />
      {children}
      {lock !== null && <LockedText sha256={lock.sha256} document={lock.document} />}
    </Card>
  );
}

/** The page on which the draft of a plan is changed. */
export function ChangePlanFrame({ crumbs, children }: { readonly crumbs: readonly Crumb[]; readonly children: ReactNode }) {
  return (
    <>
      <PageHeader title="Change the plan" lead="It is a draft until you lock it." crumbs={crumbs} />
      <div className="max-w-4xl">{children}</div>
    </>
  );
}

interface Planned<S extends string> {
  readonly name: string;
  readonly state: S;
  readonly headline: string | null;
}

/** How far something with a plan is: a word and its tone. */
export type StateWords<S extends string> = Readonly<Record<S, { readonly label: string; readonly tone: "neutral" | "accent" | "good" }>>;

/** The first columns of a list of what has a plan: its name, how far it is, and its verdict. */
export const planColumns = <S extends string, Row extends Planned<S>>(head: string, words: StateWords<S>): Column<Row>[] => [
  { key: "name", head, isName: true, cell: ({ name }) => name },
  { key: "state", head: "State", isCorner: true, cell: ({ state }) => <Badge tone={words[state].tone}>{words[state].label}</Badge> },
  { key: "verdict", head: "Verdict", canWrap: true, cell: ({ headline }) => headline ?? <span className="text-muted">Not yet</span> },
];
