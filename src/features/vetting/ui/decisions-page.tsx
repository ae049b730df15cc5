import { Gavel } from "lucide-react";
import { usePages } from "../../../web/api.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { useSearchText } from "../../../web/search.ts";
import { usePaths } from "../../../web/session.ts";
import { DecisionTable } from "./decisions.tsx";
import { decisions, type Decision } from "./words.ts";

type Choice = Decision["decision"];
const kinds = Object.keys(decisions) as Choice[];
const options = [{ value: "" as const, label: "All decisions" }, ...kinds.map((value) => ({ value, label: decisions[value].done }))];

/** Every decision on creators, the last first. */
export function DecisionsPage() {
  const to = usePaths();
  const [wanted, choose] = useSearchText("decision");
  const decision = kinds.find((kind) => kind === wanted);
  const pages = usePages("/v1/vetting-decisions", { query: decision === undefined ? {} : { decision } });
  return (
    <>
      <PageHeader
        title="Vetting decisions"
        guide="can-i-trust-this-creator"
        lead="Whom you approved, watch or rejected, why, and what was known then."
        crumbs={[{ label: "Creators", to: to.creators() }]}
      />
      <div className="mb-3 max-w-56">
        <Select
          label="Decision"
          isLabelHidden
          options={options}
          value={decision ?? ""}
          onChange={(value) => choose(value === "" ? undefined : value)}
        />
      </div>
      {pages.rows?.length === 0 ? (
        <EmptyState title="No decision" icon={Gavel} action={<TextLink to={to.creators()}>Go to creators</TextLink>}>
          Open a creator, then their scorecard, and decide there. Each decision keeps a copy of its evidence.
        </EmptyState>
      ) : (
        <DecisionTable pages={pages} caption="Vetting decisions" isOfAll />
      )}
    </>
  );
}
