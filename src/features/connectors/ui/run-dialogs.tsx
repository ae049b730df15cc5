import { useNavigate } from "@tanstack/react-router";
import { platformLabel } from "../../../web/pickers/platforms.ts";
import { api, inForm } from "../../../web/api.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { NumberInput } from "../../../web/kit/input/number-input.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { usePaths } from "../../../web/session.ts";
import type { PlatformConnection } from "./platform-words.ts";
import { RunBudget, useBudget } from "./run-budget.tsx";

interface DialogProps {
  readonly connection: PlatformConnection;
  readonly onClose: () => void;
}

/** Asks for the figures of every account on a platform, or of one creator's, with what that uses. */
export function FiguresDialog({
  connection,
  creator,
  onClose,
}: DialogProps & { readonly creator?: { readonly id: string; readonly name: string } }) {
  const navigate = useNavigate();
  const to = usePaths();
  const wanted = {
    connection_id: connection.id,
    kind: "figures" as const,
    order: "top" as const,
    pages: 1,
    ...(creator === undefined ? {} : { creator_id: creator.id }),
  };
  const budget = useBudget(wanted);
  const start = api.useMutation("post", "/v1/platform-runs", { onSuccess: (run) => navigate({ to: to.platformRun(run.id) }) });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Refresh figures from ${platformLabel(connection.platform)}`}
      confirmLabel="Refresh figures"
      isBusy={start.isPending}
      onConfirm={() => start.mutate({ body: wanted })}
    >
      <p className="mb-3">
        {creator === undefined ? "Every creator's account" : `The accounts of ${creator.name}`}: followers, posts of the last 90 days and
        their numbers. What is known stays; new figures are added beside it.
      </p>
      <RunBudget budget={budget} unit={budget?.steps === 1 ? "account" : "accounts"} />
    </ConfirmDialog>
  );
}

/** Searches a platform for accounts that nobody has here yet, with what that uses. */
export function SearchDialog({ connection, onClose }: DialogProps) {
  const navigate = useNavigate();
  const to = usePaths();
  const start = api.useMutation("post", "/v1/platform-runs", inForm);
  const form = useForm({
    initial: { query: "", pages: 1 as number | undefined },
    submit: async ({ query, pages }) =>
      query.trim().length < 2
        ? missing("query", "Write at least two characters.")
        : start.mutateAsync({ body: { connection_id: connection.id, kind: "search", query, order: "top", pages: pages ?? 1 } }),
    onDone: (run) => void navigate({ to: to.platformRun(run.id) }),
  });
  const { pages } = form.values;
  const wanted = { connection_id: connection.id, kind: "search" as const, query: "any", order: "top" as const, pages: pages ?? 1 };
  const budget = useBudget(wanted);
  return (
    <Dialog isOpen onClose={onClose} title="Search YouTube">
      <Form form={form} submitLabel="Search" onCancel={onClose}>
        <TextInput
          label="Words"
          placeholder="hiking alps"
          hint="Channels whose name or description fits, in YouTube's own order."
          {...form.field("query")}
        />
        <NumberInput label="Pages of 50" min={1} max={10} {...form.field("pages")} />
        <RunBudget budget={budget} unit={pages === 1 ? "page" : "pages"} />
      </Form>
    </Dialog>
  );
}
