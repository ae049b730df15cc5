import { useState } from "react";
import { api } from "../../../web/api.ts";
import { faultAt, faultsOutside } from "../../../web/client/problem.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { FormProblem } from "../../../web/kit/form/form-problem.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { columnLabel, columnsLeftOut, fieldsInSight, withColumn, type ImportPreview } from "./column-choices.ts";
import { guessWords, type Import } from "./import-words.ts";
import { PresetFields } from "./preset-fields.tsx";
import { PreviewTable } from "./preview-table.tsx";
import { OptionFields, ReadingFields } from "./reading-fields.tsx";
import { isMatched, readingOptions } from "./reading-options.ts";
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
  for (const { name } of preview.fields) if (faultAt(matching.problem, `/columns/${name}`) !== undefined) inSight.add(name);
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

function LeftOut({ preview, matching }: MatchingProps) {
  const names = columnsLeftOut(matching.mapping, preview.columns);
  if (names.length === 0) return null;
  return <p className="text-sm break-words text-muted">Left out, as no field is read from it: {names.map(columnLabel).join(", ")}.</p>;
}

/** Faults that stand at no field in sight. */
function OtherFaults({ kind, preview, matching }: MatchingProps & { readonly kind: Import["kind"] }) {
  const { problem, mapping } = matching;
  if (problem === undefined) return null;
  const fields = isMatched(mapping.format) ? preview.fields : [];
  const options = readingOptions(kind, mapping.format);
  const shown = [...fields.map(({ name }) => `/columns/${name}`), ...options.map(({ name }) => `/options/${name}`)];
  return <FormProblem problem={problem} others={faultsOutside(problem, [...shown, "/format"])} />;
}

interface ColumnsProps {
  readonly file: Import;
  readonly onChecking: () => void;
}

function Matcher({ file, preview, onChecking }: ColumnsProps & { readonly preview: ImportPreview }) {
  const matching = useMatching(file.id, preview, onChecking);
  const isByHand = isMatched(matching.mapping.format);
  const known = "An export that Vouch knows: every column has its meaning already.";
  const lead = !isByHand ? known : guessWords(preview);
  return (
    <>
      <Card title="Which column holds what?" lead={lead}>
        <div className="flex flex-col gap-4">
          <PresetFields kind={file.kind} matching={matching} />
          <ReadingFields preview={preview} matching={matching} />
          {isByHand && <FieldSelects preview={preview} matching={matching} />}
          {isByHand && <LeftOut preview={preview} matching={matching} />}
          <OptionFields file={file} matching={matching} />
          <OtherFaults kind={file.kind} preview={preview} matching={matching} />
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
export function ColumnsStep({ file, onChecking }: ColumnsProps) {
  const { data } = api.useSuspenseQuery("get", "/v1/imports/{id}/preview", { params: { path: { id: file.id } } });
  return <Matcher file={file} preview={data} onChecking={onChecking} />;
}
