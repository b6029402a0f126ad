export const tryIt = {
  title: "Prøv et grant",
  intro:
    "Lim inn et grant, og se hva tjeneren ville svart, regel for regel. Det blir ikke brukt opp, og ikke noe token blir utstedt.",
  label: "Grant (JWT)",
  hint: "De tre delene med punktum mellom, eller hele forespørselen. Teksten blir ikke lagret.",
  button: "Forklar",
  rules: "Regler, i den rekkefølgen tjeneren spør",
  serverTime: "Tjenerens tid",
  before: "{{seconds}} s før tjenerens tid",
  after: "{{seconds}} s etter tjenerens tid",
  token: {
    issued: { title: "Dette grantet ville gitt et token", text: "Alle regler som kunne prøves, er oppfylt." },
    refused: {
      title: "Dette grantet ville blitt avvist",
      text: "Den første regelen som ikke holder, er den tjeneren svarer med.",
    },
    untold: {
      title: "Vi kan ikke si hva svaret ville vært",
      text: "Klienten i iss finnes ikke, eller den hører til en annen organisasjon.",
    },
  },
  outcome: { passed: "Oppfylt", failed: "Ikke oppfylt", not_reached: "Ikke prøvd", unknown: "Kan ikke sies" },
};
