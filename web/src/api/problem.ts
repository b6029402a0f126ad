import type { components } from "./schema";

type ErrorBody = components["schemas"]["ApiError"];

/** What the API says of one field of a form; `field` is empty where it speaks of the whole. */
export type FieldProblem = { field: string; message: string };

/** A refusal by the API (docs/protocol.md, error body), or `status` 0 when no answer came. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly traceId: string;
  readonly fields: FieldProblem[];

  constructor(status: number, body?: Partial<ErrorBody>) {
    const fields = (body?.errors ?? []).map((finding) => ({
      field: finding.fieldIdentifier ?? "",
      message: finding.errorMessage,
    }));
    super(fields[0]?.message || body?.error_description || "");
    this.name = "ApiProblem";
    this.status = status;
    this.code = body?.error ?? "";
    this.traceId = body?.correlation_id ?? "";
    this.fields = fields;
  }
}
