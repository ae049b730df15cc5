import { Eraser, Pencil } from "lucide-react";
import { useState } from "react";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { withDays } from "../../../web/kit/time/time-text.ts";
import { Explain } from "../../../web/kit/value/explain.tsx";
import { figureText, partHeads, type Review, type ReviewSentence } from "./review.ts";
import { SentenceDialog, useSentenceEdits } from "./review-dialogs.tsx";

function Figures({ review, keys }: { readonly review: Review; readonly keys: readonly string[] }) {
  const own = review.figures.filter(({ key }) => keys.includes(key));
  return (
    <ul className="flex flex-col gap-1.5">
      {own.map((figure) => (
        <li key={figure.key}>
          <span className="font-medium">{figure.label}</span>: {figureText(figure)}
          <span className="block text-muted">{figure.source}</span>
        </li>
      ))}
    </ul>
  );
}

function SentenceLine({ review, sentence, canEdit }: { review: Review; sentence: ReviewSentence; canEdit: boolean }) {
  const [isWriting, setWriting] = useState(false);
  const edits = useSentenceEdits(review);
  return (
    <li className="flex items-start justify-between gap-3 py-1.5">
      <div className="min-w-0">
        <p className="max-w-[80ch] text-pretty break-words">
          {withDays(sentence.text)}{" "}
          {sentence.figures.length > 0 && (
            <Explain of={sentence.text}>
              <Figures review={review} keys={sentence.figures} />
            </Explain>
          )}
        </p>
        {sentence.drafted !== null && <p className="text-sm text-muted">The data say: {withDays(sentence.drafted)}</p>}
      </div>
      {canEdit && (
        <span className="flex shrink-0">
          <IconButton icon={Pencil} label={`Write anew: ${sentence.text}`} onClick={() => setWriting(true)} />
          <IconButton icon={Eraser} label={`Take out: ${sentence.text}`} onClick={() => edits.takeOut(sentence)} />
        </span>
      )}
      {isWriting && <SentenceDialog review={review} sentence={sentence} onClose={() => setWriting(false)} />}
    </li>
  );
}

/** A review's sentences under the four questions that it answers. */
export function ReviewText({ review, canEdit }: { readonly review: Review; readonly canEdit: boolean }) {
  const parts = (["goal", "drove", "odd", "try"] as const).map((part) => ({
    part,
    own: review.sentences.filter((sentence) => sentence.part === part),
  }));
  return (
    <div className="flex flex-col gap-4">
      {parts
        .filter(({ own }) => own.length > 0)
        .map(({ part, own }) => (
          <div key={part}>
            <h3 className="font-semibold">{partHeads[part]}</h3>
            <ul className="divide-y divide-line">
              {own.map((sentence) => (
                <SentenceLine key={sentence.key} review={review} sentence={sentence} canEdit={canEdit} />
              ))}
            </ul>
          </div>
        ))}
    </div>
  );
}
