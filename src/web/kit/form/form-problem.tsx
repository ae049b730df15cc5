import { CircleAlert } from "lucide-react";
import type { InputFault, Problem } from "../../client/problem.ts";

interface FormProblemProps {
  readonly problem: Problem;
  /** Faults that no field shows. */
  readonly others: readonly InputFault[];
}

/** What is wrong with a form as a whole, with the id to quote. */
export function FormProblem({ problem, others }: FormProblemProps) {
  return (
    <div role="alert" tabIndex={-1} data-form-problem className="flex gap-2 rounded-md border border-bad/40 bg-bad-soft p-3 text-base">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
      <div className="min-w-0">
        <p className="font-medium break-words">{problem.title}</p>
        {problem.detail !== undefined && <p className="break-words">{problem.detail}</p>}
        {others.length > 0 && (
          <ul className="mt-1 list-disc pl-4">
            {others.map((fault) => (
              <li key={`${fault.pointer} ${fault.detail}`} className="break-words">
                <code className="font-mono text-sm">{fault.pointer}</code>: {fault.detail}
              </li>
            ))}
          </ul>
        )}
        {problem.request_id !== undefined && <p className="mt-1 font-mono text-xs break-all text-muted">Request {problem.request_id}</p>}
      </div>
    </div>
  );
}
