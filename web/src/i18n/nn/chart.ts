import type { Messages } from "../nb";

export const chart: Messages["chart"] = {
  tokens: "Token",
  refusals: "Avslag",
  requests: "Token og avslag",
  measure: "Kva som blir vist",
  rest: "{{count}} andre",
  inAll: "I heile tidsrommet",
  sum: "Sum",
  bars: "Søylediagram: {{title}}",
  lines: "Linjediagram: {{title}}",
  table: "Vis tala i ein tabell",
  csv: "Last ned som CSV",
  json: "Last ned som JSON",
  scopeNote: "Eit token med fleire scope er talt éin gong for kvart av dei.",
  emptyTitle: "Ingenting er talt i tidsrommet",
  emptyText:
    "Frå {{from}} til {{to}} er det korkje utferda eller avslått noko her. Vel eit anna tidsrom, eller kom att når eit token er henta.",
  truncated:
    "Det er fleire tal enn tenaren gjev ut på éin gong, så summane er ikkje heile. Vel eit kortare tidsrom eller ei grovare inndeling.",
  countAxis: { hour: "{{what}} per time", day: "{{what}} per dag", month: "{{what}} per månad" },
  timeAxis: { hour: "Time (UTC)", day: "Dag (UTC)", month: "Månad (UTC)" },
  nothing: {
    none: "Alt",
    scope: "Utan scope",
    consumer: "Utan konsument",
    supplier: "Utan leverandør",
    client: "Ukjend klient",
    code: "Utan avslag",
  },
  summary: {
    undivided:
      "Frå {{from}} til {{to}}: {{tokens}} token og {{refusals}} avslag. Mest var det {{time}}, med {{most}} i alt.",
    tokens: "Frå {{from}} til {{to}}: {{total}} token. Mest hadde {{label}}, med {{most}} ({{percent}} %).",
    refusals: "Frå {{from}} til {{to}}: {{total}} avslag. Mest hadde {{label}}, med {{most}} ({{percent}} %).",
  },
};
