// Two to four families side by side: when to choose which, their facts, memory, and how to try them.

import { useId, useMemo, useState } from "preact/hooks";
import { list, rules } from "../engine";
import type { ComparedValue, Comparison, Named } from "../results";
import * as state from "../state";
import { fullName } from "../words";
import { ReadyToTry, SourceLink } from "./account";
import { Memory } from "./memory";

const most = 4;

/** Those chosen, else the first two of the ranking. */
function chosen(): string[] {
  if (state.compared.value.length > 0) return state.compared.value;
  return (state.settled.value?.ranking.ranking ?? []).slice(0, 2).map((each) => each.family);
}

function Chooser({ families, names }: { families: string[]; names: Map<string, string> }) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const add = (words: string) => {
    const low = words.trim().toLowerCase();
    const found = [...names].find(([key, name]) => key === low || name.toLowerCase() === low)?.[0];
    if (found === undefined || families.includes(found)) return false;
    state.compared.value = [...families, found].slice(0, most);
    setTyped("");
    return true;
  };
  return (
    <div class="chips toolbar">
      {families.map((family) => (
        <span class="chip" key={family}>
          {names.get(family) ?? family}
          <button
            type="button"
            aria-label={`Take out ${names.get(family) ?? family}`}
            disabled={families.length <= 2}
            onClick={() => (state.compared.value = families.filter((each) => each !== family))}
          >
            ×
          </button>
        </span>
      ))}
      {families.length < most && (
        <span class="adder">
          <label for={id}>Add a family</label>
          <input
            id={id}
            list={`${id}-families`}
            autocomplete="off"
            value={typed}
            onInput={(event) => {
              const words = event.currentTarget.value;
              setTyped(words);
              if (event instanceof InputEvent && event.inputType === "insertReplacementText") add(words);
            }}
            onChange={(event) => add(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter") add(event.currentTarget.value);
            }}
          />
          <datalist id={`${id}-families`}>
            {[...names]
              .filter(([family]) => !families.includes(family))
              .map(([family, name]) => (
                <option key={family} value={name} />
              ))}
          </datalist>
        </span>
      )}
    </div>
  );
}

function Cell({ family, value }: { family: string; value: ComparedValue | undefined }) {
  if (value === undefined) return <td class="soft">–</td>;
  const { text, conflicts } = value;
  return (
    <td>
      {text.length <= 160 ? (
        text
      ) : (
        <details>
          <summary>{text.slice(0, 140)} …</summary>
          {text}
        </details>
      )}
      {conflicts.length > 0 && (
        <details class="conflict">
          <summary>sources differ ({conflicts.length})</summary>
          <ul>
            {conflicts.map((conflict, at) => (
              <li key={at}>
                {conflict.text}, by <SourceLink family={family} id={conflict.source} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </td>
  );
}

function Facts({ comparison }: { comparison: Comparison }) {
  const { families, rows, names } = comparison;
  return (
    <div class="scroller" role="region" aria-label="Facts side by side" tabIndex={0}>
      <table class="facts">
        <caption>Facts side by side</caption>
        <thead>
          <tr>
            <th scope="col">Fact</th>
            {families.map((family) => (
              <th scope="col" key={family}>
                {names[family] ?? family}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.fact}>
              <th scope="row">{row.title}</th>
              {families.map((family) => (
                <Cell key={family} family={family} value={row.values[family]} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Compare() {
  const names = useMemo(() => new Map(list<Named>("families").map((each) => [each.id, each.name])), []);
  const [everything, setEverything] = useState(false);
  const reading = state.settled.value;
  const families = chosen();
  const key = families.join(",");
  const whole = everything || reading === null;
  const found = useMemo((): { comparison?: Comparison; wrong?: string } => {
    if (families.length < 2) return {};
    try {
      const json = rules().compare(families, whole ? undefined : reading.profile);
      return { comparison: JSON.parse(json) as Comparison };
    } catch (thrown) {
      return { wrong: state.failure(thrown) };
    }
  }, [key, whole, reading]);
  const { comparison } = found;
  const standing = families.flatMap((family) =>
    [...(reading?.ranking.ranking ?? []), ...(reading?.ranking.excluded ?? [])].filter((each) => each.family === family),
  );
  return (
    <>
      <h2>Compare</h2>
      <Chooser families={families} names={names} />
      {families.length < 2 && <p class="empty">Choose two families or more.</p>}
      {found.wrong !== undefined && <pre class="diagnostic">{found.wrong}</pre>}
      {comparison !== undefined && (
        <>
          <div class="cards">
            {families.map((family) => {
              const reasons = comparison.choose[family] ?? [];
              return (
                <section key={family}>
                  <h3>Choose {comparison.names[family] ?? family} if you</h3>
                  {reasons.length === 0 ? (
                    <p class="soft">Nothing of what is compared speaks for it alone.</p>
                  ) : (
                    <ul>
                      {reasons.map((each) => (
                        <li key={each.criterion + each.reason}>{each.reason}</li>
                      ))}
                    </ul>
                  )}
                </section>
              );
            })}
          </div>
          {reading !== null && (
            <label class="choice">
              <input
                type="checkbox"
                checked={everything}
                onChange={(event) => setEverything(event.currentTarget.checked)}
              />
              All facts, not only what the profile reads
            </label>
          )}
          <Facts comparison={comparison} />
          <Memory families={families} names={names} />
          {standing.length > 0 && <h2>Ready to try</h2>}
          <div class="cards">
            {standing.map((family) => (
              <section key={family.family}>
                <h3>{fullName(family)}</h3>
                <ReadyToTry family={family} />
              </section>
            ))}
          </div>
        </>
      )}
    </>
  );
}
