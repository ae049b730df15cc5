import { CalendarX2, Ellipsis, Pencil } from "lucide-react";
import { useState, type ReactNode } from "react";
import { api } from "../../../web/api.ts";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { Menu, MenuItem } from "../../../web/kit/overlay/menu.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { Tabs } from "../../../web/kit/parts/tabs.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { useParam } from "../../../web/params.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { CostsSection } from "./costs-section.tsx";
import { EnrollmentsSection } from "./enrollments-section.tsx";
import { PayRuleSection } from "./pay-rule-section.tsx";
import { kindLabel, ProgramDialog, type Program } from "./program-dialog.tsx";

function EndProgramDialog({ program, onClose }: { readonly program: Program; readonly onClose: () => void }) {
  const archive = api.useMutation("post", "/v1/programs/{id}/archive", {
    onSuccess: () => {
      showDone(`“${program.name}” has ended.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`End “${program.name}”?`}
      confirmLabel="End program"
      isDangerous
      isBusy={archive.isPending}
      onConfirm={() => archive.mutate({ params: { path: { id: program.id } } })}
    >
      Orders from now on earn nothing in it. What was earned before stays earned. An ended program cannot be started again.
    </ConfirmDialog>
  );
}

/** Until somebody can earn, what there is to do comes before what came of it. */
const isSetUp = ({ pay_rule, creators, archived_at }: Program): boolean => archived_at !== null || (pay_rule !== null && creators > 0);

/** What a program pays, to whom, and what else it costs. */
function Terms({ program }: { readonly program: Program }) {
  return (
    <div>
      <Tabs
        label="Program"
        tabs={[
          { key: "rule", label: "Pay rule", content: <PayRuleSection program={program} /> },
          { key: "creators", label: "Creators", content: <EnrollmentsSection program={program} /> },
          { key: "costs", label: "Costs", content: <CostsSection program={program} /> },
        ]}
      />
    </div>
  );
}

/** One program: what came of it, what it pays, who takes part, and what it cost. */
export function ProgramPage({ results }: { readonly results?: ReactNode }) {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  const id = useParam("program");
  const { data: program } = api.useSuspenseQuery("get", "/v1/programs/{id}", { params: { path: { id } } });
  // It stays as it was met: what somebody works on does not move under their hands.
  const [wasSetUp] = useState(isSetUp(program));
  const [open, setOpen] = useState<"edit" | "end">();
  const close = () => setOpen(undefined);
  const isRunning = program.archived_at === null;
  const menu = canWrite && isRunning && (
    <Menu align="end" trigger={<IconButton icon={Ellipsis} label="More about this program" />}>
      <MenuItem icon={Pencil} onClick={() => setOpen("edit")}>
        Edit program
      </MenuItem>
      <MenuItem icon={CalendarX2} isDangerous onClick={() => setOpen("end")}>
        End program
      </MenuItem>
    </Menu>
  );
  return (
    <>
      <PageHeader
        title={program.name}
        lead={`${kindLabel(program.kind)} program. Creators earn in ${program.currency ?? "the currency of each order"}.`}
        crumbs={[{ label: "Programs", to: to.programs() }]}
        badge={isRunning ? program.pay_rule === null && <Badge tone="warn">No pay rule</Badge> : <Badge>Ended</Badge>}
        actions={menu}
      />
      <div className="flex flex-col gap-8">
        {wasSetUp && results}
        <Terms program={program} />
        {!wasSetUp && results}
      </div>
      {open === "edit" && <ProgramDialog program={program} onClose={close} />}
      {open === "end" && <EndProgramDialog program={program} onClose={close} />}
    </>
  );
}
