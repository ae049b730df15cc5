import { Pencil, Power } from "lucide-react";
import { useState } from "react";
import { api } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Card } from "../../../web/kit/page/card.tsx";
import { KeyValueList } from "../../../web/kit/page/key-value-list.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { IdText } from "../../../web/kit/value/id-text.tsx";
import { useParam } from "../../../web/params.ts";
import { CreatorName, ProgramName } from "../../../web/pickers/names.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { EditCodeDialog } from "./code-dialog.tsx";
import { CodeStatus, policies, purposes, type Code } from "./code-words.tsx";

function Told({ of: words }: { readonly of: { readonly label: string; readonly hint: string } | undefined }) {
  if (words === undefined) return null;
  return (
    <>
      {words.label}. <span className="text-muted">{words.hint}</span>
    </>
  );
}

function Facts({ code }: { readonly code: Code }) {
  const to = usePaths();
  const pays = { label: "When it pays", value: <Told of={policies.find((each) => each.value === code.policy)} /> };
  return (
    <KeyValueList
      entries={[
        { label: "Code", value: <IdText value={code.code} what="code" /> },
        {
          label: "Creator",
          value: (
            <TextLink to={to.creator(code.creator_id)}>
              <CreatorName id={code.creator_id} />
            </TextLink>
          ),
        },
        {
          label: "Program",
          value: (
            <TextLink to={to.program(code.program_id)}>
              <ProgramName id={code.program_id} />
            </TextLink>
          ),
        },
        { label: "What it is for", value: <Told of={purposes.find((each) => each.value === code.purpose)} /> },
        ...(code.purpose === "public" ? [pays] : []),
        { label: "Counts from", value: <DateTime at={code.valid_from} /> },
        {
          label: "Until",
          value: code.valid_until === null ? <span className="text-muted">No end</span> : <DateTime at={code.valid_until} />,
        },
        { label: "Id", value: <IdText value={code.id} what="code id" isShort /> },
      ]}
    />
  );
}

function SwitchOffDialog({ code, onClose }: { readonly code: Code; readonly onClose: () => void }) {
  const update = api.useMutation("patch", "/v1/codes/{id}", {
    onSuccess: () => {
      showDone(`${code.code} is switched off.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Switch ${code.code} off?`}
      confirmLabel="Switch off"
      isDangerous
      isBusy={update.isPending}
      onConfirm={() => update.mutate({ params: { path: { id: code.id } }, body: { disabled: true } })}
    >
      Orders with it no longer earn. Switch it off in your store too, or customers still get the discount.
    </ConfirmDialog>
  );
}

/** One code: whose it is, and when it pays. */
export function CodePage() {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  const id = useParam("code");
  const { data: code } = api.useSuspenseQuery("get", "/v1/codes/{id}", { params: { path: { id } } });
  const [open, setOpen] = useState<"edit" | "off">();
  const switchOn = api.useMutation("patch", "/v1/codes/{id}", { onSuccess: () => showDone(`${code.code} counts again.`) });
  const flip = () =>
    code.disabled_at === null ? setOpen("off") : switchOn.mutate({ params: { path: { id } }, body: { disabled: false } });
  return (
    <>
      <PageHeader
        title={code.code}
        badge={<CodeStatus code={code} />}
        crumbs={[{ label: "Codes", to: to.codes() }]}
        actions={
          canWrite && (
            <>
              <Button icon={Pencil} onClick={() => setOpen("edit")}>
                Edit code
              </Button>
              <Button icon={Power} isBusy={switchOn.isPending} onClick={flip}>
                {code.disabled_at === null ? "Switch off" : "Switch on"}
              </Button>
            </>
          )
        }
      />
      <Card title="Details">
        <Facts code={code} />
      </Card>
      {open === "edit" && <EditCodeDialog code={code} onClose={() => setOpen(undefined)} />}
      {open === "off" && <SwitchOffDialog code={code} onClose={() => setOpen(undefined)} />}
    </>
  );
}
