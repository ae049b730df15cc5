import { Gavel } from "lucide-react";
import { Suspense, useState } from "react";
import { api, usePages } from "../../../web/api.ts";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { Button } from "../../../web/kit/action/button.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { PageSkeleton } from "../../../web/kit/page/page-skeleton.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import { Tabs } from "../../../web/kit/parts/tabs.tsx";
import { useParam } from "../../../web/params.ts";
import { handleText, platformLabel } from "../../../web/pickers/platforms.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { AccountScores } from "./account-scores.tsx";
import { DecisionBadge, DecisionDialog, DecisionTable } from "./decisions.tsx";
import { FindingsSection } from "./findings-section.tsx";
import type { Account, Creator } from "./words.ts";

function Accounts({ creator }: { readonly creator: Creator }) {
  const to = usePaths();
  const tabOf = ({ id, platform, handle }: Account) => ({
    key: id,
    label: `${platformLabel(platform)} ${handleText({ platform, handle })}`,
    content: (
      <Suspense fallback={<PageSkeleton />}>
        <AccountScores path={{ id: creator.id, account_id: id }} />
      </Suspense>
    ),
  });
  const [first, ...rest] = creator.accounts.map(tabOf);
  if (first === undefined)
    return (
      <EmptyState title="No account to score" icon={Gavel}>
        Add where {creator.name} publishes on <TextLink to={to.creator(creator.id)}>their page</TextLink>, then score it here.
      </EmptyState>
    );
  return <Tabs label="Accounts" tabs={[first, ...rest]} />;
}

/** Whether a creator can be trusted: scorecards of their accounts, findings, and what was decided. */
export function VettingPage() {
  const to = usePaths();
  const id = useParam("creator");
  const canWrite = useIsAtLeast("manager");
  const [isDeciding, setDeciding] = useState(false);
  const { data: creator } = api.useSuspenseQuery("get", "/v1/creators/{id}", { params: { path: { id } } });
  const decided = usePages("/v1/vetting-decisions", { query: { creator_id: id } });
  const newest = decided.rows?.[0];
  return (
    <>
      <PageHeader
        title={`Can I trust ${creator.name}?`}
        guide="can-i-trust-this-creator"
        lead="What the figures, the followers and the words of each account say, with the evidence; then you decide."
        crumbs={[
          { label: "Creators", to: to.creators() },
          { label: creator.name, to: to.creator(id) },
        ]}
        badge={newest === undefined ? undefined : <DecisionBadge decision={newest.decision} />}
        actions={
          canWrite && (
            <Button variant="primary" icon={Gavel} onClick={() => setDeciding(true)}>
              Decide
            </Button>
          )
        }
      />
      <div className="flex flex-col gap-8">
        <Accounts creator={creator} />
        <FindingsSection creatorId={id} />
        {decided.rows !== undefined && decided.rows.length > 0 && (
          <Section
            title="Decisions"
            lead="Each with who, why, and a copy of the evidence as it was."
            actions={<TextLink to={to.vettingDecisions()}>Decisions on all creators</TextLink>}
          >
            <DecisionTable pages={decided} caption={`Decisions on ${creator.name}`} />
          </Section>
        )}
      </div>
      {isDeciding && <DecisionDialog creator={creator} onClose={() => setDeciding(false)} />}
    </>
  );
}
