// Why no phone can get in, for the projector and the desk.

/** @type {(join: ScreenJoin, of: (sentence: string) => string) => string} */
export const trouble = (join, of) =>
  join.trouble === "alone"
    ? of(
        "Phones cannot come in yet: this server answers this computer alone. Stop it and start it again so that it lets the room in: python3 kit classroom --host 0.0.0.0",
      )
    : of(
        "Phones cannot come in yet: this computer is in no network. Connect it to the room's Wi-Fi; the address then appears here.",
      );
