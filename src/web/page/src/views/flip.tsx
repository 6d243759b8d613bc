// The smallest change of all weights that puts a family first.

import { useId, useMemo, useState } from "preact/hooks";
import type { Flip as FlipResult, WeightChange } from "../results";
import * as state from "../state";
import { needTitle, percentText } from "../words";

const measures = {
  l1: "least moved in all",
  l2: "least by the sum of squares",
  linf: "least of the largest single move",
} as const;

type Measure = keyof typeof measures;

function Change({ flip, change, reading }: { flip: FlipResult; change: WeightChange; reading: state.Reading }) {
  const first = reading.ranking.ranking[0];
  return (
    <>
      <div class="scroller" role="region" aria-label="Weights of the flip" tabIndex={0}>
        <table>
          <caption>
            {flip.only_level ? "It only draws level, and no weights put it before all others:" : "Percent of all weight:"}
          </caption>
          <thead>
            <tr>
              <th scope="col">Need</th>
              <th scope="col" class="number">
                Now
              </th>
              <th scope="col" class="number">
                Then
              </th>
              <th scope="col" class="number">
                Change
              </th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(flip.weights).map(([id, now]) => {
              const then = change.weights[id] ?? 0;
              const apart = Math.round((then - now) * 1000) / 10;
              return (
                <tr key={id}>
                  <th scope="row">{first === undefined ? id : needTitle(first, id)}</th>
                  <td class="number">{percentText(now)}</td>
                  <td class="number">{percentText(then)}</td>
                  <td class="number">{apart === 0 ? "–" : `${apart > 0 ? "+" : "−"}${percentText(Math.abs(then - now))}`}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <button type="button" onClick={() => state.takeShares(change.weights)}>
        Take these weights
      </button>
    </>
  );
}

export function Flip({ reading }: { reading: state.Reading }) {
  const id = useId();
  const { ranking } = reading.ranking;
  const [chosen, setChosen] = useState("");
  const [measure, setMeasure] = useState<Measure>("l1");
  const family = ranking.find((each) => each.family === chosen)?.family ?? ranking[1]?.family;
  const flip = useMemo(
    () => (family === undefined ? null : (JSON.parse(reading.profile.whatifFlip(family)) as FlipResult)),
    [reading, family],
  );
  if (flip === null) return null;
  const change = flip[measure];
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>The smallest flip</h2>
      <p class="toolbar">
        <label for={`${id}-family`}>What would it take for</label>
        <select id={`${id}-family`} value={family ?? ""} onChange={(event) => setChosen(event.currentTarget.value)}>
          {ranking.map((each) => (
            <option key={each.family} value={each.family}>
              {each.name}
            </option>
          ))}
        </select>
        <span>to come first?</span>
        <label for={`${id}-measure`}>Measured by</label>
        <select
          id={`${id}-measure`}
          value={measure}
          onChange={(event) => {
            const to = event.currentTarget.value;
            if (to === "l1" || to === "l2" || to === "linf") setMeasure(to);
          }}
        >
          {Object.entries(measures).map(([key, words]) => (
            <option key={key} value={key}>
              {words}
            </option>
          ))}
        </select>
      </p>
      <p>{flip.reason}</p>
      {change !== null && change.distance > 0 && <Change flip={flip} change={change} reading={reading} />}
    </section>
  );
}
