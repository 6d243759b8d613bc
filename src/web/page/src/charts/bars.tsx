// Bars as plain elements: a score with its interval, a value with its verdict, parts of a whole.

import type { Outcome, Ranked, Excluded } from "../results";
import { verdictSign, wholePoints } from "../words";

const percent = (share: number): string => `${Math.min(Math.max(share, 0), 1) * 100}%`;

/** Points, and from where to where they may turn out once all facts are known. */
export function ScoreBar({ family }: { family: Ranked | Excluded }) {
  const { score, score_low: low, score_high: high } = family;
  const points = wholePoints(score);
  const range = wholePoints(low) === wholePoints(high) ? "" : `${wholePoints(low)}–${wholePoints(high)}`;
  return (
    <span class="score">
      <span class="score-number">{points}</span>
      <span class="score-bar" aria-hidden="true">
        <span class="score-open" style={{ left: percent(low), width: percent(high - low) }} />
        <span class="score-fill" style={{ width: percent(score) }} />
      </span>
      {range !== "" && (
        <span class="score-range">
          <span class="unseen">, if all were known </span>
          {range}
        </span>
      )}
    </span>
  );
}

/** How far a family meets one need. */
export function ValueBar({ outcome }: { outcome: Outcome }) {
  const { verdict, value, value_low: low, value_high: high } = outcome;
  return (
    <span class={`value value-${verdict}`} title={outcome.reason}>
      <span class="value-sign" aria-hidden="true">
        {verdictSign[verdict]}
      </span>
      <span class="value-bar" aria-hidden="true">
        <span class="score-open" style={{ left: percent(low), width: percent(high - low) }} />
        <span class="score-fill" style={{ width: percent(value) }} />
      </span>
      <span class="unseen">
        {verdict}, {wholePoints(value)} of 100
      </span>
    </span>
  );
}

export interface Part {
  title: string;
  share: number;
  colour: string;
}

/** Parts side by side, cut off at the end, and a mark where a limit is. Who cannot see it reads the table beside it. */
export function StackedBar({ parts, mark }: { parts: Part[]; mark?: number }) {
  return (
    <span class="stacked" aria-hidden="true">
      {parts
        .filter((part) => part.share > 0)
        .map((part) => (
          <span key={part.title} title={part.title} style={{ width: percent(part.share), background: part.colour }} />
        ))}
      {mark !== undefined && <span class="stacked-mark" style={{ left: percent(mark) }} />}
    </span>
  );
}
