import {lex, quoteValue, type Span, type Token, tokenAt} from './lexer.js';
import {parseFilter, type sitesField} from './parse.js';
import {type FieldName} from './terms.js';
import {sessionFields, type SortKey} from '../session-fields.js';

const replaced = (text: string, {at, end}: Span, by: string): string =>
	text.slice(0, at) + by + text.slice(end);

/** Adds a term at the end, but before a quote without an end, which would swallow it. */
const withTerm = (text: string, term: string): string => {
	const last = lex(text).at(-1);
	if (last?.openQuote !== undefined) return replaced(text, {at: last.at, end: last.at}, `${term} `);
	return text === '' || /\s$/.test(text) ? text + term : `${text} ${term}`;
};

/** Cuts a token out together with the space between it and the next one, or before it if it is the last. */
const withoutToken = (text: string, token: Token): string => {
	const tokens = lex(text);
	const index = tokens.findIndex(({at}) => at === token.at);
	const next = tokens[index + 1];
	if (next) return replaced(text, {at: token.at, end: next.at}, '');
	return text.slice(0, tokens[index - 1]?.end ?? 0);
};

const isSame = (token: Token, term: Token): boolean =>
	token.field?.text === term.field?.text &&
	token.values.length === term.values.length &&
	token.values.every(({text}, index) => text.toLowerCase() === term.values[index]!.text.toLowerCase());

/** Whether the filter asks for the term, such as `is:orphaned`, and not for its opposite. */
export const hasTerm = (text: string, term: string): boolean => {
	const tokens = lex(text);
	// Nothing is typed most of the time, and the patterns that read a term take long to make.
	if (tokens.length === 0) return false;
	const [wanted] = lex(term);
	return (
		wanted !== undefined && tokens.some(token => isSame(token, wanted) && token.negated === wanted.negated)
	);
};

/** Adds the term, such as `is:orphaned`, or takes it out if it is there. Its negation gives way to it. */
export const toggleTerm = (text: string, term: string): string => {
	const [wanted] = lex(term);
	const there = wanted && lex(text).find(token => isSame(token, wanted));
	if (!there) return withTerm(text, term);
	return there.negated === wanted.negated ? withoutToken(text, there) : replaced(text, there, term);
};

/** Makes each `sender:` a `recipient:` and the other way round. */
export const swapParties = (text: string): string =>
	lex(text).reduceRight((result, {field}) => {
		if (field?.text === 'sender') return replaced(result, field, 'recipient');
		if (field?.text === 'recipient') return replaced(result, field, 'sender');
		return result;
	}, text);

type Field = FieldName | typeof sitesField;

const fieldTokens = (text: string, field: Field): readonly Token[] =>
	lex(text).filter(token => token.field?.text === field && !token.negated && token.openQuote === undefined);

/** The values of the first term with that field, as the filter form shows them. */
export const fieldValues = (text: string, field: Field): readonly string[] =>
	fieldTokens(text, field)[0]?.values.map(value => value.text) ?? [];

/** Gives a field these values, any of which may hold, in place of those it has; without values the field goes. */
export const setField = (text: string, field: Field, values: readonly string[]): string => {
	const [first, ...more] = fieldTokens(text, field);
	const alone = more.reduceRight((result, token) => withoutToken(result, token), text);
	if (values.length === 0) return first ? withoutToken(alone, first) : alone;
	const term = `${field}:${values.map(quoteValue).join(',')}`;
	return first ? replaced(alone, first, term) : withTerm(alone, term);
};

/** Asks for exactly this value of a field, as the last term, in place of what it asked of that field. */
export const narrowedTo = (text: string, field: FieldName, value: string): string =>
	withTerm(setField(text, field, []), `${field}:${quoteValue(value)}`);

/** The text without the term at its end, which is the one added last. */
export const withoutLastTerm = (text: string): string => {
	const last = lex(text).at(-1);
	return last ? withoutToken(text, last) : '';
};

/** Sorts by the key, the other way round if that is the order already. */
export const sortBy = (text: string, key: SortKey): string => {
	const {sort} = parseFilter(text);
	const descending = sort.key === key ? !sort.descending : sessionFields[key].isGreatestFirst === true;
	return setField(text, 'sort', [`${descending ? '-' : ''}${key}`]);
};

/** Whether the problem lies in the term around the caret, which may yet become valid. */
export const isUnfinished = (text: string, caret: number, problem: Span): boolean => {
	const token = tokenAt(text, caret);
	return token !== undefined && token.at <= problem.at && problem.end <= token.end;
};

/**
The text without the term around the caret if that is not understood; `undefined` if another one is not understood.
*/
export const withoutUnfinished = (text: string, caret: number): string | undefined => {
	const {problems} = parseFilter(text);
	if (problems.length === 0) return text;
	return problems.every(problem => isUnfinished(text, caret, problem))
		? withoutToken(text, tokenAt(text, caret)!)
		: undefined;
};
