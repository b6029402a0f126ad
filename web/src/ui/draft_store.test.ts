import { beforeEach, expect, test } from "vitest";

import { type DraftStorage, forgetDraft, readDraft, writeDraft } from "./draft_store";

const texts = new Map<string, string>();
const storage: DraftStorage = {
  getItem: (key) => texts.get(key) ?? null,
  setItem: (key, text) => void texts.set(key, text),
  removeItem: (key) => void texts.delete(key),
};
const empty = { client_name: "", scopes: [] as string[] };

beforeEach(() => texts.clear());

test("a form that nobody has written in begins as given", () => {
  expect(readDraft(storage, "client", empty)).toBe(empty);
});

test("what was written is there again", () => {
  const written = { client_name: "Måler", scopes: ["fjellrev:vannmaaling.read"] };
  writeDraft(storage, "client", written);
  expect(readDraft(storage, "client", empty)).toEqual(written);
});

test("each form has its own draft", () => {
  writeDraft(storage, "client", { ...empty, client_name: "Måler" });
  expect(readDraft(storage, "client.42", empty)).toEqual(empty);
});

test("a draft that was sent is gone", () => {
  writeDraft(storage, "client", { ...empty, client_name: "Måler" });
  forgetDraft(storage, "client");
  expect(readDraft(storage, "client", empty)).toEqual(empty);
});

test("members that came with a newer form keep their initial value, those that went are dropped", () => {
  writeDraft(storage, "client", { client_name: "Måler", gone: true });
  expect(readDraft(storage, "client", empty)).toEqual({ client_name: "Måler", scopes: [] });
});

test.each(["{", "null", "7", '"text"'])("%j in the storage is no draft", (text) => {
  writeDraft(storage, "client", {});
  for (const key of texts.keys()) texts.set(key, text);
  expect(readDraft(storage, "client", empty)).toEqual(empty);
});
