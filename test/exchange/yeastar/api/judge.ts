import test from 'ava';
import {readAnswer} from '../../../../source/exchange/yeastar/api/answer.js';
import {verdictOnAnswer} from '../../../../source/exchange/yeastar/api/judge.js';
import {type Verdict} from '../../../../source/exchange/yeastar/api/verdict.js';

const now = Date.UTC(2026, 10, 22, 12) / 1000;

const verdictOn = (body: string, status = 200, type = 'application/json', retryAfter?: string): Verdict =>
	verdictOnAnswer({status, retryAfter, answer: readAnswer(Buffer.from(body), type)}, now);

const codes: readonly [errcode: number, verdict: Partial<Verdict>][] = [
	[0, {kind: 'done', isPartial: false}],
	[1, {kind: 'done', isPartial: true}],
	[2, {kind: 'again', isDoubtful: true}],
	[-2, {kind: 'again', isDoubtful: true}],
	[70_082, {kind: 'again', isDoubtful: false}],
	[10_004, {kind: 'expired'}],
	[10_005, {kind: 'expired'}],
	[40_002, {kind: 'refused'}],
	[60_001, {kind: 'refused'}],
	[60_002, {kind: 'refused'}],
	[70_084, {kind: 'refused'}],
	[-1, {kind: 'pause', cause: 'other', isDoubtful: false}],
	[10_001, {kind: 'pause', cause: 'not there'}],
	[10_002, {kind: 'pause', cause: 'too old'}],
	[10_003, {kind: 'pause', cause: 'too old'}],
	[10_009, {kind: 'pause', cause: 'access denied'}],
	[40_001, {kind: 'pause', cause: 'other'}],
	[40_003, {kind: 'pause', cause: 'other'}],
	[70_004, {kind: 'pause', cause: 'locked out'}],
	[70_087, {kind: 'pause', cause: 'locked out'}],
	[70_123, {kind: 'pause', cause: 'api off'}],
	[70_128, {kind: 'pause', cause: 'other'}],
	[99_999, {kind: 'pause', cause: 'other'}],
];

for (const [errcode, verdict] of codes)
	test(`errcode ${errcode} means ${verdict.kind}`, t => {
		t.like(verdictOn(JSON.stringify({errcode, errmsg: 'x'})), verdict);
		t.like(verdictOn(JSON.stringify({errcode: String(errcode), errmsg: 'x'})), verdict);
	});

const statuses: readonly [status: number, verdict: Partial<Verdict>][] = [
	[301, {kind: 'pause', cause: 'not the api'}],
	[400, {kind: 'pause', cause: 'not the api'}],
	[401, {kind: 'pause', cause: 'not the api'}],
	[404, {kind: 'pause', cause: 'not the api'}],
	[408, {kind: 'again', isDoubtful: false}],
	[429, {kind: 'again', isDoubtful: false, seconds: 7}],
	[500, {kind: 'again', isDoubtful: true}],
	[503, {kind: 'again', isDoubtful: true, seconds: 7}],
];

for (const [status, verdict] of statuses) {
	test(`a web page of status ${status} means ${verdict.kind}`, t => {
		t.like(verdictOn('<html>', status, 'text/html', '7'), verdict);
	});

	test(`success that comes with status ${status} is none`, t => {
		t.like(verdictOn('{"errcode":0,"errmsg":"SUCCESS"}', status, 'application/json', '7'), verdict);
	});
}

test('an error code counts whatever the status, where the status says little', t => {
	t.like(verdictOn('{"errcode":10004}', 401), {kind: 'expired'});
	t.like(verdictOn('{"errcode":60001}', 404), {kind: 'refused'});
	t.like(verdictOn('{"errcode":60002}', 429), {kind: 'again'});
	t.like(verdictOn('{"errcode":60001}', 502), {kind: 'again'});
});

const bodies: readonly [title: string, body: string, verdict: Partial<Verdict>, type?: string][] = [
	['nothing', '', {kind: 'again', isDoubtful: true}],
	['blanks', ' \r\n', {kind: 'again'}],
	[
		'a beginning',
		'{"errcode":0,"list":[{"id":1',
		{kind: 'again', cause: 'no sound answer', isDoubtful: true},
	],
	['a web page', '<!DOCTYPE html><html></html>', {kind: 'pause', cause: 'web portal', mayPass: true}],
	['a web page as JSON', '\n<html></html>', {kind: 'pause', cause: 'web portal'}],
	[
		'a web page that begins with a text',
		'Sign in <b>here</b>',
		{kind: 'pause', cause: 'web portal'},
		'text/html',
	],
	['a text', 'Bad gateway', {kind: 'pause', cause: 'not the api'}, 'text/plain'],
	['a list', '[]', {kind: 'pause', cause: 'not the api'}],
	['a number', '0', {kind: 'pause', cause: 'not the api'}],
	['null', 'null', {kind: 'pause', cause: 'not the api'}],
	['JSON of something else', '{"status":"ok"}', {kind: 'pause', cause: 'not the api'}],
	['a code that is no number', '{"errcode":"x"}', {kind: 'pause', cause: 'not the api'}],
	['a byte order mark before it', '\uFEFF{"errcode":0}', {kind: 'done'}],
	['a code as text', '{"errcode":"0"}', {kind: 'done'}],
	['the wrong content type', '{"errcode":0}', {kind: 'done'}, 'text/html'],
];

for (const [title, body, verdict, type] of bodies)
	test(`of ${title} it is made what it is`, t => t.like(verdictOn(body, 200, type), verdict));

test('numbers that JavaScript would round come as texts', t => {
	const verdict = verdictOn('{"errcode":0,"id":12345678901234567890}');
	t.is(verdict.kind === 'done' && verdict.fields.id, '12345678901234567890');
});

test('reasons are in our own words, and those of the PBX are apart, without tokens', t => {
	const errmsg = 'No x?access_token=T0KEN for what a customer wrote';
	for (const [errcode] of [...codes, [123_456] as const]) {
		const verdict = verdictOn(JSON.stringify({errcode, errmsg}));
		t.notRegex(JSON.stringify({...verdict, words: '', fields: {}}), /customer|T0KEN/);
		const words = 'words' in verdict ? verdict.words : '';
		if (verdict.kind === 'refused' || verdict.kind === 'pause')
			t.is(words, 'No x?access_token=… for what a customer wrote');
	}

	t.like(verdictOn('{"errcode":60001,"errmsg":{"a":1}}'), {words: ''});
});

test('an answer of somebody else leaves it open whether something was done', t => {
	for (const body of ['<html>', '{}', 'x']) t.like(verdictOn(body), {kind: 'pause', isDoubtful: true});
	t.like(verdictOn('<html>', 404), {kind: 'pause', isDoubtful: true});
	t.like(verdictOn('{"errcode":10009}'), {kind: 'pause', isDoubtful: false});
});
