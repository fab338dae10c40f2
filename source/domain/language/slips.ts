import {type Token} from './lexer.js';
import {Mistake} from './mistake.js';
import {type FieldName, filterTerm, stateWords} from './terms.js';

/** Signs and words of other filter languages, which would be searched for here as words that nobody says. */
type Slip = (text: string, before: Token | undefined) => string | undefined;

const kindOfField = (token: Token | undefined): 'time' | 'count' | 'party' | 'sort' | undefined => {
	switch (token?.field?.text as FieldName | undefined) {
		case 'created':
		case 'active': {
			return 'time';
		}
		case 'id':
		case 'messages':
		case 'transfers': {
			return 'count';
		}
		case 'number':
		case 'sender':
		case 'recipient':
		case 'customer': {
			return 'party';
		}
		case 'sort': {
			return 'sort';
		}
		default: {
			return undefined;
		}
	}
};

const lastValue = (token: Token | undefined): string => token?.values.at(-1)?.text ?? '';

const isNumber = (text: string): boolean =>
	/^[+＋]?[\p{Nd}\(\).\/\p{Dash}]+$/v.test(text.replaceAll(/\p{Default_Ignorable_Code_Point}/gv, '')) &&
	/\p{Nd}/v.test(text);

const connective: Slip = text => {
	if (/^(?:or|\|\|?)$/i.test(text))
		return 'commas list values of which one must hold, as in channel:sms,whatsapp; quotes make it a word';
	if (/^(?:and|&&?|\+)$/i.test(text)) return 'leave it out: all terms must hold; quotes make it a word';
	if (/^(?:not|!)$/i.test(text))
		return 'expected - right before what must not hold, as in -channel:sms; quotes make it a word';
	return undefined;
};

const comparison: Slip = text => {
	const [, name, sign, value] = /^([a-z\-]+)(==?|!=|<>|[<>]=?|~)(.*)$/isv.exec(text) ?? [];
	if (name === undefined || filterTerm(name.toLowerCase()) === undefined) return undefined;
	const written = `${name.toLowerCase()}:`;
	if (sign === '!=' || sign === '<>') return `expected -${written}${value}`;
	return `expected ${written}${/^[<>]/.test(sign!) ? sign : ''}${value}`;
};

const bracket: Slip = text => {
	const [, sign, name] = /^([!\(\)+~]+)([a-z\-]+)[:：]/iv.exec(text) ?? [];
	if (name === undefined || filterTerm(name.toLowerCase()) === undefined) return undefined;
	if (sign!.startsWith('!')) return `expected - to negate: -${text.slice(sign!.length)}`;
	return `leave ${sign} out: all terms must hold, and commas list values of which one must hold`;
};

const misplaced: Slip = (text, before) => {
	if (/^[:：]./v.test(text)) return 'expected the name of a field right before the colon';
	if (/^[,，]/v.test(text)) return 'expected a list without blanks, as in channel:sms,whatsapp';
	if (/^[\d\-]*\.\.[\d\-]*[dh]?$/iv.test(text) && text.length > 1)
		return 'expected a field before a range, as in created:2026-11-01..2026-11-22';
	if (/^\*|\*$/.test(text)) return 'leave * out: a word without a field is found anywhere';
	const kind = kindOfField(before);
	if (kind === 'sort' && /^(?:asc|desc)(?:ending)?$/i.test(text))
		return `expected sort:${/^d/i.test(text) ? '-' : ''}${lastValue(before).replace(/^-/, '')}`;
	if (kind === 'time' && /^\d{1,2}:\d{2}/.test(text)) return 'expected whole days, without a time of day';
	if (kind === 'count' && /^\d{3}$/.test(text))
		return `expected a number without blanks: ${before!.field!.text}:${lastValue(before)}${text}`;
	if (kind === 'party' && !before!.values.at(-1)!.isQuoted && isNumber(lastValue(before)) && isNumber(text))
		return `expected quotes around a number with blanks, ${before!.field!.text}:"${lastValue(before)} ${text}", or id: before a number of its own`;
	return undefined;
};

/** The mistake in a bare word that is not in quotes and follows that token. */
export const wordSlip: Slip = (text, before) => {
	for (const slip of [connective, comparison, bracket, misplaced]) {
		const message = slip(text, before);
		if (message !== undefined) return message;
	}

	return undefined;
};

/** The mistake in a value, not in quotes, of a field that takes words. */
export const valueSlip = (field: FieldName, text: string): Mistake | undefined => {
	const [, sign, value] = /^(!=?|<>|==?|~|\p{Dash})(.+)$/sv.exec(text) ?? [];
	if (sign === undefined) return undefined;
	return new Mistake(`expected ${/^[=~]/.test(sign) ? '' : '-'}${field}:${value}, or quotes around it`);
};

/** The term that a word means which stands in another one: `is:open`. */
export const otherField = (word: string): string => {
	const field = Object.entries(stateWords).find(([, words]) =>
		(words as readonly string[]).includes(word),
	)?.[0];
	return field === undefined ? '' : `; did you mean ${field}:${word}?`;
};

/** Names that fields have elsewhere. */
const fieldsElsewhere: Readonly<Record<string, string>> = {
	from: 'sender:',
	to: 'recipient:',
	name: 'customer:',
	phone: 'customer:',
	contact: 'customer:',
	visitor: 'customer:',
	agent: 'handler:',
	owner: 'handler:',
	assigned: 'handler:',
	extension: 'handler:extension:',
	ext: 'handler:extension:',
	queue: 'handler:queue:',
	type: 'channel:',
	state: 'status:',
	date: 'created: or active:',
	time: 'created: or active:',
	after: 'created:2026-11-01..',
	since: 'created:2026-11-01..',
	before: 'created:..2026-11-01',
	until: 'created:..2026-11-01',
	older: 'active:..180d',
	newer: 'active:7d',
	body: 'text:',
	content: 'text:',
	contains: 'text:',
	order: 'sort:',
	orderby: 'sort:',
};

/** `; did you mean sender:?` for a name that a field has elsewhere; else empty. */
export const fieldElsewhere = (name: string): string =>
	Object.hasOwn(fieldsElsewhere, name) ? `; did you mean ${fieldsElsewhere[name]}?` : '';
