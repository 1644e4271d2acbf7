import type { FigurePart, SourceEntry, UnitAnswer, UnitFigure } from "../../api/types";
import type { Words } from "../../i18n/i18n";
import { h, ICONS, icon } from "../dom";
import { caveats, standing, statusMark, valueText } from "../figures";
import type { Told } from "./told";

interface Traced {
  readonly import?: number | null;
  readonly file?: string | null;
  readonly row?: number | null;
  readonly note?: string;
}

/** Where a figure comes from: its source, the file and the row, and under which standard and stage. */
export function origin(told: Told, f: UnitFigure): HTMLElement {
  const { words, view } = told;
  const parts = f.parts ?? [];
  const [above, below] = parts;
  // Two counts of one row are told once; of two files each for itself.
  const isOne =
    !above ||
    !below ||
    (above.source === below.source && above.file === below.file && above.row === below.row);
  return facts([
    ...(isOne
      ? ([
          [told.say("source"), f.source ? source(told, f.source) : ""],
          [told.say("file"), fileAndRow(told, f)],
          [told.say("note"), f.note ?? ""],
        ] as const)
      : parts.map((part) => [told.indicator(part.indicator), partOrigin(told, part)] as const)),
    [told.say("computed"), counts(told, f)],
    [told.say("carried.name"), carriage(told, f)],
    [told.say("standard"), words.label(view.atlas.standard(f.standard), f.standard)],
    [told.say("stage"), standing(words, f)],
    [told.say("asOf"), f.asOf ? words.date(f.asOf) : ""],
  ]);
}

function partOrigin(told: Told, part: FigurePart): HTMLElement {
  const file = fileAndRow(told, part);
  return h(
    "span",
    {},
    statusMark(told.words, part.status),
    part.status && part.status !== "reported" ? " " : "",
    part.source ? source(told, part.source) : "",
    file ? h("span", { class: "facts-file" }, file) : null,
    part.note ? h("span", { class: "facts-file" }, `${told.say("note")}: ${part.note}`) : null,
  );
}

/** The two counts of a rate: `1.203 / 6.747 hộ`; nothing for any other figure. */
export function counts(told: Told, f: UnitFigure): string {
  if (f.numerator == null || f.denominator == null) return "";
  const { words } = told;
  const counted = told.view.atlas.indicator(f.indicator)?.denominator?.indicator ?? "";
  return words.say("unit.of", {
    part: words.number(f.numerator, 0),
    whole: words.quantity(f.denominator, told.measure(counted)),
  });
}

/** What a figure stands on that was put together from former units; nothing for any other. */
export function carriage(told: Told, { carried }: UnitFigure): string {
  if (!carried) return "";
  const { words } = told;
  const editions = told.view.atlas.manifest.editions;
  const title = editions.find((e) => e.id === carried.edition)?.title;
  const percent = (share: number): string => words.quantity(100 * share, "percent");
  return [
    told.say("carried", { edition: words.label(title, carried.edition).replace(/ \(.*$/, "") }),
    carried.partialShare > 0
      ? told.say("carried.partial", {
          share: percent(carried.partialShare),
          basis: told.basis(carried.basis),
        })
      : "",
    carried.unknownShare > 0
      ? told.say("carried.unknown", { share: percent(carried.unknownShare) })
      : "",
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** A figure that unfolds into where it comes from. */
export function figureRow(
  told: Told,
  f: UnitFigure,
  options: { readonly name?: string; readonly marked: boolean; readonly bar?: HTMLElement | null },
): HTMLElement {
  const { words } = told;
  const printed = f.reported ? told.say("asPrinted") : "";
  const extra = [caveats(words, f), printed].filter((part) => part !== "").join(", ");
  const name = options.name ?? told.indicator(f.indicator);
  return h(
    "details",
    {},
    h(
      "summary",
      {},
      h(
        "span",
        { class: "figure-name" },
        extra ? `${name} (${extra})` : name,
        " ",
        options.marked ? statusMark(words, f.status) : null,
      ),
      h(
        "span",
        { class: "figure-value" },
        valueText(words, told.measure(f.indicator), f.value, f.qualifier),
      ),
      icon(ICONS.chevron),
      options.bar,
    ),
    origin(told, f),
  );
}

/** A bar of a share of the longest; hidden from readers, who hear the value. */
export function bar(value: number, most: number): HTMLElement {
  const inner = h("span", { class: "bar" });
  inner.style.width = `${Math.max(0, Math.min(100, (100 * value) / (most || 1))).toFixed(1)}%`;
  return h("span", { class: "bar-track", "aria-hidden": "true" }, inner);
}

/** File and row, with the way to what became of that row when the file was read. */
export function fileAndRow(told: Told, from: Traced): HTMLElement | null {
  if (!from.file) return null;
  const text = from.row == null ? from.file : told.say("row", { file: from.file, row: from.row });
  if (from.import == null) return h("span", {}, text);
  const query = new URLSearchParams({
    f: "html",
    lang: told.words.lang,
    ...(from.row == null ? {} : { row: String(from.row) }),
    release: told.unit.release,
  });
  const href = `/api/imports/${from.import}?${query}`;
  return h(
    "span",
    {},
    text,
    " ",
    h("a", { class: "report-link", href, target: "_blank", rel: "noopener" }, told.say("report")),
  );
}

/** A source as it is cited, with its address where it has one. */
export function source(
  told: Told,
  id: string,
  sources: UnitAnswer["sources"] = told.unit.sources,
): Node {
  const entry = sources[id];
  if (!entry) return h("span", {}, id);
  const title = entry.title || id;
  const rest = describe(entry, told.words);
  return h(
    "span",
    {},
    /^https?:/.test(entry.url)
      ? h("a", { href: entry.url, rel: "noopener noreferrer", target: "_blank" }, title)
      : title,
    rest ? `. ${rest}` : "",
  );
}

function describe(entry: SourceEntry, words: Words): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(entry.date) ? words.date(entry.date) : entry.date;
  return [entry.number, entry.publisher, date, entry.licence]
    .filter((part) => part !== "" && part != null)
    .join(", ");
}

/** Names and what they stand for; a row without a value is left out. */
export function facts(rows: readonly (readonly [string, Node | string | null])[]): HTMLElement {
  return h(
    "dl",
    { class: "facts" },
    ...rows
      .filter(([, value]) => value !== null && value !== "")
      .map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
  );
}
