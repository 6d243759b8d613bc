// One key of a need, swept: where the first place changes hands, and how many families qualify.

import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { drawSweep } from "../charts/sweep";
import { criterion, fieldsOfNeed, nameOf, type Field } from "../form";
import { needsOf, type PlacedNeed, type Value } from "../profile";
import type { Datum, Lead, Status, StatusRange, Sweep as SweepResult } from "../results";
import * as state from "../state";
import { dark } from "../theme";
import { amount, datumText, memoryText, numberText, statusText } from "../words";

interface Key {
  path: string;
  title: string;
  need: PlacedNeed;
  field: Field;
}

const swept = new Set(["number", "memory", "date", "choice", "flag", "list"]);

function keysOf(reading: state.Reading): Key[] {
  return needsOf(reading.values).flatMap((need) =>
    fieldsOfNeed(need.criterion)
      .filter((field) => swept.has(field.kind) && need.need[field.key] !== undefined)
      .map((field) => ({
        path: `${need.id}.${field.key}`,
        title: `${criterion(need.criterion)?.title ?? need.criterion}: ${field.title.toLowerCase()}`,
        need,
        field,
      })),
  );
}

/** Of the other bounds of a need, those that a key may not go below, or above. */
const floors: Record<string, string[]> = { at_most: ["at_least", "aim"], aim: ["at_least"] };
const ceilings: Record<string, string[]> = { at_least: ["at_most", "aim"], aim: ["at_most"] };

/** Around what is stated, within what the other bounds allow. */
function range({ need, field }: Key): string {
  const { key, kind } = field;
  const among = (bounds: Record<string, string[]>) => (bounds[key] ?? []).map((each) => need.need[each]);
  const stated = amount(need.need[key]);
  if (kind === "number" && stated !== null) {
    const isNumber = (value: number | null): value is number => value !== null;
    const measured = criterion(need.criterion)?.kind === "curve";
    const least = Number.isInteger(stated) ? Math.max(Math.min(stated, 1), Math.ceil(stated / 4)) : stated / 4;
    const low = Math.max(measured ? 0 : least, ...among(floors).map(amount).filter(isNumber));
    const high = Math.min(measured ? 100 : stated * 4, ...among(ceilings).map(amount).filter(isNumber));
    return `${low}..${high}`;
  }
  if (kind === "date") {
    const isDate = (value: Value | undefined): value is string => typeof value === "string";
    const year = Number(String(need.need[key]).slice(0, 4));
    const low = [`${year - 1}-01-01`, ...among(floors).filter(isDate)].sort().at(-1);
    const high = [`${year + 1}-12-31`, ...among(ceilings).filter(isDate)].sort()[0];
    return `${low}..${high}`;
  }
  if (kind === "memory") return "4 GiB..256 GiB";
  if (kind === "list") return steps(need.need[key], field);
  return "*";
}

/** Each item taken out in turn, or one added where there is one alone. */
function steps(stated: Value | undefined, field: Field): string {
  const items = (Array.isArray(stated) ? stated : [stated]).map(String);
  const fresh = field.options.find((each) => !items.includes(each.id));
  if (items.length > 1) return items.slice(1).map((each) => `-${each}`).join(",");
  return fresh === undefined ? "" : `+${fresh.id}`;
}

const hints: Partial<Record<Field["kind"], string>> = {
  number: "from..to, such as 32K..1M",
  memory: "from..to, such as 8 GiB..80 GiB",
  date: "from..to, such as 2024-01-01..2026-06-30",
  list: "+item adds one, -item takes one out, step by step: +ja,-en",
};

function endText(value: Datum, key: Key): string {
  if (typeof value === "number") return key.field.kind === "memory" ? memoryText(value) : numberText(value);
  if (typeof value === "string") return nameOf(key.field, value);
  if (Array.isArray(value)) return value.map((each) => nameOf(key.field, each)).join(", ");
  return value === null ? "not stated" : datumText(value);
}

function leadText(lead: Lead, key: Key): string {
  const from = endText(lead.from, key);
  const to = endText(lead.to, key);
  if (from === to) return from;
  return `${lead.from_open ? "above " : ""}${from} to ${lead.to_open ? "below " : ""}${to}`;
}

function Leads({ result, chosen }: { result: SweepResult; chosen: Key }) {
  const nameOfFamily = (id: string | null) => (id === null ? "nobody" : (result.names[id] ?? id));
  return (
    <div class="scroller tall" role="region" aria-label="Who leads where" tabIndex={0}>
      <table>
        <caption>
          {result.title}
          {result.unit !== "" && `, in ${result.unit}`}: who leads where. Stated is {endText(result.stated, chosen)}.
        </caption>
        <thead>
          <tr>
            <th scope="col">Value</th>
            <th scope="col">Leads</th>
            <th scope="col" class="number">
              Qualify
            </th>
            <th scope="col" class="number">
              To verify
            </th>
          </tr>
        </thead>
        <tbody>
          {result.leads.map((lead, at) => (
            <tr key={at}>
              <th scope="row">{leadText(lead, chosen)}</th>
              <td>{nameOfFamily(lead.family)}</td>
              <td class="number">{pair(lead.at_from.qualified, lead.at_to.qualified)}</td>
              <td class="number">{pair(lead.at_from.to_verify, lead.at_to.to_verify)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface Turn {
  at: Datum;
  family: string;
  from: Status;
  to: Status;
}

/** Where families come in, drop out, or become known, along a range. */
function turns(result: SweepResult): Turn[] {
  const found: Turn[] = [];
  let last: StatusRange | undefined;
  for (const each of result.statuses ?? []) {
    if (last?.family === each.family && last.status !== each.status)
      found.push({ at: each.from, family: each.family, from: last.status, to: each.status });
    last = each;
  }
  const place = (value: Datum) => (typeof value === "number" ? value : 0);
  return found.sort((a, b) => place(a.at) - place(b.at));
}

function Turns({ result, chosen }: { result: SweepResult; chosen: Key }) {
  const found = turns(result);
  if (found.length === 0) return null;
  return (
    <details>
      <summary>Where families come in and drop out ({found.length})</summary>
      <div class="scroller tall" role="region" aria-label="Where families come in and drop out" tabIndex={0}>
        <table>
          <caption>From which value on a family stands otherwise</caption>
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col">Family</th>
              <th scope="col">Was</th>
              <th scope="col">Is</th>
            </tr>
          </thead>
          <tbody>
            {found.map((turn, at) => (
              <tr key={at}>
                <th scope="row">{endText(turn.at, chosen)}</th>
                <td>{result.names[turn.family] ?? turn.family}</td>
                <td>{statusText[turn.from]}</td>
                <td>{statusText[turn.to]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

const pair = (from: number, to: number): string => (from === to ? String(from) : `${from} to ${to}`);

/** Where counts change, from how each family stands along the range. */
function counts(result: SweepResult): { at: number[]; qualified: number[]; open: number[] } | null {
  const changes = new Map<number, { qualified: number; open: number }>();
  let end = -Infinity;
  for (const each of result.statuses ?? []) {
    if (typeof each.from !== "number" || typeof each.to !== "number") return null;
    end = Math.max(end, each.to);
    const name = each.status === "qualified" ? "qualified" : each.status === "to-verify" ? "open" : null;
    for (const [at, by] of [[each.from, 1], [each.to, -1]] as const) {
      const change = changes.get(at) ?? { qualified: 0, open: 0 };
      if (name !== null) change[name] += by;
      changes.set(at, change);
    }
  }
  if (changes.size < 2) return null;
  const made = { at: [] as number[], qualified: [] as number[], open: [] as number[] };
  let qualified = 0;
  let open = 0;
  for (const [at, change] of [...changes].sort(([a], [b]) => a - b)) {
    if (at < end) {
      qualified += change.qualified;
      open += change.open;
    }
    made.at.push(at);
    made.qualified.push(qualified);
    made.open.push(open);
  }
  return made;
}

function Chart({ result, chosen }: { result: SweepResult; chosen: Key }) {
  const place = useRef<HTMLDivElement>(null);
  const found = useMemo(() => counts(result), [result]);
  useEffect(() => {
    if (place.current === null || found === null) return undefined;
    return drawSweep(place.current, {
      ...found,
      unit: result.unit,
      stated: typeof result.stated === "number" ? result.stated : null,
      format: (value) => endText(value, chosen),
    });
  }, [found, result, chosen, dark.value]);
  if (found === null) return null;
  return (
    <figure>
      <figcaption class="soft">How many families qualify, by value; the dashed upright is what is stated.</figcaption>
      <div ref={place} aria-hidden="true" />
    </figure>
  );
}

export function Sweep({ reading }: { reading: state.Reading }) {
  const id = useId();
  const keys = useMemo(() => keysOf(reading), [reading]);
  const [path, setPath] = useState("");
  const [typed, setTyped] = useState<string | null>(null);
  const chosen = keys.find((each) => each.path === path) ?? keys.find((each) => each.field.kind === "number") ?? keys[0];
  const values = chosen === undefined ? "" : (typed ?? range(chosen));
  const found = useMemo((): { result?: SweepResult; wrong?: string } => {
    if (chosen === undefined || values === "") return {};
    try {
      const asked = `${chosen.path}=${values}`;
      return { result: JSON.parse(reading.profile.whatifNeed(asked, { leaders: true })) as SweepResult };
    } catch (thrown) {
      return { wrong: state.failure(thrown) };
    }
  }, [reading, chosen, values]);
  if (chosen === undefined) return null;
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>One key, swept</h2>
      <p class="toolbar">
        <label for={`${id}-key`}>Key</label>
        <select
          id={`${id}-key`}
          value={chosen.path}
          onChange={(event) => {
            setPath(event.currentTarget.value);
            setTyped(null);
          }}
        >
          {keys.map((each) => (
            <option key={each.path} value={each.path}>
              {each.title}
            </option>
          ))}
        </select>
        <label for={`${id}-values`}>Values</label>
        <input
          id={`${id}-values`}
          aria-describedby={`${id}-hint`}
          autocomplete="off"
          value={values}
          onChange={(event) => setTyped(event.currentTarget.value.trim())}
        />
        <span class="soft" id={`${id}-hint`}>
          {hints[chosen.field.kind] ?? "words with commas, or * for all there are"}
        </span>
      </p>
      {found.wrong !== undefined && (
        <pre class="diagnostic" role="alert">
          {found.wrong}
        </pre>
      )}
      {found.result !== undefined && (
        <>
          <Chart result={found.result} chosen={chosen} />
          <Leads result={found.result} chosen={chosen} />
          <Turns result={found.result} chosen={chosen} />
        </>
      )}
    </section>
  );
}
