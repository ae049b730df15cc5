import { LinkTabs } from "../../../web/kit/parts/link-tabs.tsx";
import { usePaths } from "../../../web/session.ts";

/** Plans, and how good their forecasts were. */
export function PlanningTabs() {
  const to = usePaths();
  return (
    <LinkTabs
      label="Planning"
      tabs={[
        { label: "Plans", to: to.budgetPlans() },
        { label: "How good were forecasts?", to: to.forecasts() },
      ]}
    />
  );
}
