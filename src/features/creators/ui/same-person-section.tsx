import { useState } from "react";
import { api } from "../../../web/api.ts";
import type { paths } from "../../../web/api.gen.d.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Section } from "../../../web/kit/page/section.tsx";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Money } from "../../../web/kit/value/money.tsx";
import { recordText } from "../../../web/lists/record-text.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths, useWorkspace } from "../../../web/session.ts";
import type { Creator } from "./platforms.tsx";
import { belongingsText, reasonsText, type Pair } from "./same-person-words.ts";

type Answer = paths["/v1/creators/{id}/records"]["get"]["responses"][200]["content"]["application/json"];
type Records = Answer["data"];

function RecordLine({ of }: { readonly of: Parameters<typeof recordText>[0] }) {
  const { zone } = useWorkspace();
  return <span className="block text-xs font-normal text-muted">{recordText(of, zone)}</span>;
}

interface MergeProps {
  readonly creator: Creator;
  readonly duplicate: Pair["one"];
  readonly onClose: () => void;
}

function MergeDialog({ creator, duplicate, onClose }: MergeProps) {
  const merge = api.useMutation("post", "/v1/creators/{id}/merge", {
    onSuccess: () => {
      showDone(`${duplicate.name} is now the same creator as ${creator.name}.`);
      onClose();
    },
  });
  const { zone } = useWorkspace();
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Is ${duplicate.name} the same as ${creator.name}?`}
      confirmLabel="They are one"
      isBusy={merge.isPending}
      onConfirm={() => merge.mutate({ params: { path: { id: creator.id } }, body: { duplicate_id: duplicate.id, reason: "" } })}
    >
      <p>The other record: {recordText(duplicate, zone)}.</p>
      <p className="mt-2">
        Their accounts are shown here, and whoever opens {duplicate.name} comes to this page. It can be taken back at any time.
      </p>
      <p className="mt-2">
        Under the record of {duplicate.name} stands {belongingsText(duplicate.belongings)}. That stays there: no link, code, commission or
        money moves.
      </p>
    </ConfirmDialog>
  );
}

function Suggestions({ creator, pairs }: { readonly creator: Creator; readonly pairs: readonly Pair[] }) {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  const [asked, setAsked] = useState<Pair["one"]>();
  const others = pairs.map((pair) => ({ ...pair, person: pair.one.id === creator.id ? pair.other : pair.one }));
  return (
    <>
      <Table
        caption="Who may be the same person"
        columns={[
          {
            key: "name",
            head: "Perhaps the same",
            isName: true,
            canWrap: true,
            cell: ({ person }) => (
              <>
                <TextLink to={to.creator(person.id)}>{person.name}</TextLink>
                <RecordLine of={person} />
              </>
            ),
          },
          {
            key: "why",
            head: "Why",
            canWrap: true,
            cell: ({ reasons }) => reasonsText(reasons),
          },
          { key: "has", head: "Stands under it", canWrap: true, cell: ({ person }) => belongingsText(person.belongings) },
        ]}
        rows={others}
        rowKey={({ person }) => person.id}
        {...(canWrite
          ? {
              rowActions: ({ person }: (typeof others)[number]) => (
                <Button size="small" onClick={() => setAsked(person)}>
                  Merge
                </Button>
              ),
            }
          : {})}
        empty={null}
      />
      {asked !== undefined && <MergeDialog creator={creator} duplicate={asked} onClose={() => setAsked(undefined)} />}
    </>
  );
}

/** What was earned and spent, a line a currency. */
function MoneyLines({ money }: { readonly money: Answer["together"] }) {
  if (money.length === 0) return "nothing";
  return money.map(({ commissions, costs }) => (
    <span key={costs.currency} className="flex flex-col whitespace-nowrap">
      <span>
        <Money value={commissions} /> earned
      </span>
      <span>
        <Money value={costs} /> in costs
      </span>
    </span>
  ));
}

type Undone = Records[number] & { readonly merge: NonNullable<Records[number]["merge"]> };

function UndoDialog({ record, onClose }: { readonly record: Undone; readonly onClose: () => void }) {
  const undo = api.useMutation("post", "/v1/creator-merges/{id}/undo", {
    onSuccess: () => {
      showDone("The merge is taken back.");
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Take back that ${record.name} is this creator?`}
      confirmLabel="Take back"
      isBusy={undo.isPending}
      onConfirm={() => undo.mutate({ params: { path: { id: record.merge.id } }, body: { reason: "" } })}
    >
      <p>The record is a creator of its own again, with its accounts. No link, code, commission or money moves.</p>
      <p className="mt-2">The two count as answered from then on: they stand under Duplicates, “Those said to be two”.</p>
    </ConfirmDialog>
  );
}

function Merged({ records, together }: { readonly records: Records; readonly together: Answer["together"] }) {
  const canWrite = useIsAtLeast("manager");
  const [asked, setAsked] = useState<Undone>();
  const actionsOf = (record: Records[number]) =>
    record.merge !== null && (
      <Button size="small" onClick={() => setAsked({ ...record, merge: record.merge! })}>
        Take back
      </Button>
    );
  return (
    <>
      <Table
        caption="Records of this creator"
        columns={[
          {
            key: "name",
            head: "Record",
            isName: true,
            canWrap: true,
            cell: (record) => (
              <>
                {record.name}
                <RecordLine of={record} />
              </>
            ),
          },
          { key: "has", head: "Stands under it", canWrap: true, cell: ({ belongings }) => belongingsText(belongings) },
          {
            key: "money",
            head: "Money",
            align: "end",
            cell: ({ money }) => <MoneyLines money={money} />,
            explain: "Commissions on hold and payable, paid or not, less what was taken back; and costs of campaigns for this creator.",
          },
          { key: "merged", head: "Merged", cell: ({ merge }) => (merge === null ? "kept" : <DateTime at={merge.merged_at} />) },
        ]}
        rows={records}
        rowKey={({ id }) => id}
        foot={{ name: "Together", money: <MoneyLines money={together} /> }}
        {...(canWrite ? { rowActions: actionsOf } : {})}
        empty={null}
      />
      {asked !== undefined && <UndoDialog record={asked} onClose={() => setAsked(undefined)} />}
    </>
  );
}

/** Records that are, or may be, this same person; nothing is shown where there is none. */
export function SamePersonSection({ creator }: { readonly creator: Creator }) {
  const records = api.useQuery("get", "/v1/creators/{id}/records", { params: { path: { id: creator.id } } });
  const suggestions = api.useQuery("get", "/v1/creator-merges/suggestions", { params: { query: { creator_id: creator.id } } });
  const merged = records.data?.data ?? [];
  const pairs = suggestions.data?.data ?? [];
  if (merged.length < 2 && pairs.length === 0) return null;
  return (
    <Section
      title="Same person"
      lead="A merge moves nothing: what stands under a record stays there, reports show each record by itself, and it can be taken back."
    >
      <div className="flex flex-col gap-4">
        {merged.length > 1 && <Merged records={merged} together={records.data?.together ?? []} />}
        {pairs.length > 0 && <Suggestions creator={creator} pairs={pairs} />}
      </div>
    </Section>
  );
}
