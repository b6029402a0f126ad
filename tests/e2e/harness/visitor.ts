// A person at a browser: one context, one page, and a watch on everything that must not happen there.
import assert from "node:assert/strict";
import type { TestContext } from "node:test";

import axe from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page, type ViewportSize } from "playwright-core";

import { type Organisation, type Sandbox } from "./sandbox.ts";
import { type Language, textIn, type TextKey, type Values } from "./texts.ts";

export const patience = 15_000; // for one thing to appear, on a machine that does others

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["PORTVAKT_CHROMIUM"] ?? "/usr/bin/chromium",
    args: flags,
  });
}

export type Right = "clients" | "scopes" | "supplier" | "operator";
type VisitorOptions = {
  language?: Language;
  size?: ViewportSize;
  permissions?: string[];
};

export class Visitor {
  readonly page: Page;
  readonly sandbox: Sandbox;
  readonly language: Language;
  private readonly context: BrowserContext;
  private readonly troubles: string[] = [];
  // the self-service API says of a client without keys that it has no key set
  private readonly expected: RegExp[] = [/^404: GET \S+\/clients\/[^/]+\/jwks$/];

  private constructor(page: Page, sandbox: Sandbox, language: Language) {
    this.page = page;
    this.sandbox = sandbox;
    this.language = language;
    this.context = page.context();
    this.watch();
  }

  /** A new visitor, with nothing stored in the browser. The test fails at its end if something happened that must not. */
  static async arrive(t: TestContext, browser: Browser, sandbox: Sandbox, options: VisitorOptions = {}) {
    const { language = "nb", size = { width: 1280, height: 900 }, permissions = [] } = options;
    const context = await browser.newContext({
      viewport: size,
      acceptDownloads: true,
      permissions,
    });
    context.setDefaultTimeout(patience);
    await context.addInitScript(axe.source);
    await context.addInitScript((chosen) => {
      if (location.protocol === "chrome-error:") return; // a page that was kept out, where nothing is stored
      if (!localStorage.getItem("portvakt.language")) localStorage.setItem("portvakt.language", chosen);
      document.addEventListener("securitypolicyviolation", (event) => {
        // eslint-disable-next-line no-console -- the way out of the page
        console.error(
          `policy: ${event.violatedDirective} stops ${event.blockedURI} (${event.sourceFile}:${String(event.lineNumber)}) ${event.sample}`,
        );
      });
    }, language);
    const visitor = new Visitor(await context.newPage(), sandbox, language);
    t.after(() => visitor.leave());
    return visitor;
  }

  private watch(): void {
    const { page } = this;
    page.on("console", (message) => {
      // what failed to load is told with its status below
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
        this.troubles.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.troubles.push(`page error: ${error.message}`));
    page.on("response", (response) => {
      if (response.status() >= 400)
        this.troubles.push(`${String(response.status())}: ${response.request().method()} ${response.url()}`);
    });
    page.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText ?? "";
      // the page itself gives up what it no longer needs
      if (reason !== "net::ERR_ABORTED") this.troubles.push(`${reason}: ${request.method()} ${request.url()}`);
    });
    page.on("dialog", (dialog) => {
      this.troubles.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
  }

  /** What this test provokes: a refusal it asks for, a request it lets fail. */
  expect(...troubles: RegExp[]): void {
    this.expected.push(...troubles);
  }

  /** Everything that went wrong and was not expected, since the last time. */
  takeTroubles(): string[] {
    return this.troubles.splice(0).filter((trouble) => !this.expected.some((pattern) => pattern.test(trouble)));
  }

  private async leave(): Promise<void> {
    await this.context.close();
    assert.deepEqual(this.takeTroubles(), []);
  }

  text(key: TextKey, values?: Values): string {
    return textIn(this.language, key, values);
  }

  /** Opens a page by its address inside the application and waits for its heading. */
  async open(path: string): Promise<void> {
    await this.page.goto(this.sandbox.app + path);
    await this.heading();
  }

  /** The page's heading, once it is there. */
  async heading(): Promise<string> {
    const heading = this.page.getByRole("heading", { level: 1 });
    await heading.waitFor();
    return (await heading.innerText()).trim();
  }

  /** Waits until nothing on the page is still on its way. */
  async isSettled(): Promise<void> {
    await this.page.getByLabel(this.text("common.state.loading")).first().waitFor({ state: "detached" });
    await this.page.waitForFunction(() => document.fonts.status === "loaded", undefined, { polling: 50 });
  }

  /** Waits until no colour or place is between two states. */
  async isStill(): Promise<void> {
    // A colour that is inherited changes a frame later at each level, so one quiet look is not the end. Asked from outside:
    // a frame that never comes would wait for ever inside the page.
    for (let quiet = 0; quiet < 3; quiet += 1) {
      await this.page.waitForFunction(
        () =>
          !document
            .getAnimations()
            .some(
              ({ playState, effect }) =>
                playState === "running" && Number.isFinite(effect?.getComputedTiming().endTime),
            ),
        undefined,
        { polling: 20 },
      );
    }
  }

  /** The address inside the application. */
  path(): string {
    const url = new URL(this.page.url());
    return url.href.slice(this.sandbox.app.length) || "/";
  }

  button = (key: TextKey, values?: Values) =>
    this.page.getByRole("button", {
      name: this.text(key, values),
      exact: true,
    });
  link = (key: TextKey, values?: Values) => this.page.getByRole("link", { name: this.text(key, values), exact: true });
  field = (key: TextKey, values?: Values) => this.page.getByLabel(this.text(key, values));
  shown = (key: TextKey, values?: Values) => this.page.getByText(this.text(key, values));

  /** The button that names whom one represents, and opens the menu for that. */
  userMenu = () =>
    this.page.getByRole("button", {
      name: this.text("common.user.represents"),
    });

  async press(key: TextKey, values?: Values): Promise<void> {
    await this.button(key, values).click();
  }

  async fill(key: TextKey, value: string): Promise<void> {
    await this.field(key).fill(value);
  }

  /** Goes to a page by the main menu. */
  async choose(key: TextKey): Promise<void> {
    const menu = this.page.getByRole("navigation", {
      name: this.text("common.nav.label"),
    });
    const opener = menu.getByRole("button", {
      name: this.text("common.nav.open"),
    });
    if (await opener.isVisible()) await opener.click();
    await menu.getByRole("link", { name: this.text(key), exact: true }).click();
    await this.heading();
  }

  /** Waits until the page says that something was done. */
  async isTold(key: TextKey, values?: Values): Promise<void> {
    await this.page
      .getByRole("status")
      .filter({ hasText: this.text(key, values) })
      .waitFor();
  }

  /** A call of the self-service API in this visitor's session, past the pages. */
  call(method: string, path: string, body?: object): Promise<{ status: number; text: string }> {
    return this.page.evaluate(
      async (given) => {
        const session = (await (await fetch("/api/v1/session")).json()) as { user: { csrf_token: string } };
        const response = await fetch(given.path, {
          method: given.method,
          headers: { "Content-Type": "application/json", "X-CSRF-Token": session.user.csrf_token },
          body: given.body ? JSON.stringify(given.body) : null,
        });
        return { status: response.status, text: await response.text() };
      },
      { method, path, body },
    );
  }

  /** Signs in by the sandbox's page, with all the organisation's rights or with some of them. */
  async signIn(as: Organisation, rights?: Right[]): Promise<void> {
    if (!this.page.url().startsWith(this.sandbox.app)) await this.open("/login");
    await this.page.getByRole("radio", { name: as.name }).check();
    if (rights) {
      for (const right of ["clients", "scopes", "supplier", "operator"] as const) {
        const box = this.page.getByRole("checkbox", {
          name: this.text(`login.right.${right}`),
        });
        if (await box.isVisible()) await box.setChecked(rights.includes(right));
      }
    }
    await this.press("login.test.button", { name: as.name });
    await this.button("login.test.button", { name: as.name }).waitFor({
      state: "detached",
    });
    await this.userMenu().waitFor();
    await this.heading();
  }

  /** Signs out and in again as somebody else. */
  async becomes(other: Organisation): Promise<void> {
    await this.context.clearCookies();
    await this.open("/login");
    await this.signIn(other);
  }
}
