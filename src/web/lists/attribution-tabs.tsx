import { LinkTabs } from "../kit/parts/link-tabs.tsx";
import { usePaths } from "../session.ts";

/** Who brought the orders: creators under every model, and creators beside other channels. */
export function AttributionTabs() {
  const to = usePaths();
  return (
    <LinkTabs
      label="Attribution"
      tabs={[
        { label: "Models", to: to.attribution() },
        { label: "Channels", to: to.channels() },
      ]}
    />
  );
}
