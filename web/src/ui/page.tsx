import { Heading, Paragraph } from "@digdir/designsystemet-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { NavigationType, useNavigationType } from "react-router";

type PageProps = {
  title: string;
  intro?: ReactNode;
  /** Buttons beside the heading. */
  actions?: ReactNode;
  children: ReactNode;
};

/** A page: sets the document's title and moves focus to its heading after navigation, as a new document would. */
export function Page({ title, intro, actions, children }: PageProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  // how the page was come to; what changes its address later (a tab, a search) leaves focus where it is
  const [arrival] = useState(useNavigationType());
  useEffect(() => {
    document.title = t("common.title", { page: title });
  }, [title, t]);
  useEffect(() => {
    if (arrival !== NavigationType.Pop) heading.current?.focus();
  }, [arrival]);
  return (
    <div className="page">
      <div className="page-head">
        <Heading ref={heading} level={1} data-size="lg" tabIndex={-1}>
          {title}
        </Heading>
        {actions && <div className="actions">{actions}</div>}
      </div>
      {intro && <Paragraph className="intro">{intro}</Paragraph>}
      {children}
    </div>
  );
}
