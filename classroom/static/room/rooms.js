import { askFirst, putText } from "./desk_kit.js";
import { Refused, send } from "./live.js";
import { given, h, say, the } from "./nodes.js";

// The rooms of this server: a new one, those that go on, and those that are over.

/** @type {RoomsGiven} */
const known = given("given");
const base = document.body.dataset.base ?? "/";
const lang = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
const wrong = h("p", { class: "wrong", role: "alert" });
const done = h("p", { class: "done", role: "status" });

/** @param {unknown} error */
const tellRooms = (error) => {
  putText(done, "");
  putText(
    wrong,
    (error instanceof Refused && error.message) || say("The server did not answer. Reload this page and look again."),
  );
};

/** @type {(name: string, text: string, ...field: Node[]) => HTMLElement} */
const field = (name, text, ...rest) => h("div", { class: "field" }, h("label", { for: name }, text), ...rest);

const makeRoom = () => {
  const slug = h("select", { id: "case" }, ...known.cases.map((one) => h("option", { value: one.slug }, one.title)));
  const agenda = h("select", { id: "agenda" });
  const agendas = () => {
    const chosen = known.cases.find((one) => one.slug === slug.value);
    agenda.replaceChildren(
      ...(chosen?.agendas ?? []).map(({ id, title, minutes }) =>
        h("option", { value: id }, say("{agenda}: {n} minutes", { agenda: title, n: Math.round(minutes) })),
      ),
    );
  };
  slug.addEventListener("change", agendas);
  agendas();
  const promises = known.promises.map(({ id, name, text }) =>
    h(
      "label",
      { class: "choice" },
      h("input", {
        type: "radio",
        name: "promise",
        value: id,
        checked: id === "nickname",
        "aria-describedby": `p-${id}`,
      }),
      h("span", {}, h("b", {}, name), h("span", { class: "soft", id: `p-${id}` }, text)),
    ),
  );
  const [smallest, usual, largest] = known.table_size;
  const sizes = Array.from({ length: largest - smallest + 1 }, (_, n) => smallest + n);
  const size = h(
    "select",
    { id: "size" },
    ...sizes.map((n) => h("option", { value: n, selected: n === usual }, say("{n} people", { n }))),
  );
  const make = h("button", { type: "submit", class: "primary" }, say("Make the room"));
  const form = h(
    "form",
    { class: "make card" },
    h("h2", {}, say("Make a room")),
    field("case", say("Case"), slug),
    field(
      "agenda",
      say("Agenda"),
      agenda,
      h("p", { class: "soft" }, say("You can change it before and during class.")),
    ),
    h("fieldset", {}, h("legend", {}, say("What you promise people about their answers")), ...promises),
    field("size", say("A table seats"), size),
    make,
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    make.disabled = true; // a room that is asked for twice would be two rooms
    try {
      const promise = String(new FormData(form).get("promise"));
      const wish = { slug: slug.value, agenda: agenda.value, promise, table_size: Number(size.value) };
      const { code } = await send(`${base}teach`, wish, 1);
      location.assign(`${base}teach/${code}`);
    } catch (error) {
      tellRooms(error);
      make.disabled = false;
    }
  });
  return form;
};

/** @type {(time: string) => string} */
const dated = (time) => new Date(time).toLocaleString(lang, { dateStyle: "medium", timeStyle: "short" });

const DAY = 86_400_000; // ms

/** How long a room is kept after its end. @param {RoomsGiven["rooms"][number]} room */
const makeKeeping = ({ code, ended_at, keep_days }) => {
  const choices = [
    ["7", say("a week")],
    ["30", say("a month")],
    ["365", say("a year")],
    ["", say("until I delete it")],
  ];
  const kept = keep_days === null ? "" : String(keep_days);
  if (!choices.some(([days]) => days === kept)) choices.unshift([kept, say("{n} days", { n: kept })]);
  const select = h(
    "select",
    { id: `keep-${code}` },
    ...choices.map(([value, text]) => h("option", { value, selected: value === kept }, text)),
  );
  const gone = h("span", { class: "soft", role: "status" });
  const show = () => {
    const day = new Date(new Date(ended_at ?? 0).getTime() + Number(select.value) * DAY);
    const known = { day: day.toLocaleDateString(lang, { dateStyle: "medium" }) };
    putText(gone, ended_at && select.value ? say("It is deleted on {day}.", known) : "");
  };
  select.addEventListener("change", async () => {
    try {
      await send(`${base}teach/${code}/keep`, { days: select.value ? Number(select.value) : null });
      show();
    } catch (error) {
      tellRooms(error);
    }
  });
  show();
  return h(
    "div",
    { class: "keep" },
    h("label", { for: `keep-${code}` }, say("After its end it is kept")),
    select,
    gone,
  );
};

/** @param {RoomsGiven["rooms"][number]} room */
const roomRow = (room) => {
  const title = known.cases.find(({ slug }) => slug === room.slug)?.title ?? room.slug;
  const promise = known.promises.find(({ id }) => id === room.promise)?.name ?? "";
  const code = `${room.code.slice(0, 3)} ${room.code.slice(3)}`;
  const open = h("a", { class: "button", href: `${base}teach/${room.code}` });
  const again = room.ended_at && h("a", { class: "button", href: `${base}teach/${room.code}/replay` }, say("Replay"));
  const away = h("button", { type: "button" }, room.put_away ? say("Bring it back") : say("Archive"));
  open.append(room.ended_at ? say("Desk and files") : say("To the desk"));
  const remove = h("button", { type: "button", class: "grave" }, say("Delete for good"));
  const row = h(
    "li",
    { class: "card" },
    h("div", {}, h("h3", {}, title), h("p", {}, h("b", { class: "code" }, code), " ", promise)),
    h(
      "p",
      { class: "soft" },
      room.ended_at
        ? say("Ended {time}", { time: dated(room.ended_at) })
        : say("Made {time}", { time: dated(room.made_at) }),
      h("br"),
      say("{n} people", { n: room.people }),
    ),
    room.lacks && h("p", { class: "lacks" }, room.lacks),
    h("div", { class: "buttons" }, open, again, room.ended_at && away, room.ended_at && remove),
    makeKeeping(room),
  );
  away.addEventListener("click", async () => {
    try {
      await send(`${base}teach/${room.code}/archive`, { away: !room.put_away });
      room.put_away = room.put_away ? 0 : 1;
      listRooms();
      const known = { title, time: dated(room.ended_at ?? room.made_at) };
      putText(wrong, "");
      putText(
        done,
        room.put_away
          ? say("Archived: {title}, {time}. It stands at the end of this page.", known)
          : say("Brought back: {title}, {time}.", known),
      );
      done.scrollIntoView({ block: "nearest" });
    } catch (error) {
      tellRooms(error);
    }
  });
  remove.addEventListener("click", async () => {
    const sure = await askFirst({
      title: say("Delete room {code} for good?", { code }),
      text: say("{title}, {time}, {n} people.", { title, time: dated(room.made_at), n: room.people }),
      more: say(
        "All answers and the record of this class are deleted. Nobody can bring them back. Take the record first if you need it.",
      ),
      yes: say("Delete for good"),
      no: say("Keep it"),
      grave: true,
    });
    if (!sure) return;
    try {
      await send(`${base}teach/${room.code}/delete`, {});
      known.rooms = known.rooms.filter((one) => one !== room);
      listRooms();
    } catch (error) {
      tellRooms(error);
    }
  });
  return row;
};

/** @type {(title: string, rooms: RoomsGiven["rooms"]) => HTMLElement} */
const roomList = (title, rooms) => h("section", {}, h("h2", {}, title), h("ul", {}, ...rooms.map(roomRow)));

const [going, ended, archived] = [h("div"), h("div"), h("div")];

/** The rooms by where they stand; what is archived is folded. */
const listRooms = () => {
  const of = (/** @type {(room: RoomsGiven["rooms"][number]) => unknown} */ fits) => known.rooms.filter(fits);
  const put = (/** @type {Element} */ place, /** @type {string} */ title, /** @type {RoomsGiven["rooms"]} */ rooms) =>
    place.replaceChildren(...(rooms.length ? [roomList(title, rooms)] : []));
  put(
    going,
    say("Rooms that go on"),
    of(({ ended_at }) => !ended_at),
  );
  put(
    ended,
    say("Rooms that are over"),
    of(({ ended_at, put_away }) => ended_at && !put_away),
  );
  const away = of(({ put_away }) => put_away);
  const wasOpen = archived.querySelector("details")?.open ?? false;
  archived.replaceChildren(
    ...(away.length
      ? [
          h(
            "details",
            { class: "archived", open: wasOpen },
            h("summary", {}, h("h2", {}, say("Archived")), ` (${away.length})`),
            h(
              "p",
              { class: "soft" },
              say(
                "What is archived can be replayed, compared with, and taken out again. It is deleted on its day all the same.",
              ),
            ),
            h("ul", {}, ...away.map(roomRow)),
          ),
        ]
      : []),
  );
};

const openRooms = () => {
  const [other, name] = lang === "zh" ? ["en", "English"] : ["zh", "中文"];
  const main = the("main");
  main.before(
    h(
      "header",
      { class: "masthead" },
      h("a", { class: "brand", href: base }, "Caseroom"),
      h(
        "a",
        { class: "language", href: `?lang=${other}`, lang: other === "zh" ? "zh-CN" : "en", hreflang: other },
        name,
      ),
    ),
  );
  listRooms();
  main.append(
    h("h1", {}, say("Your rooms")),
    h("p", {}, say("A room is one class: people join it with their phones, and you lead it from its desk.")),
    wrong,
    going,
    makeRoom(),
    done,
    ended,
    archived,
  );
};

openRooms();
