import { useSuspenseQuery } from "@tanstack/react-query";
import { Lock, PenLine, Rocket, Target } from "lucide-react";
import { useState, type ReactNode } from "react";
import { api } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Card } from "../../../web/kit/page/card.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { KeyValueList } from "../../../web/kit/page/key-value-list.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Day } from "../../../web/kit/time/day.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { sessionQueries, sessionQuery } from "../../../web/session.ts";
import { GoalDialog } from "./goal-dialog.tsx";
import { goalText, type Campaign, type Goal } from "./campaign.ts";

/** Whether the person who is signed in still has to sign. */
function useMaySign(goal: Goal): boolean {
  const { data: session } = useSuspenseQuery(sessionQuery, sessionQueries);
  const members = api.useQuery("get", "/v1/members", {}, { throwOnError: false });
  const own = members.data?.data.find((member) => member.email === session.email);
  return goal.stakeholders.some((each) => each.member_id === own?.id && each.signed_at === null);
}

function Stakeholders({ goal }: { readonly goal: Goal }) {
  return (
    <ul>
      {goal.stakeholders.map((each) => (
        <li key={each.member_id}>
          {each.name}{" "}
          <span className="text-muted">
            {each.signed_at === null ? (
              "has not signed"
            ) : (
              <>
                signed <DateTime at={each.signed_at} />
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function LaunchDialog({ campaign, onClose }: { readonly campaign: Campaign; readonly onClose: () => void }) {
  const launch = api.useMutation("post", "/v1/campaigns/{id}/launch", {
    onSuccess: () => {
      showDone("Launched. The goal is locked.");
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Launch “${campaign.name}”?`}
      confirmLabel="Launch campaign"
      isBusy={launch.isPending}
      onConfirm={() => launch.mutate({ params: { path: { id: campaign.id } } })}
    >
      The goal, its definition, its deadline and the campaign’s days cannot be changed afterwards. The audit log keeps their digest.
    </ConfirmDialog>
  );
}

function GoalFacts({ campaign, goal, standing }: { readonly campaign: Campaign; readonly goal: Goal; readonly standing: ReactNode }) {
  return (
    <div className="flex flex-col gap-3">
      <p className="text-lg font-semibold">{goalText(goal)}</p>
      {standing}
      <KeyValueList
        entries={[
          { label: "What is counted", value: goal.definition },
          { label: "Deadline", value: <Day on={goal.deadline_on} /> },
          { label: "Signed by", value: <Stakeholders goal={goal} /> },
          {
            label: campaign.launched_at === null ? "Digest" : "Locked",
            value: (
              <>
                {campaign.launched_at !== null && <DateTime at={campaign.launched_at} />}{" "}
                <code className="text-xs break-all text-muted">{goal.digest}</code>
              </>
            ),
          },
        ]}
      />
    </div>
  );
}

function Actions({ campaign, goal, onEdit }: { readonly campaign: Campaign; readonly goal: Goal; readonly onEdit: () => void }) {
  const canWrite = useIsAtLeast("manager");
  const maySign = useMaySign(goal);
  const [isLaunching, setLaunching] = useState(false);
  const sign = api.useMutation("post", "/v1/campaigns/{id}/goal/sign", { onSuccess: () => showDone("You signed the goal.") });
  const isSigned = goal.stakeholders.every((each) => each.signed_at !== null);
  return (
    <>
      {canWrite && <Button onClick={onEdit}>Change goal</Button>}
      {maySign && (
        <Button
          variant="primary"
          icon={PenLine}
          isBusy={sign.isPending}
          onClick={() => sign.mutate({ params: { path: { id: campaign.id } }, body: { digest: goal.digest } })}
        >
          Sign goal
        </Button>
      )}
      {canWrite && isSigned && (
        <Button variant="primary" icon={Rocket} onClick={() => setLaunching(true)}>
          Launch
        </Button>
      )}
      {isLaunching && <LaunchDialog campaign={campaign} onClose={() => setLaunching(false)} />}
    </>
  );
}

/** The one goal of a campaign: what is counted, how much, until when, how it stands, and who signed it. */
export function GoalCard({ campaign, standing }: { readonly campaign: Campaign; readonly standing: ReactNode }) {
  const canWrite = useIsAtLeast("manager");
  const [isSetting, setSetting] = useState(false);
  const { goal } = campaign;
  const set = canWrite && (
    <Button variant="primary" onClick={() => setSetting(true)}>
      Set goal
    </Button>
  );
  const locked = (
    <span className="inline-flex items-center gap-1.5 text-sm text-muted">
      <Lock aria-hidden className="size-4" /> locked
    </span>
  );
  return (
    <>
      {goal === null ? (
        <EmptyState title="No goal yet" icon={Target} action={set}>
          Say what the campaign is to reach before it begins: one metric, a number, a deadline, and who signs it. A goal that is set
          afterwards proves nothing.
        </EmptyState>
      ) : (
        <Card
          title="Goal"
          actions={campaign.launched_at !== null ? locked : <Actions campaign={campaign} goal={goal} onEdit={() => setSetting(true)} />}
        >
          <GoalFacts campaign={campaign} goal={goal} standing={standing} />
        </Card>
      )}
      {isSetting && <GoalDialog campaign={campaign} onClose={() => setSetting(false)} />}
    </>
  );
}
