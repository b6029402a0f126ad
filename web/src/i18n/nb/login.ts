export const login = {
  title: "Logg inn i selvbetjeningen",
  intro:
    "Her styrer virksomheter tilgang til API-er mellom maskiner: hvem som får bruke hvilke API-er, og nøklene de gjør det med.",
  button: "Logg inn",
  oidcHint: "Du velger hvilken virksomhet du representerer når du logger inn.",
  none: "Innlogging er ikke satt opp på denne tjeneren. Selvbetjeningen er tilgjengelig gjennom API-et.",
  test: {
    heading: "Velg hvem du vil være",
    text: "Dette er en sandkasse. Du logger inn uten passord som en syntetisk organisasjon.",
    organisation: "Organisasjon",
    rights: "Rettigheter",
    rightsHint: "Velg færre for å se selvbetjeningen slik en med færre rettigheter ser den.",
    rightsMissing: "Velg minst én rettighet",
    button: "Logg inn som {{name}}",
  },
  right: {
    clients: "Klienter",
    scopes: "Scopes og tilganger",
    supplier: "Leverandør for andre",
    operator: "Forvaltning av tjenesten",
  },
  error: {
    title: "Innloggingen ble ikke fullført",
    denied: "Du avbrøt innloggingen.",
    weak_login:
      "Innloggingen var ikke sikker nok for denne tjenesten. Velg et høyere sikkerhetsnivå når du logger inn.",
    expired: "Innloggingen tok for lang tid, eller den ble startet i et annet vindu. Prøv igjen.",
    unavailable: "Fikk ikke kontakt med innloggingstjenesten. Vent litt og prøv igjen.",
    no_organisation:
      "Du har logget inn uten å representere en organisasjon med rettigheter her. Be hovedadministratoren i virksomheten om rettighetene.",
    failed:
      "Innloggingstjenesten ga et svar som ikke kunne brukes. Prøv igjen; skjer det flere ganger, så si fra til den som driver tjenesten.",
  },
};
