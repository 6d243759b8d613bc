// A slider for the weight of each need. Its track shows who leads where, from the engine's segments;
// moving it ranks anew in each frame, and letting go of it writes the weight into the profile.

import { useId, useMemo, useRef, useState } from "preact/hooks";
import { ScoreBar } from "../charts/bars";
import { colourOf } from "../charts/colours";
import { placed } from "../profile";
import type { WeightAnalysis, WeightInterval } from "../results";
import * as state from "../state";
import { needTitle, percentText } from "../words";

interface Stretch {
  from: number;
  to: number;
  family: string;
}

interface Weight {
  need: string;
  title: string;
  weight: number;
  /** None where it weighs nothing: of that the engine answers no sweep. */
  stretches: Stretch[];
  names: Record<string, string>;
}

/** Neighbours with one leader as one. */
function leaders(interval: WeightInterval, winner: string): Stretch[] {
  const found: Stretch[] = [];
  for (const { from, to, order } of interval.segments) {
    const family = order[0] ?? winner;
    const last = found.at(-1);
    if (last?.family === family) last.to = to;
    else found.push({ from, to, family });
  }
  return found.length > 0 ? found : [{ from: 0, to: 1, family: winner }];
}

const most = 0.99; // the whole weight on one need leaves the others no proportions

function Slider({ need, title, weight, stretches, names }: Weight) {
  const id = useId();
  const [moved, setMoved] = useState<number | null>(null);
  const frame = useRef(0);
  const wanted = useRef<number | null>(null); // by the time a key is let go, `moved` is not yet drawn
  const share = moved ?? weight;
  const nameOf = (family: string) => names[family] ?? family;
  const fixed = weight >= 1;

  const move = (to: number) => {
    wanted.current = Math.min(to, most);
    setMoved(wanted.current);
    if (frame.current === 0) frame.current = requestAnimationFrame(show);
  };
  const show = () => {
    frame.current = 0;
    if (wanted.current !== null) state.tryShare(need, wanted.current);
  };
  const release = () => {
    if (wanted.current === null) return;
    if (frame.current !== 0) {
      cancelAnimationFrame(frame.current);
      show();
    }
    wanted.current = null;
    setMoved(null);
    state.keepTrial();
  };
  const here = stretches.find((each) => share <= each.to) ?? stretches.at(-1);
  return (
    <div class="slider">
      <label for={id}>
        {title} <code class="soft">{need}</code>
      </label>
      <output for={id} class="number">
        {percentText(share)} %
      </output>
      <div class="slider-box">
        <div class="track" aria-hidden="true">
          {stretches.map((each) => (
            <span
              key={each.from}
              title={`${nameOf(each.family)} leads from ${percentText(each.from)} to ${percentText(each.to)} percent`}
              style={{ width: `${(each.to - each.from) * 100}%`, background: colourOf(each.family) }}
            >
              <span class="track-name">{nameOf(each.family)}</span>
            </span>
          ))}
        </div>
        <input
          id={id}
          type="range"
          min="0"
          max="1"
          step="0.001"
          disabled={fixed}
          aria-valuetext={`${percentText(share)} percent${here === undefined ? "" : `; ${nameOf(here.family)} leads`}`}
          aria-describedby={`${id}-leads`}
          value={share}
          onInput={(event) => move(Number(event.currentTarget.value))}
          onChange={release}
        />
      </div>
      <p id={`${id}-leads`} class="soft slider-leads">
        {fixed
          ? "The only need that weighs."
          : stretches.length === 0
            ? "It weighs nothing; who leads where is known once it does."
            : stretches
                .map((each) => `${percentText(each.from)}–${percentText(each.to)} %: ${nameOf(each.family)}`)
                .join("; ")}
      </p>
    </div>
  );
}

const firstRows = 8;

function Live() {
  const reading = state.shown.value;
  if (reading === null) return null;
  return (
    <aside class="live" aria-label="The ranking at these weights">
      <ol>
        {reading.ranking.ranking.slice(0, firstRows).map((family) => (
          <li key={family.family}>
            <span class="live-name">
              <span class="swatch" aria-hidden="true" style={{ background: colourOf(family.family) }} />
              {family.name}
            </span>
            <ScoreBar family={family} />
          </li>
        ))}
      </ol>
    </aside>
  );
}

function weightsOf({ profile, ranking }: state.Reading): Weight[] {
  const swept = new Map<string, Weight>();
  const weighing = Object.entries(ranking.weights).filter(([, weight]) => weight > 0);
  // Criteria with several needs are answered for all of these at once.
  for (const criterion of new Set(weighing.map(([id]) => placed(id).criterion))) {
    const { criteria, winner, names } = JSON.parse(profile.whatifWeights(criterion)) as WeightAnalysis;
    for (const interval of criteria) {
      const { need_id: need, title, weight } = interval;
      swept.set(need, { need, title, weight, names, stretches: leaders(interval, winner) });
    }
  }
  const [first] = ranking.ranking;
  return Object.entries(ranking.weights).map(
    ([need, weight]) =>
      swept.get(need) ?? {
        need,
        title: first === undefined ? need : needTitle(first, need),
        weight,
        names: {},
        stretches: [],
      },
  );
}

export function Weights() {
  const reading = state.settled.value;
  const found = useMemo(() => (reading === null ? [] : weightsOf(reading)), [reading]);
  return (
    <section aria-labelledby="weights-title">
      <h2 id="weights-title">Weights</h2>
      <p class="soft">
        Each slider is the share of one need; the others keep their proportions. The strip above it shows exactly who leads where.
      </p>
      <div class="weights">
        <div>
          {found.map((each) => (
            <Slider key={each.need} {...each} />
          ))}
        </div>
        <Live />
      </div>
    </section>
  );
}
