import { useState } from "react";
import { api, inForm } from "../../../web/api.ts";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { Textarea } from "../../../web/kit/input/textarea.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Card } from "../../../web/kit/page/card.tsx";
import { KeyValueList } from "../../../web/kit/page/key-value-list.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { useParam } from "../../../web/params.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { CountryName } from "../../../web/pickers/country-picker.tsx";
import { usePaths } from "../../../web/session.ts";
import { ApplicationAccounts } from "./application-accounts.tsx";
import { ApplicationState, isOpen, type Application } from "./application-words.tsx";
import { Decision, KnownNotice, LeftOutNotice } from "./approval.tsx";

interface ApplicationProps {
  readonly application: Application;
}

function RefuseDialog({ application, onClose }: ApplicationProps & { readonly onClose: () => void }) {
  const refuse = api.useMutation("post", "/v1/applications/{id}/refuse", inForm);
  const form = useForm({
    initial: { reason: "" },
    submit: (body) => refuse.mutateAsync({ params: { path: { id: application.id } }, body }),
    onDone: () => {
      showDone("The application is refused.");
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={`Refuse ${application.name}?`}>
      <Form form={form} submitLabel="Refuse" onCancel={onClose}>
        <Textarea label="Why" isOptional hint="For your own records. Nothing is sent." {...form.field("reason")} />
      </Form>
    </Dialog>
  );
}

function Details({ application }: ApplicationProps) {
  const unknown = <span className="text-muted">not said</span>;
  return (
    <Card title="Application">
      <KeyValueList
        entries={[
          { label: "E-mail", value: application.email },
          { label: "Country", value: application.country === null ? unknown : <CountryName code={application.country} /> },
          { label: "Message", value: application.message === "" ? unknown : <p className="whitespace-pre-line">{application.message}</p> },
          { label: "Applied", value: <DateTime at={application.applied_at} /> },
          { label: "Agreed to", value: `${application.consent} (version ${application.consent_version})` },
          ...(application.reason === "" ? [] : [{ label: "Refused because", value: application.reason }]),
        ]}
      />
    </Card>
  );
}

/** One application: who it is, whether the profiles are theirs, and the decision. */
export function ApplicationPage() {
  const to = usePaths();
  const id = useParam("application");
  const canWrite = useIsAtLeast("manager");
  const { data: application } = api.useSuspenseQuery("get", "/v1/applications/{id}", { params: { path: { id } } });
  const [isRefusing, setRefusing] = useState(false);
  return (
    <>
      <PageHeader
        title={application.name}
        lead={`For ${application.program_name}`}
        crumbs={[{ label: "Applications", to: to.applications() }]}
        badge={<ApplicationState state={application.state} />}
        actions={canWrite && isOpen(application) && <Decision application={application} onRefuse={() => setRefusing(true)} />}
      />
      <div className="flex flex-col gap-6">
        {application.creator_id !== null && (
          <Notice tone="good" title="Approved">
            <TextLink to={to.creator(application.creator_id)}>Open the creator</TextLink>
          </Notice>
        )}
        {isOpen(application) && application.known.length > 0 && <KnownNotice application={application} />}
        {isOpen(application) && <LeftOutNotice application={application} />}
        {application.state === "new" && (
          <Notice tone="neutral" title="Not verified yet">
            It can be approved once the code was seen in one of the profiles.
          </Notice>
        )}
        <ApplicationAccounts application={application} />
        <Details application={application} />
      </div>
      {isRefusing && <RefuseDialog application={application} onClose={() => setRefusing(false)} />}
    </>
  );
}
