import { Hammer } from "lucide-react";
import { EmptyState } from "../kit/page/empty-state.tsx";
import { PageHeader } from "../kit/page/page-header.tsx";

/** In the place of a screen that this version does not have. */
export function SoonPage() {
  return (
    <>
      <PageHeader title="Not in this version" />
      <EmptyState title="This screen is not built yet" icon={Hammer}>
        The same data is already in the API; see the help link.
      </EmptyState>
    </>
  );
}
