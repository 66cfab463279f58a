// The widgets of a page: their models as the kernel has them, their views where a cell put them.
import * as base from "@jupyter-widgets/base";
import { ManagerBase } from "@jupyter-widgets/base-manager";
import * as controls from "@jupyter-widgets/controls";
import { Widget } from "@lumino/widgets";
import "anywidget";
import { amd } from "./shims.js";

/** @type {Record<string, Record<string, unknown>>} */
const MODULES = {
  "@jupyter-widgets/base": base,
  "@jupyter-widgets/controls": controls,
  anywidget: amd.anywidget(base),
};

const OURS = "caseroom"; // in place of a panel's script, see caseroom/panels/panel.py

export class Widgets extends ManagerBase {
  #kernel;
  #panels;

  /**
   * @param {import("./kernel.js").Kernel} kernel
   * @param {string} panels the whole address of the panels' script
   */
  constructor(kernel, panels) {
    super();
    this.#kernel = kernel;
    this.#panels = panels;
  }

  /**
   * All panels of ours are in one module, which the page has once, and not in one for each.
   *
   * @template {{ _esm?: string }} State
   * @param {State} state
   * @returns {State}
   */
  #withScript(state) {
    return state._esm === OURS ? { ...state, _esm: this.#panels } : state;
  }

  /** @type {(options: object, state: object) => Promise<WidgetModel>} */
  async new_model(options, state = {}) {
    return super.new_model(options, this.#withScript(state));
  }

  /** @type {(name: string, module: string) => Promise<unknown>} */
  async loadClass(name, module) {
    const found = MODULES[module]?.[name];
    if (!found) throw new Error(`A case page has no widget ${module}.${name}`);
    return found;
  }

  /** @type {(target: string, id: string, data?: object, metadata?: object, buffers?: BufferSource[]) => Promise<object>} */
  async _create_comm(target, id, data, metadata, buffers) {
    const comm = this.#kernel.comm(target, id);
    if (data || metadata) comm.open(data, undefined, metadata, buffers);
    return comm;
  }

  async _get_comm_info() {
    return {}; // models come from the kernel's states, see load()
  }

  /**
   * All models with the state they have in the kernel; called again after an interruption, it brings them up to date.
   */
  async load() {
    const { states, paths } = await this.#states();
    await Promise.all(
      Object.entries(states).map(([id, { state, ...model }]) => {
        const buffers = paths.filter(({ path }) => path[0] === id);
        base.put_buffers(
          state,
          buffers.map(({ path }) => path.slice(1)),
          buffers.map(({ buffer }) => buffer),
        );
        return this.has_model(id)
          ? this.#refresh(id, state)
          : this.new_model({ ...model, model_id: id, comm: this.#kernel.comm("jupyter.widget", id) }, state);
      }),
    );
  }

  /** @type {(id: string, state: object) => Promise<void>} */
  async #refresh(id, state) {
    const model = await this.get_model(id);
    model.set_state(await model.constructor._deserialize_state(this.#withScript(state), this));
  }

  /** @returns {Promise<{ states: Record<string, ModelState>, paths: { path: string[], buffer: DataView }[] }>} */
  async #states() {
    const control = this.#kernel.comm("jupyter.widget.control");
    const answer = new Promise((resolve) => control.on_msg(resolve));
    control.open({}, undefined, { version: "1.0.0" });
    control.send({ method: "request_states" });
    const {
      content: { data },
      buffers,
    } = await answer;
    control.close();
    return {
      states: data.states,
      paths: data.buffer_paths.map((/** @type {string[]} */ path, /** @type {number} */ n) => ({
        path,
        buffer: buffers[n],
      })),
    };
  }

  /**
   * Put a view of the model on the page, in `place`; resolves when all that is in it stands there.
   *
   * @param {string} id
   * @param {HTMLElement} place
   */
  async show(id, place) {
    const view = await this.create_view(await this.get_model(id));
    Widget.attach(view.luminoWidget, place);
    await complete(view);
  }

  /**
   * A panel of ours counts as one before its script has run: the page waits for all it can find.
   *
   * @type {(model: WidgetModel, options?: object) => Promise<WidgetView>}
   */
  async create_view(model, options) {
    const view = await super.create_view(model, options);
    if (model.get("_anywidget_id")?.startsWith("caseroom.")) view.el.classList.add("caseroom-panel");
    return view;
  }
}

/**
 * Resolves when all that is in a view stands there.
 *
 * @type {(view: WidgetView) => Promise<void>}
 */
const complete = async (view) => {
  const children = await Promise.all(view.children_views?.views ?? []);
  await Promise.all(children.map(complete));
};
