// How one joins: the lobby, which says it in both languages at once, and the line for latecomers.

import { h, say } from "./nodes.js";
import { trouble } from "./way_in.js";

/** The code in groups of three, as it is read out. */
const groups = (/** @type {string} */ code) => `${code.slice(0, 3)} ${code.slice(3)}`;

/** @type {(screens: Screens, lang: string, told: Record<string, Words>) => HTMLElement} */
export const lobby = ({ views, join }, lang, told) => {
  const { code } = views[lang];
  const picture = h("img", {
    class: "qr",
    src: `${document.body.dataset.base}screen/${code}/qr.svg?for=${encodeURIComponent(join.picture)}`,
    alt: say("QR code of the address {address}", { address: join.picture }),
  });
  const address = h("p", { class: "address" }, h("span", {}, join.address));
  const languages = [lang, ...Object.keys(views).filter((one) => one !== lang)];
  return h(
    "div",
    { class: join.trouble ? "lobby troubled" : "lobby" },
    !join.trouble && picture,
    h(
      "div",
      { class: "how" },
      h("p", { class: "code" }, groups(code)),
      !join.trouble && address,
      inOtherNetworks(join),
    ),
    h("div", { class: "both" }, ...languages.map((one) => inWords(views[one], join, one, told[one]))),
  );
};

/** @type {(view: Screens["views"][string], join: ScreenJoin, lang: string, its: Words) => HTMLElement} */
const inWords = ({ people, promise }, join, lang, its) => {
  const of = (/** @type {string} */ sentence) => its[sentence] ?? sentence;
  const first = join.trouble ? trouble(join, of) : of("Scan the picture, or type the address and then the code.");
  return h(
    "div",
    { lang: lang === "zh" ? "zh-CN" : "en" },
    h("p", { class: join.trouble ? "warning" : "" }, first),
    !join.trouble &&
      h(
        "p",
        {},
        of(
          "If your phone says that this Wi-Fi has no internet, stay on it. If the page does not open, switch mobile data off.",
        ),
      ),
    h("p", { class: "in" }, of("People who are in: {n}").replace("{n}", String(people))),
    h("p", { class: "promise" }, h("b", {}, promise.name), lang === "zh" ? "：" : ": ", promise.text),
  );
};

/** @type {(join: ScreenJoin) => HTMLElement | false} */
const inOtherNetworks = ({ others }) =>
  others.length > 0 &&
  h(
    "p",
    { class: "others" },
    say("This computer is in several networks. If phones cannot open the address, open this page at another one:"),
    ...others.map((address) => h("a", { href: address }, address)),
  );

const LATE = "Late? {address}";

/** The address stands once, what is said of it in each language of the room. @type {(code: string, join: ScreenJoin, also: { lang: string, its: Words } | null) => (HTMLElement | string)[]} */
export const joinLine = (code, { address }, also) => {
  const small = h("b", { class: "small-code" }, groups(code));
  if (!address) return [small];
  const other = also && /^.*?[?？]/.exec(also.its[LATE] ?? LATE)?.[0]; // what to open stands there once
  const own = say(LATE, { address });
  const asks = /^.*?[?？]/.exec(own)?.[0] ?? ""; // both ask before the address is said
  return [
    asks && h("span", {}, asks),
    ...(other ? [h("span", { lang: also.lang === "zh" ? "zh-CN" : "en" }, other)] : []),
    h("span", {}, own.slice(asks.length).trim()),
    small,
  ];
};
