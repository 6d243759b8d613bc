// The profile as text, with line numbers, and what the engine says of its lines.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Diagnostic } from "shortlist-engine";
import * as state from "../state";

const patience = 250; // milliseconds without a key until the text is read

// The caret's text is the engine's, whose first line names place and message.
function Said({ diagnostic, go }: { diagnostic: Diagnostic; go: (line: number) => void }) {
  const { line, severity, message, suggestion, text } = diagnostic;
  const drawn = text.split("\n").slice(1).filter((each) => each.trim() !== suggestion).join("\n").trimEnd();
  return (
    <li class={severity}>
      <p>
        {line > 0 && (
          <button type="button" class="link" onClick={() => go(line)}>
            Line {line}
          </button>
        )}{" "}
        <strong>{severity}</strong>: {message}
      </p>
      {drawn !== "" && <pre>{drawn}</pre>}
      {suggestion !== "" && <p class="soft">{suggestion}</p>}
    </li>
  );
}

export function Source() {
  const [typed, setTyped] = useState(state.text.value);
  const area = useRef<HTMLTextAreaElement>(null);
  const numbers = useRef<HTMLPreElement>(null);
  const waiting = useRef<number>();
  const now = state.text.value;
  useEffect(() => setTyped(now), [now]);
  useEffect(() => () => clearTimeout(waiting.current), []);

  const input = (made: string) => {
    setTyped(made);
    clearTimeout(waiting.current);
    waiting.current = setTimeout(() => state.write(made), patience);
  };
  const go = (line: number) => {
    const at = typed.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    const end = typed.indexOf("\n", at);
    area.current?.focus();
    area.current?.setSelectionRange(at, end < 0 ? typed.length : end);
  };
  const said = new Map(state.diagnostics.value.map((each) => [each.line, each.severity]));
  const lines = typed.split("\n");
  return (
    <section class="source" aria-labelledby="source-title">
      <h2 id="source-title">As text</h2>
      <div class="editor">
        <pre class="numbers" ref={numbers} aria-hidden="true">
          {lines.map((_, at) => (
            <span key={at} class={said.get(at + 1) ?? ""}>
              {at + 1}
              {"\n"}
            </span>
          ))}
        </pre>
        <textarea
          ref={area}
          aria-label="The profile as TOML"
          aria-describedby="diagnostics"
          aria-invalid={state.broken.value}
          spellcheck={false}
          autocomplete="off"
          wrap="off"
          rows={Math.min(Math.max(lines.length + 1, 14), 48)}
          value={typed}
          onInput={(event) => input(event.currentTarget.value)}
          onBlur={() => {
            clearTimeout(waiting.current);
            state.write(typed);
          }}
          onScroll={(event) => {
            if (numbers.current !== null) numbers.current.scrollTop = event.currentTarget.scrollTop;
          }}
        />
      </div>
      <ul id="diagnostics" class="diagnostics" aria-live="polite">
        {state.diagnostics.value.map((each, at) => (
          <Said key={at} diagnostic={each} go={go} />
        ))}
      </ul>
    </section>
  );
}
