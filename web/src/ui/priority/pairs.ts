import { ahpOf } from "../../priority/ahp";
import { idOf, type PairAsked } from "../../priority/scenario";
import { h } from "../dom";
import type { Model } from "./model";
import { button, choice } from "./parts";
import { criterionName, say } from "./words";

/** Saaty's scale, from "the second far more" to "the first far more". */
const SCALE = [1 / 9, 1 / 7, 1 / 5, 1 / 3, 1, 3, 5, 7, 9] as const;
/** What the scale has nearest to a ratio. */
function nearest(ratio: number): number {
  const off = (one: number): number => Math.abs(Math.log(one / ratio));
  return [...SCALE].sort((a, b) => off(a) - off(b))[0] ?? 1;
}

/** Above this the comparisons contradict each other too much (Saaty 1980). */
const MOST_RATIO = 0.1;

/** Weights from comparisons by pairs, with what contradicts. */
export class Pairs {
  private readonly ratios = new Map<string, number>();
  private readonly told = h("p", { class: "prio-note", role: "status" });
  private model: Model | null = null;

  constructor(
    private readonly take: (pairs: readonly PairAsked[], weights: readonly number[]) => void,
  ) {}

  update(model: Model): HTMLElement {
    this.model = model;
    const { words, document } = model;
    const { criteria, weights } = document;
    for (const { more, less, times = 1 } of weights?.pairs ?? []) {
      this.ratios.set(`${more} ${less}`, nearest(times));
      this.ratios.set(`${less} ${more}`, nearest(1 / times));
    }
    const name = (i: number): string => criterionName(words, model.view.atlas, criteria[i] ?? {});
    const rows: HTMLElement[] = [];
    for (let i = 0; i < criteria.length; i++) {
      for (let j = i + 1; j < criteria.length; j++) {
        const key = this.key(i, j);
        rows.push(
          choice(
            `pair ${key}`,
            say(words, "pairs.of", { a: name(i), b: name(j) }),
            SCALE.map((ratio) => ({
              value: String(SCALE.indexOf(ratio)),
              text:
                ratio === 1
                  ? say(words, "pairs.equal")
                  : say(words, ratio > 1 ? "pairs.first" : "pairs.second", {
                      n: Math.round(ratio > 1 ? ratio : 1 / ratio),
                      name: ratio > 1 ? name(i) : name(j),
                    }),
            })),
            String(SCALE.indexOf((this.ratios.get(key) ?? 1) as (typeof SCALE)[number])),
            (value) => {
              const ratio = SCALE[Number(value)] ?? 1;
              this.ratios.set(key, ratio);
              this.ratios.set(this.key(j, i), nearest(1 / ratio));
              this.tell(name);
            },
          ),
        );
      }
    }
    this.tell(name);
    return h(
      "div",
      { class: "prio-pairs" },
      h("p", { class: "prio-note" }, say(words, "pairs.note")),
      ...rows,
      this.told,
      h(
        "p",
        { class: "prio-row" },
        button("pairs take", say(words, "pairs.take"), () =>
          this.take(this.pairs(), this.result().weights),
        ),
      ),
    );
  }

  /** Each pair once, the more important criterion first. */
  private pairs(): readonly PairAsked[] {
    const ids = (this.model?.document.criteria ?? []).map(idOf);
    return ids.flatMap((a, i) =>
      ids.slice(i + 1).map((b) => {
        const ratio = this.ratios.get(`${a} ${b}`) ?? 1;
        return ratio >= 1
          ? { more: a, less: b, times: ratio }
          : { more: b, less: a, times: Math.round(1 / ratio) };
      }),
    );
  }

  private result() {
    const n = this.model?.document.criteria.length ?? 0;
    return ahpOf(n, (i, j) => this.ratios.get(this.key(i, j)) ?? 1);
  }

  private key(i: number, j: number): string {
    const { criteria } = this.model?.document ?? { criteria: [] };
    return `${idOf(criteria[i] ?? {})} ${idOf(criteria[j] ?? {})}`;
  }

  private tell(name: (i: number) => string): void {
    const { words } = this.model ?? {};
    if (!words) return;
    const { weights, ratio, worst } = this.result();
    const shares = weights
      .map((weight, i) => `${name(i)} ${words.number(100 * weight, 1)}\u00a0%`)
      .join("; ");
    const isGood = ratio <= MOST_RATIO;
    this.told.textContent = [
      say(words, "pairs.weights", { shares }),
      say(words, isGood ? "pairs.consistent" : "pairs.inconsistent", {
        ratio: words.number(ratio, 2),
      }),
      !isGood && worst ? say(words, "pairs.worst", { a: name(worst[0]), b: name(worst[1]) }) : "",
    ]
      .filter((part) => part !== "")
      .join(" ");
    this.told.classList.toggle("is-fault", !isGood);
  }
}
