import { api, inForm } from "../../../web/api.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { PercentInput } from "../../../web/kit/input/percent-input.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Card } from "../../../web/kit/page/card.tsx";
import { KeyValueList } from "../../../web/kit/page/key-value-list.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { MatchingTabs } from "./matching-tabs.tsx";
import { MixRulesSection } from "./mix-rules-section.tsx";
import { PlatformRulesSection } from "./platform-rules-section.tsx";
import { PriceRulesSection } from "./price-rules-section.tsx";
import { RulesHead, whyField } from "./rules-head.tsx";
import { partWords, shareText, type FitRules } from "./words.ts";

const shareWords: { readonly [K in keyof FitRules["full_shares"]]: string } = {
  ages: "Of the wanted age",
  countries: "In the wanted countries",
  genders: "Of the wanted gender",
  languages: "Speaking the wanted languages",
  interests: "With the wanted interests",
};

type Weight = keyof FitRules["weights"];
type Share = keyof FitRules["full_shares"];
const weightKeys = Object.keys(partWords) as Weight[];
const shareKeys = Object.keys(shareWords) as Share[];

const placeOf = (key: Weight | Share): string => `${(weightKeys as readonly string[]).includes(key) ? "weights" : "full_shares"}/${key}`;

type Values = { readonly [K in Weight | Share]: string | undefined } & { readonly source: string };

function useRulesForm(rules: FitRules) {
  const set = api.useMutation("put", "/v1/fit-rules", inForm);
  const texts = Object.fromEntries(
    Object.entries({ ...rules.weights, ...rules.full_shares }).map(([key, value]) => [key, String(value)]),
  ) as { [K in Weight | Share]: string };
  return useForm({
    initial: { ...texts, source: "" } as Values,
    submit: (values) => {
      const open = [...weightKeys, ...shareKeys].find((key) => values[key] === undefined);
      if (open !== undefined) return missing(placeOf(open), "Write a share.");
      const of = <K extends Weight | Share>(keys: readonly K[]) =>
        Object.fromEntries(keys.map((key) => [key, Number(values[key])])) as { [P in K]: number };
      const body = { weights: of(weightKeys), full_shares: of(shareKeys), source: values.source, replaces: rules.set_at };
      return set.mutateAsync({ body });
    },
    pointers: Object.fromEntries([...weightKeys, ...shareKeys].map((key) => [key, `/${placeOf(key)}`])),
    onDone: () => showDone("The weights are set."),
  });
}

function RulesForm({ rules }: { readonly rules: FitRules }) {
  const form = useRulesForm(rules);
  return (
    <Form form={form} submitLabel="Set weights">
      <div className="grid items-start gap-4 sm:grid-cols-3 lg:grid-cols-5">
        {weightKeys.map((key) => (
          <PercentInput key={key} label={partWords[key]} {...form.field(key)} />
        ))}
      </div>
      <p className="font-medium">Full marks from this share of the audience on</p>
      <div className="grid items-start gap-4 sm:grid-cols-3 lg:grid-cols-5">
        {shareKeys.map((key) => (
          <PercentInput key={key} label={shareWords[key]} {...form.field(key)} />
        ))}
      </div>
      <TextInput {...whyField} {...form.field("source")} />
    </Form>
  );
}

function FitRulesCard() {
  const { data: rules } = api.useSuspenseQuery("get", "/v1/fit-rules");
  const canWrite = useIsAtLeast("manager");
  const weights = weightKeys.map((key) => ({ label: partWords[key], value: shareText(rules.weights[key]) }));
  return (
    <Section title="How a fit is weighed" lead={rules.formulas["score"]}>
      <Card>
        <div className="flex flex-col gap-4">
          <RulesHead kind="fit" rules={rules} />
          {canWrite ? <RulesForm key={rules.set_at} rules={rules} /> : <KeyValueList entries={weights} />}
        </div>
      </Card>
    </Section>
  );
}

/** The rules of matching, as data. */
export function RulesPage() {
  const to = usePaths();
  return (
    <>
      <PageHeader
        title="Rules"
        guide="whom-does-my-buyer-listen-to"
        lead="What matching goes by: every number can be seen and set."
        crumbs={[{ label: "Buyers", to: to.buyers() }]}
      />
      <MatchingTabs />
      <div className="flex flex-col gap-8">
        <FitRulesCard />
        <PlatformRulesSection />
        <PriceRulesSection />
        <MixRulesSection />
      </div>
    </>
  );
}
