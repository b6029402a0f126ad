import type { Messages } from "../nb";

export const scopePicker: Messages["scopePicker"] = {
  legend: "Scope",
  hint: "Kva klienten skal kunne hente token for.",
  required: "Vel minst eitt scope",
  chosen_zero: "Ingen valde",
  chosen_one: "{{count}} vald",
  chosen_other: "{{count}} valde",
  chosenLabel: "Valde scope",
  remove: "Fjern {{name}}",
  taken: "Står på klienten",
  search: "Søk i scope",
  nothing: "Ingen scope passar til søket.",
  ask: "Be om tilgang",
  asked: "Det er bede om tilgang",
  source: { granted: "Tildelt meg", open: "Tilgjengeleg for alle", delegated: "Delegerte", catalogue: "Katalog" },
  sourceHint: {
    granted: "Scope som API-tilbydarar har gjeve organisasjonen tilgang til.",
    open: "Scope som alle organisasjonar kan bruke.",
    delegated:
      "Scope som ein konsument kan delegere til dykk som leverandør. Token blir gjeve berre der det er delegert.",
    catalogue: "Alle offentlege scope. Dei de ikkje har tilgang til, kan de be om.",
  },
  empty: {
    granted: "Organisasjonen har ikkje fått tilgang til nokon scope enno. Søk i katalogen og be om tilgang.",
    open: "Ingen scope er opne for alle.",
    delegated: "Ingen offentlege scope kan delegerast.",
  },
};
