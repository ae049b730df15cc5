import { api, inForm } from "../../../web/api.ts";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { Button } from "../../../web/kit/action/button.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { Textarea } from "../../../web/kit/input/textarea.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Card } from "../../../web/kit/page/card.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { components } from "../../../web/api.gen.d.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { competitorLines, competitorsIn, listLines, listsIn } from "./list-lines.ts";

type Settings = components["schemas"]["VettingSettings"];

function useSettingsForm(settings: Settings) {
  const set = api.useMutation("put", "/v1/vetting-settings", inForm);
  const form = useForm({
    initial: { competitors: competitorLines(settings.competitors), lists: listLines(settings.word_lists) },
    submit: async (values): Promise<unknown> => {
      const lists = listsIn(values.lists);
      if (!Array.isArray(lists)) return missing("lists", lists.fault);
      const isUnchanged = !settings.are_lists_own && values.lists === listLines(settings.word_lists);
      const body = { competitors: competitorsIn(values.competitors), word_lists: isUnchanged ? null : lists };
      return set.mutateAsync({ body });
    },
    onDone: () => showDone("Kept. Scores made from now on use it."),
  });
  const reset = () => set.mutate({ body: { competitors: competitorsIn(form.values.competitors), word_lists: null } });
  return { form, reset, isBusy: set.isPending };
}

function SettingsForm({ settings }: { readonly settings: Settings }) {
  const { form, reset, isBusy } = useSettingsForm(settings);
  return (
    <Form form={form} submitLabel="Keep settings">
      <Textarea
        label="Competitors"
        isOptional
        rows={5}
        hint="One a line: the name, then a colon and other names, handles and hashtags between commas."
        placeholder="Acme Outdoor: acmeoutdoor, acme"
        {...form.field("competitors")}
      />
      <Textarea
        label="Words that may be unsafe"
        rows={14}
        hint="One list a line: category, its weight (low, medium or high) in brackets, a colon, then words between commas. Whole words; case and accents do not matter."
        {...form.field("lists")}
      />
      {settings.are_lists_own && (
        <div>
          <Button size="small" isBusy={isBusy} onClick={reset}>
            Back to the lists that come with Vouch
          </Button>
        </div>
      )}
    </Form>
  );
}

/** What scores look for in what creators wrote: competitors and words. */
export function VettingSettingsPage() {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  const { data: settings } = api.useSuspenseQuery("get", "/v1/vetting-settings");
  return (
    <>
      <PageHeader
        title="Vetting"
        guide="how-the-score-works"
        lead="What scores look for in bios and posts."
        actions={<ButtonLink to={to.vettingDecisions()}>Decisions</ButtonLink>}
      />
      <Card>
        {canWrite ? (
          <SettingsForm key={`${settings.changed_at ?? ""} ${String(settings.are_lists_own)}`} settings={settings} />
        ) : (
          <pre className="text-sm whitespace-pre-wrap">
            {competitorLines(settings.competitors)}
            {"\n\n"}
            {listLines(settings.word_lists)}
          </pre>
        )}
      </Card>
    </>
  );
}
