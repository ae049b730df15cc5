import { useState } from "react";
import { api } from "../../../web/api.ts";
import { faultAt, faultsOutside } from "../../../web/client/problem.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { FormProblem } from "../../../web/kit/form/form-problem.tsx";
import { Checkbox } from "../../../web/kit/input/checkbox.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import {
  columnLabel,
  columnsLeftOut,
  fieldsInSight,
  nameLabel,
  withColumn,
  withHeader,
  type ImportMapping,
  type ImportPreview,
} from "./column-choices.ts";
import type { Import } from "./import-words.ts";
import { PreviewTable } from "./preview-table.tsx";
import { useMatching, type Matching } from "./use-matching.ts";

type Field = ImportPreview["fields"][number];

interface MatchingProps {
  readonly preview: ImportPreview;
  readonly matching: Matching;
}

function FieldSelect({ field, preview, matching }: MatchingProps & { readonly field: Field }) {
  const { mapping, change, problem } = matching;
  const options = [
    { value: "", label: "Not in the file" },
    ...preview.columns.map(({ reference }) => ({ value: reference, label: columnLabel(reference) })),
  ];
  const someAreRequired = preview.fields.some(({ required }) => required);
  const chosen = preview.columns.find(({ reference }) => reference === mapping.columns[field.name]);
  return (
    <Select
      label={field.label}
      isOptional={someAreRequired && !field.required}
      hint={chosen === undefined || chosen.example === "" ? undefined : <Example text={chosen.example} />}
      options={options}
      value={chosen?.reference ?? ""}
      onChange={(reference) => change(withColumn(mapping, field.name, reference))}
      error={faultAt(problem, `/columns/${field.name}`)}
    />
  );
}

function Example({ text }: { readonly text: string }) {
  return <span className="block truncate">For example: {text}</span>;
}

/** Fields that the file has or must have; all others on demand. */
function FieldSelects({ preview, matching }: MatchingProps) {
  const [first] = useState(preview.mapping);
  const [isWhole, setWhole] = useState(false);
  const inSight = fieldsInSight(preview, first, matching.mapping);
  const shown = isWhole ? preview.fields : preview.fields.filter(({ name }) => inSight.has(name));
  const others = preview.fields.length - inSight.size;
  return (
    <>
      <div className="grid items-start gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
        {shown.map((field) => (
          <FieldSelect key={field.name} field={field} preview={preview} matching={matching} />
        ))}
      </div>
      {others > 0 && (
        <div>
          <Button variant="quiet" size="small" onClick={() => setWhole(!isWhole)}>
            {isWhole ? "Hide unused fields" : `Show ${others} more fields`}
          </Button>
        </div>
      )}
    </>
  );
}

/** A change of the way of reading begins with that way's own guess. */
function anew(preview: ImportPreview, first: ImportMapping, format: string): ImportMapping {
  return first.format === format ? first : { format, has_header: preview.mapping.has_header, columns: {}, options: {} };
}

function Reading({ preview, matching }: MatchingProps) {
  const [first] = useState(preview.mapping);
  const { mapping, change, problem } = matching;
  const formats = preview.formats.map(({ name, label }) => ({ value: name, label }));
  const setOption = (name: string, value: string) => change({ ...mapping, options: { ...mapping.options, [name]: value } });
  return (
    <div className="grid items-end gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
      {formats.length > 1 && (
        <Select
          label="Kind of file"
          options={formats}
          value={mapping.format}
          onChange={(format) => change(anew(preview, first, format))}
          error={faultAt(problem, "/format")}
        />
      )}
      {Object.entries(mapping.options).map(([name, value]) => (
        <TextInput
          key={name}
          label={nameLabel(name, [])}
          value={value}
          onChange={(text) => setOption(name, text)}
          error={faultAt(problem, `/options/${name}`)}
        />
      ))}
      <div className="pb-1.5">
        <Checkbox
          label="The first row names the columns"
          value={mapping.has_header}
          onChange={(hasHeader) => change(withHeader(mapping, hasHeader, preview.columns))}
        />
      </div>
    </div>
  );
}

function LeftOut({ preview, matching }: MatchingProps) {
  const names = columnsLeftOut(matching.mapping, preview.columns);
  if (names.length === 0 || preview.fields.length === 0) return null;
  return <p className="text-sm break-words text-muted">Left out, as no field is read from it: {names.map(columnLabel).join(", ")}.</p>;
}

/** Faults that stand at no field in sight. */
function OtherFaults({ preview, matching }: MatchingProps) {
  const { problem, mapping } = matching;
  if (problem === undefined) return null;
  const shown = [
    ...preview.fields.map(({ name }) => `/columns/${name}`),
    ...Object.keys(mapping.options).map((name) => `/options/${name}`),
  ];
  return <FormProblem problem={problem} others={faultsOutside(problem, [...shown, "/format"])} />;
}

function Matcher({
  file,
  preview,
  onChecking,
}: {
  readonly file: Import;
  readonly preview: ImportPreview;
  readonly onChecking: () => void;
}) {
  const matching = useMatching(file.id, preview, onChecking);
  const lead = preview.is_guessed ? "Guessed from the headers: look whether it is right." : "As it was chosen.";
  return (
    <>
      <Card title="Which column holds what?" lead={lead}>
        <div className="flex flex-col gap-4">
          <Reading preview={preview} matching={matching} />
          <FieldSelects preview={preview} matching={matching} />
          <LeftOut preview={preview} matching={matching} />
          <OtherFaults preview={preview} matching={matching} />
          <div className="flex justify-end">
            <Button variant="primary" isBusy={matching.isChecking} onClick={() => void matching.check()}>
              Check every row
            </Button>
          </div>
        </div>
      </Card>
      <PreviewTable preview={preview} isOutdated={matching.isKeeping || matching.problem !== undefined} />
    </>
  );
}

/** The second step: which column holds what, and the first rows as they would be read. */
export function ColumnsStep({ file, onChecking }: { readonly file: Import; readonly onChecking: () => void }) {
  const { data } = api.useSuspenseQuery("get", "/v1/imports/{id}/preview", { params: { path: { id: file.id } } });
  return <Matcher file={file} preview={data} onChecking={onChecking} />;
}
