import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { platformLabel } from "../../../web/pickers/platforms.ts";
import { api, inForm } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { NumberInput } from "../../../web/kit/input/number-input.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { usePaths } from "../../../web/session.ts";
import type { PlatformConnection } from "./platform-words.ts";
import { RunBudget, useBudget } from "./run-budget.tsx";

interface DialogProps {
  readonly connection: PlatformConnection;
  readonly onClose: () => void;
}

/** Of whom alone is asked; missing: of everybody on the platform. */
interface CreatorName {
  readonly id: string;
  readonly name: string;
}

/** Asks for the figures of every account on a platform, or of one creator's, with what that uses. */
export function FiguresDialog({ connection, creator, onClose }: DialogProps & { readonly creator?: CreatorName }) {
  const navigate = useNavigate();
  const to = usePaths();
  const wanted = {
    connection_id: connection.id,
    kind: "figures" as const,
    order: "top" as const,
    videos: 10,
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
        : start.mutateAsync({ body: { connection_id: connection.id, kind: "search", query, order: "top", videos: 10, pages: pages ?? 1 } }),
    onDone: (run) => void navigate({ to: to.platformRun(run.id) }),
  });
  const { pages } = form.values;
  const wanted = {
    connection_id: connection.id,
    kind: "search" as const,
    query: "any",
    order: "top" as const,
    videos: 10,
    pages: pages ?? 1,
  };
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

/** Reads what people write under an account's newest videos into a sample, with what that uses. */
export function CommentsDialog({ connection, creator, onClose }: DialogProps & { readonly creator?: CreatorName }) {
  const navigate = useNavigate();
  const to = usePaths();
  const start = api.useMutation("post", "/v1/platform-runs", inForm);
  const ask = { connection_id: connection.id, kind: "comments" as const, order: "top" as const };
  const whose = creator === undefined ? {} : { creator_id: creator.id };
  const form = useForm({
    initial: { videos: 10 as number | undefined, pages: 1 as number | undefined },
    submit: ({ videos, pages }) => start.mutateAsync({ body: { ...ask, ...whose, videos: videos ?? 10, pages: pages ?? 1 } }),
    onDone: (run) => void navigate({ to: to.platformRun(run.id) }),
  });
  const { videos = 10, pages = 1 } = form.values;
  const budget = useBudget({ ...ask, ...whose, videos, pages });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Read comments from YouTube"
      lead={`The newest under the newest videos of ${creator === undefined ? "every creator’s channel" : creator.name}. Writers become numbers; what they wrote is kept as a sample on which the score rests.`}
    >
      <Form form={form} submitLabel="Read comments" onCancel={onClose}>
        <NumberInput label="Videos of each channel" min={1} max={50} {...form.field("videos")} />
        <NumberInput label="Pages of 100 under each" min={1} max={10} hint="At most 50 pages a channel in all." {...form.field("pages")} />
        <RunBudget budget={budget} unit={budget?.accounts === 1 ? "channel" : "channels"} />
      </Form>
    </Dialog>
  );
}

/** No creator has the account: a way to make it one, as figures are kept by creator. */
function AddOwn({ handle }: { readonly handle: string }) {
  const queries = useQueryClient();
  const add = api.useMutation("post", "/v1/creators", { onSuccess: () => void queries.invalidateQueries() });
  const accounts = [{ platform: "instagram" as const, handle }];
  const body = {
    name: `@${handle}`,
    source: "instagram",
    accounts,
    email: null,
    country: null,
    notes: "",
    external_id: null,
    metadata: {},
  };
  return (
    <Notice
      tone="neutral"
      title={`No creator here has @${handle}`}
      actions={
        <Button size="small" isBusy={add.isPending} onClick={() => add.mutate({ body })}>
          Add it as a creator
        </Button>
      }
    >
      Figures are kept by creator, those of your own account too.
    </Notice>
  );
}

/** Asks for what Instagram tells the owner of the connected account alone, with what that uses. */
export function InsightsDialog({ connection, onClose }: DialogProps) {
  const navigate = useNavigate();
  const to = usePaths();
  const start = api.useMutation("post", "/v1/platform-runs", inForm);
  const ask = { connection_id: connection.id, kind: "insights" as const, order: "top" as const, videos: 10 };
  const form = useForm({
    initial: { pages: 2 as number | undefined },
    submit: ({ pages }) => start.mutateAsync({ body: { ...ask, pages: pages ?? 2 } }),
    onDone: (run) => void navigate({ to: to.platformRun(run.id) }),
  });
  const { pages = 2 } = form.values;
  const budget = useBudget({ ...ask, pages });
  const unowned = budget?.accounts === 0 ? connection.account : null;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Insights of @${connection.account ?? "your account"}`}
      lead="What Instagram tells the owner alone: who follows, and reach, views, saves and shares of the newest posts. Stories are read every hour by themselves."
    >
      <Form form={form} submitLabel="Read insights" onCancel={onClose}>
        <NumberInput label="Pages of 25 posts" min={1} max={10} {...form.field("pages")} />
        {unowned === null ? <RunBudget budget={budget} unit="account" /> : <AddOwn handle={unowned} />}
      </Form>
    </Dialog>
  );
}
