import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";

import { shellWord, stringLiteral } from "./quoting";

const hostile = [
  "",
  "plain-value_1.2",
  "two words",
  "it's",
  `"; rm -rf / #`,
  "$(id) `id` ${HOME} $HOME !!",
  "back\\slash \\' \\\" \\n \\u0022",
  "line\nbreak\r\n",
  "tab\tand\u0001control",
  "*? [a] {a,b} ~ > < | & ;",
  "æøå \u2028\u2029\u0085 \u{1f600}",
  "'''\"\"\"",
  "</script><!--",
  "{{x}} %s %(x)s #{x}",
];

/** What a program writes for each text, by one process: starting one is what takes time. */
const run = (program: string, args: string[]) => execFileSync(program, args).toString("utf8").split("\0").slice(0, -1);
const patience = 60_000;

describe("a shell's word", () => {
  test("is the text and nothing else", { timeout: patience }, () => {
    const words = hostile.map((text) => `printf '%s\\0' ${shellWord(text)}; x=${shellWord(text)}; printf '%s\\0' "$x"`);
    expect(run("sh", ["-c", words.join("\n")])).toEqual(hostile.flatMap((text) => [text, text]));
  });

  test("holds no NUL", () => {
    expect(() => shellWord("a\0b")).toThrow();
  });
});

describe("a string literal", () => {
  const list = `[${hostile.map(stringLiteral).join(", ")}]`;

  test("is the text to JavaScript", { timeout: patience }, () => {
    expect(run(process.execPath, ["-e", `for (const text of ${list}) process.stdout.write(text + "\\0")`])).toEqual(
      hostile,
    );
  });

  test("is the text to Python", { timeout: patience }, () => {
    const fix = 'text.encode("utf-16", "surrogatepass").decode("utf-16").encode()'; // a pair of escapes is two to Python
    const program = `import sys\nfor text in ${list}: sys.stdout.buffer.write(${fix} + b"\\0")`;
    expect(run("python3", ["-c", program])).toEqual(hostile);
  });

  test.each(hostile)("is printable ASCII, and Java finds no escape that ends it: %j", (text) => {
    const literal = stringLiteral(text);
    expect(literal).toMatch(/^"[ -~]*"$/);
    // JLS 3.3: a \u counts after an even number of backslashes, and is read before the literal is
    const asJavaReadsIt = literal.replace(/\\(\\|u([0-9a-f]{4}))/g, (whole, what: string, hex: string) =>
      what === "\\" ? whole : String.fromCharCode(parseInt(hex, 16)),
    );
    expect(asJavaReadsIt.slice(1, -1)).not.toMatch(/(?<!\\)(\\\\)*"|[\n\r]/);
  });
});
