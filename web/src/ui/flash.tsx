import { Alert, Button } from "@digdir/designsystemet-react";
import { XMarkIcon } from "@navikt/aksel-icons";
import { createContext, type ReactNode, useCallback, useContext, useState } from "react";
import { useTranslation } from "react-i18next";

const FlashContext = createContext<(message: string) => void>(() => {});

/** Says that something was done: `flash(t("clients.created"))`. It stays until the next one or until it is closed. */
export function useFlash(): (message: string) => void {
  return useContext(FlashContext);
}

type Shown = { message: string; count: number };

export function Flashes({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<Shown | null>(null);
  const flash = useCallback((message: string) => setShown((last) => ({ message, count: (last?.count ?? 0) + 1 })), []);
  return (
    <FlashContext value={flash}>
      {children}
      <div className="flash" role="status">
        {shown && (
          <Alert key={shown.count} data-color="success" className="flash-message">
            <span>{shown.message}</span>
            <Button variant="tertiary" icon aria-label={t("common.action.close")} onClick={() => setShown(null)}>
              <XMarkIcon aria-hidden />
            </Button>
          </Alert>
        )}
      </div>
    </FlashContext>
  );
}
