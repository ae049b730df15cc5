import { FileUp } from "lucide-react";
import { useId, useState, type DragEvent } from "react";
import { classes } from "../classes.ts";
import { bytesText } from "../value/bytes-text.ts";

interface FileDropProps {
  readonly label: string;
  /** Which files, and how large at most. */
  readonly hint: string;
  /** As in HTML: ".csv,text/csv". */
  readonly accept: string;
  readonly maxBytes: number;
  readonly file: File | undefined;
  readonly onFile: (file: File) => void;
  readonly error?: string | undefined;
}

function useDropping(take: (file: File | undefined) => void) {
  const [isOver, setOver] = useState(false);
  const over = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return { isOver, handlers: { onDragOver: over, onDragLeave: () => setOver(false), onDrop: drop } };
}

/** A place to drop a file, or to choose one. */
export function FileDrop({ label, hint, accept, maxBytes, file, onFile, error }: FileDropProps) {
  const id = useId();
  const [fault, setFault] = useState<string>();
  const take = (chosen: File | undefined) => {
    if (chosen === undefined) return;
    const isTooLarge = chosen.size > maxBytes;
    setFault(isTooLarge ? `The file has ${bytesText(chosen.size)}; ${bytesText(maxBytes)} is the most.` : undefined);
    if (!isTooLarge) onFile(chosen);
  };
  const { isOver, handlers } = useDropping(take);
  const said = fault ?? error;
  return (
    <div>
      <label
        htmlFor={id}
        {...handlers}
        className={classes(
          "flex flex-col items-center gap-1 rounded-lg border border-dashed px-6 py-8 text-center transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
          isOver ? "border-accent bg-accent-soft" : "border-control bg-surface hover:bg-sunken",
        )}
      >
        <FileUp aria-hidden className="mb-1 size-6 text-muted" />
        <span className="font-medium">{file === undefined ? label : file.name}</span>
        <span id={`${id}-hint`} className="text-sm text-muted">
          {file === undefined ? hint : `${bytesText(file.size)} · choose another`}
        </span>
        <input
          id={id}
          type="file"
          accept={accept}
          aria-describedby={`${id}-hint`}
          aria-invalid={said === undefined ? undefined : true}
          onChange={(event) => take(event.currentTarget.files?.[0])}
          className="sr-only"
        />
      </label>
      {said !== undefined && (
        <p role="alert" className="mt-1 text-sm text-bad">
          {said}
        </p>
      )}
    </div>
  );
}
