export const snippets = {
  title: "Hent token med klienten",
  intro: "Legg filen {{file}} i mappen du kjører fra. Koden lager et signert grant og bytter det i et token.",
  key: "Nøkkel",
  format: "Format på nøkkelfilen",
  scope: "Scope",
  allScopes: "Alle klientens scopes",
  more: "Mottaker og konsument",
  resource: "Mottaker (resource)",
  resourceHint: "Adressen til API-et, hvis tilbyderen krever at tokenet gjelder bare der. Ellers tom.",
  consumer: "På vegne av (consumer_org)",
  consumerHint: "For leverandører: organisasjonen som har delegert scopet til dere. Ellers tom.",
  codeLabel: "kode for {{name}}",
  needsPem: "openssl leser ikke JWK. Bruk portvakt eller et av de andre språkene, eller velg PEM.",
  noKey: {
    title: "Klienten har ingen gyldig nøkkel",
    text: "Legg til en nøkkel først. Så står det ferdig kode her, med klientens egne verdier.",
  },
};
