import type { Messages } from "../nb";

export const tryIt: Messages["tryIt"] = {
  title: "Try a grant",
  intro: "Paste a grant and see what the server would answer, rule by rule. It is not used up, and no token is issued.",
  label: "Grant (JWT)",
  hint: "The three parts with full stops between, or the whole request. The text is not stored.",
  button: "Explain",
  rules: "Rules, in the order the server asks them",
  serverTime: "The server's time",
  before: "{{seconds}} s before the server's time",
  after: "{{seconds}} s after the server's time",
  token: {
    issued: { title: "This grant would give a token", text: "All rules that could be tried hold." },
    refused: {
      title: "This grant would be refused",
      text: "The first rule that does not hold is the one the server answers with.",
    },
    untold: {
      title: "We cannot say what the answer would be",
      text: "The client in iss does not exist, or it belongs to another organisation.",
    },
  },
  outcome: { passed: "Holds", failed: "Does not hold", not_reached: "Not tried", unknown: "Cannot be told" },
};
