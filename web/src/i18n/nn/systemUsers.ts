import type { Messages } from "../nb";

export const systemUsers: Messages["systemUsers"] = {
  title: "Systembrukarar",
  intro:
    "Ein systembrukar lèt systemet til ein leverandør handle for dykk i API som krev det. Leverandøren seier kva systemet og klienten heiter.",
  tab: { own: "Våre", received: "For klientane våre" },
  create: "Lag systembrukar",
  showDeleted: "Vis òg sletta",
  search: "Søk i systembrukarane",
  searchHint: "System, namn, nummer eller klient",
  column: {
    system: "System",
    vendor: "Leverandør",
    owner: "Kunde",
    client: "Klient",
    reference: "Referanse",
    created: "Oppretta",
    state: "Tilstand",
    action: "Handling",
  },
  state: { active: "Aktiv", deleted: "Sletta {{date}}" },
  none: {
    own: "De har ingen systembrukarar",
    ownText: "Lag ein når ein leverandør ber om det, til dømes for eit rekneskapssystem.",
    received: "Ingen kundar har laga systembrukarar for klientane dykkar",
    receivedText: "Be kunden lage ein og oppgje id-en til systemet og id-en til klienten.",
    noHit: "Ingen systembrukarar passar",
  },
  howToUse:
    "Grantet oppgjev kunden i «authorization_details» med type urn:altinn:systemuser. De må sjølve ha tilgang til scopet.",
  whose: "systembrukaren for {{system}}",
  deleted: "Systembrukaren for {{system}} er sletta",
  confirm: {
    title: "Slette systembrukaren for {{system}}?",
    text: "{{name}} ({{orgno}}) får ingen nye token for dykk med dette systemet. Det kan ikkje gjerast om, men de kan lage ein ny.",
    confirm: "Slett systembrukaren",
  },
  form: {
    title: "Lag systembrukar",
    intro: "Alt dette får de av leverandøren.",
    system: "Id-en til systemet",
    systemHint: "Organisasjonsnummeret til leverandøren, understrek og namnet på systemet: 310999113_snillregnskap",
    client: "Id-en til klienten",
    clientHint: "Klienten som systemet hentar token med.",
    reference: "Referanse",
    referenceHint:
      "Trengst berre når de skal ha fleire systembrukarar for same klient. Tom: organisasjonsnummeret dykkar.",
    vendor: "Leverandør: {{name}}",
    submit: "Lag systembrukaren",
    done: "Systembrukaren for {{system}} er laga",
    badSystem: "Må vere ni siffer, understrek og eit namn med bokstavar, siffer og . _ -",
  },
};
