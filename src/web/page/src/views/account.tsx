// The account of one family: every need with its reason and sources, what is open, and why it stands
// before or behind the first.

import { useMemo } from "preact/hooks";
import { argumentText, standingText } from "../headline";
import type { Explanation, Fact, Outcome, Ranked, Excluded, RuleNote } from "../results";
import * as state from "../state";
import { apportioned, askedText, statusText, verdictSign, wholePoints } from "../words";

/** A link only to a place on the web. */
const isAddress = (url: string | null | undefined): url is string => /^https?:\/\//.test(url ?? "");

export function SourceLink({ family, id }: { family: string; id: string }) {
  const found = state.source(family, id);
  if (found === undefined) return <code>{id}</code>;
  const title = found.title || id;
  const about = [found.kind, found.as_of].filter((each) => each !== null && each !== "").join(", ");
  return (
    <>
      {isAddress(found.url) ? (
        <a href={found.url} target="_blank" rel="noopener noreferrer">
          {title}
        </a>
      ) : (
        title
      )}
      {about !== "" && <span class="soft"> ({about})</span>}
    </>
  );
}

const factsOf = (outcome: Outcome): Fact[] => (Array.isArray(outcome.fact) ? outcome.fact : [outcome.fact]);

function Need({ outcome, family, points }: { outcome: Outcome; family: Ranked | Excluded; points: number }) {
  const { verdict, title, level, weight, need, because, reason, sources, conflicts } = outcome;
  const asked = askedText(need);
  const rules = outcome.rules
    .map((id) => family.rules.find((rule) => rule.id === id))
    .filter((rule): rule is RuleNote => rule !== undefined);
  return (
    <section class="account-need">
      <h3>
        <span class={`value-sign value-${verdict}`} aria-hidden="true">
          {verdictSign[verdict]}
        </span>{" "}
        {title} <span class="soft">({level})</span>: {verdict}, {points} of {Math.max(points, wholePoints(weight))} points
      </h3>
      <dl>
        {asked !== "" && (
          <>
            <dt>Asked</dt>
            <dd>{asked}</dd>
          </>
        )}
        {because !== null && (
          <>
            <dt>Because</dt>
            <dd>{because}</dd>
          </>
        )}
        <dt>Reason</dt>
        <dd class="reason">{reason}</dd>
        {factsOf(outcome).map((fact) => (
          <FactLine key={fact.id} fact={fact} />
        ))}
        {sources.length > 0 && (
          <>
            <dt>Sources</dt>
            <dd>
              <ul>
                {sources.map((id) => (
                  <li key={id}>
                    <SourceLink family={family.family} id={id} />
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
        {conflicts.length > 0 && (
          <>
            <dt>Said differently</dt>
            <dd>
              <ul>
                {conflicts.map((conflict, at) => (
                  <li key={at} class="conflict">
                    {conflict.text}, by <SourceLink family={family.family} id={conflict.source} />
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
        {rules.length > 0 && (
          <>
            <dt>Rules</dt>
            <dd>
              <details>
                <summary>{rules.length === 1 ? "1 rule" : `${rules.length} rules`}</summary>
                <ul>
                  {rules.map((rule) => (
                    <li key={rule.id}>
                      {rule.effect}, because {rule.because} <code class="soft">{rule.id}</code>
                    </li>
                  ))}
                </ul>
              </details>
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

const longText = 240;

function FactLine({ fact }: { fact: Fact }) {
  return (
    <>
      <dt>{fact.title}</dt>
      <dd>
        {fact.text.length <= longText ? (
          fact.text
        ) : (
          <details>
            <summary>{fact.text.slice(0, longText)} …</summary>
            {fact.text}
          </details>
        )}
      </dd>
    </>
  );
}

function Lines({ title, lines }: { title: string; lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}

function Siblings({ explanation }: { explanation: Explanation }) {
  if (explanation.siblings.length === 0) return null;
  return (
    <details>
      <summary>Its other variants, and why none of them stands for it ({explanation.siblings.length})</summary>
      <table>
        <caption class="unseen">Other variants of {explanation.family.name}</caption>
        <thead>
          <tr>
            <th scope="col">Variant</th>
            <th scope="col" class="number">
              Points
            </th>
            <th scope="col">Status</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {explanation.siblings.map((each) => (
            <tr key={each.variant}>
              <th scope="row">
                {[each.variant_name, each.quantisation].filter((part) => part !== null && part !== "").join(", ")}
              </th>
              <td class="number">{wholePoints(each.score)}</td>
              <td>{statusText[each.status]}</td>
              <td>{each.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** Commands that start it, and where its weights are. */
export function ReadyToTry({ family }: { family: Ranked | Excluded }) {
  const { start, weights_at: places } = family;
  if (start.length === 0 && places.length === 0) return <p class="soft">No source says where its weights are.</p>;
  return (
    <>
      {start.length > 0 && <pre class="commands">{start.join("\n")}</pre>}
      {places.length > 0 && (
        <ul>
          {places.map((place) => (
            <li key={place}>{place}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function compareWith(first: string, other: string): void {
  state.compared.value = [first, other];
  state.view.value = "compare";
}

export function Account({ family: id }: { family: string }) {
  const reading = state.settled.value;
  const first = reading?.ranking.ranking[0]?.family;
  const explanation = useMemo(() => {
    if (reading === null) return null;
    const against = first === undefined || first === id ? "" : first;
    return JSON.parse(reading.profile.explain(id, against)) as Explanation;
  }, [reading, id, first]);
  if (explanation === null) return null;
  const { family } = explanation;
  const points = apportioned(family.criteria.map((each) => each.contribution));
  const questions = [...new Set(family.questions.map((each) => each.text || each.fact))];
  const argument = argumentText(explanation);
  return (
    <div class="account">
      <p>
        <strong>{standingText(explanation)}</strong> {argument}{" "}
        {first !== undefined && first !== id && (
          <button type="button" class="link" onClick={() => compareWith(first, id)}>
            Side by side with the first
          </button>
        )}
      </p>
      <div class="account-needs">
        {family.criteria.map((outcome, at) => (
          <Need key={outcome.need_id} outcome={outcome} family={family} points={points[at] ?? 0} />
        ))}
      </div>
      <div class="account-notes">
        <Lines title="To ask the vendor: no source states it" lines={questions} />
        <Lines title="Obligations of its licence" lines={family.obligations} />
        <Lines title="Warnings" lines={family.warnings} />
        <Lines
          title="Not asked"
          lines={(family.unasked ?? []).map((need) => `${need}, by default: no source states what it reads`)}
        />
        <section>
          <h3>To try it</h3>
          <ReadyToTry family={family} />
        </section>
      </div>
      <Siblings explanation={explanation} />
    </div>
  );
}
