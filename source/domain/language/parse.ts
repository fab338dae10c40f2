import {comparable, comparableWithMarks} from '../../text/comparable.js';
import {channelLabel, channelTypes} from '../session.js';
import {type Calendar, ownCalendar} from './calendar.js';
import {lex, type Span, type Token, type Value} from './lexer.js';
import {Mistake} from './mistake.js';
import {didYouMean} from './nearest.js';
import {readNumberRange, readWholeNumber} from './number-range.js';
import {readHandlerPattern} from './handler-pattern.js';
import {readPartyPattern} from './party-pattern.js';
import {fieldElsewhere, otherField, valueSlip, wordSlip} from './slips.js';
import {soughtOwnId} from './own-id.js';
import {type Condition, defaultSort, type Problem, type Query, type Sort, type Term} from './query.js';
import {readTimeRange} from './time-range.js';
import {type CountField, type FieldName, filterTerm, filterTerms} from './terms.js';
import {sortKeys} from '../session-fields.js';
import {type StateWord, stateWords} from './words.js';

const readWord = <Word extends string>(
	text: string,
	words: readonly Word[],
	takes: string,
): Word | Mistake => {
	const wanted = comparable(text).trim();
	const meant = otherField(wanted) || didYouMean(wanted, words);
	return words.find(word => word === wanted) ?? new Mistake(`expected ${takes}${meant}`);
};

const readSort = (text: string): Sort | Mistake => {
	const descending = text.startsWith('-');
	const key = readWord(descending ? text.slice(1) : text, sortKeys, filterTerm('sort')!.takes);
	return key instanceof Mistake ? key : {key, descending};
};

const readText = (text: string, isQuoted: boolean): string | Mistake | undefined => {
	if (!isQuoted && /[\p{L}\p{N}]\*$/v.test(text))
		return new Mistake('leave * out: what begins so is found as well');
	return comparable(text).trim() === '' ? undefined : comparableWithMarks(text).trim();
};

/** A store may have unknown types, so only long words are reported as mistyped. */
const surelyMistyped = 5;

const readChannel = (text: string, isQuoted: boolean): string | Mistake | undefined => {
	const type = comparable(text).trim();
	if (isQuoted) return type || undefined;
	if (type.includes('*')) return new Mistake(`expected ${filterTerm('channel')!.takes}`);
	const known = [...channelTypes, ...channelTypes.map(each => comparable(channelLabel(each)))];
	const meant = type.length < surelyMistyped || known.includes(type) ? '' : didYouMean(type, channelTypes);
	return meant === '' ? type || undefined : new Mistake(`expected ${filterTerm('channel')!.takes}${meant}`);
};

/** Whether a number seems to be written with commas between thousands: `>1,000`. */
const isGrouped = ({values: [first, ...more]}: Token): boolean =>
	more.length > 0 &&
	more.every(({text}) => /^\d{3}$/.test(text)) &&
	(/^[<>]=?\d{1,3}$/.test(first!.text) || more.some(({text}) => text.startsWith('0')));

/** Asks which sites to look through; only the screen's filter takes it. */
export const sitesField = 'site';

const sitesProblem = ({at, end, negated}: Token): Problem => ({
	at,
	end,
	message: 'expected no site: in a filter of one store; commands take --sites or --all-sites',
	...(!negated && {isForSites: true}),
});

class Parser {
	readonly #terms: Term[] = [];
	readonly #problems: Problem[] = [];
	#sort: Sort | undefined;
	readonly #calendar: Calendar;

	constructor(calendar: Calendar) {
		this.#calendar = calendar;
	}

	parse(text: string): Query {
		let before: Token | undefined;
		for (const token of lex(text)) {
			this.#readToken(token, before);
			before = token;
		}

		return {terms: this.#terms, sort: this.#sort ?? defaultSort, problems: this.#problems};
	}

	#readToken(token: Token, before: Token | undefined): void {
		if (token.openQuote !== undefined) {
			this.#report({at: token.openQuote, end: token.end}, 'expected a closing "');
		} else if (token.field === undefined) {
			this.#readBareWord(token, token.values[0]!, before);
		} else {
			const term = filterTerm(token.field.text);
			if (token.field.text === sitesField) this.#problems.push(sitesProblem(token));
			else if (term === undefined) this.#reportUnknown(token.field);
			else if (term.name === 'sort') this.#readOrder(token);
			else this.#add(token, this.#condition(token, term.name));
		}
	}

	#readBareWord(token: Token, {text, isQuoted}: Value, before: Token | undefined): void {
		const slip = isQuoted ? undefined : wordSlip(text, before);
		if (comparable(text).trim() === '') this.#report(token, 'expected a word or a term');
		else if (slip === undefined) this.#add(token, {kind: 'word', text});
		else this.#report(token, slip);
	}

	#readOrder(token: Token): void {
		if (token.negated) this.#report(token, 'expected sort:-… for descending');
		else if (this.#sort) this.#report(token, 'expected only one sort:');
		else if (token.values.length > 1) this.#report(token, 'expected one column to sort by');
		else this.#sort = this.#list(token, readSort)?.[0];
	}

	#condition(token: Token, field: Exclude<FieldName, 'sort'>): Condition | undefined {
		switch (field) {
			case 'id': {
				if (token.values.every(({isQuoted}) => isQuoted)) return this.#ownIds(token);
				return this.#counts(token, field);
			}

			case 'messages':
			case 'transfers': {
				return this.#counts(token, field);
			}

			case 'created':
			case 'active':
			case 'deleted': {
				const anyOf = this.#list(token, text => readTimeRange(text, this.#calendar));
				return anyOf && {kind: 'time', field, anyOf};
			}

			case 'number':
			case 'sender':
			case 'recipient':
			case 'customer': {
				const anyOf = this.#words(token, field, readPartyPattern);
				return anyOf && {kind: 'party', field, anyOf};
			}

			case 'handler': {
				const anyOf = this.#words(token, field, readHandlerPattern);
				return anyOf && {kind: 'handler', anyOf};
			}

			case 'change': {
				const anyOf = this.#list(token, readWholeNumber);
				return anyOf && {kind: 'change', anyOf};
			}

			case 'text': {
				const anyOf = this.#list(token, readText);
				return anyOf && {kind: 'text', anyOf};
			}

			case 'channel': {
				const anyOf = this.#words(token, field, readChannel);
				return anyOf && {kind: 'channel', anyOf};
			}

			case 'status':
			case 'is':
			case 'has': {
				const anyOf = this.#list(token, text =>
					readWord<StateWord>(text, stateWords[field], filterTerm(field)!.takes),
				);
				return anyOf && this.#states(token, anyOf);
			}
		}
	}

	/** `is:deleted` chooses between list and trash, which no other state can do in its stead. */
	#states(token: Token, anyOf: readonly StateWord[]): Condition | undefined {
		if (!anyOf.includes('deleted') || anyOf.length === 1) return {kind: 'state', anyOf};
		this.#report(token, 'expected is:deleted as a term of its own');
		return undefined;
	}

	#counts(token: Token, field: CountField): Condition | undefined {
		const anyOf = isGrouped(token) ? this.#grouped(token) : this.#list(token, readNumberRange);
		return anyOf && {kind: 'count', field, anyOf};
	}

	/** Quotes tell an id of another system from a number of ours, since it may be a number, too. */
	#ownIds(token: Token): Condition | undefined {
		const anyOf = this.#list(token, text => (text === '' ? undefined : soughtOwnId(text)));
		return anyOf && {kind: 'own-id', anyOf};
	}

	#grouped(token: Token): undefined {
		const number = token.values.map(({text}) => text).join('');
		this.#report(token, `expected a number without commas: ${token.field!.text}:${number}`);
		return undefined;
	}

	/** Like {@link #list}, where a value that is not in quotes has to be a word. */
	#words<Read>(
		token: Token,
		field: FieldName,
		read: (text: string, isQuoted: boolean) => Read | Mistake | undefined,
	): readonly Read[] | undefined {
		return this.#list(token, (text, isQuoted) =>
			isQuoted ? read(text, isQuoted) : (valueSlip(field, text) ?? read(text, isQuoted)),
		);
	}

	/** All values of the token, or `undefined` if one of them is a mistake, which is then reported. */
	#list<Read>(
		token: Token,
		read: (text: string, isQuoted: boolean) => Read | Mistake | undefined,
	): readonly Read[] | undefined {
		const good: Read[] = [];
		for (const value of token.values) {
			const result = read(value.text, value.isQuoted);
			const span = value.at === value.end ? token : value;
			if (result instanceof Mistake) this.#report(span, result.message);
			else if (result === undefined) this.#report(span, `expected ${filterTerm(token.field!.text)!.takes}`);
			else good.push(result);
		}

		return good.length === token.values.length ? good : undefined;
	}

	#reportUnknown(field: Value): void {
		const names = filterTerms.map(term => term.name);
		const meant =
			fieldElsewhere(field.text) ||
			didYouMean(field.text, names) ||
			`; expected ${names.join(', ')}, or quotes around it`;
		this.#report({at: field.at, end: field.end + 1}, `unknown field ${field.text}${meant}`);
	}

	#add({at, end, negated}: Token, condition: Condition | undefined): void {
		if (condition) this.#terms.push({at, end, negated, condition});
	}

	#report({at, end}: Span, message: string): void {
		this.#problems.push({at, end, message});
	}
}

/** Reads a filter. Never throws: a part that cannot be understood is among the problems, with its position. */
export const parseFilter = (text: string, calendar = ownCalendar): Query => new Parser(calendar).parse(text);
