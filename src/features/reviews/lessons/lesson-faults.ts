import type { SubjectKind } from "../draft/evidence.ts";

/** A lesson as somebody writes it. */
export interface WrittenLesson {
  readonly subject_kind: SubjectKind;
  readonly creator_id?: string | undefined;
  readonly program_id?: string | undefined;
  readonly subject?: string | undefined;
  readonly metric: "revenue_per_spent" | "orders" | "new_customer_share";
  readonly estimate: string;
  readonly low: string;
  readonly high: string;
  readonly level: string;
  readonly cycles: number;
  readonly spent: { readonly amount: string; readonly currency: string } | null;
  readonly words: string;
  readonly is_drafted: boolean;
}

type SubjectField = "creator_id" | "program_id" | "subject";

/** The field that names the subject of each kind. */
export const subjectField: { readonly [K in SubjectKind]: SubjectField } = {
  ...{ creator: "creator_id", offer: "program_id" },
  ...{ platform: "subject", tier: "subject", format: "subject" },
};

/**
 * What is wrong with lessons, each with its place in the body.
 *
 * @param lessons as they were written.
 * @returns empty where all can be kept: each names the one subject that its kind has, and its estimate lies within its interval.
 * @example
 * import { lessonFaults } from "./lesson-faults.ts";
 * const reel = { subject_kind: "format", subject: "reel", metric: "orders", level: "0.9", cycles: 3, spent: null, words: "", is_drafted: false } as const;
 * lessonFaults([{ ...reel, estimate: "5", low: "6", high: "9" }]).map(({ pointer }) => pointer); // => ["/lessons/0/low"]
 */
export function lessonFaults(lessons: readonly WrittenLesson[]): { pointer: string; detail: string }[] {
  return lessons.flatMap((lesson, at) => {
    const field = subjectField[lesson.subject_kind];
    const given = (["creator_id", "program_id", "subject"] as const).filter((name) => lesson[name] !== undefined);
    const fault = (name: string, detail: string) => ({ pointer: `/lessons/${at}/${name}`, detail: `${name}: ${detail}` });
    const [estimate, low, high, level] = [lesson.estimate, lesson.low, lesson.high, lesson.level].map(Number) as [
      number,
      number,
      number,
      number,
    ];
    return [
      ...(given.includes(field) ? [] : [fault(field, `must say which ${lesson.subject_kind} the lesson is about`)]),
      ...given.filter((name) => name !== field).map((name) => fault(name, `a lesson about a ${lesson.subject_kind} has no ${name}`)),
      ...(low > estimate ? [fault("low", "must not be above the estimate")] : []),
      ...(high < estimate ? [fault("high", "must not be below the estimate")] : []),
      ...(level > 0 && level < 1 ? [] : [fault("level", "must lie between 0 and 1, such as 0.95")]),
    ];
  });
}
