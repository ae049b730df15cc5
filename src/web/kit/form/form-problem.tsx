import { CircleAlert } from "lucide-react";
import type { InputFault, Problem } from "../../client/problem.ts";

interface FormProblemProps {
  readonly problem: Problem;
  /** Faults that no field shows. */
  readonly others: readonly InputFault[];
}

/** What is wrong with a form as a whole, with the id to quote. */
export function FormProblem({ problem, others }: FormProblemProps) {
  const areAllShown = problem.errors !== undefined && problem.errors.length > 0 && others.length === 0;
  const sentence = areAllShown ? "Correct what is marked, then send it again." : problem.errors?.length ? undefined : problem.detail;
  return (
    <div role="alert" tabIndex={-1} data-form-problem className="flex gap-2 rounded-md border border-bad/40 bg-bad-soft p-3 text-base">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
      <div className="min-w-0">
        <p className="font-medium break-words">{problem.title}</p>
        {sentence !== undefined && <p className="break-words">{sentence}</p>}
        {others.length > 0 && (
          <ul className="mt-1 list-disc pl-4">
            {others.map((fault) => (
              <li key={`${fault.pointer} ${fault.detail}`} className="break-words">
                {fault.detail}
              </li>
            ))}
          </ul>
        )}
        {problem.request_id !== undefined && <p className="mt-1 font-mono text-xs break-all text-muted">Request {problem.request_id}</p>}
      </div>
    </div>
  );
}
