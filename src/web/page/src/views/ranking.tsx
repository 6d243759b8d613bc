// The ranking: a table with a column for each need, and the families that are out.

import { Fragment } from "preact";
import { useState } from "preact/hooks";
import { ScoreBar, ValueBar } from "../charts/bars";
import { leftOutByDefault } from "../headline";
import type { Excluded, Ranked } from "../results";
import * as state from "../state";
import { counted, fullName, percentText, relaxationText, statusText, variantText } from "../words";
import { Account } from "./account";

interface Toggle {
  open: boolean;
  toggle: () => void;
}

function Opener({ id, name, open, toggle }: Toggle & { id: string; name: string }) {
  return (
    <button type="button" class="opener" aria-expanded={open} aria-controls={`account-${id}`} onClick={toggle}>
      <span aria-hidden="true" class="opener-sign">
        {open ? "▾" : "▸"}
      </span>
      {name}
    </button>
  );
}

function Row({ family, open, toggle }: Toggle & { family: Ranked }) {
  return (
    <tr class={`ranked ${family.status}`}>
      <td class="number">{family.rank}</td>
      <th scope="row">
        <Opener id={family.family} name={family.name} open={open} toggle={toggle} />
        <span class="variant">{variantText(family)}</span>
      </th>
      <td class="status">
        <span class={`badge ${family.status}`}>{statusText[family.status]}</span>
      </td>
      <td>
        <ScoreBar family={family} />
      </td>
      {family.criteria.map((outcome) => (
        <td key={outcome.need_id} class="value-cell">
          <ValueBar outcome={outcome} />
        </td>
      ))}
    </tr>
  );
}

function useOpen(): (family: string) => Toggle {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  return (family) => ({
    open: open.has(family),
    toggle: () => {
      const made = new Set(open);
      if (!made.delete(family)) made.add(family);
      setOpen(made);
    },
  });
}

const firstRows = 25;
const firstExcluded = 10;

function RankedTable({ families, weights }: { families: Ranked[]; weights: Record<string, number> }) {
  const toggleOf = useOpen();
  const [all, setAll] = useState(false);
  const needs = families[0]?.criteria ?? [];
  const shown = all ? families : families.slice(0, firstRows);
  return (
    <>
      <div class="scroller" role="region" aria-label="The ranking, by need" tabIndex={0}>
        <table class="ranking">
          <caption>
            Points of 100 with the range they may take once unknown facts are known; for each need how far it is met. A name opens the account of its family.
          </caption>
          <thead>
            <tr>
              <th scope="col" class="number">
                Rank
              </th>
              <th scope="col">Family and variant</th>
              <th scope="col">Status</th>
              <th scope="col">Points</th>
              {needs.map((need) => (
                <th scope="col" key={need.need_id} class="value-cell">
                  {need.title}
                  <span class="variant">
                    {need.level}, {percentText(weights[need.need_id] ?? need.weight)} %
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((family) => {
              const state = toggleOf(family.family);
              return (
                <Fragment key={family.family}>
                  <Row family={family} {...state} />
                  {state.open && (
                    <tr class="account-row" id={`account-${family.family}`}>
                      <td colSpan={4 + needs.length}>
                        <Account family={family.family} />
                      </td>
                    </tr>
                  )}
                </Fragment>
              );
            })}
          </tbody>
        </table>
      </div>
      {families.length > shown.length && (
        <p>
          <button type="button" onClick={() => setAll(true)}>
            Show {counted(families.length - shown.length, "more family", "more families")}
          </button>
        </p>
      )}
    </>
  );
}

function ExcludedTable({ families, caption }: { families: Excluded[]; caption: string }) {
  const toggleOf = useOpen();
  const [all, setAll] = useState(false);
  const shown = all ? families : families.slice(0, firstExcluded);
  return (
    <div class="scroller" role="region" aria-label={caption} tabIndex={0}>
      <table class="excluded">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Family and variant</th>
            <th scope="col">Why it is out</th>
            <th scope="col">What would readmit it</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((family) => {
            const opened = toggleOf(family.family);
            const { relaxation } = family;
            return (
              <Fragment key={family.family}>
                <tr>
                  <th scope="row">
                    <Opener id={family.family} name={family.name} {...opened} />
                    <span class="variant">{variantText(family)}</span>
                  </th>
                  <td>
                    {family.failures.map((failure, at) => (
                      <p key={at}>
                        <code class="soft">{failure.need_id ?? failure.rule}</code> {failure.reason}
                      </p>
                    ))}
                  </td>
                  <td>
                    {relaxation === null || relaxation.length === 0 ? (
                      <span class="soft">no change of a need that is stated</span>
                    ) : (
                      <>
                        <p>if {relaxationText(family, state.variantName)}</p>
                        <button type="button" onClick={() => apply(family)}>
                          Apply<span class="unseen"> what readmits {family.name}</span>
                        </button>
                      </>
                    )}
                  </td>
                </tr>
                {opened.open && (
                  <tr class="account-row" id={`account-${family.family}`}>
                    <td colSpan={3}>
                      <Account family={family.family} />
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
      {families.length > shown.length && (
        <p class="more">
          <button type="button" onClick={() => setAll(true)}>
            Show {families.length - shown.length} more
          </button>
        </p>
      )}
    </div>
  );
}

function apply(family: Excluded): void {
  state.relax(family.relaxation ?? []);
  state.notice.value = `The profile was changed: ${relaxationText(family, state.variantName)}. Undo takes it back.`;
}

const near = (family: Excluded): boolean => family.relaxation?.length === 1;

export function Ranking() {
  const reading = state.shown.value;
  if (reading === null)
    return (
      <p class="empty">
        There is nothing to rank by yet.{" "}
        <button type="button" class="main" onClick={() => (state.view.value = "requirement")}>
          State a requirement
        </button>
      </p>
    );
  const { ranking, excluded, weights, reweighed } = reading.ranking;
  const asked = excluded.filter((family) => !leftOutByDefault(family));
  const nearMisses = asked.filter(near);
  const others = asked.filter((family) => !near(family));
  const byDefault = excluded.filter(leftOutByDefault);
  return (
    <>
      <h2>Ranking</h2>
      {ranking.length > 0 && <RankedTable families={ranking} weights={weights} />}
      {reweighed.length > 0 && (
        <section>
          <h3>Rules that changed weights</h3>
          <ul>
            {reweighed.map((rule) => (
              <li key={rule.id}>
                {rule.effect.replace(/^reweigh /, "")}
                {rule.because !== "" && `, because ${rule.because}`}
              </li>
            ))}
          </ul>
        </section>
      )}
      {asked.length > 0 && <h2>Excluded</h2>}
      {nearMisses.length > 0 && (
        <ExcludedTable families={nearMisses} caption="Near misses: one change readmits each" />
      )}
      {others.length > 0 && (
        <details>
          <summary>{counted(others.length, "more is", "more are")} further away</summary>
          <ExcludedTable families={others} caption="Excluded, and further away" />
        </details>
      )}
      {byDefault.length > 0 && (
        <details>
          <summary>
            {counted(byDefault.length, "more is", "more are")} left out, as the profile does not ask for their kind
          </summary>
          <ul class="names">
            {byDefault.map((family) => (
              <li key={family.family}>
                {fullName(family)}:{" "}
                <span class="soft">{family.failures.map((each) => each.reason).join("; ")}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
