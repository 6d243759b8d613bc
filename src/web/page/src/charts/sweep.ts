// How many families qualify while one key of a need changes, drawn by uPlot as steps.

import uPlot from "uplot";

export interface SweepSeries {
  /** Where ranges begin, then the end of the last. */
  at: number[];
  qualified: number[];
  open: number[];
  unit: string;
  stated: number | null;
  format: (value: number) => string;
}

/** What a custom property comes to in the theme that is on: a canvas knows no variables. */
function colours(place: HTMLElement): (name: string) => string {
  const probe = place.appendChild(document.createElement("span"));
  return (name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
}

/** Draws into `place`; gives what takes it away again. */
export function drawSweep(place: HTMLElement, series: SweepSeries): () => void {
  const colour = colours(place);
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  const paths = stepped === undefined ? {} : { paths: stepped };
  const axis = { stroke: colour("--soft"), grid: { stroke: colour("--line"), width: 1 }, font: "12px system-ui" };
  const mark = (plot: uPlot) => {
    if (series.stated === null) return;
    const x = plot.valToPos(series.stated, "x", true);
    const { top, height } = plot.bbox;
    plot.ctx.save();
    plot.ctx.strokeStyle = colour("--ink");
    plot.ctx.setLineDash([4, 4]);
    plot.ctx.beginPath();
    plot.ctx.moveTo(x, top);
    plot.ctx.lineTo(x, top + height);
    plot.ctx.stroke();
    plot.ctx.restore();
  };
  const plot = new uPlot(
    {
      width: Math.max(place.clientWidth, 240),
      height: 200,
      scales: { x: { time: false }, y: { range: (_, __, most) => [0, Math.max(most, 1)] } },
      axes: [
        { ...axis, space: 90, values: (_, ticks) => ticks.map(series.format) },
        { ...axis, size: 40 },
      ],
      series: [
        { label: series.unit === "" ? "value" : series.unit, value: (_, value) => (value === null ? "" : series.format(value)) },
        { label: "qualify", stroke: colour("--good"), width: 2, points: { show: false }, ...paths },
        { label: "or are to be verified", stroke: colour("--open"), width: 2, dash: [4, 3], points: { show: false }, ...paths },
      ],
      hooks: { draw: [mark] },
    },
    [series.at, series.qualified, series.qualified.map((count, at) => count + (series.open[at] ?? 0))],
    place,
  );
  const watcher = new ResizeObserver(() => plot.setSize({ width: Math.max(place.clientWidth, 240), height: 200 }));
  watcher.observe(place);
  return () => {
    watcher.disconnect();
    plot.destroy();
    place.textContent = "";
  };
}
