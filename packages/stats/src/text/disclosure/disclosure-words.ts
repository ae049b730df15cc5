/**
 * What a disclosure says: that it is advertising; that somebody paid; that something was a gift; that a link earns a share; that to shop
 * supports the writer, which few readers take for a disclosure; or a word that says that there is a connection and not which.
 */
export type DisclosureKind = "advertising" | "paid" | "gifted" | "affiliate" | "support" | "vague";

/** Languages whose words are known; a hashtag in one of them counts in a text of any. */
export type DisclosureLanguage = "en" | "de" | "fr" | "es" | "pt" | "it";

/** Phrases by how they must stand: anywhere; as a label, at the head of a segment; or as a tag, with a "#" or in brackets. */
export interface DisclosurePhrases {
  readonly anywhere?: readonly string[];
  readonly label?: readonly string[];
  readonly tag?: readonly string[];
}

/** The phrases of one language; what is denied says that there is no connection. */
export type LanguagePhrases = Partial<Record<DisclosureKind | "denied", DisclosurePhrases>>;
