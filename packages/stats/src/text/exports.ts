export { sentimentOf, type Sentiment } from "./sentiment/sentiment-of.ts";
