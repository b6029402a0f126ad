import type { Messages } from "../nb";

export const tryIt: Messages["tryIt"] = {
  title: "Prøv eit grant",
  intro:
    "Lim inn eit grant, og sjå kva tenaren ville ha svart, regel for regel. Det blir ikkje brukt opp, og ikkje noko token blir utferda.",
  label: "Grant (JWT)",
  hint: "Dei tre delane med punktum mellom, eller heile førespurnaden. Teksten blir ikkje lagra.",
  button: "Forklar",
  rules: "Reglar, i den rekkjefølgja tenaren spør",
  serverTime: "Tida til tenaren",
  before: "{{seconds}} s før tida til tenaren",
  after: "{{seconds}} s etter tida til tenaren",
  token: {
    issued: { title: "Dette grantet ville ha gjeve eit token", text: "Alle reglar som kunne prøvast, er oppfylte." },
    refused: {
      title: "Dette grantet ville ha vorte avvist",
      text: "Den første regelen som ikkje held, er den tenaren svarar med.",
    },
    untold: {
      title: "Vi kan ikkje seie kva svaret ville ha vore",
      text: "Klienten i iss finst ikkje, eller han høyrer til ein annan organisasjon.",
    },
  },
  outcome: { passed: "Oppfylt", failed: "Ikkje oppfylt", not_reached: "Ikkje prøvd", unknown: "Kan ikkje seiast" },
};
