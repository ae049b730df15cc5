import { DotChart } from "../../../web/charts/dots/dot-chart.tsx";
import type { Dot } from "../../../web/charts/dots/dot-plot.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { useSearchText } from "../../../web/search.ts";
import type { StudyResult } from "./dial-words.ts";
import { biasText, creatorFinding, lensFinding, ordersText, type Lens } from "./findings.ts";

const interval = "whiskers: between these lie nine runs of ten";

const sourceOf = ({ runs }: StudyResult): string => `market simulator, ${runs} runs of a made-up business`;

type Figure = StudyResult["caused"];

const dotOf = ({ mean, low, high }: Figure, text: (value: number) => string): Dot => ({ value: mean, low, high, text: text(mean) });

/** How far off every lens is in total. */
export function LensChart({ result }: { readonly result: StudyResult }) {
  return (
    <Card>
      <DotChart
        title={lensFinding(result)}
        unit="Orders credited to all creators, less those they caused, as a share of those they caused"
        interval={interval}
        source={sourceOf(result)}
        rowHead="Way of counting"
        format={biasText}
        series={[{ key: "bias", label: "Too many or too few" }]}
        rows={result.lenses.map(({ lens, name, bias }) => ({
          ...{ key: lens, label: name },
          dots: bias === null ? {} : { bias: dotOf(bias, biasText) },
        }))}
      />
    </Card>
  );
}

const chosenLens = ({ lenses }: StudyResult, chosen: string | undefined): Lens => lenses.find(({ lens }) => lens === chosen) ?? lenses[0]!;

/** What one lens says of every creator, beside what they caused. */
export function CreatorChart({ result }: { readonly result: StudyResult }) {
  const [chosen, choose] = useSearchText("lens");
  const lens = chosenLens(result, chosen);
  const rows = result.creators.map(({ name, caused }, at) => ({
    ...{ key: name, label: name },
    dots: { caused: dotOf(caused, ordersText), credited: dotOf(lens.creators[at]!.credited_orders, ordersText) },
  }));
  const options = result.lenses.map(({ lens: value, name: label }) => ({ value, label }));
  return (
    <Card
      title="By creator"
      actions={<Select label="Way of counting" isLabelHidden options={options} value={lens.lens} onChange={choose} />}
    >
      <DotChart
        title={creatorFinding(result, lens)}
        unit="Orders of a run, repeat orders of customers so won included"
        interval={interval}
        source={sourceOf(result)}
        rowHead="Creator"
        format={ordersText}
        series={[
          { key: "caused", label: "Caused" },
          { key: "credited", label: `Credited by ${lens.name}` },
        ]}
        rows={rows}
      />
    </Card>
  );
}
