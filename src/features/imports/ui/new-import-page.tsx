import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../../web/api.ts";
import { GuideLink } from "../../../web/kit/action/guide-link.tsx";
import type { GuidePage } from "../../../web/kit/action/guide-titles.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { FileDrop } from "../../../web/kit/input/file-drop.tsx";
import { RadioCards } from "../../../web/kit/input/radio-cards.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { Stepper } from "../../../web/kit/parts/stepper.tsx";
import { useSearchText } from "../../../web/search.ts";
import { usePaths } from "../../../web/session.ts";
import { importKinds, importSteps, type Import } from "./import-words.ts";
import { useUpload } from "./upload-file.ts";

const mostBytes: Record<Import["kind"], { readonly bytes: number; readonly text: string }> = {
  creators: { bytes: 1024 * 1024 * 1024, text: "1 GB" },
  orders: { bytes: 1024 * 1024 * 1024, text: "1 GB" },
  sales: { bytes: 64 * 1024 * 1024, text: "67 MB" },
  posts: { bytes: 64 * 1024 * 1024, text: "67 MB" },
  daily_series: { bytes: 16 * 1024 * 1024, text: "16 MB" },
  costs: { bytes: 64 * 1024 * 1024, text: "67 MB" },
  audiences: { bytes: 16 * 1024 * 1024, text: "16 MB" },
  brand_lift_counts: { bytes: 1024 * 1024, text: "1 MB" },
  links: { bytes: 16 * 1024 * 1024, text: "16 MB" },
  codes: { bytes: 16 * 1024 * 1024, text: "16 MB" },
  survey_answers: { bytes: 64 * 1024 * 1024, text: "67 MB" },
};

/** What the guide says of each kind of file. */
const guideOf: { readonly [K in Import["kind"]]: GuidePage } = {
  creators: "bring-creators-in",
  orders: "first-week",
  sales: "did-my-campaign-cause-sales",
  posts: "what-did-my-posts-reach",
  daily_series: "what-did-a-post-do-to-searches",
  costs: "what-did-it-cost-and-bring",
  audiences: "which-design-when-posts-reach-everywhere",
  brand_lift_counts: "did-my-campaign-cause-sales",
  links: "bring-links-and-clicks",
  codes: "bring-links-and-clicks",
  survey_answers: "bring-links-and-clicks",
};

/** Orders belong to a store: which one, where there are several. */
function StorePicker({ value, onChange }: { readonly value: string; readonly onChange: (id: string) => void }) {
  const stores = api.useQuery("get", "/v1/stores", {}, { throwOnError: false });
  const rows = stores.data?.data ?? [];
  const [first] = rows;
  if (first === undefined || rows.length < 2) return null;
  const options = rows.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Select label="Store" hint="Whose orders these are." options={options} value={value === "" ? first.id : value} onChange={onChange} />
  );
}

interface Values {
  readonly kind: Import["kind"];
  readonly store_id: string;
}

function useUploadForm(file: File | undefined, onMissing: () => void) {
  const to = usePaths();
  const navigate = useNavigate();
  const upload = useUpload();
  const [wanted] = useSearchText("kind");
  return useForm({
    initial: { kind: importKinds.find(({ value }) => value === wanted)?.value ?? "creators", store_id: "" } as Values,
    submit: async ({ kind, store_id }) => {
      if (file === undefined) return onMissing();
      return upload.mutateAsync({ kind, file, storeId: kind === "orders" && store_id !== "" ? store_id : undefined });
    },
    onDone: (made) => made !== undefined && void navigate({ to: to.import(made.id) }),
  });
}

function UploadForm() {
  const [file, setFile] = useState<File>();
  const [isMissing, setMissing] = useState(false);
  const form = useUploadForm(file, () => setMissing(true));
  const { kind } = form.values;
  const choose = (chosen: File) => {
    setFile(chosen);
    setMissing(false);
  };
  return (
    <Form form={form} submitLabel="Upload file">
      <RadioCards label="What does the file hold?" options={importKinds} {...form.field("kind")} />
      <p className="text-muted">
        How its columns are read, and where such files come from: <GuideLink page={guideOf[kind]} />
      </p>
      {kind === "orders" && <StorePicker {...form.field("store_id")} />}
      <FileDrop
        label={kind === "creators" ? "Drop a CSV or JSON file here, or choose one" : "Drop a CSV file here, or choose one"}
        hint={`${kind === "creators" ? "A table, or reports as JSON" : "Comma, semicolon or tab between the cells"}; at most ${mostBytes[kind].text}.`}
        accept={`.csv,.tsv,.txt,text/csv,text/tab-separated-values${kind === "creators" ? ",.json,.jsonl,.ndjson,application/json" : ""}`}
        maxBytes={mostBytes[kind].bytes}
        file={file}
        onFile={choose}
        error={isMissing ? "Choose a file first." : undefined}
      />
    </Form>
  );
}

/** The first step of bringing a file in: what it holds, and the file. */
export function NewImportPage() {
  const to = usePaths();
  return (
    <>
      <PageHeader
        title="Import a file"
        lead="Nothing is written until you have seen how every row is read."
        crumbs={[{ label: "Import", to: to.imports() }]}
      />
      <div className="flex max-w-3xl flex-col gap-4">
        <Stepper label="Import a file" steps={importSteps} current={0} />
        <Card>
          <UploadForm />
        </Card>
      </div>
    </>
  );
}
