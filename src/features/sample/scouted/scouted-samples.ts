import { exponentialVariate, generatorOf, shuffled, type Generator } from "@vouch/stats";
import type { Crowd, ScoutedAccount } from "./scouted-creators.ts";
import { about, seedOf } from "./scouted-weeks.ts";

const sampled = 240;

/** Of 100 followers so many are nobody, and so many follow everybody. */
const hollow: { readonly [C in Crowd]: readonly [nobody: number, mass: number] } = {
  usual: [0.06, 0.08],
  bought: [0.41, 0.14],
  circle: [0.19, 0.21],
};

const letters = "aeiouklmnrst";
const name = (generator: Generator, length: number): string =>
  Array.from({ length }, () => letters[generator.below(letters.length)]).join("");

type Row = readonly [name: string, followers: number, following: number, posts: number, picture: string];

/** Made by a machine: follows many, is followed by few, shows nothing. */
const nobody = (generator: Generator): Row => [
  `${name(generator, 4)}${10_000 + generator.below(89_999)}`,
  Math.round(exponentialVariate(generator) * 14),
  1_200 + generator.below(5_800),
  generator.below(3),
  generator.uniform() < 0.7 ? "no" : "yes",
];

const massFollower = (generator: Generator): Row => [
  name(generator, 8),
  Math.round(about(generator, 420, 0.6)),
  2_000 + generator.below(4_000),
  Math.round(about(generator, 40, 0.8)),
  "yes",
];

const person = (generator: Generator): Row => [
  `${name(generator, 7)}${generator.uniform() < 0.3 ? generator.below(99) : ""}`,
  Math.round(about(generator, 310, 0.9)),
  Math.round(about(generator, 380, 0.6)),
  Math.round(about(generator, 70, 1)),
  generator.uniform() < 0.96 ? "yes" : "no",
];

/** Two accounts of one platform that many people follow both; of each a longer list was drawn, so that it shows. */
export const fellows = { platform: "instagram", handles: ["elif.unterwegs", "jonas.gipfel.sample"], people: 3_000, drawn: 2_000 } as const;

type Followed = Pick<ScoutedAccount, "platform" | "handle" | "followers" | "crowd">;

const isFellow = ({ platform, handle }: Followed): boolean =>
  platform === fellows.platform && (fellows.handles as readonly string[]).includes(handle);

/** Those who follow both, in the order in which they come up; of others nobody. */
function sharedFollowers(generator: Generator, account: Followed): (row: Row) => Row {
  if (!isFellow(account) || account.followers === null) return (row) => row;
  const share = fellows.people / account.followers;
  const waiting = shuffled(
    generator,
    Array.from({ length: fellows.people }, (_, at) => at),
  );
  return (row) => {
    if (generator.uniform() >= share) return row;
    const [, ...rest] = person(generator);
    return [`${name(generatorOf(seedOf(`fellow ${waiting.pop()!}`)), 9)}.z`, ...rest];
  };
}

/** How many followers were drawn of an account. */
export const drawnOf = (account: Followed): number => (isFellow(account) ? fellows.drawn : sampled);

/** A list of followers drawn at random, as an export has it. */
export function followerList(account: Followed): string {
  const generator = generatorOf(seedOf(`followers ${account.handle}`));
  const [empty, mass] = hollow[account.crowd];
  const asDrawn = sharedFollowers(generator, account);
  const rows = Array.from({ length: drawnOf(account) }, () => {
    const kind = generator.uniform();
    return asDrawn(kind < empty ? nobody(generator) : kind < empty + mass ? massFollower(generator) : person(generator));
  });
  return ["Username,Followers,Following,Posts,Profile picture", ...rows.map((row) => row.join(","))].join("\n");
}

interface CommentWords {
  readonly openings: readonly string[];
  readonly places: readonly string[];
  readonly gear: readonly string[];
  readonly said: readonly string[];
  readonly asked: readonly string[];
  readonly wished: readonly string[];
  readonly unkind: readonly string[];
}

const en: CommentWords = {
  openings: [
    "honestly,",
    "hello from Leeds,",
    "I was there on Sunday,",
    "late to this, but",
    "thank you,",
    "quick one,",
    "with two kids,",
    "in winter,",
  ],
  places: ["ridge", "lake", "hut", "pass", "summit", "tarn", "valley", "bridge"],
  gear: ["stove", "tent", "pack", "jacket"],
  said: [
    "we walked past that # in June and it was still under snow",
    "the # reminds me of home, thank you for that",
    "my daughter wants to see the # again, she talks about it every day",
    "I never would have found the # without your map",
    "you made me go out for the #, and it was worth the blisters",
  ],
  asked: [
    "how long did you need to the #?",
    "is the # too far for children?",
    "how cold was it at the # in the night?",
    "did you take the bus to the #?",
  ],
  wished: ["where did you get the #?", "I need this # for my trip in May", "which size is the #? I want to order it"],
  unkind: ["the # is overrated and your film was boring", "I hate how crowded the # is now, terrible"],
};

const de: CommentWords = {
  openings: [
    "ehrlich,",
    "Grüße aus Kassel,",
    "am Sonntag war ich dort,",
    "etwas spät, aber",
    "danke dir,",
    "kurze Frage,",
    "mit zwei Kindern,",
    "im Winter,",
  ],
  places: ["Grat", "See", "Gipfel", "Pass", "Steig", "Weiher", "Sattel", "Wald"],
  gear: ["Kocher", "Rucksack", "Schlafsack", "Poncho"],
  said: [
    "am # waren wir im Juni, da lag noch Schnee",
    "der # erinnert mich an zuhause, danke dafür",
    "meine Tochter redet jeden Tag nur noch von dem #",
    "ohne deine Karte hätte ich den # nie gefunden",
    "wegen dir war ich draußen, und der # war die Blasen wert",
  ],
  asked: [
    "wie lange braucht man bis zum #?",
    "geht der # auch mit Kindern?",
    "wie kalt war es nachts am #?",
    "kommt man mit dem Bus zum #?",
  ],
  wished: ["wo hast du den # gekauft?", "was kostet der #? den brauche ich", "welche Größe hat der #? den will ich bestellen"],
  unkind: ["der # ist überlaufen und der Film war langweilig"],
};

const praise = ["🔥🔥🔥", "wow", "so nice", "love it", "amazing", "😍😍", "great shot", "nice pic", "beautiful", "goals"];
const circlePraise = ["always the best content", "so proud of you queen", "you inspire all of us", "what a beautiful soul you are"];

/** Of 100 comments so many say something, ask, wish to buy, are unkind; the rest is praise that fits anything. */
const mixes: { readonly [C in Crowd]: readonly [said: number, asked: number, wished: number, unkind: number] } = {
  usual: [0.5, 0.16, 0.1, 0.03],
  bought: [0.1, 0.02, 0, 0.03],
  circle: [0.16, 0.04, 0.02, 0],
};

/** Under so many posts, as a circle shows only under several. */
const commentedPosts = 6;
const commentsEach = 14;
const circleSize = 6;

function commentOf(generator: Generator, words: CommentWords, crowd: Crowd): string {
  const [ofSaid, ofAsked, ofWished, ofUnkind] = mixes[crowd];
  const kind = generator.uniform();
  const pick = (list: readonly string[]): string => list[generator.below(list.length)]!;
  const ends = [ofSaid, ofSaid + ofAsked, ofSaid + ofAsked + ofWished, ofSaid + ofAsked + ofWished + ofUnkind];
  const lists = [words.said, words.asked, words.wished, words.unkind];
  const list = lists[ends.findIndex((end) => kind < end)];
  if (list === undefined) return pick(praise);
  return `${pick(words.openings)} ${pick(list).replace("#", pick(list === words.wished ? words.gear : words.places))}`;
}

/** Comments under some posts, as an export has them; those of a circle are by the same few under every post. */
export function commentList({ handle, crowd, language }: ScoutedAccount): string {
  const generator = generatorOf(seedOf(`comments ${handle}`));
  const words = language === "de" ? de : en;
  const rows = Array.from({ length: commentedPosts }, (_, post) => {
    const own = Array.from({ length: commentsEach }, (_, at) => [
      `post-${post + 1}`,
      `${name(generator, 6)}${post}${at}`,
      commentOf(generator, words, crowd),
    ]);
    const circle =
      crowd === "circle"
        ? shuffled(
            generator,
            Array.from({ length: circleSize }, (_, at) => at),
          )
        : [];
    return [...own, ...circle.map((at) => [`post-${post + 1}`, `circle.${at}`, circlePraise[(at + post) % circlePraise.length]!])];
  }).flat();
  return ["Post,Author,Comment", ...rows.map((cells) => cells.map((cell) => `"${cell!}"`).join(","))].join("\n");
}
