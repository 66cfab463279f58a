// What the pages' scripts are given, for the type checker: the panels' traits (the Python classes say what is in them)
// and answers, the widgets' host, and as much of the bundled packages as is used.

// A panel and its kernel

type Words = Record<string, string>;

/** A message to the kernel; what else it carries, the Python side declares and checks. */
interface Message<Kind extends string = string> {
  type: Kind;
  [field: string]: unknown;
}

interface Failure {
  ok: false;
  refused?: string;
  not_saved?: string;
  silent?: boolean;
}

/** What the kernel answers to a message of that kind. */
type Answer<Kind extends string = string> =
  | Failure
  | ({ ok: true; saved_at?: string } & (Kind extends keyof Answers ? Answers[Kind] : unknown));

interface Answers {
  file: { files: DataView<ArrayBuffer>[] };
  take: { files: DataView<ArrayBuffer>[]; file_name: string };
  look: { changed: string[]; pins: string[] };
  open: { said: string[] };
  begin: Problems;
  chunk: Problems;
  read: Problems & UploadedTable;
  sheet: Problems & UploadedTable;
  confirm: Problems & { figures: Figure[]; warnings: string[] };
}

type Ask = <Kind extends string>(message: Message<Kind>, buffers?: ArrayBuffer[]) => Promise<Answer<Kind>>;
type Save = <Kind extends string>(message: Message<Kind>) => Promise<Answer<Kind>>;
type Act = (message: Message) => unknown;
type Say = (sentence: string, values?: Record<string, unknown>) => string;

type SavingState = "" | "saving" | "saved" | "failed";
type Tell = (state: SavingState, sentence: string) => void;

/** What every panel's model can, whatever its traits. */
interface AnyModel {
  get(name: "words"): Words;
  get(name: "lang"): string;
  send(message: Message, callbacks?: undefined, buffers?: ArrayBuffer[]): void;
  on(event: "msg:custom", heard: (message: KernelMessage, buffers: DataView<ArrayBuffer>[]) => void): void;
  on(event: `change:${string}`, changed: () => void): void;
  off(event: `change:${string}`, changed: () => void): void;
}

type KernelMessage = ({ type: "answer"; id: string } & Answer) | { type: "vega" };

interface Model<Name extends keyof Traits> extends AnyModel {
  get(name: "words"): Words;
  get(name: "lang"): string;
  get<Trait extends keyof Traits[Name]>(name: Trait): Traits[Name][Trait];
}

interface Panel<Name extends keyof Traits> {
  render(given: { model: Model<Name>; el: HTMLElement }): undefined | (() => void) | void;
}

// What the panels' traits hold

interface Traits {
  chooser: { charts: { name: string; title: string }[]; moved: Record<string, string> };
  more: { text: string };
  aside: { title: string; paragraphs: string[] };
  tasks: {
    tasks: { title: string; text: string; seen: string; own: boolean; if_time: boolean; places: Shown[] }[];
    done: number[];
    progress: string[];
    begin: string[];
    in_short: string[];
  };
  assumptions: {
    unfolded: boolean;
    assumptions: Assumption[];
    values: Values;
    contested: Contest[];
    longest_reason: number;
  };
  chart: {
    name: string;
    title: string;
    description: string;
    note: string;
    guess: { text: string; about: string; go: string };
    spec: VegaSpec;
    rows: Record<string, Row[]>;
    columns: Column[];
    credit: string[];
  };
  code: { code: string };
  downloads: { items: { name: string; title: string; picture: boolean }[]; stem: string };
  goal: {
    goals: Goal[];
    limits: Record<string, number[]>;
    most_levers: number;
    answer: GoalAnswer;
    stands: "there" | "away" | "outdated";
  };
  levers: {
    levers: Lever[];
    groups: { id: string; label: string; tier: "policy" | "world" }[];
    presets: { name: string; label: string; note: string }[];
    values: Values;
    chosen: string;
    idle: string;
    can_undo: boolean;
    can_redo: boolean;
  };
  link: { link: string; link_with_pins: string; note: string };
  memo: { parts: MemoPart[]; name: string; chart: string; longest_name: number };
  notice: { text: string; tone: "wait" | "warning"; until: "" | "predict" | "decision" };
  offer: Record<never, never>;
  outcomes: { outcomes: Outcome[]; values: Results; baseline: Results; reasons: Record<string, string> };
  overview: { case: CaseOverview };
  question: {
    question: Question;
    longest: { number: number; text: number };
    state: QuestionState;
    pins: PinsInShort;
    open_before: string;
  };
  rerank: { criteria: Criterion[]; options: Choice[]; state: RerankState };
  scenarios: {
    outcomes: Outcome[];
    baseline: Results;
    pins: Pin[];
    proposed: string;
    limit: number;
    longest_name: number;
    longest_note: number;
  };
  sensitivity: {
    unfolded: boolean;
    choices: Record<Sought, Named[]>;
    chosen: Record<Sought, string>;
    change: { sentence?: string; rows?: Share[]; note?: string };
  };
  table: { title: string; note: string; columns: Column[]; rows: Row[]; folded: boolean };
  uncertainty: {
    unfolded: boolean;
    parameters: (Scaled & Named)[];
    ranges: Range[];
    results: Draws[];
    goals: string[];
    summary: string;
    drawn: string;
  };
  upload: {
    shown: { own: boolean; name: string; figures: Figure[]; left_out: string[] };
    places: Record<"bring" | "privacy" | "check" | "right" | "use" | "back" | "bundled" | "yours" | "lacks", string>;
    groups: RoleGroup[];
    largest: number;
    chunk: number;
  };
}

interface Named {
  name: string;
  label: string;
}
interface Figure {
  label: string;
  value: string;
}
type Values = Record<string, number>;
/** null is a number without limit. */
type Results = Record<string, number | null>;
type Cell = string | number | null | boolean | undefined;
type Row = Record<string, Cell>;
interface Column {
  name: string;
  title: string;
  format: string;
}

/** What says how a number is written and typed. */
interface Scaled {
  format: string;
  unit: string;
  unit_one: string;
  minimum?: number;
}
/** A number that stands for a name. */
interface Choice {
  value: number;
  label: string;
}
interface Scale {
  keys: string;
  number(value: number): string;
  text(value: number): string;
  field(value: number): string;
  behind(value?: number): string;
  read(typed: string): number | string;
}

/** caseroom/formats.py puts the table before the panels' scripts. */
declare const NUMBERS: {
  formats: Record<
    string,
    {
      steps: [number, number][];
      last: number;
      scale: number;
      suffix: string;
      apart: Record<string, { unit: string; unit_one: string }> | null;
    }
  >;
  set_decimals: number;
  dust: number;
  minus: string;
  endless: string;
  unknown: string;
};

interface Lever extends Named, Scaled {
  step: number;
  help: string;
  group: string;
  minimum: number;
  maximum: number;
  usual: [number, number];
  baseline: number;
  choices: Choice[];
}
interface Outcome extends Named, Scaled {
  meaning: string;
  better: "higher" | "lower" | "none";
  headline: boolean;
  absent: boolean;
}
interface Pin extends Record<PinNote, string> {
  id: string;
  name: string;
  outcomes: Results;
  reasons: Record<string, string>;
  changed: string[];
}
type PinNote = "question" | "expectation" | "finding" | "decision";

interface Assumption extends Named, Scaled {
  minimum: number;
  maximum: number;
  choices: Choice[];
  default: number;
  lever: boolean;
  taught: boolean;
  source: string;
  grade: string;
  evidence: string;
}
interface Effect {
  label: string;
  default: string;
  mine: string;
}
interface Contest {
  name: string;
  value: number;
  reason: string;
  effects: Effect[];
}

interface Goal {
  id: string;
  label: string;
  note: string;
  by: (Named & { fixed: boolean })[];
  constraints: (Scaled & { label: string; at_least: boolean })[];
}
interface GoalAnswer {
  goal: string;
  met: boolean;
  found: Figure[];
  kept: { text: string; value: string; met: boolean }[];
  remarks: string[];
  columns: string[];
  rows: { cells: string[]; missed: number[]; best: boolean }[];
}

type Sought = "outcome" | "since" | "swing";
interface Share {
  label: string;
  moved: string;
  amount: string;
  part: number;
}
interface Range {
  name: string;
  low: number;
  high: number;
  remark: string;
}
interface Draws extends Named {
  unit: string;
  now: string;
  low: string;
  middle: string;
  high: string;
  endless: string;
  ends: string[];
  counts: number[];
  likely: [number, number];
}

interface MemoPart {
  question: string;
  title: string;
  done: boolean;
  hint: string;
}
interface PinsInShort {
  seen: boolean;
  before: string;
  names: string[];
  rows: { label: string; unit: string; before: string; best_before: boolean; values: string[]; best: boolean[] }[];
}
interface CaseOverview {
  decision: string;
  role: string;
  minutes: number;
  roles: { name: string; stake: string }[];
  sources: { grade: string; short: string; citation: string; note: string }[];
  objectives: string[];
}

interface Criterion {
  id: string;
  name: string;
  meaning: string;
}
/** `lenses`, `rows` and `found` are there once the weights are locked, at `at`. */
interface RerankState {
  points: Record<string, number>;
  at: string | null;
  /** The place of each option as the student would sign; there once that is said, and with it what follows. */
  signed: Record<string, number>;
  lenses: { id: string; name: string }[];
  rows: Rated[];
  found: string[];
}
interface Rated {
  option: string;
  name: string;
  why: string;
  places: Record<string, number>;
  values: Record<string, number>;
  ratings: Record<string, number>;
  ours: Record<string, number>;
}

interface Choice {
  id: string;
  text: string;
}
type Kind = "predict" | "decision" | "text" | "design" | string;
type PartName = "choice" | "number" | "curve" | "order" | "sorted";
interface Question {
  id: string;
  kind: Kind;
  title: string;
  prompt: string;
  hint: string;
  parts: PartName[];
  choices: Choice[];
  items: Choice[];
  number: { unit: string; minimum: number; maximum: number } | null;
  curve: Curve | null;
  fields: { id: string; label: string; words: number; rows: number; optional: boolean }[];
}
/** What is drawn: a height at each place. */
interface Curve extends Scaled {
  minimum: number;
  maximum: number;
  step: number;
  start: number;
  across: string;
  upwards: string;
  places: { x: number; name: string }[];
}
interface Work {
  choice: string;
  number: string;
  curve: number[];
  order: string[];
  sorted: Record<string, string>;
  fields: Record<string, string>;
}
/** What makes one part of the form of an answer; `helpId` is the element that describes it. */
type MakePart = (given: {
  question: Question;
  longest: Traits["question"]["longest"];
  helpId: string;
  changed: () => void;
  say: Say;
  lang: string;
}) => AnswerPart;
/** The same for an order, of which no more is asked than its items. */
type MakeRanking = (given: {
  question: { items: Choice[] };
  helpId: string;
  changed: () => void;
  say: Say;
}) => {
  element: HTMLElement;
  read(): { order: string[] };
  write(work: { order: string[] }): unknown;
  lock(): unknown;
};
interface AnswerPart {
  element: HTMLElement;
  /** Its share of the answer as it stands. */
  read(): Partial<Work>;
  write(work: Work): unknown;
  lock(): unknown;
}
interface Feedback {
  tone: "right" | "wrong" | "note";
  text: string;
}
interface QuestionState {
  work: Work;
  final: boolean;
  done: boolean;
  pending: boolean;
  at: string | null;
  said: string;
  feedback: Feedback | null;
  explanation: string;
  criteria: string[];
  ticks: number[];
  exemplar: string;
  may_reveal: boolean;
  history: { said: string; at: string }[];
}

interface Problems {
  problems?: string[];
}
interface UploadedTable {
  columns: { name: string; samples: string[] }[];
  guess: Record<string, string | null>;
  warnings: string[];
  /** Of a workbook with several; "sheet" was read. */
  sheets: string[];
  sheet: string | null;
}
/** A role without choices asks for a column. */
interface Role extends Named {
  instead_of: string[];
  choices: Named[];
}
interface RoleGroup {
  legend: string;
  roles: Role[];
}

// Elements, see h() in shared.js

type Child = Node | string | null | undefined | false;
type Handlers = { [Type in keyof HTMLElementEventMap as `on${Type}`]?: (event: HTMLElementEventMap[Type]) => unknown };
type Attributes = Handlers & { [name: string]: unknown };

// The page around the panels

/** What a text sends a reader to. */
interface Shown {
  place: "chart" | "outcomes" | "scenarios";
  name: string;
  title: string;
}
interface Picture {
  name: string;
  kind: "png" | "svg";
  resolve: (file: Blob | null) => void;
}
type ConnectionState = "connected" | "interrupted" | "refused" | "gone";
interface DocumentEventMap {
  "caseroom:picture": CustomEvent<Picture>;
  "caseroom:connection": CustomEvent<ConnectionState>;
  "caseroom:go": CustomEvent;
  "caseroom:news": CustomEvent<{ sentence: string; way: string; go: () => void }>;
  "caseroom:now": CustomEvent<{ sentence: string; far: string; short: string; go: () => void }>;
  "caseroom:lever": CustomEvent<string>;
  "caseroom:show": CustomEvent<Shown>;
  "caseroom:task": CustomEvent;
  "caseroom:pin": CustomEvent<(said: string) => void>;
}
/** A step of a case, see classroom/static/case/journey.js. */
interface Step {
  id: string;
  section: HTMLElement;
  link: HTMLAnchorElement;
  title: string;
}
/** Where a reader is, see caseroom/journey.py. */
interface Place {
  step: string;
  cell: string;
  seen: string[];
  read: string[];
}
/** What the server writes into a page, in the element `jupyter-config-data`. */
interface PageConfig {
  baseUrl: string;
  kernelId: string;
  visitor: string;
  panels: string;
  vega: string;
  words: Words;
}
/** One of nbformat's outputs; which of the last three are there depends on its type. */
interface Output {
  output_type: string;
  name: string;
  text: string | string[];
  data: Record<string, any>;
}

/** What bench/page.js is given and gives. */
declare const PATTERN: string;
interface Bench {
  now: string | null;
  paintedAt: number;
  pressedAt: number;
}
interface Window {
  __bench: Bench;
  caseroomPlace?: Place;
  caseroomShared?: { readonly text: string; done(): void };
  caseroomTurns?: { turn(stage: Element): Promise<unknown> };
  caseroomVega?: Promise<VegaModule>;
}

// Vega, as far as a chart uses it (widgets/caseroom/panels/vendor)

interface VegaSpec {
  config?: object;
  params?: object[];
  usermeta?: { signals?: Record<string, string>; short?: Record<string, string>; lowest?: number };
  width?: number;
  [field: string]: unknown;
}
/** What Vega-Lite makes of it, as far as it is changed before Vega reads it. */
interface VegaChart {
  autosize?: { type: string };
  height?: number | object;
  signals: { name: string; update?: string; value?: number }[];
  scales?: any[];
  axes?: any[];
  legends?: any[];
  title?: any;
  marks: any[];
}
/** A mark of the drawn scene and what it consists of; a group's items have marks again. */
interface VegaMark {
  name?: string;
  role?: string;
  marktype: string;
  items: any[];
  bounds: { set(x1: number, y1: number, x2: number, y2: number): void };
}
interface VegaGroup {
  width: number;
  height: number;
  items: VegaMark[];
}
interface VegaView {
  width(): number;
  width(pixels: number): VegaView;
  height(): number;
  signal(name: "tops"): number[];
  signal(name: string): number;
  signal(name: string, value: unknown): VegaView;
  autosize(): { type: string };
  scenegraph(): { root: { items: (VegaGroup | undefined)[] } };
  dirty(item: object): void;
  change(name: string, changes: object): VegaView;
  runAsync(): Promise<VegaView>;
  toSVG(): Promise<string>;
  finalize(): void;
}
interface VegaChanges {
  insert(rows: object): VegaChanges;
  remove(which: unknown): VegaChanges;
}
interface Vega {
  Error: number;
  View: new (parsed: object, options: object) => VegaView;
  parse(spec: object, config: null, options: object): object;
  logger(level: number): object;
  changeset(): VegaChanges;
  truthy: unknown;
  expressionFunction(name: string, compute: (...given: any[]) => unknown): void;
}
interface VegaModule {
  vega: Vega;
  vegaLite: { compile(spec: VegaSpec, options: object): { spec: VegaChart } };
  expressionInterpreter: unknown;
}

// Jupyter's messages, and the packages that the page's own script is bundled from, as far as it uses them

type Packed = Uint8Array<ArrayBuffer>;
interface WireMessage {
  header: { msg_type: string; msg_id: string };
  parent_header: { msg_id: string };
  metadata: object;
  content: any;
  buffers: DataView[];
}
interface CommCallbacks {
  iopub?: { status?: (message: object) => void };
}
type CommExtras = [callbacks?: CommCallbacks, metadata?: object, buffers?: BufferSource[]];
interface ModelState {
  state: object;
  model_name: string;
  model_module: string;
  model_module_version: string;
}
interface WidgetModel {
  get(name: string): any;
  set_state(state: object): void;
  constructor: Function & { _deserialize_state(state: object, manager: object): Promise<object> };
}
interface WidgetView {
  el: HTMLElement;
  luminoWidget: object;
  children_views?: { views: Promise<WidgetView>[] };
}

declare module "@jupyter-widgets/base" {
  export const uuid: () => string;
  export const put_buffers: (state: object, paths: string[][], buffers: DataView[]) => void;
}
declare module "@jupyter-widgets/base-manager" {
  export class ManagerBase {
    has_model(id: string): boolean;
    get_model(id: string): Promise<WidgetModel>;
    new_model(options: object, state: object): Promise<WidgetModel>;
    create_view(model: WidgetModel, options?: object): Promise<WidgetView>;
    handle_comm_open(comm: object, message: WireMessage): Promise<WidgetModel>;
  }
}
declare module "@jupyter-widgets/controls";
declare module "@lumino/widgets" {
  export const Widget: { attach(widget: object, place: HTMLElement): void };
}
declare module "anywidget";
declare module "dompurify" {
  const purify: {
    sanitize(html: string, options: { RETURN_DOM_FRAGMENT: true; [name: string]: unknown }): DocumentFragment;
    sanitize(html: string, options: { [name: string]: unknown }): string;
  };
  export default purify;
}
declare module "*.css";
declare module "esbuild" {
  export const build: (options: object) => Promise<{ metafile: { outputs: Record<string, { inputs: object }> } }>;
}
declare module "node:fs" {
  export const readFileSync: (path: string, encoding?: "utf8") => string;
  export const readdirSync: (path: string) => string[];
  export const writeFileSync: (path: string, content: string) => void;
}

// A room: what the server tells its pages (classroom/room/views/)

interface Clock {
  left: number | null;
  held: boolean;
}

interface RoomQuestion {
  /** Of a question of the case. */
  id?: string;
  parts: string[];
  title: string;
  prompt: string;
  fields: { id: string; label: string; rows: number; words: number; sentence?: boolean; optional: boolean }[];
  choices?: { id: string; text: string }[];
  items?: { id: string; text: string }[];
  criteria?: { id: string; text: string; meaning: string }[];
  number?: { minimum: number; maximum: number; times: number; unit: string; unit_one: string; whole: boolean };
  curve?: {
    at: number[];
    x: string;
    y: string;
    place: string;
    format: string;
    unit: string;
    minimum: number;
    maximum: number;
    step: number;
    start: number;
  };
}

interface RoomPhase {
  id: string;
  kind: string;
  name: string;
  text: string;
  n: number;
  of: number;
  asks: boolean;
  /** Whether the case can be opened. */
  opens: boolean;
  step: string;
  task: number;
  even_task: number;
  reveal: string;
  of_question: string;
  per_table: boolean;
  question?: RoomQuestion | null;
}

interface RoomCount {
  answered: number;
  people: number;
}

interface RoomReveal {
  kind: string;
  title: string;
  sentence: string;
  blocks: RoomBlock[];
}

interface RoomFound extends RoomReveal {
  question: string;
}

interface RoomBars {
  type: "bars";
  series: string[];
  bars: { label: string; values: number[]; shares: number[] }[];
  totals: number[];
  right?: number[]; // which of them are marked as right
  percent?: boolean;
  earlier?: { name: string; values: number[]; shares: number[] };
  sentence: string;
}
interface RoomDots {
  type: "dots";
  values: number[];
  unit: string;
  middle: number;
  written: { middle: string; model?: string }; // as the sentence says them
  model?: number;
  low?: number;
  high?: number;
  earlier?: { name: string; count: number; low: number; middle: number; high: number };
  sentence: string;
  computed: boolean; // from what is given: right or wrong, and no guess
}
interface RoomCurves {
  type: "curves";
  at: number[];
  room: number[][];
  model: number[][];
  x: string;
  y: string;
  format: string;
  unit: string;
  sentence: string;
}
interface RoomFlows {
  type: "flows";
  labels: string[];
  from: string[];
  flows: number[][];
  whole: boolean; // nobody's first answer is left out
  sentence: string;
}
interface RoomTable {
  type: "table";
  head: string[];
  rows: string[][];
  marked?: number[];
  most?: number[][]; // of each row, the cells with what was chosen most often
  stayed?: number[]; // of each row, the cell with those who decided as they first answered, 0 for none
  mixed?: number[]; // which rows are of several first answers together
  sentence: string;
}
interface RoomPoints {
  type: "points";
  points: { label: string; x: number; y: number }[];
  ours: { x: number; y: number; n: number }[];
  tables: { table: number; x: number; y: number }[];
  x: { label: string; unit: string; format: string };
  y: { label: string; unit: string; format: string };
  head: string[];
  rows: string[][];
  sentence: string;
}
interface RoomCards {
  type: "cards";
  cards: { id: string; text: string; whose: string; pile: string }[];
}
interface RoomFacts {
  type: "facts";
  facts: { who: string; facts: string[] }[];
  against: { n: number; who: string; sides: { who: string; text: string }[]; text: string }[]; // `text`: how the two fit together
  unplayed: string[]; // whose pairs are not there, since nobody plays one of the two
}
type RoomBlock = RoomBars | RoomDots | RoomCurves | RoomFlows | RoomTable | RoomPoints | RoomCards | RoomFacts;

interface RoomView {
  code: string;
  slug: string;
  lang: string;
  title: string;
  promise: { id: string; name: string; text: string };
  closed: boolean;
  clock: Clock;
  phase: RoomPhase;
  count: RoomCount;
}

interface PhoneView extends RoomView {
  me: {
    name: string;
    table: number;
    seat: number;
    /** Whose side one takes, where roles are played. */
    plays: string[];
    reader: { reader: string; roles: string } | null; // whom the case calls “you”, where this phone plays others
    asks: boolean;
    answered: boolean;
    answer: any;
    before: { question: RoomQuestion; answer: any; per_table: boolean } | null;
    /** What was predicted first, where the decision is made or shown. */
    first: { question: RoomQuestion; answer: any; then: any }[]; // `then`: where it was asked again
  };
  table: string[];
  /** What the table has one of, in a phase that it does as one. */
  hands: {
    mine: boolean;
    holder: { name: string; seat: number } | null;
    free: boolean;
    reliever: { name: string; seat: number } | null; // who took it while this phone was out of sight
    relieved: { name: string; seat: number } | null; // from whom this one took it so
    asked: boolean;
    others: { name: string; seat: number; asks: boolean }[];
    stands: { option: string; levers: [string, string][]; outcomes: [string, string][]; link: string } | null;
  } | null;
  roles: { name: string; stake: string; text: string; knows: string[] }[];
  /** Whether the class has had the levers, and is asked what they may have shown. */
  levers: boolean;
  reveal: RoomReveal | null;
  /** The number that this phone gave to what is shown. */
  own_guess: number | null;
  /** What its weights put first, where the room's weights are shown; "" otherwise. */
  own_first: string;
  notes: string[];
  /** What was shown to all and what this phone answered, once the class is over. */
  end: {
    found: RoomFound[];
    answers: { phase: string; per_table: boolean; question: RoomQuestion; answer: any }[];
  } | null;
}

interface ScreenView extends Omit<RoomView, "clock"> {
  people: number;
  reveal: RoomReveal | null;
  notes: string[];
}
interface ScreenJoin {
  address: string;
  picture: string;
  others: string[];
  trouble: "" | "alone" | "no_network";
}
/** What the projector is told: its view in every language, and how phones get in. */
interface Screens {
  clock: Clock;
  views: Record<string, ScreenView>;
  join: ScreenJoin;
  /** To which language the desk has turned the wall, and how often. */
  wall?: { lang: string; turn: number };
  /** The languages of those who are here. */
  spoken?: string[];
}

/** A phase as the `plan` command has it (classroom/room/state.py). */
interface RoomStretch {
  id: string;
  kind: string;
  minutes: number;
  [more: string]: unknown;
}

interface DeskGiven {
  offers: { name: string; group: string; stretch: RoomStretch }[];
  files: string[];
  earlier: { id: string; code: string; day: string; people: number }[];
}

interface RoomsGiven {
  rooms: {
    code: string;
    slug: string;
    promise: string;
    made_at: string;
    ended_at: string | null;
    keep_days: number | null;
    put_away: number;
    people: number;
    /** What is wrong with its case; "" for nothing. */
    lacks: string;
  }[];
  cases: {
    slug: string;
    title: string;
    agendas: { id: string; title: string; minutes: number }[];
    roles: number;
  }[];
  promises: { id: string; name: string; text: string }[];
  table_size: number[];
}

interface DeskView extends RoomView {
  join: ScreenJoin;
  /** To which question words are picked now; "" for none. */
  words_of: string;
  /** What is wrong with the case; "" for nothing. */
  trouble: string;
  turn: number;
  at: number;
  agenda: (RoomPhase & {
    /** Why it asks or shows nothing; "" where it does. */
    lacks: string;
    lacks_in_short: string;
    minutes: number;
    row: { activity: string; see: string; say: { aloud: boolean; text: string }[]; of_phase: boolean } | null;
    told: string[];
    count: RoomCount;
    stretch: RoomStretch;
    choices: { id: string; text: string }[];
  })[];
  compared: string;
  beside: { kind: string; question: string } | null;
  /** The title of the guess by which the decision is shown; "" where nothing of the kind is. */
  beside_of: string;
  beside_number: boolean;
  beside_lacks: string;
  put: { kind: string; question: string } | null;
  undo: string;
  goes_on: boolean;
  door: boolean;
  table_size: number;
  /** The tables at which too few sit to talk, and how many. */
  few: { table: number; n: number }[];
  people: {
    id: string;
    name: string;
    table: number;
    seat: number;
    asks: boolean;
    /** Seconds for which the hand has been up. */
    asks_for: number;
    lang: string;
    away: boolean;
    online: boolean;
    roles: string[];
    answered?: boolean;
    in_hand?: boolean;
  }[];
  showing: RoomReveal | null;
  reveals: { kind: string; question: string; name: string; title: string; size: number }[];
  worked: { done: number; of: number } | null;
  cards: { id: string; text: string; whose: string; shown: boolean; pile: string; box: number; question: string }[];
  tallies: Record<string, Record<string, number>>;
  notes: { text: string; to: string }[];
  model: boolean;
}

/** What a phone is told before it joins (classroom/room/handlers/phone.py). */
interface JoinGiven {
  lang: string;
  languages: Record<string, string>;
  most_tables: number;
  typed: string;
  room: {
    code: string;
    title: string;
    promise: { id: string; name: string; text: string };
    open: boolean;
    closed: boolean;
  } | null;
}

/** What somebody answers in a phase (classroom/room/ballots.py), and a part of the form that asks for it. */
interface RoomAnswer {
  choice?: string;
  number?: number;
  curve?: number[];
  order?: string[];
  sorted?: Record<string, string>;
  weights?: Record<string, number>;
  fields?: Record<string, string>;
}
/** `read` gives what is written so far, whole or not; `missing` says what is wanting, or "". */
interface RoomPart {
  element: HTMLElement;
  read: () => object;
  write: (draft: any) => void;
  missing: () => string;
  first: () => HTMLElement | null;
}
type MakeRoomPart = (question: RoomQuestion, changed: () => void) => RoomPart;
