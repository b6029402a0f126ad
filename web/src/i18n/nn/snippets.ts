import type { Messages } from "../nb";

export const snippets: Messages["snippets"] = {
  title: "Hent token med klienten",
  intro: "Legg fila {{file}} i mappa du køyrer frå. Koden lagar eit signert grant og byter det i eit token.",
  key: "Nøkkel",
  format: "Format på nøkkelfila",
  scope: "Scope",
  allScopes: "Alle scopa til klienten",
  more: "Mottakar og konsument",
  resource: "Mottakar (resource)",
  resourceHint: "Adressa til API-et, om tilbydaren krev at tokenet gjeld berre der. Elles tom.",
  consumer: "På vegner av (consumer_org)",
  consumerHint: "For leverandørar: organisasjonen som har delegert scopet til dykk. Elles tom.",
  codeLabel: "kode for {{name}}",
  needsPem: "openssl les ikkje JWK. Bruk portvakt eller eit av dei andre språka, eller vel PEM.",
  noKey: {
    title: "Klienten har ingen gyldig nøkkel",
    text: "Legg til ein nøkkel først. Så står det ferdig kode her, med verdiane til klienten.",
  },
};
