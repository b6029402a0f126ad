import {
  Alert,
  Button,
  Checkbox,
  Fieldset,
  Heading,
  Paragraph,
  Textfield,
  ValidationMessage,
} from "@digdir/designsystemet-react";
import { type SyntheticEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";

import { type Channel, events, useCreateNotificationPoint } from "../../api/notifications";
import { ChoiceField } from "../../ui/choice_field";
import { CopyButton } from "../../ui/copy_button";
import { useDraft } from "../../ui/draft";
import { useFlash } from "../../ui/flash";
import { errorsOf, type FormErrors, FormSummary } from "../../ui/form_errors";
import { Problem } from "../../ui/problem";
import { bodyOf, type Draft, problemsOf } from "./problems";

const languages = ["nb", "nn", "en"] as const;

const startWith = (channel: Channel, language: string): Draft => ({
  channel,
  address: "",
  language: languages.find((known) => known === language) ?? "nb",
  events: ["KEY_EXPIRES"],
});

export function PointForm({ channels }: { channels: Channel[] }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const flash = useFlash();
  const create = useCreateNotificationPoint();
  const [draft, change, forget] = useDraft(
    "notificationPoint.new",
    startWith(channels[0] ?? "CALENDAR", i18n.resolvedLanguage ?? "nb"),
  );
  const [found, setFound] = useState<FormErrors>({});
  const refused = useMemo(() => errorsOf(create.error), [create.error]);
  const errors = Object.keys(found).length > 0 ? found : refused;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const problems = problemsOf(draft, t);
    setFound(problems);
    if (Object.keys(problems).length > 0) return;
    create.mutate(bodyOf(draft), {
      onSuccess: ({ calendar_url }) => {
        forget();
        if (calendar_url) return; // shown in place of the form: it cannot be had again
        flash(t("notifications.form.done", { name: draft.address.trim() }));
        void navigate("/notifications");
      },
    });
  };
  if (create.data?.calendar_url) return <SecretAddress url={create.data.calendar_url} />;
  const toggle = (event: Draft["events"][number], on: boolean) =>
    change({ events: on ? [...draft.events, event] : draft.events.filter((each) => each !== event) });
  return (
    <form onSubmit={submit} className="stack card" noValidate>
      <FormSummary
        errors={errors}
        labels={{
          channel: t("notifications.fact.channel"),
          address: t(`notifications.form.address.${draft.channel}`),
          events: t("notifications.form.events"),
        }}
      />
      {create.isError && Object.keys(errors).length === 0 && <Problem error={create.error} />}
      <ChoiceField
        id="channel"
        label={t("notifications.form.channel")}
        value={draft.channel}
        {...(errors["channel"] ? { error: errors["channel"] } : {})}
        options={channels.map((value) => ({ value, label: t(`notifications.channel.${value}`) }))}
        onChange={(value) => {
          setFound({});
          change({ channel: channels.find((known) => known === value) ?? draft.channel });
        }}
      />
      {draft.channel === "CALENDAR" ? (
        <Paragraph>{t("notifications.form.calendarHint")}</Paragraph>
      ) : (
        <Textfield
          id="address"
          className="field"
          type={draft.channel === "EMAIL" ? "email" : "url"}
          autoComplete="off"
          spellCheck={false}
          label={t(`notifications.form.address.${draft.channel}`)}
          description={t(`notifications.form.addressHint.${draft.channel}`)}
          value={draft.address}
          error={errors["address"]}
          onChange={(event) => change({ address: event.target.value })}
        />
      )}
      {draft.channel !== "WEBHOOK" && (
        <ChoiceField
          id="language"
          label={t("notifications.fact.language")}
          value={draft.language}
          options={languages.map((value) => ({ value, label: t(`notifications.language.${value}`) }))}
          onChange={(value) => change({ language: languages.find((known) => known === value) ?? "nb" })}
        />
      )}
      {draft.channel !== "CALENDAR" && (
        <Fieldset id="events" tabIndex={-1}>
          <Fieldset.Legend>{t("notifications.form.events")}</Fieldset.Legend>
          {events.map((event) => (
            <Checkbox
              key={event}
              value={event}
              label={t(`notifications.event.${event}`)}
              description={t(`notifications.form.eventHint.${event}`)}
              checked={draft.events.includes(event)}
              onChange={({ target }) => toggle(event, target.checked)}
            />
          ))}
          {errors["events"] && <ValidationMessage>{errors["events"]}</ValidationMessage>}
        </Fieldset>
      )}
      <div className="actions">
        <Button type="submit" loading={create.isPending}>
          {t("notifications.form.submit")}
        </Button>
        <Button asChild variant="tertiary">
          <Link to="/notifications" onClick={forget}>
            {t("common.action.cancel")}
          </Link>
        </Button>
      </div>
    </form>
  );
}

function SecretAddress({ url }: { url: string }) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="stack card">
      <Heading level={2} data-size="xs" ref={heading} tabIndex={-1}>
        {t("notifications.calendar.ready")}
      </Heading>
      <Paragraph>{t("notifications.calendar.how")}</Paragraph>
      <p className="code">{url}</p>
      <div>
        <CopyButton text={url} what={t("notifications.calendar.address")} />
      </div>
      <Alert data-color="warning">{t("notifications.calendar.secret")}</Alert>
      <div className="actions">
        <Button asChild variant="secondary">
          <Link to="/notifications">{t("notifications.calendar.done")}</Link>
        </Button>
      </div>
    </div>
  );
}
