// The websocket to a kernel. Nothing is lost when it is cut: the server keeps what the kernel says for the same
// session, and what has no answer is sent again; the kernel does not do it twice (caseroom/kernel/process.py).
import { uuid } from "@jupyter-widgets/base";

const PROTOCOL = "v1.kernel.websocket.jupyter.org";
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * [channel, header, parent header, metadata, content, buffer…] as one binary message: offsets, then the parts.
 *
 * @param {(string | BufferSource)[]} parts
 */
const pack = (parts) => {
  const bytes = parts.map((part) => (typeof part === "string" ? encoder.encode(part) : asBytes(part)));
  const head = 8 * (bytes.length + 2);
  const packed = new Uint8Array(bytes.reduce((length, part) => length + part.length, head));
  const view = new DataView(packed.buffer);
  let offset = head;
  view.setUint32(0, bytes.length + 1, true); // 64-bit numbers, of which a message needs the lower half
  bytes.forEach((part, n) => {
    view.setUint32(8 * (n + 1), offset, true);
    packed.set(part, offset);
    offset += part.length;
  });
  view.setUint32(8 * (bytes.length + 1), offset, true);
  return packed;
};

/** @param {BufferSource} part */
const asBytes = (part) =>
  ArrayBuffer.isView(part) ? new Uint8Array(part.buffer, part.byteOffset, part.byteLength) : new Uint8Array(part);

/**
 * @param {ArrayBuffer} data
 * @returns {WireMessage}
 */
const unpack = (data) => {
  const view = new DataView(data);
  /** @param {number} n */
  const offset = (n) => view.getUint32(8 * (n + 1), true);
  /** @param {number} n */
  const part = (n) => new DataView(data, offset(n), offset(n + 1) - offset(n));
  /** @param {number} n */
  const json = (n) => JSON.parse(decoder.decode(part(n)));
  const buffers = [];
  for (let n = 5; n < view.getUint32(0, true) - 1; n += 1) buffers.push(part(n));
  return { header: json(1), parent_header: json(2), metadata: json(3), content: json(4), buffers };
};

const RETRY = [300, 700, 1500, 3000, 5000]; // ms
const HELLO = 3000; // ms until the kernel is greeted again
const REFUSED = 2; // sockets that did not open until the page says what may be wrong
const LOOK = 4000; // ms until a look whether the kernel lives counts as failed

/**
 * Calls `onState` with the state of the connection as it changes, and `opened(comm, message)` for a kernel's comm.
 *
 * @typedef {{ onState: (state: ConnectionState) => void, opened: (comm: Comm, message: WireMessage) => unknown }} Listener
 */
export class Kernel {
  #session = uuid();
  /** @type {Map<string, Uint8Array<ArrayBuffer>>} */
  #unanswered = new Map(); // id -> packed message of which nothing has been heard
  /** @type {Map<string, (message: Omit<WireMessage, "parent_header">) => void>} */
  #waiting = new Map(); // id -> what a widget wants to know about its message
  /** @type {Map<string, Comm>} */
  #comms = new Map();
  /** @type {Set<string>} */
  #hellos = new Set();
  /** @type {Promise<unknown>} */
  #handling = Promise.resolve();
  #tries = 0;
  #refusals = 0; // sockets in a row that nobody let through, though the server answers
  /** @type {ConnectionState | ""} */
  #state = "";

  /**
   * @param {string} base
   * @param {string} id
   * @param {Listener} listener
   */
  constructor(base, id, { onState, opened }) {
    this.#address = `${base}api/kernels/${id}`;
    this.#alive = `${base}kernels/${id}`;
    this.#onState = onState;
    this.#opened = opened;
    addEventListener("online", () => this.#socket?.close()); // on another network an old socket is only silent
    document.addEventListener("caseroom:silence", () => this.#socket?.close()); // see static/case/connection.js
    this.#connect();
  }

  #address;
  #alive;
  #onState;
  #opened;
  /** @type {WebSocket} */
  #socket;

  /**
   * Send a message on the shell channel; its id. Kept until there is a connection.
   *
   * @param {string} type
   * @param {object} content
   * @param {object} [metadata]
   * @param {BufferSource[]} [buffers]
   * @param {CommCallbacks} [callbacks]
   */
  send(type, content, metadata = {}, buffers = [], callbacks) {
    const id = uuid();
    const packed = this.#packed(id, type, content, metadata, buffers);
    this.#unanswered.set(id, packed);
    if (callbacks?.iopub?.status) this.#waiting.set(id, callbacks.iopub.status);
    if (this.#state === "connected") this.#socket.send(packed);
    return id;
  }

  /** @type {(target: string, id?: string) => Comm} */
  comm(target, id = uuid()) {
    if (!this.#comms.has(id)) this.#comms.set(id, new Comm(this, target, id, () => this.#comms.delete(id)));
    return /** @type {Comm} */ (this.#comms.get(id));
  }

  /** @type {(id: string, type: string, content: object, metadata?: object, buffers?: BufferSource[]) => Packed} */
  #packed(id, type, content, metadata = {}, buffers = []) {
    const header = {
      msg_id: id,
      msg_type: type,
      session: this.#session,
      username: "",
      date: new Date().toISOString(),
      version: "5.4",
    };
    return pack(["shell", ...[header, {}, metadata, content].map((part) => JSON.stringify(part)), ...buffers]);
  }

  #connect() {
    const address = new URL(`${this.#address}/channels?session_id=${this.#session}`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = (this.#socket = new WebSocket(address, [PROTOCOL]));
    socket.binaryType = "arraybuffer";
    let opened = false;
    socket.onopen = () => {
      opened = true;
      this.#refusals = 0;
      this.#hellos.clear();
      this.#greet(socket);
    };
    socket.onmessage = ({ data }) => {
      const message = unpack(data);
      this.#handling = this.#handling.then(() => this.#handle(message)).catch((error) => console.error(error));
    };
    socket.onclose = () => {
      if (this.#state === "connected") this.#tell("interrupted");
      setTimeout(
        () => this.#again(opened),
        RETRY[Math.min(this.#tries, RETRY.length - 1)] * (0.75 + Math.random() / 2),
      );
      this.#tries += 1;
    };
  }

  /** @param {boolean} opened */
  async #again(opened) {
    const patience = new AbortController();
    setTimeout(() => patience.abort(), LOOK);
    const answer = await fetch(this.#alive, { cache: "no-store", signal: patience.signal }).catch(() => null);
    if (answer?.status === 404) return this.#tell("gone");
    if (answer?.ok && !opened) this.#refusals += 1;
    if (this.#refusals >= REFUSED) this.#tell("refused");
    this.#connect();
  }

  /**
   * Until the kernel's answer has come on its broadcast channel, what it says there may still pass this socket by.
   *
   * @param {WebSocket} socket
   */
  #greet(socket) {
    if (socket !== this.#socket || socket.readyState !== WebSocket.OPEN) return;
    const id = uuid();
    this.#hellos.add(id);
    socket.send(this.#packed(id, "kernel_info_request", {}));
    setTimeout(() => {
      if (this.#hellos.has(id)) this.#greet(socket);
    }, HELLO);
  }

  #connected() {
    this.#hellos.clear();
    this.#tries = 0;
    for (const packed of this.#unanswered.values()) this.#socket.send(packed);
    this.#tell("connected");
  }

  /** @param {ConnectionState} state */
  #tell(state) {
    this.#state = state;
    this.#onState(state);
  }

  /** @param {WireMessage} heard */
  async #handle({ header, parent_header: parent, ...message }) {
    if (header.msg_type === "caseroom_answer") return this.#answer(parent, message);
    if (header.msg_type === "status") return this.#status(parent.msg_id, { header, ...message });
    const { comm_id: id, target_name: target } = message.content;
    if (header.msg_type === "comm_open")
      return this.#opened(this.comm(target, id), { header, parent_header: parent, ...message });
    if (header.msg_type === "comm_msg")
      return this.#comms.get(id)?.heard({ header, parent_header: parent, ...message });
    if (header.msg_type === "comm_close") return this.#comms.get(id)?.closed(message);
  }

  /**
   * All that the kernel said to one message of ours, in one go: what it changes is drawn in one frame.
   *
   * @type {(parent: WireMessage["parent_header"], message: Omit<WireMessage, "header" | "parent_header">) => Promise<void>}
   */
  async #answer(parent, { content: { messages, again }, metadata, buffers }) {
    if (again && !this.#unanswered.has(parent.msg_id)) return; // it has come after all
    for (const { msg_type, buffers: count, ...said } of messages) {
      const header = { msg_type, msg_id: "" };
      const message = { header, parent_header: parent, ...said, buffers: buffers.splice(0, count) };
      await this.#handle(message).catch((error) => console.error(error));
    }
    const idle = { msg_type: "status", msg_id: "" };
    this.#status(parent.msg_id, { header: idle, metadata, content: { execution_state: "idle" }, buffers: [] });
  }

  /** @type {(id: string, message: Omit<WireMessage, "parent_header">) => void} */
  #status(id, message) {
    this.#unanswered.delete(id);
    if (message.content.execution_state !== "idle") return;
    if (this.#hellos.has(id)) this.#connected();
    this.#waiting.get(id)?.(message);
    this.#waiting.delete(id);
  }
}

/** What ipywidgets calls an IClassicComm. */
class Comm {
  /** @type {Kernel} */
  #kernel;
  /** @type {() => void} */
  #forget;
  /** @type {((message: WireMessage) => unknown) | undefined} */
  #onMessage;
  /** @type {((message: object) => unknown) | undefined} */
  #onClose;
  /** @type {WireMessage[]} */
  #early = []; // heard before anybody listened

  /**
   * @param {Kernel} kernel
   * @param {string} target
   * @param {string} id
   * @param {() => void} forget
   */
  constructor(kernel, target, id, forget) {
    this.#kernel = kernel;
    this.target_name = target;
    this.comm_id = id;
    this.#forget = forget;
  }

  /** @type {(data?: object, ...more: CommExtras) => string} */
  open(data, callbacks, metadata, buffers) {
    return this.#send("comm_open", { target_name: this.target_name, data }, callbacks, metadata, buffers);
  }

  /** @type {(data?: object, ...more: CommExtras) => string} */
  send(data, callbacks, metadata, buffers) {
    return this.#send("comm_msg", { data }, callbacks, metadata, buffers);
  }

  /** @type {(data?: object, ...more: CommExtras) => string} */
  close(data = {}, callbacks, metadata, buffers) {
    this.#forget();
    return this.#send("comm_close", { data }, callbacks, metadata, buffers);
  }

  /** @param {(message: WireMessage) => unknown} callback */
  on_msg(callback) {
    this.#onMessage = callback;
    for (const message of this.#early.splice(0)) callback(message);
  }

  /** @param {(message: object) => unknown} callback */
  on_close(callback) {
    this.#onClose = callback;
  }

  /** @param {WireMessage} message */
  heard(message) {
    if (this.#onMessage) return this.#onMessage(message);
    this.#early.push(message);
  }

  /** @param {object} message */
  closed(message) {
    this.#forget();
    this.#onClose?.(message);
  }

  /** @type {(type: string, content: object, ...more: CommExtras) => string} */
  #send(type, content, callbacks, metadata, buffers) {
    return this.#kernel.send(type, { comm_id: this.comm_id, ...content }, metadata, buffers, callbacks);
  }
}
