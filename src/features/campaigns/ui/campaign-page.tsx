import { Archive, Ellipsis, FlaskConical, Pencil, Percent } from "lucide-react";
import { Suspense, useState, type ReactNode } from "react";
import { api } from "../../../web/api.ts";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { Menu, MenuItem } from "../../../web/kit/overlay/menu.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { PageSkeleton } from "../../../web/kit/page/page-skeleton.tsx";
import { calendarDayText } from "../../../web/kit/time/time-text.ts";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { useParam } from "../../../web/params.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { CampaignDialog } from "./campaign-dialog.tsx";
import { CampaignCostsSection } from "./costs-section.tsx";
import { GoalCard } from "./goal-card.tsx";
import { CampaignResults } from "./return-results.tsx";
import { EffectDialog, MarginDialog } from "./worth-dialogs.tsx";
import { lastDayOf, states, type Campaign } from "./campaign.ts";

function PutAwayDialog({ campaign, onClose }: { readonly campaign: Campaign; readonly onClose: () => void }) {
  const archive = api.useMutation("post", "/v1/campaigns/{id}/archive", {
    onSuccess: () => {
      showDone(`“${campaign.name}” is archived.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Archive “${campaign.name}”?`}
      confirmLabel="Archive"
      isBusy={archive.isPending}
      onConfirm={() => archive.mutate({ params: { path: { id: campaign.id } } })}
    >
      It leaves the list. Its goal, costs and return stay where they are.
    </ConfirmDialog>
  );
}

const leadOf = (campaign: Campaign): string => {
  const who = campaign.creators.length === 1 ? "1 creator" : `${campaign.creators.length} creators`;
  const where = campaign.programs.length === 0 ? "every program" : campaign.programs.map((each) => each.name).join(", ");
  return `${calendarDayText(campaign.starts_on)} to ${calendarDayText(lastDayOf(campaign))}. ${who}; links and codes of ${where}.`;
};

interface Parts {
  readonly standing: ReactNode;
  readonly reuse: ReactNode;
  readonly posts: ReactNode;
  readonly review: ReactNode;
}

/** One campaign: its goal and how it stands, what came back, what its content was worth where it was used again, what it cost, what its posts reached, and its review. */
export function CampaignPage({ standing, reuse, posts, review }: Parts) {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  const id = useParam("campaign");
  const { data: campaign } = api.useSuspenseQuery("get", "/v1/campaigns/{id}", { params: { path: { id } } });
  const [open, setOpen] = useState<"edit" | "archive" | "margin" | "effect">();
  const close = () => setOpen(undefined);
  const isKept = campaign.archived_at === null;
  const menu = canWrite && isKept && (
    <Menu align="end" trigger={<IconButton icon={Ellipsis} label="More about this campaign" />}>
      <MenuItem icon={Pencil} onClick={() => setOpen("edit")}>
        Edit campaign
      </MenuItem>
      <MenuItem icon={FlaskConical} onClick={() => setOpen("effect")}>
        State what it caused
      </MenuItem>
      <MenuItem icon={Percent} onClick={() => setOpen("margin")}>
        State margin rate
      </MenuItem>
      <MenuItem icon={Archive} onClick={() => setOpen("archive")}>
        Archive
      </MenuItem>
    </Menu>
  );
  const { label, tone } = states[campaign.state];
  return (
    <>
      <PageHeader
        title={campaign.name}
        lead={leadOf(campaign)}
        crumbs={[{ label: "Campaigns", to: to.campaigns() }]}
        badge={isKept ? <Badge tone={tone}>{label}</Badge> : <Badge>Archived</Badge>}
        actions={menu}
      />
      <div className="flex flex-col gap-8">
        <GoalCard campaign={campaign} standing={standing} />
        <Suspense fallback={<PageSkeleton />}>
          <CampaignResults campaign={campaign} />
        </Suspense>
        {reuse}
        <CampaignCostsSection campaign={campaign} />
        {posts}
        {review}
      </div>
      {open === "edit" && <CampaignDialog campaign={campaign} onClose={close} />}
      {open === "effect" && <EffectDialog campaign={campaign} onClose={close} />}
      {open === "margin" && <MarginDialog onClose={close} />}
      {open === "archive" && <PutAwayDialog campaign={campaign} onClose={close} />}
    </>
  );
}
