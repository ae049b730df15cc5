import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Checkbox } from "../../../web/kit/input/checkbox.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { Bookmark, ScatterChart } from "lucide-react";
import { useRef, useState } from "react";
import { api, inForm, usePages } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { SearchBox } from "../../../web/kit/table/search-box.tsx";
import { CreatorTabs } from "../../../web/lists/creator-tabs.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { useWorkspace } from "../../../web/session.ts";
import { FindFilters } from "./find-filters.tsx";
import { FoundActions } from "./found-actions.tsx";
import { chosenValues } from "./find-query.ts";
import { FoundTable, useRowKeys } from "./found-table.tsx";
import { NobodyFound } from "./nobody-found.tsx";
import { ResultMap } from "./result-map.tsx";
import { FoundCount } from "./found-count.tsx";
import { askAgainMs, type FoundCounts } from "./found-counts.ts";
import { ordersIn, useFind, type Find, type Found } from "./use-find.ts";

/** Keeps what is looked for under a name. */
function SaveSearchDialog({ find, onClose }: { readonly find: Find; readonly onClose: () => void }) {
  const save = api.useMutation("post", "/v1/creator-searches", inForm);
  const form = useForm({
    initial: { name: find.text ?? "", is_alerting: true },
    submit: (values) => save.mutateAsync({ body: { ...values, ...find.query } }),
    onDone: ({ name }) => {
      showDone(`Search “${name}” saved.`);
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title="Save this search" lead="Its words, filters and order; whom it finds changes with time.">
      <Form form={form} submitLabel="Save search" onCancel={onClose}>
        <TextInput label="Name" {...form.field("name")} />
        <Checkbox
          label="Tell us whom it finds from now on"
          hint="It looks again every five minutes; new finds are told under the bell."
          {...form.field("is_alerting")}
        />
      </Form>
    </Dialog>
  );
}

const asIs = { by: "relevance" as const, direction: "desc" as const };

/** How many are found and have what; where they are not counted yet it asks again until they are. */
function useCounts(query: Find["query"] | undefined) {
  const body = { ...(query ?? { sort: asIs }), limit: 1 };
  return api.useQuery(
    "post",
    "/v1/creators/search",
    { body },
    {
      placeholderData: (before: unknown) => before as never,
      refetchInterval: ({ state }) => askAgainMs(state.data?.counts_in_seconds ?? null),
    },
  ).data;
}

function useChosen() {
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const choose = (found: Found, isOn: boolean) => {
    const next = new Map(chosen);
    if (isOn) next.set(found.creator_id, found.name);
    else next.delete(found.creator_id);
    setChosen(next);
  };
  return { chosen, choose, clear: () => setChosen(new Map()) };
}

interface BarProps {
  readonly find: Find;
  /** Undefined: not known yet. */
  readonly counts: Pick<FoundCounts, "total" | "counts_in_seconds"> | undefined;
  readonly onMap: () => void;
  readonly isMap: boolean;
}

function Bar({ find, counts, onMap, isMap }: BarProps) {
  const canWrite = useIsAtLeast("manager");
  const [isSaving, setSaving] = useState(false);
  const { currency } = useWorkspace();
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <p role="status" className="mr-auto">
        {counts !== undefined && <FoundCount {...counts} />}
      </p>
      <Select label="Order" isLabelHidden options={ordersIn(currency)} value={find.order} onChange={find.setOrder} />
      <Button icon={ScatterChart} variant={isMap ? "quiet" : "plain"} onClick={onMap}>
        {isMap ? "Hide map" : "Show map"}
      </Button>
      {canWrite && (
        <Button icon={Bookmark} onClick={() => setSaving(true)}>
          Save search
        </Button>
      )}
      {isSaving && <SaveSearchDialog find={find} onClose={() => setSaving(false)} />}
    </div>
  );
}

/** Looks for creators among all whom the workspace knows. */
export function FindPage() {
  const find = useFind();
  const place = useRef<HTMLDivElement>(null);
  const { chosen, choose, clear } = useChosen();
  const [isMap, setMap] = useState(false);
  const pages = usePages("/v1/creators/found", { query: { query: JSON.stringify(find.query), limit: 50 } });
  const counts = useCounts(find.query);
  const everybody = useCounts(undefined);
  useRowKeys(place);
  const values = Object.fromEntries((everybody?.facets ?? []).map((facet) => [facet.field, facet.values]));
  return (
    <>
      <PageHeader
        title="Find creators"
        guide="how-do-i-find-creators"
        lead="Everybody you know of, by words, by what their accounts are like, and by who follows them."
      />
      <CreatorTabs />
      <div className="mb-4">
        <SearchBox label="Search name, handle, bio, captions, hashtags and category" value={find.text} onSearch={find.search} />
      </div>
      <div className="grid gap-5 lg:grid-cols-[15rem_minmax(0,1fr)]">
        <FindFilters find={find} facets={counts?.facets ?? []} values={values} />
        <div ref={place} className="min-w-0">
          <Bar find={find} counts={counts} isMap={isMap} onMap={() => setMap(!isMap)} />
          {isMap && <ResultMap find={find} platforms={counts?.facets?.find(({ field }) => field === "platform")?.values ?? []} />}
          <FoundTable
            pages={pages}
            chosen={chosen}
            onChoose={choose}
            empty={<NobodyFound find={find} />}
            hasPrice={find.order === "price"}
          />
          {find.order === "price" && (
            <p className="mt-2 text-sm text-muted">Prices in other currencies, and creators whose price is not known, come last.</p>
          )}
          <p className="mt-2 hidden text-sm text-muted lg:block">
            By keyboard: j and k go from row to row, Enter opens a creator, x chooses one.
          </p>
          <FoundActions chosen={chosen} lists={chosenValues(find.draft, "list")} onClear={clear} />
        </div>
      </div>
    </>
  );
}
