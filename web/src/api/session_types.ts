/** `GET /api/v1/session`. */
export type Right = "clients" | "scopes" | "supplier" | "operator";
export type Represented = { orgno: string; name: string; rights: Right[] };
export type SessionDocument = {
  environment: "sandbox" | "test" | "production";
  issuer: string;
  token_endpoint: string;
  statements: { accessibility: string | null; privacy: string | null; support: string | null };
  login: { kind: "oidc" | "test" | "none"; organisations?: Represented[] };
  user: null | {
    name: string;
    organisation: { orgno: string; name: string };
    rights: Right[];
    scopes: string[];
    organisations: Represented[];
    csrf_token: string;
    idle_expires: string;
    expires: string;
  };
};
