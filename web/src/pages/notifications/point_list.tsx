import { Button, Heading } from "@digdir/designsystemet-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { type NotificationPoint, useTestNotificationPoint } from "../../api/notifications";
import { Facts } from "../../ui/facts";
import { useFlash } from "../../ui/flash";
import { focusSoon } from "../../ui/focus";
import { formatDate } from "../../ui/format";
import { Problem } from "../../ui/problem";
import { Notices } from "./notices";
import { Removal } from "./removal";
import { usePointName } from "./point_name";

export function PointList({ points }: { points: NotificationPoint[] }) {
  const box = useRef<HTMLUListElement>(null);
  const [leaving, setLeaving] = useState<NotificationPoint | null>(null);
  return (
    <>
      <ul className="rows" ref={box} tabIndex={-1}>
        {points.map((point) => (
          <Point key={point.id} point={point} onRemove={() => setLeaving(point)} />
        ))}
      </ul>
      {leaving && (
        <Removal
          point={leaving}
          onClose={() => setLeaving(null)}
          onDone={() => {
            setLeaving(null);
            focusSoon(box);
          }}
        />
      )}
    </>
  );
}

function Point({ point, onRemove }: { point: NotificationPoint; onRemove: () => void }) {
  const { t } = useTranslation();
  const flash = useFlash();
  const test = useTestNotificationPoint();
  const [open, setOpen] = useState(false);
  const name = usePointName(point);
  const isSent = point.channel !== "CALENDAR";
  const send = () =>
    test.mutate(point.id, {
      onSuccess: () => {
        setOpen(true);
        flash(t("notifications.test.sent", { name }));
      },
    });
  return (
    <li className="card stack">
      <Heading level={2} data-size="xs" className={point.address ? "code" : undefined}>
        {name}
      </Heading>
      <Facts
        facts={[
          [t("notifications.fact.channel"), t(`notifications.channel.${point.channel}`)],
          [t("notifications.fact.events"), point.events.map((event) => t(`notifications.event.${event}`)).join(", ")],
          [
            t("notifications.fact.language"),
            point.channel !== "WEBHOOK" && t(`notifications.language.${point.language}`),
          ],
          [t("notifications.fact.created"), formatDate(point.created)],
        ]}
      />
      {test.isError && <Problem error={test.error} />}
      {isSent && <Notices id={point.id} open={open} onOpen={setOpen} />}
      <div className="actions">
        {isSent && (
          <Button variant="secondary" data-size="sm" loading={test.isPending} onClick={send}>
            {t("notifications.test.send")}
            <span className="visually-hidden"> {name}</span>
          </Button>
        )}
        <Button variant="tertiary" data-color="danger" data-size="sm" onClick={onRemove}>
          {t("common.action.remove")}
          <span className="visually-hidden"> {name}</span>
        </Button>
      </div>
    </li>
  );
}
