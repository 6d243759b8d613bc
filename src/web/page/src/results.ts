// What the engine answers with, as far as the page reads it. The folder schemas/ has all of it.

/** A value of a fact or of a key; an object with `includes` is an open set. */
export type Datum = null | boolean | number | string | string[] | { includes: string[] };

export type Verdict = "met" | "partly" | "unmet" | "unknown";
export type Status = "qualified" | "to-verify" | "excluded";

export interface Fact {
  id: string;
  value: Datum;
  title: string;
  text: string;
}

export interface Conflict {
  source: string;
  value: Datum;
  fact: string;
  text: string;
}

export interface RuleNote {
  id: string;
  effect: string;
  because: string;
}

export interface Question {
  need_id: string | null;
  fact: string;
  text: string;
}

export interface Change {
  need_id: string;
  key: string;
  from: Datum;
  to: Datum;
}

export interface Outcome {
  need_id: string;
  criterion: string;
  level: "must" | "should";
  verdict: Verdict;
  value: number;
  value_low: number;
  value_high: number;
  weight: number;
  contribution: number;
  need: Record<string, Datum>;
  fact: Fact | Fact[];
  reason: string;
  sources: string[];
  conflicts: Conflict[];
  rules: string[];
  title: string;
  because: string | null;
}

/** What a ranked and an excluded family have in common. */
interface Standing {
  family: string;
  name: string;
  variant: string | null;
  variant_name: string;
  quantisation: string | null;
  score: number;
  score_low: number;
  score_high: number;
  criteria: Outcome[];
  obligations: string[];
  warnings: string[];
  questions: Question[];
  rules: RuleNote[];
  unasked?: string[];
  weights_at: string[];
  start: string[];
}

export interface Ranked extends Standing {
  status: "qualified" | "to-verify";
  rank: number;
  rank_best: number;
  rank_worst: number;
}

export interface Failure {
  need_id: string | null;
  rule: string | null;
  reason: string;
  by_default?: true;
}

export interface Excluded extends Standing {
  status: "excluded";
  failures: Failure[];
  relaxation: Change[] | null;
  readmitted: string | null;
}

export interface FirstPlace {
  level: boolean;
  weights: boolean | null;
  unknown_facts: string[];
  both: boolean | null;
  once_verified: string[];
}

export interface Ranking {
  profile: { title: string; file: string };
  rule_base: { title: string; fingerprint: string };
  weights: Record<string, number>;
  ranking: Ranked[];
  excluded: Excluded[];
  reweighed: RuleNote[];
  clear_winner: boolean;
  first_place: FirstPlace | null;
}

export interface Sibling {
  variant: string | null;
  variant_name: string;
  quantisation: string | null;
  status: Status;
  score: number;
  reason: string;
}

export interface Against {
  family: string;
  name: string;
  gap: number;
  contributions: { need_id: string; own: number; other: number; difference: number }[];
  argument: string[];
  standing: Ranked | Excluded;
}

export interface Explanation {
  family: Ranked | Excluded;
  against: Against | null;
  siblings: Sibling[];
  reweighed: RuleNote[];
}

export interface WeightSegment {
  from: number;
  to: number;
  order: string[];
}

export interface WeightInterval {
  need_id: string;
  title: string;
  weight: number;
  low: number | null;
  high: number | null;
  below: string | null;
  above: string | null;
  critical: boolean;
  segments: WeightSegment[];
}

export interface TippingPoint {
  need_id: string;
  weight: number;
  limit: number;
  rises: boolean;
  family: string;
}

export interface WeightAnalysis {
  winner: string;
  tipping: TippingPoint | null;
  any_weights: boolean | null;
  together: string | null;
  criteria: WeightInterval[];
  names: Record<string, string>;
}

export interface WeightChange {
  distance: number;
  weights: Record<string, number>;
}

export interface Flip {
  family: string;
  winner: string;
  possible: boolean;
  only_level: boolean;
  reason: string;
  l1: WeightChange | null;
  l2: WeightChange | null;
  linf: WeightChange | null;
  weights: Record<string, number>;
}

export interface Counts {
  qualified: number;
  to_verify: number;
}

/** A range of a number or date, or a single value where both ends are equal. */
export interface Lead {
  from: Datum;
  to: Datum;
  from_open: boolean;
  to_open: boolean;
  family: string | null;
  at_from: Counts;
  at_to: Counts;
}

export interface StatusRange {
  from: Datum;
  to: Datum;
  from_open: boolean;
  to_open: boolean;
  family: string;
  status: Status;
}

export interface Sweep {
  path: string;
  title: string;
  unit: string;
  stated: Datum;
  leads: Lead[];
  statuses?: StatusRange[];
  names: Record<string, string>;
}

export interface Sample {
  samples: number;
  weights: string;
  acceptability: Record<string, number[]>;
  central_weights: Record<string, Record<string, number> | null>;
  interrupted?: boolean;
}

export interface ComparedValue {
  value: Datum;
  sources: string[];
  conflicts: { source: string; value: Datum; text: string }[];
  text: string;
}

export interface ComparedRow {
  fact: string;
  title: string;
  row: string;
  values: Record<string, ComparedValue>;
}

export interface Comparison {
  families: string[];
  rows: ComparedRow[];
  choose: Record<string, { criterion: string; reason: string }[]>;
  names: Record<string, string>;
}

export interface Estimate {
  family: string;
  variant: string | null;
  quantisation: string;
  weights_bytes: number;
  kv_bytes: number;
  state_bytes: number;
  compute_bytes: number;
  overhead_bytes: number;
  total_bytes: number;
  budget_bytes: number;
  fits: boolean;
  max_context_tokens: number | null;
  assumptions: string[];
  host_bytes: number;
  need_id: string | null;
  device: string | null;
  count: number;
  context_tokens: number;
  chosen: boolean;
  tokens_per_s_low: number | null;
  tokens_per_s_high: number | null;
}

export interface DeviceResult {
  estimates: Estimate[];
}

export interface Criterion {
  id: string;
  title: string;
  kind: string;
  fact: string | null;
  weight: number;
  keys: string[];
}

export interface Named {
  id: string;
  name: string;
  aliases?: string[];
}

export interface Device extends Named {
  kind: string;
  memory: string;
}

export interface Licence extends Named {
  classes: string[];
  commercial: boolean;
  url: string | null;
}

export interface Source {
  id: string;
  family: string;
  kind: string;
  as_of: string | null;
  title: string;
  url: string | null;
}

export interface InitQuestion {
  id: string;
  text: string;
  several: boolean;
  answers: string[];
  such_as: string[];
}
