export const chart = {
  tokens: "Token",
  refusals: "Avslag",
  requests: "Token og avslag",
  measure: "Hva som vises",
  rest: "{{count}} andre",
  inAll: "I hele tidsrommet",
  sum: "Sum",
  bars: "Søylediagram: {{title}}",
  lines: "Linjediagram: {{title}}",
  table: "Vis tallene i en tabell",
  csv: "Last ned som CSV",
  json: "Last ned som JSON",
  scopeNote: "Et token med flere scopes er telt én gang for hvert av dem.",
  emptyTitle: "Ingenting er telt i tidsrommet",
  emptyText:
    "Fra {{from}} til {{to}} er det verken utstedt eller avslått noe her. Velg et annet tidsrom, eller kom tilbake når et token er hentet.",
  truncated:
    "Det er flere tall enn tjeneren gir ut på en gang, så summene er ikke hele. Velg et kortere tidsrom eller en grovere oppdeling.",
  countAxis: { hour: "{{what}} per time", day: "{{what}} per dag", month: "{{what}} per måned" },
  timeAxis: { hour: "Time (UTC)", day: "Dag (UTC)", month: "Måned (UTC)" },
  nothing: {
    none: "Alt",
    scope: "Uten scope",
    consumer: "Uten konsument",
    supplier: "Uten leverandør",
    client: "Ukjent klient",
    code: "Uten avslag",
  },
  summary: {
    undivided:
      "Fra {{from}} til {{to}}: {{tokens}} token og {{refusals}} avslag. Mest var det {{time}}, med {{most}} i alt.",
    tokens: "Fra {{from}} til {{to}}: {{total}} token. Mest hadde {{label}}, med {{most}} ({{percent}} %).",
    refusals: "Fra {{from}} til {{to}}: {{total}} avslag. Mest hadde {{label}}, med {{most}} ({{percent}} %).",
  },
};
