import { Moon, Sun } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "../kit/action/icon-button.tsx";
import { Card } from "../kit/page/card.tsx";
import { PageHeader } from "../kit/page/page-header.tsx";
import { ZoneContext } from "../kit/time/zone.ts";
import { paths } from "../paths.ts";
import { chooseTheme } from "../shell/theme.ts";
import { ActionSamples } from "./action-samples.tsx";
import { ChartSamples } from "./chart-samples.tsx";
import { FormSamples } from "./form-samples.tsx";
import { InputSamples } from "./input-samples.tsx";
import { OverlaySamples } from "./overlay-samples.tsx";
import { PageSamples } from "./page-samples.tsx";
import { TableSamples } from "./table-samples.tsx";
import { ValueSamples } from "./value-samples.tsx";

const parts: readonly { title: string; content: ReactNode }[] = [
  { title: "Actions", content: <ActionSamples /> },
  { title: "Values", content: <ValueSamples /> },
  { title: "Tables", content: <TableSamples /> },
  { title: "Charts", content: <ChartSamples /> },
  { title: "Inputs", content: <InputSamples /> },
  { title: "Forms", content: <FormSamples /> },
  { title: "Overlays", content: <OverlaySamples /> },
  { title: "Parts of a page", content: <PageSamples /> },
];

/** Everything of the kit on one page, to look at and to copy from. Not linked from anywhere. */
export function KitPage() {
  const themes = (
    <>
      <IconButton icon={Sun} label="Light" onClick={() => chooseTheme("light")} />
      <IconButton icon={Moon} label="Dark" onClick={() => chooseTheme("dark")} />
    </>
  );
  return (
    <ZoneContext value="Europe/Berlin">
      <main className="mx-auto max-w-6xl px-4 py-6">
        <PageHeader
          title="Kit"
          lead="Every piece of which the screens are made. Names and figures are made up."
          crumbs={[{ label: "Start", to: paths.home() }]}
          actions={themes}
        />
        <div className="flex flex-col gap-6">
          {parts.map((part) => (
            <Card key={part.title} title={part.title}>
              <div className="flex flex-col gap-6">{part.content}</div>
            </Card>
          ))}
        </div>
      </main>
    </ZoneContext>
  );
}
