import { describe, expect, test } from "vitest";

import { en } from "./en";
import { nb } from "./nb";
import { nn } from "./nn";

type Tree = { [key: string]: string | Tree };

/** Every text by its key, as `t` takes it. */
function flat(tree: Tree, path = ""): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [name, value] of Object.entries(tree)) {
    if (typeof value === "string") texts.set(path + name, value);
    else for (const [key, text] of flat(value, `${path}${name}.`)) texts.set(key, text);
  }
  return texts;
}

const texts = { nb: flat(nb), nn: flat(nn), en: flat(en) };
const keys = [...texts.nb.keys()];
const languages = ["nb", "nn", "en"] as const;
const plural = /_(zero|one|two|few|many|other)$/;

const placeholders = (text = "") => [...text.matchAll(/\{\{\s*([^}\s,]+)/g)].map(([, name]) => name ?? "");

/** Words that are the same in Norwegian and English: the trade's own, and names. A text of these alone is no copy. */
const sharedWords = new Set(
  "portvakt scope scopes subscope token system status format type json csv pem jwk jwks bokmål nynorsk maskinporten krr"
    .concat(
      " webhook eformidling porten id ansattporten saml altinn curl python java node onbehalfof sum pkcs grant jwt",
    )
    .split(" "),
);

const ownWords = (text: string) =>
  (text.replace(/\{\{.*?\}\}/g, "").match(/\p{L}{2,}/gu) ?? []).filter((word) => !sharedWords.has(word.toLowerCase()));

describe.each(languages)("%s", (language) => {
  const own = texts[language];

  test("has every key and no other", () => {
    expect([...own.keys()].sort()).toEqual([...keys].sort());
  });

  test("has no empty text, and none with space around it or in double", () => {
    expect([...own].filter(([, text]) => text.trim() === "" || text !== text.trim() || /\s{2}/.test(text))).toEqual([]);
  });

  test("fills in what Bokmål fills in", () => {
    // `_one` may leave the number out: "one client"
    const names = (text: string | undefined, key: string) =>
      [...new Set(placeholders(text))].filter((name) => !(key.endsWith("_one") && name === "count")).sort();
    const different = keys.filter((key) => String(names(own.get(key), key)) !== String(names(texts.nb.get(key), key)));
    expect(different.map((key) => `${key}: ${own.get(key) ?? ""}`)).toEqual([]);
  });

  test("has braces only as placeholders", () => {
    expect([...own].filter(([, text]) => /[{}]/.test(text.replace(/\{\{[a-zA-Z]+\}\}/g, "")))).toEqual([]);
  });

  test("has every plural form of its language", () => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const stems = new Set(keys.filter((key) => plural.test(key)).map((key) => key.replace(plural, "")));
    const missing = [...stems]
      .flatMap((stem) => needed.map((form) => `${stem}_${form}`))
      .filter((key) => !own.has(key));
    expect(missing).toEqual([]);
    const both = [...stems].filter((stem) => own.has(stem));
    expect(both).toEqual([]);
  });
});

/** Texts that are word for word those of Bokmål. Short ones often may be. */
function copies(language: "nn" | "en", shortest: number): string[] {
  return [...texts[language]]
    .filter(([key, text]) => text === texts.nb.get(key) && ownWords(text).length >= shortest)
    .map(([key, text]) => `${key}: ${text}`);
}

test("English is not Bokmål left as it was", () => {
  expect(copies("en", 1)).toEqual([]);
});

test("Nynorsk is not Bokmål left as it was", () => {
  expect(copies("nn", 7)).toEqual([]);
});

test("Nynorsk has none of the words that only Bokmål has", () => {
  const bokmaal =
    /(?<!\p{L})(ikke|jeg|fra|hvem|hva|hvor|hvordan|hvilken|hvilke|noen|noe|bare|mer|være|kommer|gjøre)(?!\p{L})/iu;
  expect([...texts.nn].filter(([, text]) => bokmaal.test(text)).map(([key, text]) => `${key}: ${text}`)).toEqual([]);
});
