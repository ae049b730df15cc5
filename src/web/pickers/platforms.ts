import { platforms, type Platform } from "../../kernel/social/platform.ts";

const labels: Record<Platform, string> = {
  instagram: "Instagram",
  tiktok: "TikTok",
  youtube: "YouTube",
  x: "X",
  facebook: "Facebook",
  twitch: "Twitch",
  pinterest: "Pinterest",
  linkedin: "LinkedIn",
  threads: "Threads",
  bluesky: "Bluesky",
  snapchat: "Snapchat",
  podcast: "Podcast",
  newsletter: "Newsletter",
  blog: "Blog",
  other: "Other",
};

/** A platform by its own name. */
export const platformLabel = (platform: Platform): string => labels[platform];

/** Every platform, for a `Select`. */
export const platformOptions = platforms.map((value) => ({ value, label: labels[value] }));
