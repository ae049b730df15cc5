import type { Problem } from "../../client/problem.ts";

/**
 * For `submit`: refuses to send a form in which something must be chosen first.
 * @param field the name of the form's field that waits
 * @param sentence what to do: "Choose a program."
 */
export function missing(field: string, sentence: string): Promise<never> {
  const problem: Problem = {
    type: "about:blank",
    title: "Something is missing",
    status: 422,
    errors: [{ pointer: `/${field}`, detail: sentence }],
  };
  return Promise.reject(problem);
}
