import { whoseFault } from "./cut_off.js";
import { forgetAll, keep, recall } from "./kept.js";
import { newKey, Refused, send } from "./live.js";
import { given, h, say, the } from "./nodes.js";
import { codeCard, keepCode } from "./return_code.js";

// In by a code, in a language, under a name where the room wants one; or back by four words.

/** @type {JoinGiven} */
const { lang, languages, most_tables, typed, room } = given("given");
const { base = "/" } = document.body.dataset;

const onlyDigits = (/** @type {string} */ text) => text.normalize("NFKC").replace(/\D/g, "");

/** What went wrong, beside the button that was pressed. */
const trouble = () => h("p", { class: "trouble", role: "alert" });

/** @param {unknown} error */
const sentenceOf = (error) =>
  error instanceof Refused && error.message ? error.message : `${whoseFault()} ${say("Then press again.")}`;

/**
 * A form that sends itself once at a time.
 *
 * @type {(properties: object, go: () => Promise<void>, button: string, ...children: (Node | false | null)[]) => HTMLElement}
 */
const formOf = (properties, go, button, ...children) => {
  const said = trouble();
  const press = h("button", { type: "submit", class: "primary" }, button);
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (press.disabled) return;
    press.disabled = true;
    said.textContent = "";
    try {
      await go();
    } catch (error) {
      said.textContent = sentenceOf(error);
    }
    press.disabled = false;
  };
  return h("form", { ...properties, novalidate: true, onsubmit: submit }, ...children, said, press);
};

/** @type {(label: string, input: HTMLInputElement, help?: string) => HTMLElement} */
const entryOf = (label, input, help = "") => {
  if (help) input.setAttribute("aria-describedby", `${input.id}-help`);
  return h(
    "div",
    { class: "entry" },
    h("label", { for: input.id }, label),
    help && h("p", { class: "soft", id: `${input.id}-help` }, help),
    input,
  );
};

const chooser = () =>
  h(
    "nav",
    { class: "languages", "aria-label": say("Language") },
    ...Object.entries(languages).map(([code, name]) =>
      h(
        "a",
        {
          href: `?lang=${code}`,
          lang: code === "zh" ? "zh-CN" : code,
          hreflang: code,
          "aria-current": code === lang && "true",
        },
        name,
      ),
    ),
  );

// Without a code, or with a wrong one

const askCode = () => {
  const input = h("input", {
    id: "code",
    inputmode: "numeric",
    autocomplete: "off",
    maxlength: "12",
    class: "digits",
    value: typed,
  });
  const go = async () => {
    if (wrong) wrong.remove(); // it was about another code
    const code = onlyDigits(input.value);
    if (code.length !== 6) throw new Refused("no_room", say("The code has six digits. It stands on the screen."));
    location.assign(`${base}j/${code}?lang=${lang}`);
  };
  const wrong =
    typed &&
    h(
      "p",
      { class: "trouble", role: "alert" },
      say("There is no room with the code {code}. Look at the screen again.", { code: typed }),
    );
  return [
    h("h1", {}, say("Join the class")),
    wrong || null,
    formOf(
      { class: "card" },
      go,
      say("Go on"),
      entryOf(say("Code of the room"), input, say("Six digits, as they stand on the screen at the front.")),
    ),
  ];
};

// With one

/** The key of this phone's seat in this room: it stays the same until there is a seat. */
const keyOf = (/** @type {string} */ code) => {
  const name = `caseroom-key-${code}`;
  const key = recall(name) ?? (newKey() + newKey() + newKey()).slice(0, 64);
  keep(name, key);
  return key;
};

/** @param {NonNullable<JoinGiven["room"]>} it */
const nameInput = ({ promise }) =>
  promise.id === "anonymous"
    ? null
    : h("input", { id: "name", maxlength: "60", autocomplete: "off", autocapitalize: "words" });

/** @type {(promise: string, input: HTMLInputElement) => HTMLElement} */
const nameEntry = (promise, input) => {
  const [label, help] =
    promise === "named"
      ? [say("Your name"), say("As your teacher knows you.")]
      : [say("A nickname"), say("Any name that is not your real one.")];
  return entryOf(label, input, help);
};

/** @param {NonNullable<JoinGiven["room"]>} it */
const joinForm = (it) => {
  const name = nameInput(it);
  const table = h("input", { id: "table", inputmode: "numeric", autocomplete: "off", maxlength: "3" });
  const go = async () => {
    const wanted = Number(onlyDigits(table.value));
    if (wanted > most_tables) throw new Refused("unfit", say("Tables go up to {n}.", { n: most_tables }));
    const called = name?.value.trim() ?? "";
    if (name && !called) {
      name.focus();
      throw new Refused(
        "empty",
        it.promise.id === "nickname"
          ? say("Write a nickname first: any name that is not your real one.")
          : say("Write a name first, so that your table knows who you are."),
      );
    }
    const sent = { code: it.code, key: keyOf(it.code), lang, name: called, table: wanted };
    const { return_code } = await send(`${base}room/join`, sent);
    forgetAll(); // a draft of whoever sat here before
    keepCode(return_code);
    showCode(return_code, it.promise.id === "anonymous");
  };
  return formOf(
    { class: "card", id: "join" },
    go,
    say("Come in"),
    name && nameEntry(it.promise.id, name),
    h(
      "details",
      {},
      h("summary", {}, say("My table has a number")),
      entryOf(say("Number of your table"), table, say("Leave it empty if you were told none: you are given a table.")),
    ),
  );
};

/** @param {NonNullable<JoinGiven["room"]>} it */
const backForm = (it) => {
  const words = h("input", {
    id: "four-words",
    autocomplete: "off",
    autocapitalize: "none",
    spellcheck: "false",
    maxlength: "100",
  });
  const go = async () => {
    await send(`${base}room/return`, { code: it.code, words: words.value });
    forgetAll();
    location.assign(`${base}room`);
  };
  return h(
    "details",
    { class: "back", open: it.closed },
    h("summary", {}, say("I was here before and have four words")),
    formOf(
      { class: "card" },
      go,
      say("Come back"),
      entryOf(say("Your four words"), words, say("In their order, with spaces between them.")),
      h(
        "p",
        { class: "soft" },
        it.closed
          ? say("You find there what the class found, your own answers and the way to your memo.")
          : say(
              "Have you lost them? Come in as somebody new and tell your teacher, who can give you your old seat back.",
            ),
      ),
    ),
  );
};

/** @param {NonNullable<JoinGiven["room"]>} it */
const welcome = (it) => {
  const promise = h("section", { class: "promise" }, h("h2", {}, it.promise.name), h("p", {}, it.promise.text));
  const shut =
    (it.closed && say("This class is over: nobody new can come in.")) ||
    (!it.open && say("The door is closed. Raise your hand: your teacher can open it."));
  return [
    h("p", { class: "kicker" }, say("Room {code}", { code: it.code })),
    h("h1", {}, it.title),
    ...(it.closed ? [] : [promise]),
    shut ? h("p", { class: "shut", role: "status" }, shut) : joinForm(it),
    backForm(it),
    h("p", {}, h("a", { class: "other", href: `${base}join?lang=${lang}` }, say("Another code"))),
  ];
};

/** @type {(code: string, anonymous: boolean) => void} */
const showCode = (code, anonymous) => {
  the("main").replaceChildren(codeCard(code, anonymous, () => location.assign(`${base}room`)));
  scrollTo(0, 0);
  the("h1").focus();
};

the("main").append(chooser(), ...(room ? welcome(room) : askCode()).filter((one) => one !== null));
