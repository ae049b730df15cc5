import { api } from "../../../web/api.ts";
import { Select } from "../../../web/kit/input/select.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { useIsAtLeast } from "../../../web/role.ts";

/** By which ladder creators are nano, micro and so on here; for everybody in the workspace. */
export function LadderPicker() {
  const { data } = api.useSuspenseQuery("get", "/v1/tier-ladders");
  const set = api.useMutation("put", "/v1/tier-ladder", { onSuccess: () => showDone("The ladder is chosen for the workspace.") });
  const canWrite = useIsAtLeast("manager");
  const options = data.data.map(({ id, name, tiers }) => ({ value: id, label: `${name} (${tiers.length} tiers)` }));
  return (
    <Select
      label="Ladder of tiers"
      isLabelHidden
      isDisabled={!canWrite}
      options={options}
      value={data.chosen}
      onChange={(ladder) => set.mutate({ body: { ladder } })}
    />
  );
}
