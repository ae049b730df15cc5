import type { TraitName } from "./follower-traits.ts";

/** How much a trait speaks for a follower that nobody is behind. */
interface TraitWeight {
  readonly trait: TraitName;
  /** Logits a unit of the trait. */
  readonly weight: number;
  /** What the trait mostly is, from the 10th to the 90th of 100 labelled followers, and its mean: taken where it is not known. */
  readonly usual: { readonly low: number; readonly mean: number; readonly high: number };
}

/** How the model did on labelled followers that it had not seen, above one cut-off. */
export interface CutOff {
  readonly chance: number;
  /** Of the `fakes`, and of the `reals`, how many it called suspicious. */
  readonly found: number;
  readonly wrong: number;
}

/**
 * The follower model as data: what anybody needs to judge a follower as Vouch does.
 *
 * Logistic regression on 975 labelled followers of Swiss creators, and on nothing else (SRF Data 2017, CC BY-SA 4.0), with a ridge of 100 on
 * standardized traits, which shares weight among traits that say the same, and then one scale and one intercept by maximum likelihood. The
 * test beside it fits it again.
 */
export const followerModel = {
  name: "vouch-followers",
  version: 1,
  credit:
    "Fitted on 975 labelled Instagram followers: SRF Data, 2017-10-instagram-influencers, CC BY-SA 4.0, https://github.com/srfdata/2017-10-instagram-influencers",
  intercept: -6.2969,
  weights: [
    { trait: "follows_more", weight: 0.9141, usual: { low: 0, mean: 0.9755, high: 2.5543 } },
    { trait: "follows_many", weight: 0.7953, usual: { low: 0, mean: 0.7114, high: 2.2682 } },
    { trait: "few_posts", weight: 0.7072, usual: { low: 0, mean: 1.2569, high: 3.922 } },
    { trait: "no_picture", weight: 1.1406, usual: { low: 0, mean: 0.0123, high: 1 } },
    { trait: "digits", weight: 3.9583, usual: { low: 0, mean: 0.0509, high: 0.2222 } },
  ] satisfies readonly TraitWeight[],
  /** The variances and covariances of intercept and weights over 500 resamples of the labelled followers. */
  covariance: [
    [0.1814, -0.03143, -0.03296, -0.02202, -0.0261, -0.1181],
    [-0.03143, 0.0108, 0.002593, 0.002132, -0.001215, 0.00779],
    [-0.03296, 0.002593, 0.01869, 0.003848, 0.001092, 0.01498],
    [-0.02202, 0.002132, 0.003848, 0.005768, 0.001742, 0.008758],
    [-0.0261, -0.001215, 0.001092, 0.001742, 0.6119, -0.02093],
    [-0.1181, 0.00779, 0.01498, 0.008758, -0.02093, 0.7039],
  ],
  labelled: { fakes: 98, reals: 877 },
  /** Out of fold: each labelled follower by models that were fitted without it, the mean of 20 times five folds. */
  cutOffs: [
    { chance: 0.3, found: 65, wrong: 44 },
    { chance: 0.5, found: 52, wrong: 17 },
    { chance: 0.7, found: 33, wrong: 7 },
  ] satisfies readonly CutOff[],
  /** From so many followers one is a creator oneself; from so many followings one follows too many to see the posts. */
  classes: { suspiciousChance: 0.5, creatorFollowers: 5_000, massFollowing: 1_500 },
} as const;
