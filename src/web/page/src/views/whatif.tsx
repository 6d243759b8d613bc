// What the ranking hangs on: weights, the smallest flip, one key of a need, and all weights at once.

import * as state from "../state";
import { Flip } from "./flip";
import { Sample } from "./sample";
import { Sweep } from "./sweep";
import { Weights } from "./weights";

export function WhatIf() {
  const reading = state.settled.value;
  if (reading === null) return <p class="empty">Here is what the ranking hangs on, once there is one.</p>;
  if (reading.ranking.ranking.length === 0)
    return <p class="empty">No family qualifies at any weights; the ranking says what would readmit one.</p>;
  return (
    <>
      <Weights />
      <Flip reading={reading} />
      <Sweep reading={reading} />
      <Sample key={state.text.value} reading={reading} />
    </>
  );
}
