import type { Messages } from "../nb";

export const notifications: Messages["notifications"] = {
  title: "Varsel",
  intro:
    "Få melding når nøklar snart går ut, når nokon bed om tilgang til scopa dykkar, og når ein førespurnad er svart på.",
  add: "Legg til varslingspunkt",
  none: {
    title: "Ingen får varsel enno",
    text: "Ein nøkkel går ut etter eit år utan at noko anna seier frå. Legg til ei e-postadresse, ein webhook eller ein kalender.",
  },
  off: {
    title: "Denne tenesta sender ikkje varsel",
    text: "Den som driv tenesta kan slå på e-post, webhook og kalender. Nøklar som snart går ut, ser de på heimesida.",
  },
  channel: { EMAIL: "E-post", WEBHOOK: "Webhook", CALENDAR: "Kalender" },
  event: {
    KEY_EXPIRES: "Nøklar som går ut",
    ACCESS_REQUESTED: "Førespurnader om tilgang",
    ACCESS_ANSWERED: "Svar på førespurnader",
    TEST: "Prøvevarsel",
  },
  language: { nb: "Bokmål", nn: "Nynorsk", en: "Engelsk" },
  fact: { channel: "Kanal", events: "Varslar om", language: "Språk", created: "Lagt til" },
  calendarOf: "Kalender frå {{date}}",
  test: { send: "Send prøvevarsel", sent: "Eit prøvevarsel er på veg til {{name}}" },
  notices: {
    heading: "Siste varsel",
    caption: "Siste varsel til dette punktet",
    none: "Ingen varsel er sende hit dei siste 30 dagane.",
    again: "Blir prøvd igjen {{time}}",
    column: { created: "Laga", event: "Om", state: "Tilstand", fault: "Feil" },
  },
  state: { NEW: "Blir sendt", WAITING: "Blir prøvd igjen", DELIVERED: "Kom fram", GIVEN_UP: "Gitt opp" },
  removed: "{{name}} får ikkje fleire varsel",
  confirm: {
    title: "Fjerne {{name}}?",
    text: "Varsel som ikkje er komne fram, blir ikkje sende.",
    calendar: "Adressa sluttar å verke for alle som abonnerer.",
    confirm: "Fjern varslingspunktet",
  },
  form: {
    title: "Legg til varslingspunkt",
    channel: "Korleis vil de få melding?",
    address: { EMAIL: "E-postadresse", WEBHOOK: "Adresse (URL)", CALENDAR: "Adresse" },
    addressHint: {
      EMAIL: "Helst ei felles adresse som fleire les.",
      WEBHOOK:
        "Hit blir det sendt eit signert Security Event Token (RFC 8417) med POST, som application/secevent+jwt. Kontroller det med nøklane i /jwk; aud er denne adressa. Svar 2xx innan 10 sekund, elles blir det prøvd igjen i to døgn.",
    },
    calendarHint:
      "De får ei hemmeleg adresse som eit kalenderprogram kan abonnere på. Han har ein dag for kvar nøkkel som går ut, med påminning to veker før.",
    events: "Kva vil de få melding om?",
    eventHint: {
      KEY_EXPIRES: "60, 30, 14, 7 og 1 dag før ein nøkkel går ut.",
      ACCESS_REQUESTED: "Når nokon bed om tilgang til eit av scopa dykkar.",
      ACCESS_ANSWERED: "Når ein API-tilbydar svarar på ein førespurnad frå dykk.",
    },
    submit: "Legg til",
    done: "{{name}} er lagt til",
    badEmail: "Må vere ei e-postadresse, som drift@kommune.no",
    badUrl: "Må vere ei https-adresse, som https://varsel.kommune.no/portvakt",
    noEvents: "Vel minst éin ting å få melding om",
  },
  calendar: {
    ready: "Kalenderen er klar",
    how: "Kopier adressa og legg henne inn i kalenderprogrammet som eit abonnement (Outlook: «Abonner frå nettet», Google: «Frå URL»).",
    address: "adressa til kalenderen",
    secret:
      "Adressa blir berre vist no. Alle som har henne, ser namn på klientar og id-ar på nøklar, så del henne berre med dei som treng henne.",
    done: "Ferdig, til varsla",
  },
};
