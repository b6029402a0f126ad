import { Heading, Paragraph } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";

/** A list with nothing in it: says why, and what to do next. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <Heading level={2} data-size="xs">
        {title}
      </Heading>
      {children && <Paragraph>{children}</Paragraph>}
      {action}
    </div>
  );
}
