/** What posts of one language are made of: a day, something about gear, a question to readers, and how a paid post says so. */
export interface PostWords {
  readonly days: readonly string[];
  readonly gear: readonly string[];
  readonly asks: readonly string[];
  readonly paid: readonly string[];
  /** Posts about something that was not paid for, and say so. */
  readonly own: readonly string[];
}

const en: PostWords = {
  days: [
    "Up before the sun, back after it, and not one minute too long.",
    "Eleven hours of hiking and the best view was the car park bakery.",
    "Camping by the tarn with the whole valley to ourselves.",
    "Rain from the first step to the last, and I would go again tomorrow.",
    "A short loop for everybody who has only got the afternoon.",
    "Two nights out, one stove, no signal.",
    "The ridge was closed, so we walked around the mountain instead.",
    "Slow miles with a friend who had never slept in a tent.",
    "First frost of the year on the flysheet this morning.",
    "We missed the last bus and found the better path.",
    "A long film about a short summit, finally finished.",
    "Packed for two days, stayed for four.",
    "Fog until noon, then everything at once.",
    "The dog decided where we had lunch.",
    "My favourite climb within an hour of home.",
    "This is the route I send to everybody who asks for their first overnight.",
  ],
  gear: [
    "Wet feet are a choice: dry socks for the evening weigh 60 grams.",
    "The heavy backpack was my own fault, I packed for a person I am not.",
    "I stitched the torn strap instead of buying a new pack, repair instructions are in my story.",
    "The tent is six years old and high quality still pays off.",
    "Nothing new in this picture, everything was repaired at least once.",
    "I list what stayed unused in the pack, it is always the same three things.",
    "Handmade mug, borrowed map, good company.",
    "The rain jacket needed a new membrane after 200 days, as it should.",
  ],
  asks: [
    "Which route should be next?",
    "What is in your pack that you never use?",
    "How do you keep your feet dry?",
    "Do you camp in the rain?",
  ],
  paid: ["#ad with a maker of stoves.", "Paid partnership with a map app.", "#ad for trail mix."],
  own: ["Not sponsored, I paid for it myself.", "No ad, just a tent I like."],
};

const de: PostWords = {
  days: [
    "Vor der Sonne los, nach ihr zurück, und keine Minute zu lang.",
    "Elf Stunden Wandern, und die schönste Aussicht hatte die Bäckerei am Bahnhof.",
    "Camping am See, das ganze Tal für uns.",
    "Regen vom ersten bis zum letzten Schritt, und morgen gerne wieder.",
    "Eine kurze Runde für alle, die nur den Nachmittag haben.",
    "Zwei Nächte draußen, ein Kocher, kein Empfang.",
    "Der Grat war gesperrt, also sind wir um den Berg herum gewandert.",
    "Langsame Kilometer mit einer Freundin, die noch nie im Zelt geschlafen hat.",
    "Heute früh der erste Frost auf dem Außenzelt.",
    "Den letzten Bus verpasst und den besseren Weg gefunden.",
    "Ein langer Film über einen kurzen Gipfel ist endlich fertig.",
    "Für zwei Tage gepackt, vier geblieben.",
    "Nebel bis Mittag, dann alles auf einmal.",
    "Wo es Mittag gab, hat der Hund entschieden.",
    "Mein liebster Anstieg, eine Stunde mit der Bahn.",
    "Das ist die Tour, die ich allen für die erste Nacht im Zelt schicke.",
  ],
  gear: [
    "Nasse Füße sind eine Entscheidung: trockene Socken für den Abend wiegen 60 Gramm.",
    "Der Rucksack war zu schwer, weil ich für jemand anderen gepackt habe.",
    "Den gerissenen Gurt habe ich genäht: reparieren statt neu kaufen, Anleitung in der Story.",
    "Das Zelt ist sechs Jahre alt, hochwertig zahlt sich aus.",
    "Nichts Neues auf diesem Bild, alles wurde mindestens einmal repariert.",
    "Ich schreibe auf, was im Rucksack unbenutzt blieb, es sind immer dieselben drei Dinge.",
    "Tasse handgemacht, Karte geliehen, gute Leute dabei.",
    "Günstig geht auch: das Tarp war gebraucht und hält.",
  ],
  asks: [
    "Welche Tour soll die nächste sein?",
    "Was habt ihr dabei und braucht es nie?",
    "Wie haltet ihr die Füße trocken?",
    "Zeltet ihr bei Regen?",
  ],
  paid: ["Werbung | für eine Karten-App.", "Anzeige | für Müsliriegel.", "Bezahlte Partnerschaft mit einem Hersteller von Kochern."],
  own: ["Keine Werbung, selbst gekauft.", "Selbst bezahlt, keine Kooperation."],
};

const it: PostWords = {
  days: [
    "Partiti prima del sole, tornati dopo, e neanche un minuto di troppo.",
    "Undici ore di hiking e la vista più bella era dal forno in paese.",
    "Una notte in tenda al lago, tutta la valle per noi.",
    "Pioggia dal primo all'ultimo passo, domani di nuovo.",
    "Un giro corto per chi ha solo il pomeriggio.",
    "La ferrata era chiusa, abbiamo girato intorno alla montagna.",
    "Nebbia fino a mezzogiorno, poi tutto insieme.",
    "Il sentiero che consiglio a chi comincia.",
  ],
  gear: [
    "I calzini asciutti per la sera pesano 60 grammi.",
    "Ho ricucito lo zaino invece di comprarne uno nuovo.",
    "La tenda ha sei anni, alta qualità che dura.",
    "Tazza artigianale, mappa prestata, buona compagnia.",
  ],
  asks: ["Quale sentiero facciamo adesso?", "Cosa portate che non usate mai?"],
  paid: ["#pubblicità per una app di mappe."],
  own: ["Niente sponsor, comprata da me."],
};

const fr: PostWords = {
  days: [
    "Parties avant le soleil, rentrées après, et pas une minute de trop.",
    "Onze heures de hiking et la plus belle vue était celle de la boulangerie.",
    "Une nuit de camping au lac, toute la vallée pour nous.",
    "La pluie du premier au dernier pas, et demain encore.",
    "Une petite boucle pour celles qui n'ont que l'après-midi.",
    "L'arête était fermée, nous avons fait le tour de la montagne.",
    "Le brouillard jusqu'à midi, puis tout à la fois.",
    "La randonnée que je conseille pour une première nuit.",
  ],
  gear: [
    "Des chaussettes sèches pour le soir pèsent 60 grammes.",
    "J'ai recousu le sac au lieu d'en acheter un neuf.",
    "La tente a six ans, du haut de gamme qui dure.",
    "Rien de neuf sur cette photo, tout a été réparé.",
  ],
  asks: ["On fait quel sentier ensuite ?", "Qu'est-ce que vous portez sans jamais vous en servir ?"],
  paid: ["#publicité pour une application de cartes."],
  own: ["Non sponsorisé, acheté moi-même."],
};

const es: PostWords = {
  days: [
    "Salimos antes del sol y volvimos después, ni un minuto de más.",
    "Once horas de hiking y la mejor vista era la de la panadería.",
    "Noche de camping junto a la laguna, todo el valle para nosotras.",
    "Lluvia del primer al último paso, y mañana otra vez.",
    "Una vuelta corta para quien solo tiene la tarde.",
    "La cresta estaba cerrada, dimos la vuelta a la montaña.",
    "Niebla hasta mediodía y después todo a la vez.",
    "La ruta que recomiendo para una primera noche.",
  ],
  gear: [
    "Unos calcetines secos para la noche pesan 60 gramos.",
    "Cosí la mochila en lugar de comprar otra.",
    "La tienda tiene seis años, alta calidad que dura.",
    "Nada nuevo en esta foto, todo está reparado.",
  ],
  asks: ["¿Qué ruta hacemos ahora?", "¿Qué lleváis que nunca usáis?"],
  paid: ["#publicidad de una aplicación de mapas."],
  own: ["Sin patrocinio, comprado por mí."],
};

const words: Readonly<Record<string, PostWords>> = { en, de, it, fr, es };

/** The words of a language; English where there are none, as many write who want to be read. */
export const wordsOf = (language: string): { readonly language: string; readonly words: PostWords } =>
  words[language] === undefined ? { language: "en", words: en } : { language, words: words[language] };

/** What single posts of some say besides: a competitor, or what a brand may not want to stand beside. */
export const besides: Readonly<Record<string, readonly string[]>> = {
  "rhys.runs.sample": ["New colours of the Fernpfad vest, it carries everything.", "Race day with the Fernpfad team."],
  "casper.daily.sample": ["Free spins at the casino tonight, link in bio.", "Sports betting tips every Friday."],
  "sam.fourteeners.sample": ["A whisky at the hut, at 3,900 metres."],
  "zoe.glow.sample": ["Detox tea before the flight."],
};
