import { Heading } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="stack card wide">
      <Heading level={2} data-size="xs">
        {title}
      </Heading>
      {children}
    </section>
  );
}
