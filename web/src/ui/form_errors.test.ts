import { expect, test } from "vitest";

import { ApiProblem } from "../api/problem";
import { errorsOf } from "./form_errors";

const refused = (...findings: [field: string, message: string][]) =>
  new ApiProblem(400, {
    errors: findings.map(([fieldIdentifier, errorMessage]) => ({
      errorMessage,
      isFieldError: fieldIdentifier !== "",
      objectName: "",
      fieldIdentifier,
    })),
  });

test("each field gets its message", () => {
  const error = refused(["client_name", "for lang"], ["scopes", "mangler"]);
  expect(errorsOf(error)).toEqual({ client_name: "for lang", scopes: "mangler" });
});

test("a member of a list or of an object belongs to the field that holds it", () => {
  expect(errorsOf(refused(["scopes[2]", "ukjent"], ["jwks.keys", "ugyldig"]))).toEqual({
    scopes: "ukjent",
    jwks: "ugyldig",
  });
});

test("the first message of a field stands", () => {
  expect(errorsOf(refused(["scopes[0]", "en"], ["scopes[1]", "to"]))).toEqual({ scopes: "en" });
});

test("names lead a member to the field with another id, the exact path first", () => {
  const error = refused(["description#nn", "for lang"], ["scopes[0].name", "ukjent"]);
  const names = { "description#nn": "description-nn", scopes: "picker" };
  expect(errorsOf(error, names)).toEqual({ "description-nn": "for lang", picker: "ukjent" });
});

test("what belongs to no field belongs to the form", () => {
  expect(errorsOf(refused(["", "Organisasjonen har ingen prefiks"]))).toEqual({
    "": "Organisasjonen har ingen prefiks",
  });
});

test.each([[new ApiProblem(503)], [new Error("x")], [undefined]])("other failures say nothing of fields", (error) => {
  expect(errorsOf(error)).toEqual({});
});
