import { useState } from "react";
import { api } from "../../../web/api.ts";
import { MoneyInput } from "../../../web/kit/input/money-input.tsx";
import { PercentInput } from "../../../web/kit/input/percent-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import { Explain } from "../../../web/kit/value/explain.tsx";
import { Explanation } from "../../../web/kit/value/explanation.tsx";
import { Money, type MoneyValue } from "../../../web/kit/value/money.tsx";
import type { CreatorRow } from "./effects.ts";

interface HighestFeeProps {
  readonly creators: readonly CreatorRow[];
  readonly currency: string;
}

function Fee({ value }: { readonly value: MoneyValue | null }) {
  return value === null ? "no fee" : <Money value={value} />;
}

interface Asked {
  readonly id: string;
  readonly targetReturn: string;
  readonly otherCost: string;
}

function Answer({ id, targetReturn, otherCost }: Asked) {
  const query = { target_return: targetReturn, other_cost: otherCost };
  const { data } = api.useQuery("get", "/v1/creators/{id}/highest-fee", { params: { path: { id }, query } }, { throwOnError: false });
  if (data === undefined) return null;
  const { highest_fee: fee, expected_margin: margin, formula, cycles } = data;
  return (
    <div aria-live="polite" className="flex flex-col gap-1">
      <p className="text-lg font-semibold">
        At most <Fee value={fee.estimate} />{" "}
        <Explain of="The highest fee">
          <Explanation formula={formula} source={`${cycles} parts in campaigns that are over`} />
        </Explain>
      </p>
      <p className="text-sm text-muted">
        From an expected margin of <Money value={margin.estimate} /> (<Money value={margin.low} /> to <Money value={margin.high} />, 95 %).
        At the ends of that interval: <Fee value={fee.low} /> to <Fee value={fee.high} />. To be on the safe side, offer less and pay by
        result.
      </p>
    </div>
  );
}

/** What a creator may be paid so that the campaign still brings the return that is asked for. */
export function HighestFeeCard({ creators, currency }: HighestFeeProps) {
  const [id, setId] = useState(creators[0]?.creator_id ?? "");
  const [target, setTarget] = useState<string | undefined>("0.5");
  const [other, setOther] = useState<string | undefined>(undefined);
  return (
    <Section title="What may I pay?" lead="The highest fee at which a campaign with the creator still brings the return you ask for.">
      <Card>
        <div className="flex flex-col gap-4">
          <div className="grid items-start gap-4 sm:grid-cols-3">
            <Select
              label="Creator"
              options={creators.map(({ creator_id: value, name: label }) => ({ value, label }))}
              value={id}
              onChange={setId}
            />
            <PercentInput label="Return asked for" hint="0 %: the costs come back." value={target} onChange={setTarget} />
            <MoneyInput
              label="Other costs"
              isOptional
              hint="Products, shipping, work, commissions."
              currency={currency}
              value={other}
              onChange={setOther}
            />
          </div>
          {target !== undefined && <Answer id={id} targetReturn={target} otherCost={other ?? "0"} />}
        </div>
      </Card>
    </Section>
  );
}
