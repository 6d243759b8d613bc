// The memory that families take on a device, by part, against what the device has.

import { useId, useMemo, useState } from "preact/hooks";
import { StackedBar } from "../charts/bars";
import { list, rules } from "../engine";
import type { Device, DeviceResult, Estimate } from "../results";
import * as state from "../state";
import { memoryText, numberText } from "../words";

const parts = [
  ["Weights", "weights_bytes", "var(--part-1)"],
  ["Cache", "kv_bytes", "var(--part-2)"],
  ["State", "state_bytes", "var(--part-3)"],
  ["Compute", "compute_bytes", "var(--part-4)"],
  ["Overhead", "overhead_bytes", "var(--part-5)"],
] as const;

/** One of each variant: what would be chosen, else the least. */
function shownOf(estimates: Estimate[]): Estimate[] {
  const found = new Map<string, Estimate>();
  for (const each of estimates) {
    const key = `${each.family}/${each.variant ?? ""}/${each.need_id ?? ""}`;
    const held = found.get(key);
    if (held === undefined || each.chosen || (!held.chosen && each.total_bytes < held.total_bytes))
      found.set(key, each);
  }
  return [...found.values()];
}

function speed({ tokens_per_s_low: low, tokens_per_s_high: high }: Estimate): string {
  return low === null || high === null ? "" : `${numberText(Math.round(low))} to ${numberText(Math.round(high))}`;
}

/** In the order in which the families were chosen. */
function inOrder(estimates: Estimate[], families: string[]): Estimate[] {
  return families.flatMap((family) => estimates.filter((each) => each.family === family));
}

function Estimates({ estimates, names }: { estimates: Estimate[]; names: Map<string, string> }) {
  const shown = shownOf(estimates);
  const budget = Math.max(...shown.map((each) => each.budget_bytes));
  const scale = budget * 1.25; // what is larger runs off the end
  return (
    <>
      <p class="legend" aria-hidden="true">
        {parts.map(([title, , colour]) => (
          <span key={title}>
            <span class="swatch" style={{ background: colour }} /> {title}
          </span>
        ))}
        <span>
          <span class="swatch-mark" /> what the device has
        </span>
      </p>
      <div class="scroller" role="region" aria-label="Memory by part" tabIndex={0}>
        <table class="memory">
          <caption>
            Of each variant the best quantisation that fits, else the smallest, at {numberText(shown[0]?.context_tokens ?? 0)} tokens, beside {memoryText(budget)}
          </caption>
          <thead>
            <tr>
              <th scope="col">Variant</th>
              <th scope="col">Memory</th>
              {parts.map(([title]) => (
                <th scope="col" key={title} class="number">
                  {title}
                </th>
              ))}
              <th scope="col" class="number">
                Total
              </th>
              <th scope="col">Fits</th>
              <th scope="col" class="number">
                Tokens that fit
              </th>
              <th scope="col" class="number">
                Tokens/s
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((each) => (
              <tr key={`${each.family}/${each.variant}/${each.need_id}`}>
                <th scope="row">
                  {each.variant === null ? names.get(each.family) : state.variantName(each.variant)}
                  <span class="variant">{each.quantisation}</span>
                </th>
                <td class="bar-cell">
                  <StackedBar
                    parts={parts.map(([title, key, colour]) => ({
                      title: `${title}: ${memoryText(each[key])}`,
                      share: each[key] / scale,
                      colour,
                    }))}
                    mark={each.budget_bytes / scale}
                  />
                </td>
                {parts.map(([title, key]) => (
                  <td key={title} class="number">
                    {each[key] === 0 ? "–" : memoryText(each[key])}
                  </td>
                ))}
                <td class="number">{memoryText(each.total_bytes)}</td>
                <td>{each.fits ? "yes" : "no"}</td>
                <td class="number">{each.max_context_tokens ? numberText(each.max_context_tokens) : "–"}</td>
                <td class="number">{speed(each)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

export function Memory({ families, names }: { families: string[]; names: Map<string, string> }) {
  const id = useId();
  const reading = state.settled.value;
  const asked = reading !== null && "device" in reading.ranking.weights;
  const [device, setDevice] = useState("");
  const key = families.join(",");
  const found = useMemo((): { result?: DeviceResult; wrong?: string } => {
    if (device === "" && !asked) return {};
    const options = device === "" ? { families } : { families, device };
    try {
      return { result: JSON.parse(rules().device(options, reading?.profile)) as DeviceResult };
    } catch (thrown) {
      return { wrong: state.failure(thrown) };
    }
  }, [key, device, asked, reading]);
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>Memory</h2>
      <p class="toolbar">
        <label for={`${id}-device`}>On the device</label>
        <input
          id={`${id}-device`}
          list={`${id}-devices`}
          autocomplete="off"
          placeholder={asked ? "that of the profile" : "RTX 4090, 24 GiB"}
          value={device}
          onChange={(event) => setDevice(event.currentTarget.value.trim())}
        />
        <datalist id={`${id}-devices`}>
          {list<Device>("devices").map((each) => (
            <option key={each.id} value={each.name}>
              {each.memory}
            </option>
          ))}
        </datalist>
      </p>
      {found.wrong !== undefined && (
        <pre class="diagnostic" role="alert">
          {found.wrong}
        </pre>
      )}
      {found.result !== undefined &&
        (found.result.estimates.length === 0 ? (
          <p class="soft">No source states what an estimate of these needs.</p>
        ) : (
          <Estimates estimates={inOrder(found.result.estimates, families)} names={names} />
        ))}
      {device === "" && !asked && <p class="soft">The profile asks for no device; name one to see what fits on it.</p>}
    </section>
  );
}
