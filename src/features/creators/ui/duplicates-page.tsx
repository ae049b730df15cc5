import { UsersRound } from "lucide-react";
import { useState } from "react";
import { api, inForm, usePages } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { RadioCards } from "../../../web/kit/input/radio-cards.tsx";
import { Switch } from "../../../web/kit/input/switch.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { CreatorTabs } from "../../../web/lists/creator-tabs.tsx";
import { recordText } from "../../../web/lists/record-text.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { useSearchText } from "../../../web/search.ts";
import { usePaths, useWorkspace } from "../../../web/session.ts";
import { belongingsText, noPairsWords, reasonsText, type Pair } from "./same-person-words.ts";

function Person({ of }: { readonly of: Pair["one"] }) {
  const to = usePaths();
  const { zone } = useWorkspace();
  return (
    <span className="flex min-w-36 flex-col">
      <TextLink to={to.creator(of.id)}>{of.name}</TextLink>
      <span className="text-xs font-normal text-muted">{recordText(of, zone)}</span>
      <span className="text-xs font-normal text-muted">Under it: {belongingsText(of.belongings)}</span>
    </span>
  );
}

const columns: Column<Pair>[] = [
  { key: "one", head: "Creator", isName: true, canWrap: true, cell: ({ one }) => <Person of={one} /> },
  { key: "other", head: "Perhaps the same", canWrap: true, cell: ({ other }) => <Person of={other} /> },
  { key: "why", head: "Why", canWrap: true, cell: ({ reasons }) => reasonsText(reasons) },
];

function MergeDialog({ pair, onClose }: { readonly pair: Pair; readonly onClose: () => void }) {
  const { one, other } = pair;
  const { zone } = useWorkspace();
  const merge = api.useMutation("post", "/v1/creators/{id}/merge", inForm);
  const form = useForm({
    initial: { kept: one.id, reason: "" },
    submit: ({ kept, reason }) =>
      merge.mutateAsync({ params: { path: { id: kept } }, body: { duplicate_id: kept === one.id ? other.id : one.id, reason } }),
    onDone: () => {
      showDone(`${one.name} and ${other.name} are one creator.`);
      onClose();
    },
  });
  const options = [one, other].map((record) => ({
    value: record.id,
    label: record.name,
    hint: `${recordText(record, zone)}. Under it: ${belongingsText(record.belongings)}.`,
  }));
  return (
    <Dialog isOpen onClose={onClose} title="Which record is kept?" lead="Nothing moves, and it can be taken back on the creator’s page.">
      <Form form={form} submitLabel="They are one" onCancel={onClose}>
        <RadioCards label="Kept" options={options} {...form.field("kept")} />
        <TextInput label="Why?" isOptional maxLength={500} autoComplete="off" {...form.field("reason")} />
      </Form>
    </Dialog>
  );
}

function Actions({ pair, isDismissed, onMerge }: { readonly pair: Pair; readonly isDismissed: boolean; readonly onMerge: () => void }) {
  const answer = api.useMutation("post", "/v1/creator-merges/suggestions/answer", {
    onSuccess: ({ answer: said }) => showDone(said === "different" ? "They are two." : "They are suggested again."),
  });
  const say = (said: "different" | "open") => answer.mutate({ body: { one_id: pair.one.id, other_id: pair.other.id, answer: said } });
  return (
    <>
      <Button size="small" onClick={onMerge}>
        Merge
      </Button>
      <Button size="small" variant="quiet" isBusy={answer.isPending} onClick={() => say(isDismissed ? "open" : "different")}>
        {isDismissed ? "Suggest again" : "Not the same"}
      </Button>
    </>
  );
}

const mostCounted = 50;

/** Says that nothing is open, and how many were answered: those share something too. */
function NoOpenPairs({ onShowAnswered }: { readonly onShowAnswered: () => void }) {
  const params = { query: { dismissed: "true" as const, limit: mostCounted } };
  const { data } = api.useQuery("get", "/v1/creator-merges/suggestions", { params }, { throwOnError: false });
  const { title, says } = noPairsWords({ answered: data?.data.length ?? 0, hasMore: (data?.next_cursor ?? null) !== null });
  const hasAnswered = (data?.data.length ?? 0) > 0;
  return (
    <EmptyState title={title} icon={UsersRound} action={hasAnswered && <Button onClick={onShowAnswered}>Show those answered</Button>}>
      {says}
    </EmptyState>
  );
}

/** Creators who may be one person, all over the workspace. */
export function DuplicatesPage() {
  const canWrite = useIsAtLeast("manager");
  const [view, setView] = useSearchText("view");
  const isDismissed = view === "dismissed";
  const pairs = usePages("/v1/creator-merges/suggestions", { query: { dismissed: isDismissed ? "true" : "false", limit: 50 } });
  const [merging, setMerging] = useState<Pair>();
  const actions = (pair: Pair) => <Actions pair={pair} isDismissed={isDismissed} onMerge={() => setMerging(pair)} />;
  return (
    <>
      <PageHeader title="Duplicates" guide="bring-creators-in" lead="Creators who may be one person, those with most reasons first." />
      <CreatorTabs />
      <div className="mb-3">
        <Switch
          label="Those said to be two"
          hint="Pairs of whom somebody said “not the same”, or whose merge was taken back."
          value={isDismissed}
          onChange={(isOn) => setView(isOn ? "dismissed" : undefined)}
        />
      </div>
      <Table
        {...pairs}
        caption={isDismissed ? "Pairs said to be two" : "Creators who may be one person"}
        columns={columns}
        rowKey={({ one, other }) => `${one.id} ${other.id}`}
        {...(canWrite ? { rowActions: actions } : {})}
        empty={
          isDismissed ? (
            <EmptyState title="Nobody was told apart" icon={UsersRound}>
              Pairs of whom you say “not the same” are kept here, and can be suggested again.
            </EmptyState>
          ) : (
            <NoOpenPairs onShowAnswered={() => setView("dismissed")} />
          )
        }
      />
      {merging !== undefined && <MergeDialog pair={merging} onClose={() => setMerging(undefined)} />}
    </>
  );
}
