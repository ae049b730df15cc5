/** Pages of the guide that screens lead to, with their titles. */
export const guideTitles = {
  "are-creators-worth-it": "Are creators worth it beside my other channels?",
  "bring-creators-in": "How do I bring creators in?",
  "bring-links-and-clicks": "How do I bring links, codes and clicks in?",
  "can-i-trust-this-creator": "Can I trust this creator?",
  "connect-creators": "Have creators connect their own accounts",
  "connect-instagram": "Connect Instagram",
  "connect-youtube": "Connect YouTube",
  "did-my-campaign-cause-sales": "Did my campaign cause sales?",
  "first-week": "Your first week",
  "how-do-i-find-creators": "How do I find creators?",
  "how-the-score-works": "How the score works",
  "let-creators-apply": "Let creators apply",
  "what-did-a-post-do-to-searches": "What did a post do to searches, visits and followers?",
  "what-did-it-cost-and-bring": "What did it cost and bring?",
  "what-did-my-posts-reach": "What did my posts reach?",
  "what-may-i-pay": "What may I pay?",
  "what-may-i-spend-next": "What may I spend next?",
  "what-will-it-bring-and-cost": "What will it bring and cost?",
  "where-may-i-get-data": "Where may I get data?",
  "which-design-when-posts-reach-everywhere": "Which design when posts reach everywhere?",
  "which-lens-do-i-believe": "Which lens do I believe?",
  "who-do-i-book-again": "Who do I book again?",
  "whom-does-my-buyer-listen-to": "Whom does my buyer listen to?",
} as const;
/** The name of a page of the guide. */
export type GuidePage = keyof typeof guideTitles;
