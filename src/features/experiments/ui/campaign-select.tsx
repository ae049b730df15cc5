import { api } from "../../../web/api.ts";
import type { ControlProps } from "../../../web/kit/form/field.tsx";
import { Select } from "../../../web/kit/input/select.tsx";

/** The campaign that the treatment is. */
export function CampaignSelect(props: Omit<ControlProps<string>, "label">) {
  const campaigns = api.useQuery("get", "/v1/campaigns", { params: { query: { limit: 200 } } }, { throwOnError: false });
  const options = (campaigns.data?.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Select
      {...props}
      label="Campaign"
      isOptional
      hint="What it caused is filled in when you keep the result."
      options={[{ value: "", label: "None" }, ...options]}
    />
  );
}
