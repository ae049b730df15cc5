import { useNavigate } from "@tanstack/react-router";
import { api, inForm } from "../../../web/api.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { NumberInput } from "../../../web/kit/input/number-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { usePaths } from "../../../web/session.ts";
import type { PlatformConnection } from "./platform-words.ts";
import { RunBudget, useBudget } from "./run-budget.tsx";

type Order = "top" | "recent";
const orders = [
  { value: "top", label: "What Instagram thinks best" },
  { value: "recent", label: "Of the last 24 hours" },
] as const;

/** Whether a text can be a hashtag, as the server sees it. */
const isHashtag = (text: string): boolean => /^#?[\p{L}\p{N}\p{M}_]{2,100}$/u.test(text.trim());

/** Asks Instagram for the posts of a hashtag, with what that uses of the thirty a week. */
export function HashtagDialog({ connection, onClose }: { readonly connection: PlatformConnection; readonly onClose: () => void }) {
  const navigate = useNavigate();
  const to = usePaths();
  const start = api.useMutation("post", "/v1/platform-runs", inForm);
  const form = useForm({
    initial: { query: "", order: "top" as Order, pages: 1 as number | undefined },
    submit: async ({ query, order, pages }) =>
      isHashtag(query)
        ? start.mutateAsync({ body: { connection_id: connection.id, kind: "hashtag", query, order, videos: 10, pages: pages ?? 1 } })
        : missing("query", "Write one hashtag of letters, digits and underscores, such as #hiking."),
    onDone: (run) => void navigate({ to: to.platformRun(run.id) }),
  });
  const { query, order, pages } = form.values;
  const asked = isHashtag(query) ? query : "any";
  const budget = useBudget({ connection_id: connection.id, kind: "hashtag", query: asked, order, videos: 10, pages: pages ?? 1 });
  return (
    <Dialog isOpen onClose={onClose} title="Posts of a hashtag on Instagram">
      <p className="mb-3">
        Instagram shows public posts without their authors: open a post to see whose it is. A new hashtag counts for seven days; asking for
        it again meanwhile does not.
      </p>
      <Form form={form} submitLabel="Ask" onCancel={onClose}>
        <TextInput label="Hashtag" placeholder="#hiking" hint="One, without spaces and emojis." {...form.field("query")} />
        <Select label="Posts" options={orders} {...form.field("order")} />
        <NumberInput label="Pages of 50" min={1} max={10} {...form.field("pages")} />
        <RunBudget budget={budget} unit={pages === 1 ? "page" : "pages"} />
      </Form>
    </Dialog>
  );
}
