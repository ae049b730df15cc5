import { useState } from "react";
import { faultAt } from "../../../web/client/problem.ts";
import { Checkbox } from "../../../web/kit/input/checkbox.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { More } from "../../../web/kit/parts/more.tsx";
import { withHeader, type ImportMapping, type ImportPreview } from "./column-choices.ts";
import type { Import } from "./import-words.ts";
import { isMatched, readingOptions, withOption, type ReadingOption } from "./reading-options.ts";
import type { Matching } from "./use-matching.ts";

interface ReadingProps {
  readonly file: Import;
  readonly preview: ImportPreview;
  readonly matching: Matching;
}

/** Another way of reading begins without columns, except the one that was guessed. */
function anew(preview: ImportPreview, first: ImportMapping, format: string): ImportMapping {
  return first.format === format ? first : { format, has_header: preview.mapping.has_header, columns: {}, options: {} };
}

/** Without its cuts a file of fixed width cannot be read; without a name and a unit sales belong nowhere. */
const isRequired = (name: string): boolean => ["widths", "series", "unit", "kind"].includes(name);

function OptionField({ option, matching }: { readonly option: ReadingOption; readonly matching: Matching }) {
  const { mapping, change, type, problem } = matching;
  const { name, label, hint, answers } = option;
  const own = {
    label,
    hint,
    isOptional: !isRequired(name),
    value: mapping.options[name] ?? "",
    error: faultAt(problem, `/options/${name}`),
  };
  if (answers === undefined) return <TextInput {...own} autoComplete="off" onChange={(text) => type(withOption(mapping, name, text))} />;
  const options = [{ value: "", label: "Not said" }, ...answers];
  return <Select {...own} options={options} onChange={(answer) => change(withOption(mapping, name, answer))} />;
}

function OptionGrid({ options, matching }: { readonly options: readonly ReadingOption[]; readonly matching: Matching }) {
  return (
    <div className="grid items-start gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
      {options.map((option) => (
        <OptionField key={option.name} option={option} matching={matching} />
      ))}
    </div>
  );
}

function moreLabel(kind: Import["kind"]): string {
  if (kind === "creators") return "Where the figures are from, and how they are written";
  if (kind === "links" || kind === "codes" || kind === "survey_answers") return "What holds for the file as a whole";
  return kind === "orders" ? "How dates, amounts and statuses are written" : "How dates and amounts are written";
}

/** What a file does not say itself: its currency, how its dates are written. */
export function OptionFields({ file, matching }: Omit<ReadingProps, "preview">) {
  const [first] = useState(matching.mapping);
  const options = readingOptions(file.kind, matching.mapping.format);
  if (options.length === 0) return null;
  const needed = options.filter(({ name }) => isRequired(name));
  const others = options.filter(({ name }) => !isRequired(name));
  const isToSee = ({ name }: ReadingOption) =>
    first.options[name] !== undefined || faultAt(matching.problem, `/options/${name}`) !== undefined;
  return (
    <>
      {needed.length > 0 && <OptionGrid options={needed} matching={matching} />}
      <More label={moreLabel(file.kind)} isOpen={others.some(isToSee)}>
        <OptionGrid options={others} matching={matching} />
      </More>
    </>
  );
}

/** How the file is read as a whole: whose export it is, and whether it has a header. */
export function ReadingFields({ preview, matching }: Omit<ReadingProps, "file">) {
  const [first] = useState(preview.mapping);
  const { mapping, change, problem } = matching;
  const formats = preview.formats.map(({ name, label }) => ({ value: name, label }));
  return (
    <div className="grid items-start gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
      {formats.length > 1 && (
        <Select
          label="Kind of file"
          options={formats}
          value={mapping.format}
          onChange={(format) => change(anew(preview, first, format))}
          error={faultAt(problem, "/format")}
        />
      )}
      {isMatched(mapping.format) && (
        <div className="sm:col-span-full">
          <Checkbox
            label="The first row names the columns"
            value={mapping.has_header}
            onChange={(hasHeader) => change(withHeader(mapping, hasHeader, preview.columns))}
          />
        </div>
      )}
    </div>
  );
}
