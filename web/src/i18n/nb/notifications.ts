export const notifications = {
  title: "Varsler",
  intro:
    "Få beskjed når nøkler snart utløper, når noen ber om tilgang til scopene deres, og når en forespørsel er besvart.",
  add: "Legg til varslingspunkt",
  none: {
    title: "Ingen får varsler ennå",
    text: "En nøkkel utløper etter et år uten at noe annet sier fra. Legg til en e-postadresse, en webhook eller en kalender.",
  },
  off: {
    title: "Denne tjenesten sender ikke varsler",
    text: "Den som driver tjenesten kan slå på e-post, webhook og kalender. Nøkler som snart utløper, ser dere på hjemmesiden.",
  },
  channel: { EMAIL: "E-post", WEBHOOK: "Webhook", CALENDAR: "Kalender" },
  event: {
    KEY_EXPIRES: "Nøkler som utløper",
    ACCESS_REQUESTED: "Forespørsler om tilgang",
    ACCESS_ANSWERED: "Svar på forespørsler",
    TEST: "Prøvevarsel",
  },
  language: { nb: "Bokmål", nn: "Nynorsk", en: "Engelsk" },
  fact: { channel: "Kanal", events: "Varsler om", language: "Språk", created: "Lagt til" },
  calendarOf: "Kalender fra {{date}}",
  test: { send: "Send prøvevarsel", sent: "Et prøvevarsel er på vei til {{name}}" },
  notices: {
    heading: "Siste varsler",
    caption: "Siste varsler til dette punktet",
    none: "Ingen varsler er sendt hit de siste 30 dagene.",
    again: "Prøves igjen {{time}}",
    column: { created: "Laget", event: "Om", state: "Tilstand", fault: "Feil" },
  },
  state: { NEW: "Sendes", WAITING: "Prøves igjen", DELIVERED: "Kom fram", GIVEN_UP: "Oppgitt" },
  removed: "{{name}} får ikke flere varsler",
  confirm: {
    title: "Fjerne {{name}}?",
    text: "Varsler som ikke er kommet fram, blir ikke sendt.",
    calendar: "Adressen slutter å virke for alle som abonnerer.",
    confirm: "Fjern varslingspunktet",
  },
  form: {
    title: "Legg til varslingspunkt",
    channel: "Hvordan vil dere få beskjed?",
    address: { EMAIL: "E-postadresse", WEBHOOK: "Adresse (URL)", CALENDAR: "Adresse" },
    addressHint: {
      EMAIL: "Helst en felles adresse som leses av flere.",
      WEBHOOK:
        "Hit sendes et signert Security Event Token (RFC 8417) med POST, som application/secevent+jwt. Kontroller det med nøklene i /jwk; aud er denne adressen. Svar 2xx innen 10 sekunder, ellers prøves det igjen i to døgn.",
    },
    calendarHint:
      "Dere får en hemmelig adresse som et kalenderprogram kan abonnere på. Den har en dag for hver nøkkel som utløper, med påminnelse to uker før.",
    events: "Hva vil dere få beskjed om?",
    eventHint: {
      KEY_EXPIRES: "60, 30, 14, 7 og 1 dag før en nøkkel utløper.",
      ACCESS_REQUESTED: "Når noen ber om tilgang til et av scopene deres.",
      ACCESS_ANSWERED: "Når en API-tilbyder svarer på en forespørsel fra dere.",
    },
    submit: "Legg til",
    done: "{{name}} er lagt til",
    badEmail: "Må være en e-postadresse, som drift@kommune.no",
    badUrl: "Må være en https-adresse, som https://varsel.kommune.no/portvakt",
    noEvents: "Velg minst én ting å få beskjed om",
  },
  calendar: {
    ready: "Kalenderen er klar",
    how: "Kopier adressen og legg den inn i kalenderprogrammet som et abonnement (Outlook: «Abonner fra nettet», Google: «Fra URL»).",
    address: "adressen til kalenderen",
    secret:
      "Adressen vises bare nå. Alle som har den, ser navn på klienter og id-er på nøkler, så del den bare med dem som trenger den.",
    done: "Ferdig, til varslene",
  },
};
