import type { Messages } from "../nb";

export const login: Messages["login"] = {
  title: "Logg inn i sjølvbeteninga",
  intro:
    "Her styrer verksemder tilgang til API mellom maskiner: kven som får bruke kva API, og nøklane dei gjer det med.",
  button: "Logg inn",
  oidcHint: "Du vel kva verksemd du representerer når du loggar inn.",
  none: "Innlogging er ikkje sett opp på denne tenaren. Sjølvbeteninga er tilgjengeleg gjennom API-et.",
  test: {
    heading: "Vel kven du vil vere",
    text: "Dette er ei sandkasse. Du loggar inn utan passord som ein syntetisk organisasjon.",
    organisation: "Organisasjon",
    rights: "Rettar",
    rightsHint: "Vel færre for å sjå sjølvbeteninga slik ein med færre rettar ser henne.",
    rightsMissing: "Vel minst éin rett",
    button: "Logg inn som {{name}}",
  },
  right: {
    clients: "Klientar",
    scopes: "Scope og tilgangar",
    supplier: "Leverandør for andre",
    operator: "Forvaltning av tenesta",
  },
  error: {
    title: "Innlogginga vart ikkje fullført",
    denied: "Du avbraut innlogginga.",
    weak_login: "Innlogginga var ikkje sikker nok for denne tenesta. Vel eit høgare tryggleiksnivå når du loggar inn.",
    expired: "Innlogginga tok for lang tid, eller ho vart starta i eit anna vindauge. Prøv igjen.",
    unavailable: "Fekk ikkje kontakt med innloggingstenesta. Vent litt og prøv igjen.",
    no_organisation:
      "Du har logga inn utan å representere ein organisasjon med rettar her. Be hovudadministratoren i verksemda om rettane.",
    failed:
      "Innloggingstenesta gav eit svar som ikkje kunne brukast. Prøv igjen; skjer det fleire gonger, så sei frå til den som driv tenesta.",
  },
};
