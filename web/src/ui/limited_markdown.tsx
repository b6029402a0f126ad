import { Heading, Link, List, Paragraph } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";

const inlineMark = /\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*/g;

/** Links to http and https, **strong** and *emphasis*; whatever else stands there is text. */
function inline(text: string): ReactNode[] {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const mark of text.matchAll(inlineMark)) {
    const [whole, label, address, strong, emphasis] = mark;
    parts.push(text.slice(end, mark.index));
    end = mark.index + whole.length;
    const key = mark.index;
    if (address) {
      parts.push(
        <Link key={key} href={address} rel="noreferrer">
          {label}
        </Link>,
      );
    } else if (strong) parts.push(<strong key={key}>{strong}</strong>);
    else parts.push(<em key={key}>{emphasis}</em>);
  }
  parts.push(text.slice(end));
  return parts;
}

const listMark = /^\s*[*-]\s+/;

function Block({ text }: { text: string }) {
  const lines = text.split("\n");
  const heading = /^#{1,6}\s+(.*)$/.exec(text);
  if (heading?.[1] !== undefined && lines.length === 1) {
    return (
      <Heading level={3} data-size="2xs">
        {inline(heading[1])}
      </Heading>
    );
  }
  if (lines.every((line) => listMark.test(line))) {
    return (
      <List.Unordered>
        {lines.map((line, i) => (
          <List.Item key={i}>{inline(line.replace(listMark, ""))}</List.Item>
        ))}
      </List.Unordered>
    );
  }
  return <Paragraph>{inline(text)}</Paragraph>;
}

/** The little Markdown that a scope's long description may have: paragraphs, headings, lists, links, emphasis. */
export function LimitedMarkdown({ text, lang }: { text: string; lang?: string }) {
  const blocks = text
    .replace(/\r\n?/g, "\n")
    .replace(/^(#{1,6}\s.*)\n(?!\n)/gm, "$1\n\n")
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter(Boolean);
  return (
    <div className="markdown" lang={lang}>
      {blocks.map((block, i) => (
        <Block key={i} text={block} />
      ))}
    </div>
  );
}
