import type { Problem } from "../../client/problem.ts";

/**
 * For `submit`: refuses to send a form in which something must be chosen or written otherwise first.
 * @param field the name of the form's field that waits, or its place in the body where the form gives it one
 * @param sentence what to do: "Choose a program."
 */
export function missing(field: string, sentence: string, title = "Something is missing"): Promise<never> {
  const problem: Problem = {
    type: "about:blank",
    title,
    status: 422,
    errors: [{ pointer: `/${field}`, detail: sentence }],
  };
  return Promise.reject(problem);
}
