// `portvakt sandbox` as a child process on free ports, with the application that the binary was built with.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const root = resolve(import.meta.dirname, "../../..");
const binary = process.env["PORTVAKT_BIN"] ?? join(root, "build/release/portvakt");
const readyWithin = 20_000;

export type Role = "api-owner" | "consumer" | "supplier" | "customer" | "unrelated" | "operator";
export type Organisation = {
  role: Role;
  orgno: string;
  name: string;
  prefixes: string[];
};
type Client = {
  role: string;
  client_id: string;
  orgno: string;
  scopes: string[];
  kid?: string;
  key_file?: string;
};
type Facts = {
  issuer: string;
  token_endpoint: string;
  jwks_uri: string;
  self_service: string;
  web: string;
  organisations: Organisation[];
  clients: Client[];
};

/** Who runs every sandbox; sandbox.json lists whom it is run for. */
const operator: Organisation = { role: "operator", orgno: "312345692", name: "PORTVAKT OPERATØR", prefixes: [] };

export class Sandbox {
  readonly facts: Facts;
  private readonly folder: string;
  private readonly end: () => Promise<void>;

  private constructor(folder: string, end: () => Promise<void>) {
    this.folder = folder;
    this.facts = JSON.parse(readFileSync(join(folder, "sandbox.json"), "utf8")) as Facts;
    this.end = end;
  }

  static async start(...settings: string[]): Promise<Sandbox> {
    const temporary = mkdtempSync(join(tmpdir(), "portvakt-e2e-"));
    const folder = join(temporary, "sandbox");
    const child = spawn(binary, ["sandbox", "--dir", folder, "--listen", "127.0.0.1:0", ...settings], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise<number | null>((done) => child.once("exit", done));
    const stop = async () => {
      child.kill("SIGTERM");
      const status = await ended;
      rmSync(temporary, { recursive: true, force: true });
      if (status !== 0) throw new Error(`the sandbox ended with status ${String(status)}`);
    };
    await new Promise<void>((done, fail) => {
      createInterface({ input: child.stdout }).on("line", (line) => {
        if (line.startsWith("ready ")) done();
      });
      child.once("error", fail);
      void ended.then((status) => fail(new Error(`the sandbox ended early, with status ${String(status)}`)));
      setTimeout(() => fail(new Error("the sandbox did not say that it is ready")), readyWithin).unref();
    });
    return new Sandbox(folder, stop);
  }

  stop(): Promise<void> {
    return this.end();
  }

  /** Where the application is, without a slash at the end. */
  get app(): string {
    return this.facts.web.replace(/\/$/, "");
  }

  get base(): string {
    return this.facts.self_service;
  }

  organisation(role: Role): Organisation {
    const found = [...this.facts.organisations, operator].find((organisation) => organisation.role === role);
    if (!found) throw new Error(`the sandbox has no organisation in the role ${role}`);
    return found;
  }

  /** A client of sandbox.json, with its private key. */
  client(role: string): {
    client_id: string;
    scopes: string[];
    kid: string;
    key: JsonWebKey;
  } {
    const found = this.facts.clients.find((client) => client.role === role);
    if (!found?.key_file || !found.kid) throw new Error(`the sandbox has no client in the role ${role} with a key`);
    const key = JSON.parse(readFileSync(join(this.folder, found.key_file), "utf8")) as JsonWebKey;
    return {
      client_id: found.client_id,
      scopes: found.scopes,
      kid: found.kid,
      key,
    };
  }
}
