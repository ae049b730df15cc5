/**
 * How good the evidence of a figure is: A the platform for the account's owner, B the platform for anybody, C a vendor, D a person or a file of
 * one's own, E told or guessed.
 */
export const evidenceGrades = ["A", "B", "C", "D", "E"] as const;
/** One of {@link evidenceGrades}. */
export type EvidenceGrade = (typeof evidenceGrades)[number];
