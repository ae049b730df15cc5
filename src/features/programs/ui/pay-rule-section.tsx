import { Check, ScrollText } from "lucide-react";
import { api } from "../../../web/api.ts";
import type { components } from "../../../web/api.gen.d.ts";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";

type Rule = components["schemas"]["PayRule"];
type Program = components["schemas"]["Program"];

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The sentence of a rule, each of its parts on a line of its own. */
export function SummaryLines({ summary }: { readonly summary: string }) {
  return (
    <ul className="flex flex-col gap-1.5">
      {summary.split("; ").map((part) => (
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

const columnsOf = (versions: Versions): Column<Rule>[] => [
  { key: "version", head: "Version", cell: (rule) => rule.version },
  { key: "from", head: "In force from", cell: (rule) => <DateTime at={rule.effective_at} /> },
  { key: "standing", head: "State", cell: (rule) => <Standing rule={rule} versions={versions} /> },
  { key: "summary", head: "What it pays", cell: (rule) => rule.summary, canWrap: true },
];

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
      <Section title="Versions" lead="Every commission keeps the terms of the version it was decided by.">
        <Table caption="Versions of the pay rule" columns={columnsOf(versions)} rows={data.data} rowKey={(rule) => rule.id} empty={null} />
      </Section>
    </div>
  );
}
