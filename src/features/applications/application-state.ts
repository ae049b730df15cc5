/** Where an application stands. */
export const applicationStates = ["new", "verified", "approved", "refused"] as const;
/** One of {@link applicationStates}. */
export type ApplicationState = (typeof applicationStates)[number];

/** The languages that a page can speak. */
export const pageLanguages = ["en", "de"] as const;
/** One of {@link pageLanguages}. */
export type PageLanguage = (typeof pageLanguages)[number];
