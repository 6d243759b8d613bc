// The verdict in the words of `shortlist rank`: how sure the first place is, and what could overturn
// it. All of it is read from what the engine answers.

import type { Explanation, FirstPlace, Ranked, Ranking, WeightAnalysis } from "./results";
import { counted, fullName, listed, needTitle, percentText, relaxationText, wholePoints } from "./words";

const grain = 1e-12; // scores compare after rounding to 12 decimals

function first(ranking: Ranking): Ranked {
  const found = ranking.ranking[0];
  if (found === undefined) throw new Error("the ranking is empty");
  return found;
}

const ofFirstStatus = (ranking: Ranking): Ranked[] =>
  ranking.ranking.filter((each) => each.status === first(ranking).status);

const qualified = (ranking: Ranking): boolean => ranking.ranking[0]?.status === "qualified";

const pointsText = (score: number): string => counted(wholePoints(score), "point", "points");

const noWeightCounts = (ranking: Ranking): boolean =>
  Object.values(ranking.weights).every((weight) => weight <= 0);

/** Of those named the one that may come to most points, of those that come first by it if any. */
function highest(ranking: Ranking, named: string[]): Ranked {
  let found: Ranked | undefined;
  for (const each of ranking.ranking) {
    if (!named.includes(each.family)) continue;
    const leads = each.rank_best === 1;
    const foundLeads = found?.rank_best === 1;
    if (
      found === undefined ||
      (leads && !foundLeads) ||
      (leads === foundLeads && each.score_high > found.score_high)
    )
      found = each;
  }
  return found ?? first(ranking);
}

function reachText(ranking: Ranking, other: Ranked): string {
  const leader = first(ranking);
  const apart = other.score_high - leader.score_low;
  if (apart < -grain) return `${other.name} could pass it by another of its variants`;
  const falls = wholePoints(leader.score_low) < wholePoints(leader.score);
  const text = falls
    ? `${leader.name} could fall to ${pointsText(leader.score_low)} and ${other.name}`
    : other.name;
  if (apart <= grain) return `${text} could draw level`;
  if (wholePoints(other.score_high) === wholePoints(leader.score_low))
    return `${text} could pass it by less than a point`;
  return text + (falls ? " reach " : " could reach ") + pointsText(other.score_high);
}

const drawsLevel = (ranking: Ranking, other: Ranked): boolean =>
  Math.abs(other.score_high - first(ranking).score_low) <= grain;

function unknownText(ranking: Ranking, place: FirstPlace): string {
  const other = highest(ranking, place.unknown_facts);
  const more = place.unknown_facts.length - 1;
  return (
    reachText(ranking, other) +
    (drawsLevel(ranking, other) ? " and come first by the tie-break" : "") +
    (more > 0 ? `, and ${more} more could pass it` : "")
  );
}

function tipText(analysis: WeightAnalysis): string {
  const at = analysis.tipping;
  if (at === null) return "";
  const name = analysis.names[at.family] ?? at.family;
  const now = percentText(at.weight);
  const limit = percentText(at.limit);
  if (now === limit)
    return `a little ${at.rises ? "more" : "less"} weight on ${at.need_id} puts ${name} first`;
  const side = at.rises ? "above" : "below";
  return `${at.need_id} from ${now} to ${side} ${limit} percent of the weight puts ${name} first`;
}

interface Reading {
  weights: "some" | "none" | "none alone" | "open";
  how: string;
}

function reading(place: FirstPlace, analysis: WeightAnalysis | null): Reading {
  if (analysis !== null) {
    if (analysis.tipping !== null) return { weights: "some", how: tipText(analysis) };
    if (analysis.together !== null) {
      const name = analysis.names[analysis.together] ?? analysis.together;
      return { weights: "some", how: `no weight alone, but several together put ${name} first` };
    }
    return { weights: analysis.any_weights === false ? "none" : "none alone", how: "" };
  }
  if (place.weights === null) return { weights: "open", how: "" };
  return { weights: place.weights ? "some" : "none", how: "" };
}

function neither(place: FirstPlace, weights: Reading["weights"], another: string): string {
  if (weights === "open") return `At these weights no unknown facts put ${another} before it.`;
  if (weights === "none" && place.both === false)
    return `No weights and no unknown facts put ${another} before it.`;
  const each =
    weights === "none"
      ? "Neither weights alone nor unknown facts alone"
      : "Neither one weight alone nor unknown facts alone";
  return `${each} put ${another} before it${place.both === true ? "; both together could." : "."}`;
}

function competition(
  ranking: Ranking,
  place: FirstPlace,
  analysis: WeightAnalysis | null,
  another: string,
): string {
  const { weights, how } = reading(place, analysis);
  const unknown = place.unknown_facts.length > 0;
  if (weights !== "some" && !unknown) return neither(place, weights, another);
  const facts = unknown ? unknownText(ranking, place) : "";
  if (weights === "open") return `Unknown facts could overturn that: ${facts}.`;
  if (weights === "none") return `No weights put ${another} before it, but unknown facts could: ${facts}.`;
  if (weights === "none alone")
    return `No weight alone puts ${another} before it, but unknown facts could: ${facts}.`;
  const text = how === "" ? "Weights could overturn that" : `Weights could overturn that: ${how}`;
  return text + (unknown ? `. So could unknown facts: ${facts}.` : ". Unknown facts alone could not.");
}

/** Of families to verify beside a first that qualifies. */
function verification(ranking: Ranking, place: FirstPlace): string {
  const passing = place.once_verified;
  const open = ranking.ranking.length - ofFirstStatus(ranking).length;
  const weightless = noWeightCounts(ranking);
  const all = open === 1 ? "The one to be verified" : `the ${open} to be verified`;
  if (passing.length === 0)
    return (
      (open === 1 ? `${all} could not` : `None of ${all} could`) +
      (weightless ? " pass it." : " pass it at these weights.")
    );
  const which = passing.length === open ? "Any" : String(passing.length);
  const text = `${open > 1 ? `${which} of ${all}` : all} could pass it once verified`;
  if (weightless) return `${text}.`;
  const other = highest(ranking, passing);
  return `${text}: ${reachText(ranking, other)}${drawsLevel(ranking, other) ? ", where the tie-break decides" : ""}.`;
}

function levelText(ranking: Ranking): string {
  const [leader, ...others] = ofFirstStatus(ranking);
  const level = others.filter((each) => Math.abs(each.score - (leader?.score ?? 0)) <= grain).length;
  const next = others[0]?.name ?? "";
  if (level < 1) return "";
  return level === 1 ? `${next} has` : `${next} and ${level - 1} more have`;
}

function leadText(ranking: Ranking): string {
  const [leader, next] = ofFirstStatus(ranking);
  if (leader === undefined || next === undefined) return "";
  const apart = wholePoints(leader.score) - wholePoints(next.score);
  return `, ${apart === 0 ? "less than a point" : apart} ahead of ${next.name}`;
}

function overturnedBy(ranking: Ranking, analysis: WeightAnalysis | null): string[] {
  const place = ranking.first_place;
  if (place === null) return [];
  const said: string[] = [];
  const competing = ofFirstStatus(ranking).length;
  const sure = qualified(ranking);
  if (competing > 1 && !noWeightCounts(ranking)) {
    const another = sure ? "another that qualifies" : "another of them";
    const idle = Object.values(ranking.weights).some((weight) => weight <= 0);
    said.push(
      competition(ranking, place, analysis, another) + (idle ? " Needs of weight 0 stay at 0." : ""),
    );
  }
  if (!sure && competing > 1) said.push("Any that turns out to qualify passes all that do not.");
  if (sure && competing < ranking.ranking.length) said.push(verification(ranking, place));
  if (sure && ranking.ranking.length === 1 && ranking.excluded.length > 0)
    said.push("All others are excluded: no weights and no unknown facts change that.");
  return said;
}

const withPoints = (family: Ranked): string => ` with ${wholePoints(family.score)} of 100 points`;

function winnerSentence(ranking: Ranking): string {
  const leader = first(ranking);
  const name = fullName(leader);
  if (ranking.ranking.filter((each) => each.status === "qualified").length === 1)
    return `${name} is the only family that qualifies,${withPoints(leader)}.`;
  if (noWeightCounts(ranking)) return `Every weight is 0: the tie-break puts ${name} first.`;
  if (ranking.first_place?.level)
    return `${name} comes first by the tie-break: ${levelText(ranking)} ${wholePoints(leader.score)} of 100 points too.`;
  return `${name} comes first${withPoints(leader)}${leadText(ranking)}.`;
}

function firstToVerifySentence(ranking: Ranking): string {
  const leader = first(ranking);
  const text = fullName(leader) + withPoints(leader);
  if (ranking.ranking.length === 1) return `It is ${text}.`;
  if (ranking.first_place?.level)
    return `First of them by the tie-break: ${text}, as ${levelText(ranking)}.`;
  return `First of them: ${text}${leadText(ranking)}.`;
}

/** One sentence or more, the verdict first. */
export function headline(
  ranking: Ranking,
  analysis: WeightAnalysis | null,
  variantName: (id: string) => string,
): string[] {
  const said: string[] = [];
  if (ranking.ranking.length === 0) {
    said.push("No family qualifies.");
  } else {
    if (qualified(ranking)) {
      said.push(winnerSentence(ranking));
    } else {
      const open = counted(ranking.ranking.length, "is", "are");
      said.push(`No family is known to qualify; ${open} to be verified.`, firstToVerifySentence(ranking));
    }
    said.push(...overturnedBy(ranking, analysis));
  }
  if (!qualified(ranking)) {
    const [nearest] = ranking.excluded
      .filter((each) => each.relaxation !== null && each.relaxation.length > 0)
      .sort((a, b) => (a.relaxation?.length ?? 0) - (b.relaxation?.length ?? 0));
    if (nearest !== undefined)
      said.push(`Closest: ${nearest.name}, if ${relaxationText(nearest, variantName)}.`);
  }
  return said;
}

/** Left out, as the profile does not ask for their kind. */
export const leftOutByDefault = (family: Ranking["excluded"][number]): boolean =>
  family.failures.some((failure) => failure.by_default === true);

/** How many qualify, are to be verified, and are excluded. */
export function tally(ranking: Ranking): string {
  const sure = ranking.ranking.filter((each) => each.status === "qualified").length;
  const open = ranking.ranking.length - sure;
  const out = ranking.excluded.filter((each) => !leftOutByDefault(each)).length;
  const all = ranking.ranking.length + out;
  return (
    `${sure} of ${counted(all, "family", "families")} ${sure === 1 ? "qualifies" : "qualify"}` +
    (open > 0 ? `, ${counted(open, "is", "are")} to be verified` : "") +
    (out > 0 ? `, ${counted(out, "is", "are")} excluded` : "") +
    "."
  );
}

/** Where one family stands. */
export function standingText({ family }: Explanation): string {
  const points = `${wholePoints(family.score)} of 100 points`;
  const name = fullName(family);
  if (family.status === "excluded") return `${name} is excluded; it would have ${points}.`;
  const status = family.status === "qualified" ? "qualifies" : "is to be verified";
  const ranks =
    family.rank_best === family.rank_worst
      ? ""
      : `, and may rank ${family.rank_best} to ${family.rank_worst} once all is known, if no status changes`;
  return `${name} ${status}; it ranks ${family.rank} with ${points}${ranks}.`;
}

/** Why one family stands before another. */
export function argumentText({ family, against }: Explanation): string {
  if (against === null) return "";
  const { name, standing } = against;
  if (family.status !== standing.status)
    return `Status decides before points: ${family.name} is ${family.status}, ${name} is ${standing.status}.`;
  if (against.argument.length === 0) return `${family.name} has no more points than ${name}.`;
  const start = `${family.name} stands before ${name} for ${listed(against.argument.map((id) => needTitle(family, id)))}`;
  if (!against.contributions.some((part) => part.difference < 0))
    return `${start}; no need speaks for ${name}.`;
  const outweighs = against.argument.length === 1 ? "this alone outweighs" : "these together outweigh";
  return `${start}: ${outweighs} all that speaks for ${name}.`;
}
