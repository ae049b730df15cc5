import { api } from "../api.ts";
import type { ControlProps } from "../kit/form/field.tsx";
import { Combobox } from "../kit/input/combobox.tsx";

/** One campaign of the workspace. */
export function CampaignPicker(props: ControlProps<string | undefined>) {
  const campaigns = api.useQuery("get", "/v1/campaigns", { params: { query: { limit: 200 } } }, { throwOnError: false });
  const choices = (campaigns.data?.data ?? []).map((campaign) => ({ value: campaign.id, label: campaign.name }));
  return <Combobox placeholder="Choose a campaign" emptyText="No campaign fits." {...props} choices={choices} />;
}
