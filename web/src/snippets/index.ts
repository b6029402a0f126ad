import { csharp } from "./csharp";
import { curl } from "./curl";
import { java } from "./java";
import { node } from "./node";
import { portvakt } from "./portvakt";
import { python } from "./python";
import type { SnippetValues } from "./values";

export type { SnippetValues } from "./values";

export type SnippetLanguage = {
  id: string;
  name: string;
  /** Of the file that the sample would be. */
  extension: string;
  /** OpenSSL reads no JWK. */
  needsPem?: boolean;
  write: (values: SnippetValues) => string;
};

/** Whole programs that fetch a token, in the order they are offered. */
export const snippetLanguages: [SnippetLanguage, ...SnippetLanguage[]] = [
  { id: "curl", name: "curl + openssl", extension: "sh", needsPem: true, write: curl },
  { id: "portvakt", name: "portvakt", extension: "sh", write: portvakt },
  { id: "node", name: "Node", extension: "mjs", write: node },
  { id: "python", name: "Python", extension: "py", write: python },
  { id: "java", name: "Java", extension: "java", write: java },
  { id: "csharp", name: "C#", extension: "cs", write: csharp },
];
