import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Columns2, ListMinus, ListPlus, Scale, Sparkles, UserPlus, X } from "lucide-react";
import { useState } from "react";
import { api, inForm } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { Combobox } from "../../../web/kit/input/combobox.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { ScoringDialog } from "../../../web/lists/scoring-dialog.tsx";
import { ProgramPicker } from "../../../web/pickers/program-picker.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";

/** Cards of creators are made anew within a moment of a change; what is found is asked for again when they are there. */
const cardsMadeMs = 1_000;

function useFoundAnew() {
  const queries = useQueryClient();
  return () => void setTimeout(() => void queries.invalidateQueries(), cardsMadeMs);
}

/** Creators who were chosen, by id with their names. */
type Chosen = ReadonlyMap<string, string>;

interface ActionProps {
  readonly chosen: Chosen;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

const many = (count: number): string => (count === 1 ? "1 creator" : `${count} creators`);

function ListDialog({ chosen, onClose, onDone }: ActionProps) {
  const lists = api.useQuery("get", "/v1/creator-lists", { params: { query: { limit: 200 } } }, { throwOnError: false });
  const create = api.useMutation("post", "/v1/creator-lists", inForm);
  const add = api.useMutation("post", "/v1/creator-lists/{id}/members", inForm);
  const ids = [...chosen.keys()];
  const form = useForm({
    initial: { list: undefined as string | undefined, name: "" },
    submit: async ({ list, name }) => {
      if (list !== undefined) return (await add.mutateAsync({ params: { path: { id: list } }, body: { creator_ids: ids } })).list;
      return name === "" ? missing("name", "Choose a list, or name a new one.") : create.mutateAsync({ body: { name, creator_ids: ids } });
    },
    onDone: (list) => {
      showDone(`${many(ids.length)} on “${list.name}”.`);
      onDone();
    },
  });
  const choices = (lists.data?.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Dialog isOpen onClose={onClose} title={`Add ${many(ids.length)} to a list`} lead="Who is on it already stays on it.">
      <Form form={form} submitLabel="Add to list" onCancel={onClose}>
        <Combobox label="List" isOptional placeholder="Choose a list" choices={choices} {...form.field("list")} />
        {form.field("list").value === undefined && <TextInput label="Or a new list" isOptional {...form.field("name")} />}
      </Form>
    </Dialog>
  );
}

function ProgramDialog({ chosen, onClose, onDone }: ActionProps) {
  const enroll = api.useMutation("post", "/v1/programs/{id}/enrollments", inForm);
  const form = useForm({
    initial: { program: undefined as string | undefined },
    submit: ({ program }) =>
      program === undefined
        ? missing("program", "Choose a program.")
        : enroll.mutateAsync({ params: { path: { id: program } }, body: { creator_ids: [...chosen.keys()] } }),
    onDone: ({ data }) => {
      showDone(data.length === 1 ? "1 creator takes part." : `${data.length} creators take part.`);
      onDone();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Add ${many(chosen.size)} to a program`}
      lead="From now on their links and codes earn there. Who takes part already is not changed."
    >
      <Form form={form} submitLabel="Add to program" onCancel={onClose}>
        <ProgramPicker label="Program" {...form.field("program")} />
      </Form>
    </Dialog>
  );
}

/** Has the chosen creators scored; the search finds them by quality afterwards. */
function ScoreButton({ chosen }: { readonly chosen: Chosen }) {
  const score = api.useMutation("post", "/v1/scorecards");
  return (
    <>
      <Button
        size="small"
        icon={Scale}
        isBusy={score.isPending}
        isDisabled={chosen.size > 200}
        onClick={() => score.mutate({ body: { creator_ids: [...chosen.keys()] } })}
      >
        Score
      </Button>
      {score.data !== undefined && (
        <ScoringDialog computationId={score.data.computation_id} whom={many(score.data.creators)} names={chosen} onClose={score.reset} />
      )}
    </>
  );
}

/** Takes the chosen off the one list that is looked at. */
function TakeOffButton({ chosen, listId, onDone }: { readonly chosen: Chosen; readonly listId: string; readonly onDone: () => void }) {
  const take = api.useMutation("post", "/v1/creator-lists/{id}/members/remove", {
    onSuccess: ({ removed, list }) => {
      showDone(`${many(removed)} taken off “${list.name}”.`);
      onDone();
    },
  });
  return (
    <Button
      size="small"
      icon={ListMinus}
      isBusy={take.isPending}
      onClick={() => take.mutate({ params: { path: { id: listId } }, body: { creator_ids: [...chosen.keys()] } })}
    >
      Take off list
    </Button>
  );
}

interface FoundActionsProps {
  readonly chosen: Chosen;
  /** The lists that the filter asks for. */
  readonly lists: readonly string[];
  readonly onClear: () => void;
}

/** What can be done with the creators who are chosen. */
export function FoundActions({ chosen, lists, onClear }: FoundActionsProps) {
  const to = usePaths();
  const navigate = useNavigate();
  const canWrite = useIsAtLeast("manager");
  const [open, setOpen] = useState<"list" | "program">();
  const ids = [...chosen.keys()].join(",");
  const go = (path: string) => void navigate({ to: path, search: { creators: ids } } as never);
  const close = () => setOpen(undefined);
  const askAnew = useFoundAnew();
  const onChanged = () => (askAnew(), onClear());
  const props = { chosen, onClose: close, onDone: () => (close(), onChanged()) };
  if (chosen.size === 0) return null;
  return (
    <div
      role="group"
      aria-label="With those chosen"
      className="sticky bottom-3 z-10 max-lg:bottom-[calc(4rem+env(safe-area-inset-bottom))] mt-3 flex flex-wrap items-center gap-2 rounded-lg border border-line-strong bg-raised p-2 shadow-overlay"
    >
      <span role="status" className="mr-auto px-1 font-medium">
        {many(chosen.size)} chosen
      </span>
      {canWrite && (
        <>
          <Button size="small" icon={ListPlus} onClick={() => setOpen("list")}>
            Add to list
          </Button>
          {lists[0] !== undefined && lists.length === 1 && <TakeOffButton chosen={chosen} listId={lists[0]} onDone={onChanged} />}
          <Button size="small" icon={UserPlus} onClick={() => setOpen("program")}>
            Add to program
          </Button>
          <ScoreButton chosen={chosen} />
        </>
      )}
      <Button size="small" icon={Columns2} isDisabled={chosen.size < 2 || chosen.size > 5} onClick={() => go(to.compareCreators())}>
        Compare
      </Button>
      <Button size="small" icon={Sparkles} isDisabled={chosen.size > 50} onClick={() => go(to.lookalikes())}>
        Find alike
      </Button>
      <IconButton icon={X} label="Choose nobody" onClick={onClear} />
      {open === "list" && <ListDialog {...props} />}
      {open === "program" && <ProgramDialog {...props} />}
    </div>
  );
}
