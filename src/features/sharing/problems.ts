import { defineProblems } from "../../platform/problems/problem.ts";

export const sharingProblems = defineProblems({
  "link-not-known": {
    status: 404,
    title: "This link shows nothing",
    help: "The address is not one of a shared report. Look whether all of it was copied, or ask whoever sent it.",
  },
  "link-over": {
    status: 410,
    title: "This link is over",
    help: "A shared report is shown until a day that was set, and only as long as nobody takes the link back. Ask whoever sent it for a new one.",
  },
  "reader-wants-none": {
    status: 409,
    title: "This reader wants no mails",
    help: "Whoever said no, or ended the mails, is not asked again. The link in the mail they got lets them change their mind.",
  },
  "too-many-invitations": {
    status: 429,
    title: "Too many invitations",
    help: "A workspace asks 20 people in 24 hours, one address three times in 30 days, and a report has at most 50 readers outside. The detail says which limit it is.",
  },
});
