import { Spinner } from "@digdir/designsystemet-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";

import type { UsageProps } from "./usage";

const Loaded = lazy(async () => ({ default: (await import("./usage")).Usage }));

/** A report of `GET /api/v1/statistics` as a picture, a table and a file; its code comes when it is first shown. */
export function Usage(props: UsageProps) {
  const { t } = useTranslation();
  return (
    <Suspense fallback={<Spinner aria-label={t("common.state.loading")} className="loading" />}>
      <Loaded {...props} />
    </Suspense>
  );
}
