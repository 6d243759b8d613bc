// Ranks a profile from Node.js with koffi, an FFI package of npm.
// usage: node rank.js LIBRARY RULES PROFILE
'use strict';

const koffi = require('koffi');

const [file, rulesFolder, profileFile] = process.argv.slice(2);
const library = koffi.load(file);

const String = koffi.struct('shortlist_string', {data: 'const char *', size: 'size_t'});
const View = koffi.struct('View', {data: 'const void *', size: 'size_t'});
const Strings = koffi.struct('shortlist_strings', {items: 'shortlist_string *', count: 'size_t'});
const LoadOptions = koffi.struct('shortlist_load_options', {
  size: 'size_t', folders: Strings, documents: 'void *', document_count: 'size_t',
  trust: Strings, only_source: Strings,
});
const Diagnostic = koffi.struct('shortlist_diagnostic', {
  size: 'size_t', severity: 'int32', line: 'int32', column: 'int32', file: View, message: View,
  suggestion: View, source_line: View, text: View,
});
const Standing = koffi.struct('shortlist_standing', {
  size: 'size_t', family: View, name: View, variant: View, quantisation: View,
  status: 'int32', rank: 'int32', rank_best: 'int32', rank_worst: 'int32',
  score: 'double', score_low: 'double', score_high: 'double', need_count: 'size_t',
});

const define = (signature) => library.func(signature);
const failing = (name, types) =>
  define(`int32 shortlist_${name}(${types}, _Out_ void **out, _Out_ void **error)`);
const freeing = (name) => define(`void shortlist_${name}_free(void *handle)`);

const loadRuleBase = failing('load_rule_base', 'shortlist_load_options *options');
const loadProfile = failing('load_profile', 'void *rules, shortlist_string path');
const parseProfile =
  failing('parse_profile', 'void *rules, shortlist_string text, shortlist_string name');
const rank = failing('rank', 'void *profile, void *options');
const rankingJson = failing('ranking_json', 'void *ranking, uint32 top');
const whatifWeights =
  failing('whatif_weights', 'void *profile, shortlist_string criterion, void *options');
const rankingCount = define('size_t shortlist_ranking_count(void *ranking)');
const rankingStanding = define(
  'int32 shortlist_ranking_standing(void *ranking, size_t index, _Inout_ shortlist_standing *out)');
const textString = define('View shortlist_text_string(void *text)');
const errorCount = define('size_t shortlist_error_count(void *error)');
const errorDiagnostic = define(
  'int32 shortlist_error_diagnostic(void *error, size_t index, _Inout_ shortlist_diagnostic *out)');
const [freeRules, freeProfile, freeRanking, freeText, freeError] =
  ['rule_base', 'profile', 'ranking', 'text', 'error'].map(freeing);

const string = (text) => ({data: text, size: Buffer.byteLength(text)});
const textOf = ({data, size}) => Buffer.from(koffi.view(data, Number(size))).toString();
const empty = {data: null, size: 0};
const none = {items: null, count: 0};

// Calls a function that can fail, and returns the handle that it makes.
function call(fails, ...given) {
  const out = [null];
  const error = [null];
  if (fails(...given, out, error) === 0) return out[0];
  let text = '';
  for (let i = 0; i < errorCount(error[0]); ++i) {
    const said = {size: koffi.sizeof(Diagnostic), severity: 0, line: 0, column: 0, file: empty,
                  message: empty, suggestion: empty, source_line: empty, text: empty};
    errorDiagnostic(error[0], i, said);
    text += textOf(said.text);
  }
  freeError(error[0]);
  throw new Error(text);
}

function takeJson(text) {
  const parsed = JSON.parse(textOf(textString(text)));
  freeText(text);
  return parsed;
}

const rules = call(loadRuleBase, {
  size: koffi.sizeof(LoadOptions), folders: {items: [string(rulesFolder)], count: 1},
  documents: null, document_count: 0, trust: none, only_source: none,
});
const profile = call(loadProfile, rules, string(profileFile));

const ranking = call(rank, profile, null);
for (let i = 0; i < rankingCount(ranking); ++i) {
  const at = {size: koffi.sizeof(Standing), family: empty, name: empty, variant: empty,
              quantisation: empty, status: 0, rank: 0, rank_best: 0, rank_worst: 0, score: 0,
              score_low: 0, score_high: 0, need_count: 0};
  rankingStanding(ranking, i, at);
  const place = at.rank > 0 ? `${at.rank}.` : 'excluded:';
  console.log(`${place} ${textOf(at.name)}, ${Math.round(100 * at.score)} points`);
}
const whole = takeJson(call(rankingJson, ranking, 1));
console.log('fingerprint', whole.rule_base.fingerprint.slice(0, 8));
freeRanking(ranking);

for (const need of takeJson(call(whatifWeights, profile, string(''), null)).criteria) {
  const [low, high] = [need.low, need.high].map((weight) => Math.round(100 * weight));
  console.log(`${need.need_id}: first from ${low} to ${high}`);
}

try {
  call(parseProfile, rules, string('schema = 1\n[need.prize]\nat_most = 1\n'), string('mine.toml'));
} catch (error) {
  process.stdout.write(error.message);
}
freeProfile(profile);
freeRules(rules);
