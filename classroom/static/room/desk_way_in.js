import { desk } from "./desk_doing.js";
import { copyText } from "./desk_end.js";
import { h, say } from "./nodes.js";
import { trouble } from "./way_in.js";

// How phones get in, as it is now: the computer may change its network in the midst of a class.

export const makeWayIn = () => {
  const { view, base } = desk;
  const code = `${view.code.slice(0, 3)} ${view.code.slice(3)}`;
  const now = h("span", { class: "address", role: "status" });
  let shown = "";
  return {
    element: h("div", { class: "way-in" }, h("b", { class: "code" }, say("Code {code}", { code })), now),
    /** @param {DeskView} view */
    show({ join }) {
      const latest = JSON.stringify(join);
      if (latest === shown) return;
      shown = latest;
      now.replaceChildren(
        ...(join.trouble ? [h("span", { class: "warning" }, trouble(join, say))] : [copy(join), qrPicture(join, base)]),
      );
    },
  };
};

/** @param {ScreenJoin} join */
const copy = (join) =>
  h(
    "button",
    { type: "button", class: "plain", onclick: () => copyText(join.picture) },
    join.address.replace(/^https?:\/\//, ""),
  );

/** @type {(join: ScreenJoin, base: string) => HTMLElement} */
const qrPicture = (join, base) =>
  h(
    "details",
    { class: "qr" },
    h("summary", {}, say("QR code")),
    h("img", {
      src: `${base}screen/${desk.view.code}/qr.svg?for=${encodeURIComponent(join.picture)}`,
      alt: say("QR code of the address {address}", { address: join.picture }),
    }),
  );
