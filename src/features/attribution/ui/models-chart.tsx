import { DotChart } from "../../../web/charts/dots/dot-chart.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { instantText } from "../../../web/kit/time/time-text.ts";
import { useZone } from "../../../web/kit/time/zone.ts";
import { locale } from "../../../web/kit/value/locale.ts";
import { moneyText } from "../../../web/kit/value/money.tsx";
import { useSearchText } from "../../../web/search.ts";
import type { Measure } from "./comparison.ts";
import { modelDots, modelFinding, shownPair, type ModelledResult } from "./models.ts";

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });

interface ModelsChartProps {
  readonly result: ModelledResult;
  readonly measure: Measure;
  readonly workedOutAt: string;
}

/** One rule model beside one data-driven model, for those with most credit. */
export function ModelsChart({ result, measure, workedOutAt }: ModelsChartProps) {
  const zone = useZone();
  const [rule, chooseRule] = useSearchText("rule");
  const [data, chooseData] = useSearchText("model");
  const pair = shownPair(result, { rule, data });
  if (pair === undefined) return null;
  const options = (isDriven: boolean) =>
    result.models.filter((model) => model.is_data_driven === isDriven).map(({ id, name }) => ({ value: id, label: name }));
  const nameOf = (id: string): string => result.models.find((model) => model.id === id)!.name;
  const { interval, currency, journeys } = result;
  const format = (value: number): string =>
    measure === "orders" ? whole.format(value) : moneyText({ amount: Math.round(value).toString(), currency });
  return (
    <Card
      actions={
        <>
          <Select label="Rule" isLabelHidden options={options(false)} value={pair.rule} onChange={chooseRule} />
          <Select label="Data-driven model" isLabelHidden options={options(true)} value={pair.data} onChange={chooseData} />
        </>
      }
      title="A rule beside the data"
    >
      <DotChart
        title={modelFinding(result, pair, measure)}
        unit={measure === "orders" ? "Orders" : `Revenue in ${currency}, after refunds`}
        interval={
          interval === null
            ? undefined
            : `whiskers: ${Math.round(100 * interval.level)} % interval, ${interval.replicates} samples of journeys`
        }
        source={`${journeys.orders_with_path} orders with a touch and ${journeys.without_order} journeys without an order, ${instantText(workedOutAt, zone)}`}
        rowHead={result.level === "creators" ? "Creator or channel" : "Channel"}
        format={format}
        series={[
          { key: pair.rule, label: nameOf(pair.rule) },
          { key: pair.data, label: nameOf(pair.data) },
        ]}
        rows={modelDots(result, pair, measure)}
      />
    </Card>
  );
}
