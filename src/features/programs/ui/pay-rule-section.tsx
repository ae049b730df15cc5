import { Check, ScrollText } from "lucide-react";
import { api } from "../../../web/api.ts";
import type { components } from "../../../web/api.gen.d.ts";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";

type Rule = components["schemas"]["PayRule"];
type Program = components["schemas"]["Program"];

const opened = (text: string): number => text.split("(").length - text.split(")").length;

/**
 * The parts of a rule's sentence, each of which can be read alone: a part within brackets, and what new customers bring, stay with the
 * part before them.
 */
export function summaryParts(summary: string): string[] {
  const parts: string[] = [];
  for (const piece of summary.split("; ")) {
    const before = parts.at(-1);
    const belongs = before !== undefined && (opened(before) > 0 || piece.endsWith(" for new customers"));
    if (belongs) parts[parts.length - 1] = `${before}; ${piece}`;
    else parts.push(piece);
  }
  return parts;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The sentence of a rule, each of its parts on a line of its own. */
export function SummaryLines({ summary }: { readonly summary: string }) {
  return (
    <ul className="flex flex-col gap-1.5">
      {summaryParts(summary).map((part) => (
        <li key={part} className="flex gap-2">
          <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-good" />
          <span className="min-w-0 break-words">{capital(part)}</span>
        </li>
      ))}
    </ul>
  );
}

interface Versions {
  readonly rules: readonly Rule[];
  readonly currentId: string | undefined;
}

function Standing({ rule, versions }: { readonly rule: Rule; readonly versions: Versions }) {
  if (rule.id === versions.currentId) return <Badge tone="good">In force</Badge>;
  const isToCome = Date.parse(rule.effective_at) > Date.now();
  const isReplaced = versions.rules.some((other) => other.version > rule.version && other.effective_at <= rule.effective_at);
  if (isReplaced) return <Badge>Replaced</Badge>;
  return isToCome ? <Badge tone="accent">Scheduled</Badge> : <Badge>Earlier</Badge>;
}

function Version({ rule, versions }: { readonly rule: Rule; readonly versions: Versions }) {
  return (
    <li className="px-4 py-3">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="font-semibold">Version {rule.version}</span>
        <span className="text-muted">
          from <DateTime at={rule.effective_at} />
        </span>
        <Standing rule={rule} versions={versions} />
      </p>
      <p className="mt-1 break-words text-muted">{capital(rule.summary)}.</p>
    </li>
  );
}

/** What a program pays now, and every version of the rule. */
export function PayRuleSection({ program }: { readonly program: Program }) {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  const { data } = api.useSuspenseQuery("get", "/v1/programs/{id}/pay-rules", { params: { path: { id: program.id } } });
  const versions = { rules: data.data, currentId: program.pay_rule?.id };
  if (data.data.length === 0)
    return (
      <EmptyState
        title="No pay rule yet"
        icon={ScrollText}
        action={
          canWrite && (
            <ButtonLink variant="primary" to={to.payRule(program.id)}>
              Write pay rule
            </ButtonLink>
          )
        }
      >
        Until there is one, nobody earns anything here. Say what is paid, of what, and for how long.
      </EmptyState>
    );
  return (
    <div className="flex flex-col gap-6">
      <Card
        title="What is paid now"
        actions={
          canWrite && (
            <ButtonLink size="small" to={to.payRule(program.id)}>
              Change pay rule
            </ButtonLink>
          )
        }
      >
        {program.pay_rule === null ? (
          <p className="text-muted">Nothing: the first version is yet to come into force.</p>
        ) : (
          <SummaryLines summary={program.pay_rule.summary} />
        )}
      </Card>
      <Card title="Versions" lead="Every commission keeps the terms of the version it was decided by." isFlush>
        <ol className="divide-y divide-line">
          {data.data.map((rule) => (
            <Version key={rule.id} rule={rule} versions={versions} />
          ))}
        </ol>
      </Card>
    </div>
  );
}
