import "./operator.css";

import type { ReactNode } from "react";

import { useRight } from "../../session/session";
import { Page } from "../../ui/page";
import { RightMissing } from "../../ui/right_missing";

type OperatorPageProps = { title: string; intro: ReactNode; actions?: ReactNode; children: ReactNode };

/** A page for those who run the service; everybody else is told what is missing. */
export function OperatorPage({ title, ...rest }: OperatorPageProps) {
  return useRight("operator") ? <Page title={title} {...rest} /> : <RightMissing title={title} right="operator" />;
}
