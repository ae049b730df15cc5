import { RefreshCw } from "lucide-react";
import { api } from "../../../web/api.ts";
import { CopyButton } from "../../../web/kit/action/copy-button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { ConfirmButton } from "../../../web/kit/overlay/confirm-button.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { AccountHandle } from "../../../web/pickers/names.tsx";
import { handleText, platformLabel } from "../../../web/pickers/platforms.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { isOpen, type Application } from "./application-words.tsx";

type Account = Application["accounts"][number];

const columns: Column<Account>[] = [
  {
    key: "handle",
    head: "Profile",
    isName: true,
    cell: (account) => <AccountHandle account={account} />,
  },
  {
    key: "state",
    head: "Theirs?",
    isCorner: true,
    cell: ({ verified_at }) => (
      <Badge tone={verified_at === null ? "neutral" : "good"}>{verified_at === null ? "Not shown" : "Verified"}</Badge>
    ),
  },
  {
    key: "said",
    head: "Last look",
    canWrap: true,
    cell: ({ check_said }) => (check_said === "" ? <span className="text-muted">nobody looked</span> : check_said),
  },
];

/** The profiles that an applicant names, and the ways to see that they are theirs. */
export function ApplicationAccounts({ application }: { readonly application: Application }) {
  const canWrite = useIsAtLeast("manager") && isOpen(application);
  const verify = api.useMutation("post", "/v1/applications/{id}/accounts/{account_id}/verify");
  const look = ({ id }: Account, by: "platform" | "person") =>
    verify.mutate({ params: { path: { id: application.id, account_id: id } }, body: { by } });
  const code = application.accounts[0]?.code ?? "";
  const actionsOf = (account: Account) =>
    account.verified_at === null && (
      <>
        {account.can_ask && (
          <IconButton
            icon={RefreshCw}
            label={`Ask ${platformLabel(account.platform)}`}
            disabled={verify.isPending}
            onClick={() => look(account, "platform")}
          />
        )}
        <ConfirmButton
          label="I saw the code"
          size="small"
          title={`Is the code in the bio of ${handleText(account)}?`}
          isBusy={verify.isPending}
          onConfirm={(close) => {
            look(account, "person");
            close();
          }}
        >
          You say that you saw {code} in the bio of {handleText(account)} on {platformLabel(account.platform)}. The profile counts as
          verified then, under your name in the audit log, and that cannot be taken back here.
        </ConfirmButton>
      </>
    );
  return (
    <Section
      title="Profiles"
      lead={
        <>
          The applicant was asked to put{" "}
          <span className="inline-flex items-center whitespace-nowrap">
            <code className="font-mono">{code}</code> <CopyButton text={code} what="code" />
          </span>{" "}
          into the bio of each, or to sign in where that is set up.
        </>
      }
    >
      <Table
        caption="Profiles of the applicant"
        columns={columns}
        rows={application.accounts}
        rowKey={(account) => account.id}
        {...(canWrite ? { rowActions: actionsOf } : {})}
        empty={null}
      />
    </Section>
  );
}
