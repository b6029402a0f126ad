import type { Messages } from "../nb";

export const chart: Messages["chart"] = {
  tokens: "Tokens",
  refusals: "Refusals",
  requests: "Tokens and refusals",
  measure: "What is shown",
  rest: "{{count}} others",
  inAll: "In the whole period",
  sum: "Sum",
  bars: "Bar chart: {{title}}",
  lines: "Line chart: {{title}}",
  table: "Show the numbers in a table",
  csv: "Download as CSV",
  json: "Download as JSON",
  scopeNote: "A token with several scopes is counted once for each of them.",
  emptyTitle: "Nothing was counted in the period",
  emptyText:
    "From {{from}} to {{to}} nothing was issued or refused here. Choose another period, or come back once a token has been fetched.",
  truncated:
    "There are more numbers than the server gives out at a time, so the sums are not complete. Choose a shorter period or a coarser division.",
  countAxis: { hour: "{{what}} per hour", day: "{{what}} per day", month: "{{what}} per month" },
  timeAxis: { hour: "Hour (UTC)", day: "Day (UTC)", month: "Month (UTC)" },
  nothing: {
    none: "Everything",
    scope: "No scope",
    consumer: "No consumer",
    supplier: "No supplier",
    client: "Unknown client",
    code: "Not refused",
  },
  summary: {
    undivided:
      "From {{from}} to {{to}}: {{tokens}} tokens and {{refusals}} refusals. The most was {{time}}, with {{most}} in all.",
    tokens: "From {{from}} to {{to}}: {{total}} tokens. {{label}} had the most, {{most}} ({{percent}} %).",
    refusals: "From {{from}} to {{to}}: {{total}} refusals. {{label}} had the most, {{most}} ({{percent}} %).",
  },
};
