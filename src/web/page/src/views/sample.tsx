// How often each family has each rank over weights drawn at random.

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { StackedBar } from "../charts/bars";
import type { Sample as SampleResult } from "../results";
import { draw, type Drawing } from "../sampling";
import * as state from "../state";
import { numberText, percentText } from "../words";

const regions = {
  any: "any weights",
  order: "weights in the stated order",
  bounds: "weights within half of the stated ones",
} as const;

type Region = keyof typeof regions;

const firstRows = 15;

/** Ranks 1 to 5, then the rest, as shades. */
function parts(shares: number[]) {
  const shown = shares.slice(0, 5).map((share, at) => ({
    title: `rank ${at + 1}: ${percentText(share)} percent`,
    share,
    colour: `var(--rank-${at + 1})`,
  }));
  const rest = shares.slice(5).reduce((sum, share) => sum + share, 0);
  return [...shown, { title: `below: ${percentText(rest)} percent`, share: rest, colour: "var(--rank-rest)" }];
}

function Drawn({ result, names }: { result: SampleResult; names: Map<string, string> }) {
  const [all, setAll] = useState(false);
  const rows = Object.entries(result.acceptability)
    .filter(([, shares]) => shares.some((share) => share > 0))
    .sort(([, a], [, b]) => (b[0] ?? 0) - (a[0] ?? 0));
  const shown = all ? rows : rows.slice(0, firstRows);
  return (
    <>
      <p class="legend" aria-hidden="true">
        {["1st", "2nd", "3rd", "4th", "5th"].map((words, at) => (
          <span key={words}>
            <span class="swatch" style={{ background: `var(--rank-${at + 1})` }} /> {words}
          </span>
        ))}
        <span>
          <span class="swatch" style={{ background: "var(--rank-rest)" }} /> below
        </span>
      </p>
      <div class="scroller" role="region" aria-label="Ranks over drawn weights" tabIndex={0}>
        <table class="drawn">
          <caption>Percent of {numberText(result.samples)} draws in which a family has a rank</caption>
          <thead>
            <tr>
              <th scope="col">Family</th>
              <th scope="col" class="number">
                First
              </th>
              <th scope="col" class="number">
                First three
              </th>
              <th scope="col">All ranks</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(([family, shares]) => (
              <tr key={family}>
                <th scope="row">{names.get(family) ?? family}</th>
                <td class="number">{percentText(shares[0] ?? 0)}</td>
                <td class="number">{percentText(shares.slice(0, 3).reduce((sum, share) => sum + share, 0))}</td>
                <td class="bar-cell">
                  <StackedBar parts={parts(shares)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > shown.length && (
        <button type="button" onClick={() => setAll(true)}>
          Show {rows.length - shown.length} more
        </button>
      )}
    </>
  );
}

export function Sample({ reading }: { reading: state.Reading }) {
  const id = useId();
  const [region, setRegion] = useState<Region>("any");
  const [share, setShare] = useState<number | null>(null);
  const drawing = useRef<Drawing>();
  const [found, setFound] = useState<{ result?: SampleResult; wrong?: string }>({});
  const names = new Map(reading.ranking.ranking.map((each) => [each.family, each.name]));
  useEffect(() => () => drawing.current?.stop(), []);
  const begin = () => {
    setShare(0);
    setFound({});
    const now = draw(state.text.value, region, setShare);
    drawing.current = now;
    now.result.then(
      (result) => setFound({ result }),
      (thrown: unknown) => setFound({ wrong: state.failure(thrown) }),
    ).finally(() => setShare(null));
  };
  const stop = () => {
    drawing.current?.stop();
    setShare(null);
  };
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>All weights at once</h2>
      <p class="toolbar">
        <label for={`${id}-region`}>Draw 100,000 times from</label>
        <select
          id={`${id}-region`}
          value={region}
          onChange={(event) => {
            const to = event.currentTarget.value;
            if (to === "any" || to === "order" || to === "bounds") setRegion(to);
          }}
        >
          {Object.entries(regions).map(([key, words]) => (
            <option key={key} value={key}>
              {words}
            </option>
          ))}
        </select>
        {share === null ? (
          <button type="button" class="main" onClick={begin}>
            Draw
          </button>
        ) : (
          <>
            <button type="button" onClick={stop}>
              Stop
            </button>
            <progress aria-label="Drawn" value={share} />
          </>
        )}
      </p>
      <div aria-live="polite">
        {found.wrong !== undefined && <pre class="diagnostic">{found.wrong}</pre>}
        {found.result !== undefined && <Drawn result={found.result} names={names} />}
      </div>
    </section>
  );
}
