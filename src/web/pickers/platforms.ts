import { platformNames, platforms, type Platform } from "../../kernel/social/platform.ts";

/** A platform by its own name. */
export const platformLabel = (platform: Platform): string => platformNames[platform];

const withoutAt = new Set<Platform>(["podcast", "newsletter", "blog", "other", "linkedin", "facebook"]);

/** A handle as people write it: with an @ where the platform does. */
export const handleText = ({ platform, handle }: { readonly platform: Platform; readonly handle: string }): string =>
  withoutAt.has(platform) || handle.includes("/") || handle.startsWith("@") ? handle : `@${handle}`;

/** Every platform, for a `Select`. */
export const platformOptions = platforms.map((value) => ({ value, label: platformNames[value] }));
