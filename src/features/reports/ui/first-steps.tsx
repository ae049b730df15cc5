import { BadgePercent, Check, Link2, ReceiptText, UsersRound, type LucideIcon } from "lucide-react";
import { api } from "../../../web/api.ts";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import type { Path } from "../../../web/paths.ts";
import type { Search } from "../../../web/search.ts";
import { usePaths } from "../../../web/session.ts";

const one = { params: { query: { limit: 1 } } };
const calm = { throwOnError: false };

interface Step {
  readonly title: string;
  readonly text: string;
  readonly icon: LucideIcon;
  readonly to: Path;
  readonly search?: Search;
  readonly label: string;
  /** Undefined while it is not known. */
  readonly isDone: boolean | undefined;
}

/** What leads to the first figure, and what of it is there. */
function useSteps(): Step[] {
  const to = usePaths();
  const creators = api.useQuery("get", "/v1/creators", one, calm).data;
  const programs = api.useQuery("get", "/v1/programs", one, calm).data;
  const links = api.useQuery("get", "/v1/links", one, calm).data;
  const orders = api.useQuery("get", "/v1/conversions", one, calm).data;
  const isThere = (list: { readonly data: readonly unknown[] } | undefined) => (list === undefined ? undefined : list.data.length > 0);
  return [
    {
      title: "Add your creators",
      text: "By hand, or from the list you already keep.",
      icon: UsersRound,
      to: to.creators(),
      label: "Add creators",
      isDone: isThere(creators),
    },
    {
      title: "Make a program",
      text: "It holds the pay rule: who earns how much for which order.",
      icon: BadgePercent,
      to: to.programs(),
      label: "Create program",
      isDone: isThere(programs),
    },
    {
      title: "Give them links and codes",
      text: "An order finds its creator by the link that was clicked or the code that was used. Links need a short domain of your own, codes need nothing.",
      icon: Link2,
      to: to.links(),
      label: "Create links",
      isDone: isThere(links),
    },
    {
      title: "Bring in orders",
      text: "Connect the store, or import its export to see the past at once.",
      icon: ReceiptText,
      to: to.newImport(),
      search: { kind: "orders" },
      label: "Import orders",
      isDone: isThere(orders),
    },
  ];
}

function StepRow({ step, isNext }: { readonly step: Step; readonly isNext: boolean }) {
  const Icon = step.isDone === true ? Check : step.icon;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <span
        className={`inline-flex size-8 shrink-0 items-center justify-center rounded-full ${step.isDone === true ? "bg-good-soft text-good" : "bg-accent-soft text-accent"}`}
      >
        <Icon aria-hidden className="size-4" />
      </span>
      <div className="min-w-0 flex-1 basis-64">
        <h3 className="font-medium">{step.title}</h3>
        <p className="max-w-[72ch] text-muted">{step.text}</p>
      </div>
      {step.isDone === true ? (
        <Badge tone="good">Done</Badge>
      ) : (
        <ButtonLink to={step.to} {...(step.search === undefined ? {} : { search: step.search })} variant={isNext ? "primary" : "plain"}>
          {step.label}
        </ButtonLink>
      )}
    </li>
  );
}

/** In place of figures: what to do next, or that these days were quiet. */
export function FirstSteps() {
  const steps = useSteps();
  const next = steps.find((step) => step.isDone === false);
  if (next === undefined) {
    return (
      <Card title="Nothing happened in these days">
        <p>No click and no order. Choose more days above.</p>
      </Card>
    );
  }
  return (
    <Card title="Four steps to your first figures" lead="Each can be done again at any time.">
      <ol className="flex flex-col gap-4">
        {steps.map((step) => (
          <StepRow key={step.title} step={step} isNext={step === next} />
        ))}
      </ol>
    </Card>
  );
}
