import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { useSearchText } from "../../search.ts";

interface Tab {
  readonly key: string;
  readonly label: string;
  readonly content: ReactNode;
}

interface TabsProps {
  /** What the tabs divide: "Order". */
  readonly label: string;
  readonly tabs: readonly [Tab, ...Tab[]];
}

/** Parts of one thing, of which one is in sight. The open one is in the address (`?tab=`), so that it can be linked to. */
export function Tabs({ label, tabs }: TabsProps) {
  const [wanted, choose] = useSearchText("tab");
  const open = tabs.find((tab) => tab.key === wanted) ?? tabs[0];
  return (
    <Base.Root value={open.key} onValueChange={(key: string) => choose(key === tabs[0].key ? undefined : key)}>
      <Base.List aria-label={label} className="mb-4 flex gap-1 overflow-x-auto border-b border-line">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.key}
            value={tab.key}
            className="-mb-px border-b-2 border-transparent px-3 py-2 font-medium whitespace-nowrap text-muted -outline-offset-2 hover:text-ink data-active:border-accent data-active:text-ink"
          >
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.key} value={tab.key} className="outline-none">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
