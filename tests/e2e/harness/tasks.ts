// What people come to do, step by step as they see it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import type { Grant } from "./tokens.ts";
import type { Visitor } from "./visitor.ts";

/** Values as a page hands them out for a first token. */
export type SnippetValues = Omit<Grant, "key" | "claims"> & { claims: Record<string, string> };
export type OwnKey = { kid: string; pem: string };

const scopePage = (scope: string, tab: string) => `/scopes/${encodeURIComponent(scope)}/${tab}`;

type NewScope = { subscope: string; description: string; delegable?: boolean };

/** Makes a scope under the organisation's first prefix; its name. */
export async function makeScope(
  visitor: Visitor,
  { subscope, description, delegable = false }: NewScope,
): Promise<string> {
  await visitor.choose("common.nav.scopes");
  await visitor.link("scopes.create").first().click();
  await visitor.fill("scopes.form.subscope", subscope);
  await visitor.fill("scopes.form.description", description);
  if (delegable) await visitor.page.getByRole("radio", { name: visitor.text("scopes.form.builtIn") }).check();
  const name = `${await visitor.field("scopes.form.prefix").inputValue()}:${subscope}`;
  await visitor.press("scopes.form.submitNew");
  await visitor.isTold("scopes.form.created", { scope: name });
  return name;
}

/** Gives an organisation access on the scope's page. */
export async function giveAccess(
  visitor: Visitor,
  scope: string,
  consumer: { orgno: string; name: string },
): Promise<void> {
  await visitor.open(scopePage(scope, "access"));
  await visitor.fill("access.add.one", consumer.orgno);
  await visitor.press("access.add.submit");
  await visitor.isTold("access.granted", { name: consumer.name, scope });
}

/** Finds a scope in the catalogue and asks its owner. */
export async function askForAccess(visitor: Visitor, scope: string, reason: string): Promise<void> {
  await visitor.choose("common.nav.catalogue");
  await visitor.fill("catalogue.search", scope);
  await visitor.page.getByRole("link", { name: scope }).click();
  await visitor.fill("catalogue.request.reason", reason);
  await visitor.press("catalogue.request.submit");
  await visitor.shown("requests.state.REQUESTED").filter({ visible: true }).first().waitFor();
}

/** Approves what an organisation asked for. */
export async function approve(
  visitor: Visitor,
  scope: string,
  consumer: { name: string },
  reason: string,
): Promise<void> {
  await visitor.open("/requests/received");
  const card = visitor.page.getByRole("listitem").filter({ hasText: consumer.name }).filter({ hasText: scope });
  await card.getByText(reason).first().waitFor();
  await card.getByRole("button", { name: visitor.text("requests.approve") }).click();
  const dialog = visitor.page.getByRole("dialog");
  await dialog.getByRole("button", { name: visitor.text("requests.approve") }).click();
  await visitor.isTold("requests.approved", { name: consumer.name, scope });
}

/** Lets a supplier use a scope. */
export async function delegate(
  visitor: Visitor,
  scope: string,
  supplier: { orgno: string; name: string },
): Promise<void> {
  await visitor.choose("common.nav.delegations");
  await visitor.link("delegations.create").first().click();
  await visitor.fill("delegations.form.scope", scope);
  await visitor.fill("delegations.form.supplier", supplier.orgno);
  await visitor.press("delegations.form.submit");
  await visitor.isTold("delegations.form.done", { name: supplier.name, scope });
}

type Source = "granted" | "delegated";

/** Makes a client with one scope; ends on its page of keys. */
export async function makeClient(
  visitor: Visitor,
  name: string,
  scope: string,
  source: Source = "granted",
): Promise<void> {
  await visitor.choose("common.nav.clients");
  await visitor.link("clients.add").first().click();
  await visitor.fill("clients.form.name", name);
  await visitor.fill("clients.form.description", "En klient for prøver");
  if (source !== "granted")
    await visitor.page.getByRole("tab", { name: visitor.text(`scopePicker.source.${source}`) }).click();
  await visitor.page.getByRole("checkbox", { name: scope, exact: true }).check();
  await visitor.press("clients.new.submit");
  await visitor.isTold("clients.created.flash", { name });
}

/** Lets the browser make a key, keeps the file that it hands out, and registers the public half. */
export async function makeKey(visitor: Visitor): Promise<OwnKey> {
  await visitor.link("keys.add").first().click();
  await visitor.page.getByRole("combobox", { name: visitor.text("keys.make.length") }).selectOption("2048");
  const kid = await visitor.field("keys.column.kid").inputValue();
  await visitor.press("keys.make.button");
  const [download] = await Promise.all([
    visitor.page.waitForEvent("download"),
    visitor.press("keys.save.download", { file: `${kid}.pem` }),
  ]);
  assert.equal(download.suggestedFilename(), `${kid}.pem`);
  const pem = readFileSync(await download.path(), "utf8");
  await visitor.page.getByRole("checkbox", { name: visitor.text("keys.save.safe") }).check();
  await visitor.press("keys.save.register");
  await visitor.isTold("keys.added", { kid });
  return { kid, pem };
}

/** What the code on the client's page says, read from the shell script that is offered first. */
export async function snippetValues(visitor: Visitor): Promise<SnippetValues> {
  const code = await visitor.page
    .getByRole("region", { name: visitor.text("snippets.codeLabel", { name: "curl + openssl" }) })
    .innerText();
  const quoted = (name: string) =>
    new RegExp(`^${name}='(.*)'$`, "m").exec(code)?.[1] ?? assert.fail(`${name} in ${code}`);
  const { kid } = JSON.parse(quoted("header")) as { kid: string };
  const claims = JSON.parse(`${quoted("claims")}}`) as Record<string, string>;
  const { iss = "", aud = "", scope = "", ...more } = claims;
  const [, token_endpoint = ""] = /--url '?([^'\s]+)/.exec(code) ?? [];
  return { token_endpoint, issuer: aud, client_id: iss, kid, scope, claims: more };
}
