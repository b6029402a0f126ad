import type { Messages } from "../nb";

export const home: Messages["home"] = {
  title: "Velkomen, {{name}}",
  needsYou: "Treng deg no",
  allClear: "Ingenting ventar på deg. Nøklar, førespurnader og tokenførespurnader er i orden.",
  key: {
    expired: "Gått ut",
    expiring: "Går snart ut",
    link: "Nøkkelen {{kid}} i klienten {{client}}",
    expiredOn: "Gjekk ut {{date}}. Klienten får ikkje token med han.",
    expiresOn: "Går ut {{date}}. Legg til ein ny nøkkel før den tid.",
    more_one: "{{count}} nøkkel til",
    more_other: "{{count}} nøklar til",
  },
  request: {
    tag: "Ventar på svar",
    link: "{{consumer}} bed om tilgang til {{scope}}",
    since: "Har venta sidan {{date}}",
    more_one: "{{count}} førespurnad til",
    more_other: "{{count}} førespurnader til",
  },
  refusal: {
    tag: "Avslag",
    link: "Klienten {{client}} har fått avslag",
    count_one: "{{formatted}} tokenførespurnad er avslått sidan i går",
    count_other: "{{formatted}} tokenførespurnader er avslått sidan i går",
    more_one: "{{count}} klient til har fått avslag",
    more_other: "{{count}} klientar til har fått avslag",
  },
  answer: {
    approved: "Innvilga",
    denied: "Avslått",
    link: "Svar på førespurnaden om {{scope}}",
    by: "{{owner}} svara {{date}}",
  },
  shortcuts: "Kva vil du gjere?",
  shortcut: {
    clients: { title: "Klientar", text: "Lag klientar, gje dei scope og byt nøklane deira." },
    catalogue: { title: "Katalog", text: "Finn API-ar hjå andre, og be om tilgang til dei." },
    scopes: { title: "Scope", text: "Avgjer kven som får bruke API-ane dykkar." },
    supplier: { title: "Klientar for kundar", text: "Lag klientar på vegner av kundar som har delegert til dykk." },
    operator: { title: "Forvaltning", text: "Organisasjonar, prefiks, signeringsnøklar og utferda token." },
    statistics: { title: "Statistikk", text: "Sjå kor mange token som er henta, og kor mange som vart avslått." },
  },
  first: {
    title: "Kom i gang",
    text: "De har ikkje henta noko token enno. Slik kjem de dit:",
    find: { title: "Finn eit scope", text: "Katalogen viser kva andre tilbyr." },
    ask: {
      title: "Be om tilgang",
      text: "API-tilbydaren svarar. Nokre scope er opne for alle og treng ingen førespurnad.",
    },
    client: {
      title: "Lag ein klient med nøkkel",
      text: "Klienten er systemet dykkar. Han signerer med ein nøkkel som berre de har.",
    },
    token: { title: "Hent eit token", text: "Prøv det her først, så i systemet dykkar." },
    state: { done: "Gjort", waiting: "Ventar på svar", next: "Neste steg", later: "Seinare" },
  },
};
