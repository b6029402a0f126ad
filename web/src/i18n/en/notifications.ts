import type { Messages } from "../nb";

export const notifications: Messages["notifications"] = {
  title: "Notifications",
  intro:
    "Be told when keys are about to expire, when somebody asks for access to your scopes, and when a request is answered.",
  add: "Add a notification point",
  none: {
    title: "Nobody is notified yet",
    text: "A key expires after a year without anything else saying so. Add an e-mail address, a webhook or a calendar.",
  },
  off: {
    title: "This service sends no notifications",
    text: "Whoever runs the service can turn on e-mail, webhooks and calendars. Keys that are about to expire are on your home page.",
  },
  channel: { EMAIL: "E-mail", WEBHOOK: "Webhook", CALENDAR: "Calendar" },
  event: {
    KEY_EXPIRES: "Keys that expire",
    ACCESS_REQUESTED: "Requests for access",
    ACCESS_ANSWERED: "Answers to requests",
    TEST: "Test",
  },
  language: { nb: "Bokmål", nn: "Nynorsk", en: "English" },
  fact: { channel: "Channel", events: "Told of", language: "Language", created: "Added" },
  calendarOf: "Calendar of {{date}}",
  test: { send: "Send a test", sent: "A test is on its way to {{name}}" },
  notices: {
    heading: "Latest notices",
    caption: "Latest notices to this point",
    none: "Nothing was sent here in the last 30 days.",
    again: "Tried again {{time}}",
    column: { created: "Made", event: "About", state: "State", fault: "Fault" },
  },
  state: { NEW: "Being sent", WAITING: "Tried again", DELIVERED: "Arrived", GIVEN_UP: "Given up" },
  removed: "{{name}} gets no more notices",
  confirm: {
    title: "Remove {{name}}?",
    text: "Notices that have not arrived are not sent.",
    calendar: "The address stops working for everybody who subscribes.",
    confirm: "Remove the notification point",
  },
  form: {
    title: "Add a notification point",
    channel: "How do you want to be told?",
    address: { EMAIL: "E-mail address", WEBHOOK: "Address (URL)", CALENDAR: "Address" },
    addressHint: {
      EMAIL: "Preferably one that several people read.",
      WEBHOOK:
        "A signed security event token (RFC 8417) is posted here as application/secevent+jwt. Verify it with the keys of /jwk; aud is this address. Answer 2xx within 10 seconds, or it is tried again for two days.",
    },
    calendarHint:
      "You get a secret address that a calendar program can subscribe to. It has a day for each key that expires, with a reminder two weeks before.",
    events: "What do you want to be told of?",
    eventHint: {
      KEY_EXPIRES: "60, 30, 14, 7 and 1 day before a key expires.",
      ACCESS_REQUESTED: "When somebody asks for access to one of your scopes.",
      ACCESS_ANSWERED: "When an API owner answers a request of yours.",
    },
    submit: "Add",
    done: "{{name}} is added",
    badEmail: "Must be an e-mail address, as drift@kommune.no",
    badUrl: "Must be an https address, as https://notices.kommune.no/portvakt",
    noEvents: "Choose at least one thing to be told of",
  },
  calendar: {
    ready: "The calendar is ready",
    how: "Copy the address and add it to your calendar program as a subscription (Outlook: “Subscribe from web”, Google: “From URL”).",
    address: "the calendar's address",
    secret:
      "The address is shown now only. Whoever has it sees names of clients and ids of keys, so share it only with those who need it.",
    done: "Done, to the notifications",
  },
};
