import type { SampleCreator } from "../sample-story.ts";

/** How the number of followers came to be: week by week, by a bought jump, by a climb that brings no likes, or not at all. */
export type Growth = "steady" | "jump" | "climb" | "still";

/** Who follows and comments: as usual, partly nobody, or a circle that praises each other. */
export type Crowd = "usual" | "bought" | "circle";

/** The country or language area that most of an audience is from. */
export type Area = "nordic" | "british" | "alpine" | "italian" | "french" | "spanish" | "american" | "polish" | "dutch" | "japanese";

/** An account as the sample's sources see it; made up, like its creator. */
export interface ScoutedAccount {
  readonly name: string;
  readonly country: string;
  readonly city: string;
  /** Of bio and captions, ISO 639. */
  readonly language: string;
  readonly platform: SampleCreator["platform"];
  readonly handle: string;
  /** Null: the platform does not show it. */
  readonly followers: number | null;
  readonly category: string;
  readonly topics: readonly string[];
  readonly bio: string;
  readonly area: Area;
  /** Share of women in the audience. */
  readonly female: number;
  /** Engagement in times what is usual. */
  readonly liveliness: number;
  readonly growth: Growth;
  readonly crowd: Crowd;
  readonly state: "public" | "private" | "deleted";
}

type Who = readonly [name: string, country: string, city: string, language: string];
type Where = readonly [platform: ScoutedAccount["platform"], handle: string, followers: number | null];
type Topics = readonly [category: string, ...topics: string[]];
type Told = readonly [bio: string, area: Area, female: number, liveliness: number, traits?: Traits];
type Traits = Partial<Pick<ScoutedAccount, "growth" | "crowd" | "state">>;

const account = (
  [name, country, city, language]: Who,
  [platform, handle, followers]: Where,
  [category, ...topics]: Topics,
  [bio, area, female, liveliness, traits = {}]: Told,
): ScoutedAccount => ({
  ...{ name, country, city, language, platform, handle, followers, category, topics, bio, area, female, liveliness },
  ...{ growth: "steady", crowd: "usual", state: "public", ...traits },
});

/** What is seen of the creators who work with the sample brand already, in the order of `sampleCreators`; followers as the brand knows them. */
export const ownAccounts: readonly ScoutedAccount[] = [
  account(
    ["Ana Lindqvist", "SE", "Luleå", "en"],
    ["instagram", "ana.outdoors", null],
    ["Outdoors", "Hiking", "Camping", "Trail cooking"],
    [
      "Tents, trails and too much coffee. North of the Arctic Circle most weekends. Film and photos. Write me: ana@creators.example",
      "nordic",
      0.58,
      1.3,
    ],
  ),
  account(
    ["Ben Okafor", "GB", "Sheffield", "en"],
    ["youtube", "benbuilds", null],
    ["DIY", "Gear repair", "Camper vans", "Camping"],
    ["I fix outdoor gear instead of buying it. A new video every Sunday.", "british", 0.27, 1.1],
  ),
  account(
    ["Chiara Russo", "IT", "Bolzano", "it"],
    ["tiktok", "chiarainmontagna", null],
    ["Outdoors", "Hiking", "Via ferrata", "Dolomites"],
    ["Sentieri facili e meno facili delle Dolomiti. Ogni mercoledì un'escursione nuova.", "italian", 0.63, 1],
  ),
  account(
    ["Dev Patel", "IN", "Dehradun", "en"],
    ["youtube", "devhikes", null],
    ["Travel", "Trekking", "Himalaya", "Ultralight"],
    ["Slow treks in the Garhwal Himalaya, light packs, long films.", "british", 0.31, 0.9],
  ),
  account(
    ["Elif Yilmaz", "DE", "Freiburg", "de"],
    ["instagram", "elif.unterwegs", null],
    ["Outdoors", "Wandern", "Familie", "Schwarzwald"],
    ["Mit zwei Kindern und einem Zelt durch den Schwarzwald. Ehrliche Tests, keine Hochglanzgipfel.", "alpine", 0.71, 1.4],
  ),
  account(
    ["Trail Talk", "US", "Boulder", "en"],
    ["podcast", "trailtalk", null],
    ["Podcast", "Trail running", "Hiking"],
    ["A weekly talk with people who walk a long way.", "american", 0.44, 1],
  ),
];

const north: readonly ScoutedAccount[] = [
  account(
    ["Linnea Forsberg", "SE", "Kiruna", "sv"],
    ["instagram", "linnea.ute.sample", 48_200],
    ["Outdoors", "Hiking", "Ski touring", "Fika"],
    ["Fjäll, fika och fotografi. Kungsleden fyra gånger och räknar fortfarande.", "nordic", 0.61, 1.2],
  ),
  account(
    ["Hanna Virtanen", "FI", "Rovaniemi", "en"],
    ["instagram", "hanna.north.sample", 5_300],
    ["Photography", "Northern lights", "Camping"],
    ["Winter nights outside, and how to stay warm in them.", "nordic", 0.55, 1.5],
  ),
  account(
    ["Freya Solberg", "NO", "Bergen", "en"],
    ["tiktok", "freya.rain.sample", 420_000],
    ["Outdoors", "Hiking", "Rain gear", "Fjords"],
    ["It rains 240 days a year here. I test what keeps dry.", "nordic", 0.66, 1.1],
  ),
  account(
    ["Viktor Lind", "SE", "Göteborg", "sv"],
    ["instagram", "viktor.paddlar.sample", 3_100],
    ["Water sports", "Kayaking"],
    ["Kajak längs kusten.", "nordic", 0.4, 1, { state: "private" }],
  ),
  account(
    ["Casper Holm", "DK", "Aarhus", "en"],
    ["instagram", "casper.daily.sample", 75_400],
    ["Lifestyle", "Fashion", "Nightlife"],
    ["Life is a game. Outfits, cars, evenings out.", "nordic", 0.34, 0.5, { crowd: "bought", growth: "still" }],
  ),
];

const islands: readonly ScoutedAccount[] = [
  account(
    ["Kofi Mensah", "GB", "Bristol", "en"],
    ["youtube", "kofi.camps.sample", 214_000],
    ["Outdoors", "Wild camping", "Camping", "Gear repair"],
    ["Camping for people who were never taken camping. Two films a week.", "british", 0.38, 1.2],
  ),
  account(
    ["Grace Whitlow", "GB", "Keswick", "en"],
    ["instagram", "grace.fells.sample", 8_900],
    ["Outdoors", "Hiking", "Fell running", "Sustainability"],
    ["All 214 Wainwrights, one repaired jacket. Mountain rescue volunteer.", "british", 0.57, 1.6],
  ),
  account(
    ["Rhys Calder", "GB", "Cardiff", "en"],
    ["instagram", "rhys.runs.sample", 27_400],
    ["Fitness", "Trail running", "Nutrition"],
    ["Ultra runner, slow cook. Ambassador of Fernpfad.", "british", 0.42, 0.9],
  ),
  account(
    ["Sam Okonkwo", "US", "Denver", "en"],
    ["youtube", "sam.fourteeners.sample", 1_310_000],
    ["Travel", "Mountaineering", "Hiking"],
    ["58 summits above 14,000 feet. Long films about short summers.", "american", 0.33, 1],
  ),
];

const small: readonly ScoutedAccount[] = [
  account(
    ["Wren Hadley", "GB", "Whitby", "en"],
    ["instagram", "wren.coastpath.sample", 3_900],
    ["Outdoors", "Hiking", "Coast path"],
    ["630 miles of coast path, a week at a time.", "british", 0.62, 1.3],
  ),
  account(
    ["Ida Nyström", "SE", "Umeå", "sv"],
    ["instagram", "ida.skogen.sample", 6_700],
    ["Outdoors", "Camping", "Foraging"],
    ["Skog, svamp och små tält.", "nordic", 0.7, 1.1],
  ),
  account(
    ["Theo Brenner", "AT", "Graz", "de"],
    ["instagram", "theo.almen.sample", 4_600],
    ["Outdoors", "Wandern", "Hiking"],
    ["Von Alm zu Alm, mit Oma und ohne Eile.", "alpine", 0.55, 1.5],
  ),
];

const alps: readonly ScoutedAccount[] = [
  account(
    ["Jonas Adler", "DE", "München", "de"],
    ["instagram", "jonas.gipfel.sample", 23_800],
    ["Outdoors", "Wandern", "Hiking", "Hütten"],
    ["Jedes Wochenende ein Gipfel, mit der Bahn statt mit dem Auto. Touren zum Nachgehen.", "alpine", 0.52, 1.3],
  ),
  account(
    ["Mira Sommer", "AT", "Innsbruck", "de"],
    ["tiktok", "mira.bergauf.sample", 156_000],
    ["Outdoors", "Wandern", "Hiking", "Camping"],
    ["Bergauf geht immer. Kurze Filme über lange Tage, Packlisten und nasse Füße.", "alpine", 0.64, 1.1],
  ),
  account(
    ["Bastian Krüger", "DE", "Leipzig", "de"],
    ["youtube", "bastian.repariert.sample", 31_500],
    ["DIY", "Gear repair", "Sustainability", "Camping"],
    ["Reparieren statt wegwerfen: Rucksäcke, Zelte, Schlafsäcke. Hochwertig und lange benutzt.", "alpine", 0.29, 1.4],
  ),
  account(
    ["Zoe Hartmann", "DE", "Berlin", "de"],
    ["instagram", "zoe.glow.sample", 690_000],
    ["Beauty", "Fashion", "Travel"],
    ["Beauty, Reisen, Leben. Kooperationen: zoe@creators.example", "alpine", 0.82, 0.4, { growth: "climb", crowd: "circle" }],
  ),
  account(
    ["Lotte Jansen", "DE", "Hamburg", "de"],
    ["instagram", "lotte.mitkind.sample", 19_200],
    ["Family", "Wandern", "Camping", "Familie"],
    ["Draußen mit Kindern, auch bei Regen. Günstig, ehrlich, mit Matsch.", "alpine", 0.84, 1.2],
  ),
  account(
    ["Amélie Roux", "CH", "Lausanne", "fr"],
    ["youtube", "amelie.altitude.sample", 52_000],
    ["Outdoors", "Alpinisme", "Hiking"],
    ["Alpinisme doux, matériel haut de gamme ou réparé. Un film par mois.", "french", 0.46, 1],
  ),
  account(
    ["Nils Brandt", "DE", "Kassel", "de"],
    ["instagram", "nils.trails.sample", null],
    ["Outdoors", "Trail running"],
    ["Trails in Nordhessen.", "alpine", 0.4, 1, { state: "deleted" }],
  ),
  account(
    ["Elif Yılmaz", "DE", "Freiburg", "de"],
    ["tiktok", "elif.unterwegs", 6_100],
    ["Outdoors", "Wandern", "Familie"],
    ["Zelt, zwei Kinder, kurze Filme. Mehr auf Instagram.", "alpine", 0.7, 1.2],
  ),
];

const south: readonly ScoutedAccount[] = [
  account(
    ["Luca Ferri", "IT", "Trento", "it"],
    ["tiktok", "luca.sentieri.sample", 38_900],
    ["Outdoors", "Hiking", "Via ferrata"],
    ["Sentieri, rifugi e polenta. Trentino tutto l'anno.", "italian", 0.48, 1],
  ),
  account(
    ["Claire Marchand", "FR", "Grenoble", "fr"],
    ["instagram", "claire.enalpage.sample", 91_400],
    ["Travel", "Randonnée", "Hiking", "Van life"],
    ["Randonnées en famille et nuits en refuge. Du Vercors aux Écrins.", "french", 0.69, 0.9],
  ),
  account(
    ["Pilar Ortega", "ES", "Granada", "es"],
    ["instagram", "pilar.sierra.sample", 12_700],
    ["Outdoors", "Senderismo", "Hiking", "Camping"],
    ["Sierra Nevada desde la puerta de casa. Rutas, mapas y perros.", "spanish", 0.6, 1.2],
  ),
  account(
    ["Diego Salas", "ES", "Bilbao", "es"],
    ["tiktok", "diego.vertical.sample", 88_300],
    ["Fitness", "Climbing", "Parkour"],
    ["Vertical todos los días. Retos, dieta y motivación.", "spanish", 0.36, 0.6, { growth: "jump", crowd: "bought" }],
  ),
  account(
    ["Inês Duarte", "PT", "Porto", "pt"],
    ["instagram", "ines.mar.sample", 14_800],
    ["Water sports", "Surfing", "Camping"],
    ["Mar de manhã, montanha ao fim de semana. Acampar com pouco.", "spanish", 0.62, 1.1],
  ),
];

const elsewhere: readonly ScoutedAccount[] = [
  account(
    ["Tomasz Wilk", "PL", "Kraków", "pl"],
    ["youtube", "szlak.sample", 67_100],
    ["Outdoors", "Hiking", "Tatry"],
    ["Tatry, Beskidy i wszystko pomiędzy. Co tydzień nowy szlak.", "polish", 0.35, 1],
  ),
  account(
    ["Noor van Dijk", "NL", "Utrecht", "en"],
    ["instagram", "noor.fietst.sample", 17_600],
    ["Cycling", "Bikepacking", "Camping", "Sustainability"],
    ["Bikepacking without hurry. Tent, stove, 45 km a day.", "dutch", 0.59, 1.3],
  ),
  account(
    ["Marek Novotný", "CZ", "Brno", "en"],
    ["instagram", "marek.bivak.sample", 2_400],
    ["Outdoors", "Ultralight", "Hiking"],
    ["Everything I own outside weighs 3.9 kg.", "polish", 0.3, 1.4],
  ),
  account(
    ["Yuki Tanabe", "JP", "Nagano", "ja"],
    ["instagram", "yuki.yama.sample", 33_300],
    ["Outdoors", "登山", "Hiking"],
    ["山と温泉と写真。長野から週末登山。テント泊の道具の話も。", "japanese", 0.54, 1.1],
  ),
];

/** Creators whom the sample brand found in an index and does not work with. */
export const scoutedAccounts: readonly ScoutedAccount[] = [...north, ...islands, ...small, ...alps, ...south, ...elsewhere];
