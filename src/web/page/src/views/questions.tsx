// The questions that a first profile is made from.

import { useId, useState } from "preact/hooks";
import type { Answer } from "shortlist-engine";
import { list } from "../engine";
import type { Device, InitQuestion, Named } from "../results";
import * as state from "../state";

// The browser does not say what machine it runs on.
const offered = (question: InitQuestion): string[] =>
  question.answers.filter((each) => each !== "this-machine");

function suggestions(question: string): string[] {
  if (question === "languages") return list<Named>("languages").map((each) => each.name);
  if (question === "device") return list<Device>("devices").map((each) => each.name);
  return [];
}

interface Props {
  question: InitQuestion;
  words: string;
  change: (words: string) => void;
}

function Choices({ question, words, change }: Props) {
  const id = useId();
  const chosen = words === "" ? [] : words.split(",");
  const toggle = (answer: string, on: boolean) => {
    if (!question.several) return change(on ? answer : "");
    change((on ? [...chosen, answer] : chosen.filter((each) => each !== answer)).join(","));
  };
  return (
    <fieldset class="question">
      <legend>{question.text}</legend>
      {offered(question).map((answer) => (
        <label key={answer} class="choice">
          <input
            type={question.several ? "checkbox" : "radio"}
            name={id}
            checked={chosen.includes(answer)}
            onChange={(event) => toggle(answer, event.currentTarget.checked)}
          />
          {answer}
        </label>
      ))}
      {!question.several && (
        <label class="choice">
          <input type="radio" name={id} checked={words === ""} onChange={() => change("")} />
          leave open
        </label>
      )}
    </fieldset>
  );
}

function Words({ question, words, change }: Props) {
  const id = useId();
  const such = [...offered(question), ...question.such_as];
  const known = suggestions(question.id);
  return (
    <div class="field question">
      <label for={id}>{question.text}</label>
      <input
        id={id}
        list={`${id}-options`}
        autocomplete="off"
        placeholder={such.length === 0 ? "" : `such as ${such.join(" or ")}`}
        value={words}
        onInput={(event) => change(event.currentTarget.value)}
      />
      <datalist id={`${id}-options`}>
        {[...offered(question), ...known].map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </div>
  );
}

export function Questions({ done }: { done: () => void }) {
  const questions = list<InitQuestion>("questions");
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const [wrong, setWrong] = useState("");
  const submit = (event: Event) => {
    event.preventDefault();
    const given: Answer[] = questions
      .map((each) => ({ question: each.id, words: (answers[each.id] ?? "").trim() }))
      .filter((each) => each.words !== "");
    try {
      state.draft(given);
    } catch (thrown) {
      setWrong(state.failure(thrown));
      return;
    }
    setWrong("");
    done();
    state.view.value = "ranking";
    requestAnimationFrame(() => document.getElementById("tab-ranking")?.focus());
  };
  return (
    <form class="questions" onSubmit={submit} aria-labelledby="questions-title">
      <h2 id="questions-title">Begin with questions</h2>
      <p class="soft">
        The answers make a first profile; each can be left open. {state.text.value !== "" && "It takes the place of the profile that is here; Undo brings that back."}
      </p>
      <div class="question-grid">
        {questions.map((question) => {
          const props = {
            question,
            words: answers[question.id] ?? "",
            change: (words: string) => setAnswers({ ...answers, [question.id]: words }),
          };
          return question.such_as.length > 0 ? (
            <Words key={question.id} {...props} />
          ) : (
            <Choices key={question.id} {...props} />
          );
        })}
      </div>
      {wrong !== "" && (
        <pre class="diagnostic" role="alert">
          {wrong}
        </pre>
      )}
      <button type="submit" class="main">
        Make the profile and rank
      </button>
    </form>
  );
}
