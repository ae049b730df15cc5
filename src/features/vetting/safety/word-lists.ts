/** How heavy a finding is: `high` is what few brands can stand beside, `low` is a matter of taste. */
export const severities = ["low", "medium", "high"] as const;
/** One of {@link severities}. */
export type Severity = (typeof severities)[number];

/** Words that a brand may not want to stand beside; a workspace may change them. */
export interface WordList {
  readonly category: string;
  readonly severity: Severity;
  /** Whole words or phrases, in any case and with or without accents. */
  readonly words: readonly string[];
}

const words = (text: string): string[] => text.split(", ");

/** The lists of a workspace that has none of its own: a start to be edited, in five languages, and no judgement. */
export const startingLists: readonly WordList[] = [
  { category: "hate", severity: "high", words: words("white power, ethnic cleansing, heil hitler, master race, untermensch, sieg heil") },
  {
    category: "violence",
    severity: "high",
    words: words("kill yourself, kill them all, mass shooting, beat her up, school shooting, massaker, torture"),
  },
  {
    category: "self-harm",
    severity: "high",
    words: words("self harm, selfharm, cut myself, pro ana, proana, thinspo, suizid, suicide challenge"),
  },
  { category: "adult", severity: "high", words: words("onlyfans, porn, porno, nudes, xxx, escort service, camgirl") },
  {
    category: "drugs",
    severity: "high",
    words: words("cocaine, kokain, heroin, meth, mdma, ecstasy pills, lsd, weed, cannabis, joint rollen, vape, vaping"),
  },
  {
    category: "gambling",
    severity: "medium",
    words: words(
      "casino, sports betting, betting tips, sportwetten, online slots, poker bonus, paris sportifs, apuestas, apostas, free spins",
    ),
  },
  {
    category: "finance promises",
    severity: "medium",
    words: words("get rich quick, guaranteed profit, guaranteed returns, double your money, forex signals, crypto signals, schnelles geld"),
  },
  {
    category: "health claims",
    severity: "medium",
    words: words("cures cancer, miracle cure, detox tea, lose weight fast, anti vax, antivax, wundermittel, covid hoax, plandemic"),
  },
  {
    category: "alcohol",
    severity: "low",
    words: words("vodka, whisky, whiskey, tequila, shots tonight, drunk, besoffen, schnaps, borracho, borracha, bourré"),
  },
  { category: "tobacco", severity: "medium", words: words("cigarettes, zigaretten, cigars, snus, nicotine pouch, shisha") },
  { category: "politics", severity: "low", words: words("vote for, wählt die, votez pour, vota por, election fraud, stolen election") },
  {
    category: "profanity",
    severity: "low",
    words: words("fuck, fucking, shit, bitch, scheiße, scheisse, arschloch, putain, mierda, puta, caralho"),
  },
];
